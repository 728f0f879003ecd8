"""Text under a passphrase, in the format of age (https://age-encryption.org/v1).

Any program that knows the format opens it with the passphrase, also without Safeword.
"""

import codecs
import time

import pyrage

from intents.errors import AgreementProblem

_BEGINNINGS = (b"-----BEGIN AGE ENCRYPTED FILE-----", b"age-encryption.org/v1\n")

_TEXT_REMAINS = (b" AGE ENCRYPTED FILE-----", b"YWdlLWVuY3J5cHRpb24ub3JnL3Yx")
"""What is left of one in text whose first line is damaged: another line, or what stands between.
No agreement has it."""
_BINARY_REMAINS = b"-> scrypt "
_TOO_SLOW = "Excessive work parameter"
"""How the error begins where it would take a minute to try a passphrase. How long it would take is
measured each time, and a computer that is held up at that moment seems far too slow."""
_TRIES = 5
_BETWEEN = 0.5
"""Seconds."""


class CannotOpen(AgreementProblem):
    """Another passphrase, or a damaged file: nobody can tell which."""


def is_locked(content: bytes) -> bool:
    """Whether it is in that format."""
    return _bare(content).startswith(_BEGINNINGS)


def mend_of(content: bytes) -> str | None:
    """What to do where it looks like one in that format whose beginning was damaged, else None."""
    if is_locked(content):
        return None
    if any(part in content for part in _TEXT_REMAINS):
        return (
            "put an older copy in its place. If you have none, let its first line be "
            f"'{_BEGINNINGS[0].decode()}', with a text editor."
        )
    return "put an older copy in its place." if _BINARY_REMAINS in content else None


def locked(text: str, passphrase: str) -> str:
    """The text under a passphrase. Takes about a second, as each guess would."""
    armoured: bytes = pyrage.passphrase.encrypt(text.encode(), passphrase, armored=True)
    return armoured.decode("ascii")


def opened(content: bytes, passphrase: str, name: str) -> bytes:
    """What was locked. Takes about a second.

    Raises `CannotOpen`, which calls it by its name, and `AgreementProblem` where this computer is
    too slow or too busy.
    """
    for _ in range(_TRIES):
        try:
            text: bytes = pyrage.passphrase.decrypt(_bare(content), passphrase)
        except pyrage.DecryptError as error:
            if not str(error).startswith(_TOO_SLOW):
                raise CannotOpen(
                    f"The {name} cannot be opened with this passphrase. If it is the right one the "
                    f"file is damaged: put an older copy in its place. ({error})"
                ) from error
            time.sleep(_BETWEEN)
        else:
            return text
    raise AgreementProblem(
        f"The {name} was locked on a far faster computer, or this one is very busy now: try again. "
        "If that does not help, unlock it where it was locked."
    )


def _bare(content: bytes) -> bytes:
    """Without what an editor that it was saved with put before it."""
    return content.removeprefix(codecs.BOM_UTF8).lstrip()
