"""Advice about signals without words, as people read it."""

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from intents.sign_advice import BY_PLAY, WORSE


def sign_advice() -> RenderableType:
    """What goes with what, one line each, and how little it is to be relied on."""
    table = Table.grid(padding=(0, 2))
    table.add_column(max_width=26)
    for play, signals in BY_PLAY.items():
        table.add_row(Text(play, style="bold"), Text(signals))
    return Group(Padding(table, (0, 0, 0, 2)), Text(WORSE))
