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


PHRASES: Mapping[Sign, str] = MappingProxyType(
    {Sign.HUMS: "three hums", Sign.KNOCKS: "three knocks"}
)
"""What each is called. Nobody has to say it, and saying it is no signal."""
SIGN_EAR = "signs"
"""The name of the ear that hears them."""
