"""Whether the agreement can be used. What stands in it is never told."""

from collections.abc import Callable, Iterator
from pathlib import Path
from tomllib import TOMLDecodeError

from pydantic import ValidationError

from intents.agreement import Agreement
from intents.errors import AgreementProblem
from voice import agreement_file
from voice.assembly import lexicon_and_plan
from voice.doctor.discretion import place
from voice.doctor.finding import Finding, Kind, advice, fine, wrong
from voice.lock import is_locked, mend_of
from voice.passphrase import VARIABLE, Passphrase, given_file

SHOW = "'safeword agree --show' says what and where."
_NAMED = "The agreement that you named"


def look(chosen: Path | None, take: Callable[[Agreement], None]) -> Iterator[Finding]:
    """Read the chosen one, or the usual one; `take` is given what a session would use."""
    path = chosen or agreement_file.default_path()
    called = _NAMED if chosen else f"The agreement {place(path)}"
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        lost = agreement_file.leads_nowhere(path)
        yield _leads_nowhere(called) if lost else _none(chosen, take)
        return
    except OSError as error:
        yield _wrong(
            f"{called} cannot be read: {error.strerror}.",
            "See with 'ls -l' whose it is: it must be a file of yours.",
        )
        return
    if mend := mend_of(content):
        yield _wrong(f"{called} looks like a locked one whose beginning was damaged.", mend)
        return
    locked = is_locked(content)
    if locked and given_file() is None:
        yield advice(
            Kind.AGREEMENT,
            f"{called} is locked, so its words, language and devices were not looked at.",
            f"Nothing is wrong with that. To have them looked at, name a file with the passphrase "
            f"in {VARIABLE}.",
        )
        return
    try:
        agreement = agreement_file.read(path, Passphrase(silent=True))
    except AgreementProblem as problem:
        yield _unusable(called, problem, locked=locked)
        return
    take(agreement)
    yield from _together(agreement, called, "locked" if locked else "plain text")


def _leads_nowhere(called: str) -> Finding:
    return _wrong(
        f"{called} is behind a link to what is not there, so a session would not begin.",
        "See with 'ls -l' where the link leads, and mount that folder, or remove the link.",
    )


def _none(chosen: Path | None, take: Callable[[Agreement], None]) -> Finding:
    if chosen is not None:
        return _wrong(f"{_NAMED} is not there.", "Name another one with --agreement.")
    take(agreement_file.example())
    return advice(
        Kind.AGREEMENT,
        "There is no agreement, so a session takes the packaged example.",
        "Make your own: safeword agree",
    )


def _unusable(called: str, problem: AgreementProblem, *, locked: bool) -> Finding:
    match problem.__cause__:
        case TOMLDecodeError():
            return _wrong(f"{called} is not valid TOML.", SHOW)
        case ValidationError():
            return _wrong(f"{called} has a mistake.", SHOW)
    if locked:
        return _wrong(
            f"{called} is locked, and the passphrase in the file that is given does not open it.",
            f"See which file {VARIABLE} names and what stands in it. If the passphrase is right, "
            "the agreement is damaged: put an older copy in its place.",
        )
    return _wrong(
        f"{called} is not UTF-8 text.",
        "Open it in a text editor and save it again, with the encoding UTF-8.",
    )


def _together(agreement: Agreement, called: str, form: str) -> Iterator[Finding]:
    try:
        lexicon_and_plan(agreement)
    except AgreementProblem:
        yield _wrong(
            f"{called} can be read, but what is in it does not go together.",
            "'safeword agree --lint' says what.",
        )
        return
    yield fine(
        Kind.AGREEMENT,
        f"{called} can be read ({form}), in the language '{agreement.language}'.",
    )


def _wrong(sentence: str, mend: str) -> Finding:
    return wrong(Kind.AGREEMENT, sentence, mend)
