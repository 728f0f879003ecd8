"""Where the results of `safeword check` are kept: what was tried and heard, and nothing else."""

from pathlib import Path

from platformdirs import user_state_path
from pydantic import ConfigDict, TypeAdapter, ValidationError

from intents.proof import Attempt, Outcome
from voice.private_file import write_private

_OUTCOMES = TypeAdapter(tuple[Outcome, ...], config=ConfigDict(allow_inf_nan=False))


def path() -> Path:
    """In the XDG state folder, or what the system has for it."""
    return user_state_path("safeword") / "check.json"


def read() -> tuple[Outcome, ...]:
    """The results so far; none where there is no file, or none that can be understood.

    Then the words count as not tried, which is safe.
    """
    try:
        return _OUTCOMES.validate_json(path().read_bytes())
    except (OSError, ValidationError):
        return ()


def forget(phrase: str) -> None:
    """Let this count as not tried, whoever tried it. Raises `OSError` if it cannot be written."""
    before = read()
    left = tuple(each for each in before if each.attempt.phrase != phrase)
    if left != before:
        _write(left)


def keep(attempts: tuple[Attempt, ...], outcomes: tuple[Outcome, ...]) -> tuple[Outcome, ...]:
    """Add outcomes to those there are, and return all that concern these attempts.

    A newer outcome replaces an older one. Those of other agreements, languages and ears stay: what
    was not heard there must not be forgotten. Raises `OSError` if it cannot be written.
    """
    known = {outcome.attempt: outcome for outcome in (*read(), *outcomes)}
    _write(tuple(known.values()))
    return tuple(known[attempt] for attempt in attempts if attempt in known)


def _write(outcomes: tuple[Outcome, ...]) -> None:
    write_private(path(), _OUTCOMES.dump_json(outcomes, indent=1).decode())
