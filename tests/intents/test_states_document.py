"""docs/states.md says what the program does."""

from bench.states import OUT, page, places
from intents.state import Place


def test_every_place_is_in_the_document() -> None:
    assert list(places()) == list(Place)


def test_the_document_is_what_the_machine_does() -> None:
    assert OUT.read_text(encoding="utf-8") == page(), "run python -m bench.states"
