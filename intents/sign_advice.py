"""Which signals without words go with what people do, for who is tired; and what is not heard."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from intents.agreement import Agreement

BY_PLAY: Mapping[str, str] = MappingProxyType(
    {
        "A gag": (
            "three hums: try them with the gag in. Or three squeaks of a toy, or rings of a bell, "
            "held in a hand and taught with 'safeword teach'. A thing that drops is for the "
            "others: Safeword does not know it."
        ),
        "Tied hands": (
            "three hums, or squeaks of a toy that a hand can press as it is tied. Knocks only if a "
            "hand or a foot surely gets at wood."
        ),
        "Free hands": "three knocks on wood, or claps. Beside them three hums, if you like.",
        "Slaps, a bed that knocks, music with drums": (
            "no knocks, because three blows and a pause are three knocks. Hums are missed there "
            "too: turn the music down."
        ),
        "A bell on a collar, or what squeaks by itself": (
            "no squeaks or rings of that: whatever sounds three times and is still counts."
        ),
        "Moans in play": "three short ones may be three hums: then rather knocks, or a word.",
        "Breath play": (
            "no word and no signal can be relied on: there may be neither breath nor time for it. "
            "Somebody watches all the while, and stops without being asked."
        ),
    }
)
"""What goes with each."""
WORSE = (
    "Signals are missed, and heard by mistake, more often than words (how often: docs/signs.md). "
    "Who can speak says the word; all others watch."
)


def sign_gaps(agreement: Agreement, spoken: str) -> Iterator[str]:
    """What could be better about the signals of an agreement.

    `spoken`: a stop word of the language, which counts where no other one is agreed on.
    """
    agreed = agreement.listened_for
    if agreed.slow and not agreed.stop:
        yield (
            "Your signals only slow down, so who cannot speak cannot stop everything: let one of "
            "them stop."
        )
    own = any(person.stop for person in agreement.people)
    if agreed.every and not (agreement.words.stop or own):
        yield (
            f"You agreed on signals and on no stop word, so '{spoken}' counts beside them: words "
            "are heard more surely than signals. Choose one of your own."
        )
