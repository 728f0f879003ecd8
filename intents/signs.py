"""Signals without words, for who is gagged, out of breath or does not speak."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Sign(StrEnum):
    """What is done three times in an even rhythm, with a pause before and after."""

    HUMS = "hums"
    """Hums or grunts, also through a gag: "mm, mm, mm"."""
    KNOCKS = "knocks"
    """Knocks on wood, or claps."""
    SQUEAKS = "squeaks"
    """Of a squeaky toy, or of a bell, a clicker or a whistle: whatever people taught."""


PHRASES: Mapping[Sign, str] = MappingProxyType(
    {Sign.HUMS: "three hums", Sign.KNOCKS: "three knocks", Sign.SQUEAKS: "three squeaks or rings"}
)
"""What each is called. Nobody has to say it, and saying it is no signal."""
UNTAUGHT = (Sign.HUMS, Sign.KNOCKS)
"""Those that are known beforehand."""
BANDS = 29
"""So many narrow bands a taught sound is described in (`models.signs.likeness`)."""
DEPTH = 24
"""The most that a band is described to be under the loudest one, in dB."""
EXAMPLES = 3
"""It is taught by so many."""
LONGEST_SOUNDING = 1.3
"""Seconds that one may last."""
SIGN_EAR = "signs"
"""The name of the ear that hears them."""
