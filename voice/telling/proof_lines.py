"""What people read while they try their words."""

from rich.console import Console
from rich.text import Text

from intents.proof import Attempt, Loudness, Outcome


class ProofLines:
    """One line for each try: who says what and how, when, and whether it was heard."""

    def __init__(self, console: Console) -> None:
        self._console = console

    def ask(self, attempt: Attempt) -> None:
        """The line is there before the chime, to be read in peace."""
        who = f"{attempt.person}, " if attempt.person else ""
        how = "in your usual voice" if attempt.loudness is Loudness.NORMAL else "loud"
        line = Text.assemble(f"{who}{how}: ", (attempt.phrase, "bold"), " ... ")
        self._console.print(line, end="", soft_wrap=True)

    def begin(self) -> None:
        """The same as the chime, for who cannot hear that."""
        self._console.print("now ... ", end="")

    def told(self, outcome: Outcome) -> None:
        """The end of the line."""
        heard = ("heard", "green") if outcome.heard else ("not heard", "bold red")
        self._console.print(Text.assemble(heard))
