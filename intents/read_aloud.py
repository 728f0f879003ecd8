"""Text as it is read aloud: numbers and signs become words, and what has no words is left out.

A voice has words of its own for signs: espeak-ng reads a heart as "red heart". So the voice gets
nothing but what this makes of a text, and the same is looked at for words that are listened for.
"""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from unicode_rbnf import FormatPurpose, RbnfEngine

APOSTROPHES = "'\u2018\u2019\u201b\u00b4\u0060\u2032\u02b9\u02bb\u02bc\u02c8\uff07\uff40"
"""What people type for the one in "let's"."""

_SIGNS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "de": {
            "%": "Prozent", "&": "und", "\u00b0": "Grad", "+": "plus", "=": "gleich", "@": "at",
            "\u20ac": "Euro", "$": "Dollar", "\u00a3": "Pfund", "\u00bd": "ein halb",
        },
        "en": {
            "%": "percent", "&": "and", "\u00b0": "degrees", "+": "plus", "=": "equals", "@": "at",
            "\u20ac": "euros", "$": "dollars", "\u00a3": "pounds", "\u00bd": "a half",
        },
        "es": {
            "%": "por ciento", "&": "y", "\u00b0": "grados", "+": "m\u00e1s", "=": "igual a",
            "@": "arroba", "\u20ac": "euros", "$": "d\u00f3lares", "\u00a3": "libras",
            "\u00bd": "medio",
        },
        "fr": {
            "%": "pour cent", "&": "et", "\u00b0": "degr\u00e9s", "+": "plus",
            "=": "\u00e9gale", "@": "arobase", "\u20ac": "euros", "$": "dollars",
            "\u00a3": "livres", "\u00bd": "un demi",
        },
        "ko": {
            "%": "\ud37c\uc13c\ud2b8", "&": "\uadf8\ub9ac\uace0", "\u00b0": "\ub3c4",
            "+": "\ub354\ud558\uae30", "=": "\ub294", "@": "\uace8\ubc45\uc774",
            "\u20ac": "\uc720\ub85c", "$": "\ub2ec\ub7ec", "\u00a3": "\ud30c\uc6b4\ub4dc",
            "\u00bd": "\uc808\ubc18",
        },
    }
)  # fmt: skip
"""The words for the signs that have some, by language."""
_POINT = MappingProxyType(
    {"de": "Komma", "en": "point", "es": "coma", "fr": "virgule", "ko": "\uc810"}
)
_COMMA_IN_NUMBERS = frozenset({"de", "es", "fr"})
"""Languages that write 2,5 for two and a half, and 1.000 for a thousand."""
_LONGEST = 6
"""Longer numbers, such as those of telephones, are read digit by digit."""

_NUMBER = re.compile(r"(\d+(?:[.,:]\d+)*)(st\b|nd\b|rd\b|th\b)?")
_PUNCTUATION = frozenset("'.,;:?!-()\"\u2026\u00ab\u00bb\u201c\u201d\u201e\u00bf\u00a1")
"""What tells a voice how to speak, and is not spoken itself."""
_PAUSES = frozenset("\u2013\u2014\u2012\u2015|/\\")
_INVISIBLE = "Cf"
"""The Unicode category of what stands within words unseen, such as a soft hyphen."""
_DOT_INSIDE = re.compile(r"(?<=\w)\.(?=[^\W\d_])")
"""Read as "dot"."""


def languages() -> frozenset[str]:
    """Those that this knows the words of."""
    return frozenset(_SIGNS)


def without_invisible(text: str) -> str:
    """The text without what nobody sees in it, and with plain apostrophes.

    Wide and joined letters ("\uff52\uff45\uff44", "\ufb01") become the usual ones.
    """
    seen = "".join(each for each in text if unicodedata.category(each) != _INVISIBLE)
    plain = "".join("'" if each in APOSTROPHES else each for each in seen)
    return unicodedata.normalize("NFKC", plain)


def read_aloud(text: str, language: str) -> str:
    """What the voice of this language is to say for a text: letters and punctuation only.

    `language` may name a region or a variant ("en-gb", "en+f3"). Empty if there is nothing to say.
    """
    code = re.split("[-+_]", language.lower())[0]
    signs = _SIGNS.get(code, {})
    named = "".join(f" {signs[each]} " if each in signs else _kept(each) for each in text)
    plain = without_invisible(named)
    if code in _SIGNS:
        plain = _NUMBER.sub(lambda found: f" {_number(found, code)} ", plain)
    said = "".join(map(_spoken, unicodedata.normalize("NFC", plain)))
    said = " ".join(_DOT_INSIDE.sub(". ", said).split())
    said = re.sub(r" (?=[.,;:?!\u2026])", "", said)
    return said if any(map(str.isalnum, said)) else ""


def _kept(character: str) -> str:
    """The character, or a gap in place of a picture; before pictures of letters become letters."""
    category = unicodedata.category(character)
    symbol = category[0] == "S" and character not in APOSTROPHES
    return " " if symbol else character


def _spoken(character: str) -> str:
    """The character if it is a letter of a script that voices read, or punctuation."""
    if character in _PAUSES:
        return ", "
    category = unicodedata.category(character)
    # Of most other scripts espeak-ng tells the name: "Chinese letter".
    letter = category in ("Lu", "Ll", "Lt", "Nd") or "\uac00" <= character <= "\ud7a3"
    return character if letter or character in _PUNCTUATION else " "


def _number(found: "re.Match[str]", code: str) -> str:
    written, ordinal = found.groups()
    if code == "en" and ordinal and written.isdecimal() and len(written) <= _LONGEST:
        return _engine(code).format_number(int(written), purpose=FormatPurpose.ORDINAL).text
    point, thousands = (",", ".") if code in _COMMA_IN_NUMBERS else (".", ",")
    if re.fullmatch(rf"[1-9]\d{{0,2}}({re.escape(thousands)}\d{{3}})+", written):
        written = written.replace(thousands, "")
    whole, mark, rest = written.partition(point)
    if mark and rest.isdecimal() and whole.isdecimal():
        said = [_whole(whole, code), _POINT[code], *_digits(rest, code)]
    else:
        said = [_whole(each, code) for each in re.split("[.,:]", written)]
    return " ".join([*said, ordinal or ""]).strip()


def _whole(written: str, code: str) -> str:
    if len(written) > _LONGEST or (len(written) > 1 and int(written[0]) == 0):
        return " ".join(_digits(written, code))
    return _engine(code).format_number(int(written)).text


def _digits(written: str, code: str) -> list[str]:
    return [_engine(code).format_number(int(digit)).text for digit in written]


@cache
def _engine(code: str) -> RbnfEngine:
    """Unicode's rules for numbers in words."""
    return RbnfEngine.for_language(code)
