"""Two people make their first agreement: what they are asked, and which keys they press."""

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bench.first_time.terminal import CLEAR, DOWN, ENTER, Terminal

SAFEWORD = (sys.executable, "-m", "voice.cli")


@dataclass(frozen=True)
class Asked:
    """A question that must come, and the keys that answer it."""

    question: str
    keys: str = ENTER
    shown: str = ""
    """If set, the screen before this question is answered is shown under this title."""


AGREEING = (
    Asked("What do you speak"),
    Asked("Your names", f"Alex, Sam{ENTER}"),
    Asked("How used to this are you"),
    Asked("Stop words", f", pineapple{ENTER}"),
    Asked("Slow words"),
    Asked("Go words"),
    Asked("House words"),
    Asked("What else asks how everyone is"),
    Asked("Keep these words", "y"),
    Asked("Three hums"),
    Asked("Three knocks"),
    Asked("Three squeaks"),
    Asked("Ask how you are"),
    Asked("Tell you when a session"),
    Asked("Ask also when it suddenly was quiet", f"{CLEAR}60{ENTER}"),
    Asked("So many seconds without an answer"),
    Asked("What else shall be on it", f"foot rubs{ENTER}", "Together"),
    Asked("This part is Alex's alone", ""),
    Asked("Press Enter"),
    Asked("What would you like", f" {DOWN} {DOWN} {ENTER}"),  # kissing, being held, hands tied
    Asked("What of the rest may happen", f" {ENTER}"),  # rope
    Asked("What must never happen", f"marks that last, hands around the neck{ENTER}"),
    Asked("What else may happen"),
    Asked("How may these limits", f"{ENTER}"),
    Asked("How far may it go", f"{DOWN}{ENTER}"),
    Asked("After a stop", f"{DOWN}{ENTER}"),
    Asked("Offer aftercare", "y"),
    Asked("Whom shall the house word call", f"Robin{ENTER}"),
    Asked("A stop word that only you say", f"mango{ENTER}"),
    Asked("Is all of this as you want it", "y"),
    Asked("Thank you", "", "Alex, alone"),
    Asked("Press Enter"),
    Asked("This part is Sam's alone", ""),
    Asked("Press Enter"),
    Asked("What would you like", f" {DOWN} {DOWN}{DOWN} {ENTER}"),  # kissing, being held, rope
    Asked("What of the rest may happen", f" {ENTER}"),  # hands tied
    Asked("What must never happen", f"photographs{ENTER}"),
    Asked("What else may happen"),
    Asked("How may these limits", f"{DOWN}{ENTER}"),  # without a name
    Asked("How far may it go", f"{DOWN}{DOWN}{ENTER}"),
    Asked("After a stop"),
    Asked("Offer aftercare", "n"),
    Asked("Whom shall the house word call"),
    Asked("A stop word that only you say"),
    Asked("Is all of this as you want it", "y"),
    Asked("Thank you", "", "Sam, alone"),
    Asked("Press Enter"),
    Asked("Which questions"),
    Asked("Which steps"),
    Asked("Remind you the next day", "y"),
    Asked("What do you want to change", ENTER, "What came of it"),
)


def agree(env: Mapping[str, str]) -> Iterator[tuple[str, list[str]]]:
    """Play it; the screens that are to be shown, by title."""
    with Terminal((*SAFEWORD, "agree"), env) as terminal:
        for asked in AGREEING:
            terminal.wait_for(asked.question)
            if asked.shown:
                yield asked.shown, terminal.lines
            terminal.press(asked.keys)
        assert terminal.end() == 0
