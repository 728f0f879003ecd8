"""Text under a passphrase, in the format of age (https://age-encryption.org/v1).

Any program that knows the format opens it with the passphrase, also without Safeword.
"""

import pyrage

from intents.errors import AgreementProblem

_BEGINNINGS = (b"-----BEGIN AGE ENCRYPTED FILE-----", b"age-encryption.org/v1\n")


class CannotOpen(AgreementProblem):
    """Another passphrase, or a damaged file: nobody can tell which."""


def is_locked(content: bytes) -> bool:
    """Whether it is in that format."""
    return content.lstrip().startswith(_BEGINNINGS)


def locked(text: str, passphrase: str) -> str:
    """The text under a passphrase. Takes about a second, as each guess would."""
    armoured: bytes = pyrage.passphrase.encrypt(text.encode(), passphrase, armored=True)
    return armoured.decode("ascii")


def opened(content: bytes, passphrase: str, name: str) -> bytes:
    """What was locked. Takes about a second. Raises `CannotOpen`, which calls it by its name."""
    try:
        text: bytes = pyrage.passphrase.decrypt(content.lstrip(), passphrase)
    except pyrage.DecryptError as error:
        raise CannotOpen(
            f"The {name} cannot be opened with this passphrase. If it is the right one the file is "
            f"damaged: put an older copy in its place. ({error})"
        ) from error
    return text
