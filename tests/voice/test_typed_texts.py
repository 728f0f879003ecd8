"""What is typed in the dialogue is refused at once where no agreement would take it."""

import pytest

from intents.phrases import lexicon_for
from voice.agreeing.shared import echo
from voice.agreement_file import example
from voice.language import phrases_of


@pytest.mark.parametrize(
    ("text", "told"),
    [("\u001b[2J rope", "(U+001B): remove it."), ("x" * 301, "no longer")],
)
def test_what_no_agreement_takes_is_told_where_it_is_typed(text: str, told: str) -> None:
    agreement = example()
    lexicon = lexicon_for(agreement, phrases_of(agreement.language))
    assert echo("rope", lexicon) is None
    assert told in (echo(text, lexicon) or "")
