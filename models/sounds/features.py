"""What each sound is like, as numbers, and so how unlike two of them are.

Consonants have the feature values and weights of ALINE (G. Kondrak, Algorithms for Language
Reconstruction, PhD thesis, University of Toronto 2002, section 4.5). ALINE finds words that were
one word long ago, where much is alike; here two features that differ, such as voice and nasal, are
nothing alike. Vowels have their places on the chart of the
International Phonetic Association (2020). ALINE's own weights for vowels are for words that drifted
apart over centuries, where vowels hardly count; in one language people take vowels for their
neighbours on the chart (G. Peterson and H. Barney, JASA 24, 1952), so a step there costs more.
"""

from dataclasses import dataclass

NOTHING_ALIKE = 20.0
"""ALINE's points from which two consonants are not alike at all: two features of 10."""

_MANNER, _PLACE, _VOICE, _NASAL, _LATERAL, _BREATH = 50.0, 40.0, 10.0, 10.0, 10.0, 5.0
_HEIGHT, _DEPTH, _ROUND, _NASAL_VOWEL, _R_LIKE = 1.0, 0.75, 0.15, 0.25, 0.25

_MANNERS = {
    "stop": 1.0, "affricate": 0.9, "fricative": 0.8, "trill": 0.7, "tap": 0.65, "approximant": 0.6,
}  # fmt: skip
_PLACES = {
    "bilabial": 1.0, "labiodental": 0.95, "dental": 0.9, "alveolar": 0.85, "postalveolar": 0.75,
    "palatal": 0.7, "velar": 0.6, "uvular": 0.5, "glottal": 0.1,
}  # fmt: skip

