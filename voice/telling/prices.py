"""What each way to listen is, and what it costs, in words."""

from collections.abc import Iterator, Mapping

from intents.agreement import Listening
from intents.doubt import COUNTED_IN, OF_TALK, PRICES

WAYS: Mapping[Listening, str] = {
    Listening.CAREFUL: "careful: misses less, is wrong more often",
    Listening.USUAL: "usual",
    Listening.CALM: "calm: is wrong less often, misses more",
}


def prices(language: str) -> Iterator[str]:
    """A line for each way, and two around them; none in a language that nothing was counted in."""
    if language != COUNTED_IN:
        return
    yield "Counted with recordings of people, 'red' among the stop words:"
    for way, price in PRICES.items():
        yield (
            f"- {way} missed {price.missed.hits} of {price.missed.tries} long words in noise, and "
            f"stopped {price.mistakes} times by mistake in {OF_TALK} minutes of talk"
        )
    yield "Where it doubts a stop, the music becomes low all the same."
