"""How easily a stop is called, with what that costs on either side."""

from rich.console import Console

from intents.agreement import Agreement
from voice.agreeing import questions
from voice.telling.prices import WAYS, prices


def listening(agreement: Agreement, console: Console) -> Agreement:
    """Ask for it. Who makes a first agreement is not asked."""
    for line in prices(agreement.language):
        console.print(line, markup=False)
    chosen = questions.choice("How easily shall a stop be called?", WAYS, agreement.words.listening)
    words = agreement.words.model_copy(update={"listening": chosen})
    return agreement.model_copy(update={"words": words})
