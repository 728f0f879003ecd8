"""Where the agreement is kept, and how it is read."""

import codecs
import os
import tomllib
from collections.abc import Mapping, MutableMapping
from importlib.resources import files
from pathlib import Path
from typing import Any

import tomlkit
from platformdirs import user_config_path

from intents.agreement import Agreement, agreement_from
from intents.errors import AgreementProblem
from voice.lock import is_locked, mend_of
from voice.passphrase import Passphrase
from voice.private_file import write_private

EXAMPLE = files("voice") / "example.toml"
"""The agreement that is used where there is none."""
HEADER = "# Made by 'safeword agree'. All settings: 'safeword agree --init' writes an example.\n"
PRIVATE = 0o600
LARGEST = 200_000
"""Bytes of an agreement at most, twenty times a long one: each process is handed all of it."""
MARKED = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
"""How editors that do not write plain UTF-8 mark their files: the first that fits."""


def default_path() -> Path:
    """In the XDG config folder, or what the system has for it."""
    return user_config_path("safeword") / "agreement.toml"


def is_there(path: Path) -> bool:
    """Whether people agreed on something there, even if it cannot be read now.

    A link that leads nowhere, or a folder that is closed to us, must not look like no agreement: a
    session would begin with the words of the example, which nobody agreed on.
    """
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return leads_nowhere(path) is not None
    except OSError:
        pass
    return True


def leads_nowhere(path: Path) -> Path | None:
    """The link whose target is missing, where the file itself or a folder above it is one."""
    for each in (path, *path.parents):
        if os.path.islink(each) and not os.path.exists(each):  # noqa: PTH110, PTH114 - never raise
            return each
    return None


def example() -> Agreement:
    """The packaged example."""
    return agreement_from(tomllib.loads(EXAMPLE.read_text(encoding="utf-8")), "example")


def read(path: Path, passphrase: Passphrase | None = None) -> Agreement:
    """Read and check it. Where it is locked the passphrase is asked for.

    Raises `AgreementProblem`: not there, not readable, not to be opened, not text, not TOML, or not
    what the schema asks for.
    """
    text = _there(path, passphrase or Passphrase())
    return agreement_from(_data(path, text), str(path))


def lock(path: Path, passphrase: Passphrase) -> None:
    """Put it under a passphrase, or a locked one under another. Raises `AgreementProblem`, also
    where it is not valid TOML.
    """
    text = _there(path, passphrase)
    _data(path, text)  # a damaged locked one would be locked twice
    passphrase.choose()
    _put(path, text, passphrase)


def unlock(path: Path, passphrase: Passphrase) -> None:
    """Write it as plain text again, as it was when it was locked.

    Raises `AgreementProblem`, also where it is not locked.
    """
    text = _there(path, passphrase)
    if not passphrase.known:
        raise AgreementProblem(f"The agreement {path} is not locked. Nothing was changed.")
    _put(path, text, None)


