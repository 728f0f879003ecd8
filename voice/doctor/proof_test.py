"""How old the proof test is, and whether it is one of this agreement and this microphone."""

import time
from collections.abc import Iterator, Sequence

from intents.proof import Attempt, Outcome, attempts_for, verdict
from voice import check_file
from voice.assembly import lexicon_and_plan
from voice.audio.microphone import name_of
from voice.doctor.discretion import place
from voice.doctor.finding import Finding, Kind, advice, closed, fine, wrong
from voice.doctor.wanted import Wanted
from voice.errors import DeviceProblem

OLD = 30
"""Days after which rooms, devices and voices may be others."""
_DAY = 24 * 60 * 60
_RUN = "Run: safeword check"


def look(wanted: Wanted) -> Iterator[Finding]:
    """Look at what was kept of it."""
    try:
        age = int((time.time() - check_file.path().stat().st_mtime) / _DAY)
    except FileNotFoundError:
        yield _advice("There was no proof test yet, so nobody knows whether your words are heard.")
        return
    except OSError as error:
        folder = place(check_file.path().parent)
        unseen = (
            f"What was kept of the proof test in {folder} cannot be looked at: {error.strerror}."
        )
        yield closed(Kind.PROOF_TEST, unseen, folder)
        return
    kept = check_file.read()
    if not kept:
        yield _advice("What was kept of the proof test cannot be understood.")
        return
    yield from _of_this_agreement(wanted, kept, _since(age))
    if age > OLD:
        yield _advice(f"The latest proof test is old: it was {_since(age)}.")


def _of_this_agreement(wanted: Wanted, kept: Sequence[Outcome], since: str) -> Iterator[Finding]:
    if wanted.agreement is None or not wanted.ears:
        yield _advice(
            f"The latest proof test was {since}; whether it is one of your agreement and ears "
            "cannot be seen now."
        )
        return
    lexicon, _ = lexicon_and_plan(wanted.agreement)
    attempts = attempts_for(wanted.agreement, lexicon, wanted.ears)
    match verdict(attempts, kept):
        case True:
            yield fine(
                Kind.PROOF_TEST,
                f"Every word was heard in the latest proof test, which was {since}.",
            )
        case False:
            yield wrong(
                Kind.PROOF_TEST,
                f"A word was not heard in the proof test ({since}), so a session is not armed.",
                "Run: safeword check --missed. If it is missed again choose another word, or move "
                "the microphone.",
            )
        case None:
            yield _advice(
                f"The latest proof test ({since}) is not one of all your present words, ears and "
                "settings."
            )
    if _elsewhere(wanted, attempts, kept):
        yield _advice("It was made with another microphone.")


def _elsewhere(wanted: Wanted, attempts: Sequence[Attempt], kept: Sequence[Outcome]) -> bool:
    """Whether any of it is known to be of another microphone than the present one."""
    used = {each.microphone for each in kept if each.attempt in set(attempts)} - {None}
    try:
        return bool(used - {name_of(wanted.microphone)})
    except DeviceProblem:
        return False


def _since(days: int) -> str:
    match days:
        case 0:
            return "less than a day ago"
        case 1:
            return "1 day ago"
        case _:
            return f"{days} days ago"


def _advice(sentence: str) -> Finding:
    return advice(Kind.PROOF_TEST, sentence, _RUN)