_VOICED = frozenset({*"bdɖɟɡβvðzʒʑʝɣʁɦ", "dz", "dʒ", "dʑ"})
_SONORANT = frozenset({"approximant", "tap", "trill"})
_NASALS = {
    "m": "bilabial", "ɱ": "labiodental", "n": "alveolar", "ɲ": "palatal", "ŋ": "velar",
    "ɴ": "uvular",
}  # fmt: skip
_LATERALS = {"l": "alveolar", "ɫ": "alveolar", "ɭ": "alveolar", "ʎ": "palatal"}
_CONSONANTS = {
    "stop": {
        "p b": "bilabial", "t d": "alveolar", "ʈ ɖ": "postalveolar", "c ɟ": "palatal",
        "k ɡ": "velar", "q": "uvular", "ʔ": "glottal",
    },
    "affricate": {
        "pf": "labiodental", "ts dz": "alveolar", "tʃ dʒ tɕ dʑ": "postalveolar",
    },
    "fricative": {
        "ɸ β": "bilabial", "f v": "labiodental", "θ ð": "dental", "s z": "alveolar",
        "ʃ ʒ ɕ ʑ": "postalveolar", "ç ʝ": "palatal", "x ɣ": "velar", "χ ʁ": "uvular",
        "h ɦ": "glottal",
    },
    "trill": {"r": "alveolar", "ʀ": "uvular"},
    "tap": {"ɾ": "alveolar"},
    # ALINE has the lips' part of [w]: it is taken for [b] and [m] rather than for [ɡ].
    "approximant": {"w": "bilabial", "ɹ": "alveolar", "ɻ": "postalveolar", "j ɥ": "palatal",
                    "ɰ": "velar"},
}  # fmt: skip
_VOWELS = {
    "i": (1, 1), "ɪ": (0.83, 0.9), "e": (0.67, 1), "ɛ": (0.33, 1), "æ": (0.17, 1), "a": (0, 1),
    "ɨ": (1, 0.5), "ə": (0.5, 0.5), "ɜ": (0.33, 0.5), "ɐ": (0.17, 0.5),
    "ɯ": (1, 0), "ɤ": (0.67, 0), "ʌ": (0.33, 0.25), "ɑ": (0, 0),
}  # fmt: skip
"""Height, 1 for close to 0 for open, and depth, 1 for front to 0 for back; lips not rounded.
English [ʌ] is said nearer to the middle than the chart has it."""
_ROUNDED = {
    "y": (1, 1), "ʏ": (0.83, 0.9), "ø": (0.67, 1), "œ": (0.33, 1), "ʉ": (1, 0.5), "ɵ": (0.67, 0.5),
    "u": (1, 0), "ʊ": (0.83, 0.1), "o": (0.67, 0), "ɔ": (0.33, 0), "ɒ": (0, 0),
}  # fmt: skip
_DIPHTHONGS = (
    "aɪ", "eɪ", "ɔɪ", "oɪ", "ɛɪ", "uɪ", "ɐɪ", "ɑɪ", "aʊ", "oʊ", "əʊ", "eʊ", "ɛʊ", "iʊ", "ɑʊ", "ɔʊ",
    "ɔø", "ɔʏ", "ɪə", "iə", "ʊə", "uə", "eə", "ɛə", "yə", "øə", "aɪə", "aʊə",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Consonant:
    manner: float
    place: float
    voiced: bool
    nasal: bool = False
    lateral: bool = False
    breath: float = 0.0
    """1 for an aspirated sound, 0.5 for a tense one of Korean."""


@dataclass(frozen=True, slots=True)
class _Vowel:
    height: float
    depth: float
    rounded: bool
    nasal: bool = False
    r_like: bool = False


_Sound = tuple[_Consonant] | tuple[_Vowel, _Vowel]
"""A vowel has a beginning and an end, which differ in a diphthong."""


def _consonants() -> dict[str, _Consonant]:
    found = {}
    for manner, rows in _CONSONANTS.items():
        for symbols, place in rows.items():
            for symbol in symbols.split():
                voiced = manner in _SONORANT or symbol in _VOICED
                found[symbol] = _Consonant(_MANNERS[manner], _PLACES[place], voiced)
    for symbol, place in _NASALS.items():
        found[symbol] = _Consonant(_MANNERS["stop"], _PLACES[place], voiced=True, nasal=True)
    for symbol, place in _LATERALS.items():
        manner_of = _MANNERS["approximant"]
        found[symbol] = _Consonant(manner_of, _PLACES[place], voiced=True, lateral=True)
    for symbol in ("p", "t", "k", "tɕ", "s", "q"):
        for mark, breath in (("ʰ", 1.0), ("͈", 0.5)):
            plain = found[symbol]
            found[symbol + mark] = _Consonant(
                plain.manner, plain.place, plain.voiced, breath=breath
            )
    return found


def _vowels() -> dict[str, _Vowel]:
    found = {}
    for rounded, places in ((False, _VOWELS), (True, _ROUNDED)):
        for symbol, (height, depth) in places.items():
            found[symbol] = _Vowel(height, depth, rounded)
            found[symbol + "̃"] = _Vowel(height, depth, rounded, nasal=True)
    found["ɝ"] = found["ɚ"] = _Vowel(*_VOWELS["ɜ"], rounded=False, r_like=True)
    return found


def _all() -> dict[str, _Sound]:
    vowels = _vowels()
    found: dict[str, _Sound] = {symbol: (sound,) for symbol, sound in _consonants().items()}
    found |= {symbol: (vowel, vowel) for symbol, vowel in vowels.items()}
    found |= {pair: (vowels[pair[0]], vowels[pair[-1]]) for pair in _DIPHTHONGS}
    return found


SOUNDS = _all()
"""Every sound that is known, by its IPA symbol without stress and length."""


def cost(one: str, other: str) -> float:
    """How unlike two sounds are: 0 for the same, 1 for nothing alike. Symbols of `SOUNDS`."""
    match SOUNDS[one], SOUNDS[other]:
        case (_Consonant() as a,), (_Consonant() as b,):
            return min(1.0, _consonants_apart(a, b) / NOTHING_ALIKE)
        case (_Vowel() as a, _Vowel() as c), (_Vowel() as b, _Vowel() as d):
            return (_vowels_apart(a, b) + _vowels_apart(c, d)) / 2
    return 1.0


def _consonants_apart(a: _Consonant, b: _Consonant) -> float:
    return (
        _MANNER * abs(a.manner - b.manner)
        + _PLACE * abs(a.place - b.place)
        + _VOICE * (a.voiced != b.voiced)
        + _NASAL * (a.nasal != b.nasal)
        + _LATERAL * (a.lateral != b.lateral)
        + _BREATH * abs(a.breath - b.breath)
    )


def _vowels_apart(a: _Vowel, b: _Vowel) -> float:
    apart = (
        _HEIGHT * abs(a.height - b.height)
        + _DEPTH * abs(a.depth - b.depth)
        + _ROUND * (a.rounded != b.rounded)
        + _NASAL_VOWEL * (a.nasal != b.nasal)
        + _R_LIKE * (a.r_like != b.r_like)
    )
    return min(1.0, apart)