def _data(path: Path, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise AgreementProblem(f"The agreement {path} is not valid TOML: {error}.") from error
    except (ValueError, RecursionError):
        raise AgreementProblem(
            f"The agreement {path} has far too long a number, or far too many brackets, in it."
        ) from None


def _there(path: Path, passphrase: Passphrase) -> str:
    """As `_text`, but that the file must be there, and every problem is told."""
    try:
        return _text(path, passphrase)
    except FileNotFoundError:
        _refuse_leading_nowhere(path)
        raise AgreementProblem(
            f"There is no agreement at {path}: make one with 'safeword agree'."
        ) from None
    except OSError as error:
        raise AgreementProblem(f"The agreement {path} cannot be read: {error.strerror}.") from error


def _refuse_leading_nowhere(path: Path) -> None:
    if link := leads_nowhere(path):
        which = "it" if link == path else link
        raise AgreementProblem(
            f"The agreement {path} cannot be read: {which} is a link to {link.readlink()}, which "
            "is not there. Is its folder mounted? Mount it, or remove the link and make an "
            "agreement with 'safeword agree'."
        ) from None


def _text(path: Path, passphrase: Passphrase) -> str:
    """What stands in the file: UTF-8, or what a mark at its beginning says.

    Raises `OSError`, and `AgreementProblem` where it cannot be opened or nothing tells which
    letters are meant.
    """
    with path.open("rb") as file:
        content = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise AgreementProblem(
            f"The agreement {path} has more than {LARGEST} bytes, so it is something else, or much "
            "too long: shorten it."
        )
    if mend := mend_of(content):
        raise AgreementProblem(
            f"The agreement {path} looks like a locked one whose beginning was damaged: {mend}"
        )
    if is_locked(content):
        content = passphrase.opened(content, f"agreement {path}")
    encoding = next((name for mark, name in MARKED.items() if content.startswith(mark)), "utf-8")
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        raise AgreementProblem(
            f"The agreement {path} is not UTF-8 text: open it in a text editor and save it again, "
            "with the encoding UTF-8."
        )
    return text


def write_example(path: Path) -> None:
    """Write the example for people to change, readable by its owner only, never over another.

    Raises `AgreementProblem` if there is one already, or it cannot be written.
    """
    _refuse_leading_nowhere(path)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=PRIVATE, exist_ok=False)
        path.write_text(EXAMPLE.read_text(encoding="utf-8"), encoding="utf-8")
    except FileExistsError:
        raise AgreementProblem(
            f"There is an agreement at {path} already: change it with 'safeword agree'."
        ) from None
    except OSError as error:
        raise AgreementProblem(f"The agreement {path} cannot be written: {error}.") from error


def write(
    path: Path,
    agreement: Agreement,
    passphrase: Passphrase | None = None,
    *,
    new_lock: bool = False,
) -> None:
    """Write it, readable by its owner only. Comments and order of a file that is there stay.

    What is locked stays so, under the same passphrase; with `new_lock` a new one gets a passphrase.

    Raises `AgreementProblem` if that cannot be done; what was there is then still there.
    """
    passphrase = passphrase or Passphrase()
    _refuse_leading_nowhere(path)
    try:
        before = _text(path, passphrase) if is_there(path) else HEADER
        text = updated(before, agreement)
    except (OSError, ValueError, RecursionError) as error:
        raise AgreementProblem(f"The agreement {path} cannot be written: {error}.") from error
    # It was opened with one, so it must not become plain text, whatever became of the file.
    _put(path, text, passphrase if new_lock or passphrase.known else None)


def _put(path: Path, text: str, passphrase: Passphrase | None) -> None:
    """Whole or not at all; only what is under the passphrase, if there is one, gets on the disk."""
    try:
        write_private(path, passphrase.locked(text) if passphrase else text)
    except (OSError, ValueError) as error:
        raise AgreementProblem(f"The agreement {path} cannot be written: {error}.") from error


def updated(text: str, agreement: Agreement) -> str:
    """The TOML text, changed where it says something else than the agreement."""
    document = tomlkit.parse(text)
    needed = agreement.model_dump(mode="json", exclude_defaults=True)
    if agreement.people:  # each with the name first, as people would write it
        needed["people"] = [{"name": person["name"], **person} for person in needed["people"]]
    _update(document, needed, agreement.model_dump(mode="json"))
    return tomlkit.dumps(document)


_Data = Mapping[str, Any]


def _update(table: MutableMapping[str, Any], needed: _Data, known: _Data) -> None:
    """Make the table say what is `needed`; what it says beside that must be as in `known`."""
    for key in list(table):
        if key not in needed and not _says(table[key], {}, known[key]):
            del table[key]
    for key, value in needed.items():
        if key not in table or not _says(table[key], value, known[key]):
            table[key] = value


def _says(item: Any, needed: Any, known: Any) -> bool:
    """Whether an item of the document says this, or could be made to without replacing it."""
    if isinstance(item, dict) and isinstance(needed, dict):
        _update(item, needed, known)
        return True
    if _tables(item) and _tables(needed) and len(item) == len(needed):
        for each in zip(item, needed, known, strict=True):
            _update(*each)
        return True
    return bool((item.unwrap() if hasattr(item, "unwrap") else item) == known)


def _tables(item: Any) -> bool:
    return isinstance(item, list) and all(isinstance(each, dict) for each in item)
