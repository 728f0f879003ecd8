"""What a program knows of a session from the lines that it is told."""

import json
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from intents.errors import Problem
from intents.state import Mode
from voice.control.caller import Caller

AGAIN = 1.0
"""Seconds between two looks for a session."""


@dataclass(frozen=True, slots=True)
class Seen:
    """Where a session is."""

    state: str
    """The name of its mode."""
    well: bool
    """Whether it hears people, and is heard."""


def seen_after(before: Seen | None, told: Mapping[str, Any]) -> Seen | None:
    """After this line; None as long as no line has said all of it."""
    if "state" in told:  # an answer or a beat
        return Seen(told["state"], well=not told["faults"])
    if before is None:
        return None
    if told["kind"] == "state" and told["name"] in set(Mode):
        return replace(before, state=told["name"])
    if told["kind"] == "fault" and told.get("present"):
        return replace(before, well=False)
    return before


def follow(tell: Callable[[Seen | None], None], over: threading.Event) -> None:
    """Tell of the session that is there, and of the next one, until it is over.

    With each sign of life, each second, and each change between; None when nobody listens any more.
    """
    while not over.is_set():
        with suppress(Problem):  # nobody listens, or not any more
            _follow_one(tell, over)
        tell(None)
        over.wait(AGAIN)


def _follow_one(tell: Callable[[Seen | None], None], over: threading.Event) -> None:
    before = None
    with Caller() as caller:
        for line in caller.watch():
            if over.is_set():
                return
            told = json.loads(line)
            now = seen_after(before, told)
            if told["kind"] == "beat" or (before is not None and now != before):
                tell(now)
                before = now
