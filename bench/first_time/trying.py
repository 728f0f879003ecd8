"""They try their words and have their first session: what is said into the microphone, and when."""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soundfile
from numpy.typing import NDArray

from bench.first_time.agreeing import SAFEWORD
from bench.first_time.terminal import Terminal
from tests.fixtures.pulse import PulseServer

CLIPS = Path(__file__).parent.parent.parent / "tests" / "clips"
WORDS = {
    ("Alex", "red"): "red__af_heart",
    ("Alex", "pineapple"): "pineapple__af_bella",
    ("Alex", "mango"): "evening/mango__af_heart",
    ("Alex", "safe word"): "evening/safe_word__af_heart",
    ("Alex", "yellow"): "yellow__af_heart",
    ("Alex", "green"): "green__af_heart",
    ("Sam", "red"): "red__am_liam",
    ("Sam", "pineapple"): "pineapple__af_bella",
    ("Sam", "safe word"): "safe_word__am_liam",
    ("Sam", "yellow"): "yellow__am_liam",
    ("Sam", "green"): "green__af_heart",
}
LINE = re.compile(r"(\w+), (?:in your usual voice|loud): ([\w ]+) \.\.\. now \.\.\.")


def check(env: Mapping[str, str], pulse: PulseServer) -> list[str]:
    """Everyone says every word when the program says "now"; the screen at the end."""
    with Terminal((*SAFEWORD, "check"), env) as terminal:
        asked = 0
        while not terminal.sees("needed"):
            terminal.read()
            lines = LINE.findall("\n".join(terminal.lines))
            for who, word in lines[asked:]:
                pulse.play_to_mic(_clip(WORDS[who, word]))
            asked = len(lines)
        assert terminal.end() == 0, "\n".join(terminal.lines)
        return terminal.lines


AGAIN = 15
"""Seconds after which something is said again."""
TIMES = 4


@dataclass(frozen=True)
class Said:
    """Somebody says something, and then this must be on the screen."""

    who: str
    text: str
    clip: str
    then: str
    full: bool = False
    """Whether the whole screen is shown."""


YES = ("Alex", "Yes, they are.", "evening/yes_they_are__af_heart")
SESSION = (
    Said(*YES, "words aloud"),
    Said(*YES, "safety shears"),
    Said(*YES, "water within reach"),
    Said(*YES, "phone within reach"),
    Said(*YES, "the door"),
    Said(*YES, "Tell me when you both want to begin", full=True),
    Said("Sam", "Let's begin.", "evening/let_s_begin__am_liam", "Have a good time", full=True),
    Said(
        "Alex", "What are our limits?", "what_are_our_limits__af_heart",
        "Anything not on the list is a no",
    ),
    Said("Sam", "Red.", "red__am_liam", "The music is off.", full=True),
    Said("Sam", "Resume.", "evening/resume__am_liam", "Are you both sure?"),
    Said("Alex", "Yes, resume.", "evening/yes_resume__af_heart", "Be good to each other."),
    Said("Sam", "Start aftercare.", "evening/start_aftercare__am_liam", "Unfasten", full=True),
    Said("Alex", "Next.", "evening/next__af_heart", "some water"),
    Said("Alex", "Done.", "evening/done__af_heart", "Tomorrow, talk over"),
    Said("Sam", "End the session.", "evening/end_the_session__am_liam", "closing"),
)  # fmt: skip


def session(
    env: Mapping[str, str], pulse: PulseServer
) -> Iterator[tuple[Said | None, int, list[str]]]:
    """Play it: what was said, how often until it was heard, and the screen then; at first that
    before.

    People say again what was not heard, mostly because it was said over Safeword's own voice.
    """
    with Terminal((*SAFEWORD, "listen"), env) as terminal:
        terminal.wait_for("sober", 60)
        yield None, 0, terminal.lines
        for said in SESSION:
            times = 0
            while not terminal.sees(said.then):
                assert times < TIMES, f"{said.text!r} is not heard:\n" + "\n".join(terminal.lines)
                times += 1
                pulse.play_to_mic(_clip(said.clip))
                with suppress(AssertionError):
                    terminal.wait_for(said.then, AGAIN)
            yield said, times, terminal.lines
        assert terminal.end() == 0


def _clip(name: str) -> NDArray[np.float32]:
    frames, _ = soundfile.read(CLIPS / f"{name}.flac", dtype="float32")
    quiet = np.zeros(8000, np.float32)
    return np.concatenate([quiet, frames, quiet])
