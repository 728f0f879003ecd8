"""What each person answered alone, and what all of them may see of it. Pure, and never written.

Only what everybody wants becomes part of the agreement. A no is never entered: what is not agreed
on is a no anyway, so nobody can tell whose it was, or whether it was one at all.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from intents.agreement import Intensity, Limits
from intents.words import same_key


@dataclass(frozen=True, slots=True)
class Wishes:
    """One person's answers."""

    wants: frozenset[str] = frozenset()
    careful: frozenset[str] = frozenset()
    """What they may want, with care."""
    hard: tuple[str, ...] = ()
    soft: tuple[str, ...] = ()
    named: bool = True
    """Whether their limits are read out with their name."""
    intensity: Intensity = Intensity.GENTLE
    """How far it may go at most."""


def together(activities: Sequence[str], all_wishes: Sequence[Wishes]) -> Limits:
    """What they agree on, and the limits that shall not have a name.

    In the order of `activities`, and limits in that of the alphabet, so that the order says nothing
    about whose they are.
    """
    forbidden = {same_key(text) for each in all_wishes for text in each.hard}
    shared = [
        activity
        for activity in activities
        if all(activity in each.wants | each.careful for each in all_wishes)
        and same_key(activity) not in forbidden
    ]
    wanted = [each for each in shared if all(each in wishes.wants for wishes in all_wishes)]
    unnamed = [each for each in all_wishes if not each.named]
    return Limits(
        hard=_sorted(text for each in unnamed for text in each.hard),
        soft=(
            *(activity for activity in shared if activity not in wanted),
            *_sorted(text for each in unnamed for text in each.soft),
        ),
        wants=tuple(wanted),
    )


def intensity(all_wishes: Sequence[Wishes]) -> Intensity:
    """No further than the most careful of them wants."""
    scale = list(Intensity)
    return min((each.intensity for each in all_wishes), key=scale.index)


def _sorted(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(dict.fromkeys(texts), key=str.casefold))
