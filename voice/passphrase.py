"""The passphrase of an agreement: asked for at the terminal, or read where no person is."""

import os
import sys
import unicodedata
from getpass import getpass
from pathlib import Path

from intents.errors import AgreementProblem
from voice import lock
from voice.private_file import is_private

VARIABLE = "SAFEWORD_PASSPHRASE_FILE"
"""Names a file with the passphrase, such as `/dev/fd/3`."""
CREDENTIAL = "safeword-passphrase"
"""The file of it among the credentials that systemd gives a service."""
SHORTEST = 8
LONGEST = 10_000
"""Bytes that a file of it may have."""
TOO_SHORT = (
    f"A passphrase of fewer than {SHORTEST} characters is soon guessed. Nothing was changed: "
    "choose a longer one, such as several words."
)
TRIES = 3


class Passphrase:
    """Asked for once at most, and kept in memory as long as a command needs it."""

    def __init__(self, *, silent: bool = False) -> None:
        """With `silent` nobody is asked for it, and nothing is printed."""
        self._known: str | None = None
        self._silent = self._warned = silent

    @property
    def known(self) -> bool:
        """Whether something was opened with it, or it was chosen."""
        return self._known is not None

    def opened(self, content: bytes, name: str) -> bytes:
        """What was locked; `name` is for messages. Who types may err twice.

        Raises `AgreementProblem`: from `lock.opened`, or where there is nobody to ask.
        """
        given = self._known or self._given()
        if given is not None:
            return self._opened(content, given, name)
        if self._silent:
            raise AgreementProblem(f"Nobody is asked for the passphrase of the {name}.")
        for _ in range(TRIES - 1):
            try:
                return self._opened(content, _ask(f"Passphrase of the {name}: "), name)
            except lock.CannotOpen as problem:
                print(problem, file=sys.stderr)
        return self._opened(content, _ask(f"Passphrase of the {name}, last try: "), name)

    def locked(self, text: str) -> str:
        """The text under the passphrase that it was opened with, or that was chosen since."""
        return lock.locked(text, self._known or self.choose())

    def choose(self) -> str:
        """Take a new one. Raises `AgreementProblem` where there is none, or none that will do."""
        given = self._given()
        if given is not None and len(given) < SHORTEST:
            raise AgreementProblem(TOO_SHORT)
        self._known = given or _typed_twice()
        return self._known

    def _given(self) -> str | None:
        """From a file, if there is one for it. Once it is said that others can read that."""
        path = given_file()
        if path is None:
            return None
        given = _read(path)
        # What systemd gives a service is kept from others by the folder that it is in.
        if not self._warned and path == _named() and not is_private(path):
            self._warned = True
            print(
                f"Others can read the passphrase in {path}: run chmod 600 '{path}'.",
                file=sys.stderr,
            )
        return given

    def _opened(self, content: bytes, passphrase: str, name: str) -> bytes:
        text = lock.opened(content, passphrase, name)
        self._known = passphrase
        return text


def _named() -> Path | None:
    """The file that the variable names."""
    named = os.environ.get(VARIABLE)
    return Path(named) if named else None


def given_file() -> Path | None:
    """The file that the passphrase is read from, if it is not to be typed."""
    folder = os.environ.get("CREDENTIALS_DIRECTORY")
    credential = Path(folder) / CREDENTIAL if folder else None
    return _named() or (credential if credential is not None and credential.exists() else None)


def _read(path: Path) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(LONGEST + 1)
        given = _plain(content.decode("utf-8").rstrip("\r\n"))
    except OSError as error:
        raise AgreementProblem(f"The passphrase cannot be read from {path}: {error}.") from error
    except ValueError:  # it would quote a part of the passphrase
        raise AgreementProblem(
            f"The passphrase in {path} is not UTF-8 text: save it with the encoding UTF-8."
        ) from None
    if not given:
        raise AgreementProblem(f"There is no passphrase in {path}.")
    if len(content) > LONGEST:
        raise AgreementProblem(
            f"{path} has more than {LONGEST} bytes, so it is no passphrase: name another file in "
            f"{VARIABLE}."
        )
    return given


def _typed_twice() -> str:
    chosen = _ask(f"New passphrase ({SHORTEST} characters or more; several words are best): ")
    if len(chosen) < SHORTEST:
        raise AgreementProblem(TOO_SHORT)
    if _ask("The same again: ") != chosen:
        raise AgreementProblem("These were not the same. Nothing was changed: try again.")
    return chosen


def _ask(prompt: str) -> str:
    try:
        os.close(os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY))
    except OSError:
        raise AgreementProblem(
            "There is no terminal to ask for the passphrase of the agreement: name a file that "
            f"holds it in {VARIABLE}."
        ) from None
    try:
        return _plain(getpass(prompt))
    except EOFError:
        raise AgreementProblem("No passphrase was given. Nothing was changed.") from None
    except UnicodeDecodeError:
        raise AgreementProblem(
            "This terminal sends letters that are not UTF-8. Nothing was changed: set it to UTF-8, "
            f"or name a file that holds the passphrase in {VARIABLE}."
        ) from None


def _plain(passphrase: str) -> str:
    """The same letters are the same passphrase, whichever keyboard they come from."""
    return unicodedata.normalize("NFC", passphrase)
