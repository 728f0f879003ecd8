"""What people read while they try their words."""

from rich.console import Console
from rich.text import Text

from intents.faults import Fault
from intents.proof import Attempt, Loudness, Outcome
from intents.signs import SIGN_EAR

_WRONG = {
    Fault.UNHEARD: (
        "The loudspeaker cannot be heard: it is gone, muted or turned down. Go by these lines.",
        "The loudspeaker can be heard.",
    ),
    Fault.EAR_FAILED: (
        "A recogniser failed and is started again. What it misses until then does not count.",
        "The recogniser hears again.",
    ),
}


class ProofLines:
    """One line for each try: who says what and how, when, and whether it was heard."""

    def __init__(self, console: Console) -> None:
        self._console = console

    def ask(self, attempt: Attempt) -> None:
        """The line is there before the chime, to be read in peace."""
        who = f"{attempt.person}, " if attempt.person else ""
        usual = "as usual" if attempt.ears == (SIGN_EAR,) else "in your usual voice"
        how = usual if attempt.loudness is Loudness.NORMAL else "loud"
        line = Text.assemble(f"{who}{how}: ", (attempt.phrase, "bold"), " ... ")
        self._console.print(line, end="", soft_wrap=True)

    def begin(self) -> None:
        """The same as the chime, for who cannot hear that."""
        self._console.print("now ... ", end="")

    def told(self, outcome: Outcome) -> None:
        """The end of the line."""
        heard = ("heard", "green") if outcome.heard else ("not heard", "bold red")
        self._console.print(Text.assemble(heard))

    def fault(self, fault: Fault, *, present: bool) -> None:
        """On a line of its own, in the middle of a try too."""
        began, over = _WRONG[fault]
        text = Text(f"\n{began if present else over}", style="bold red" if present else "green")
        self._console.print(text, soft_wrap=True)
