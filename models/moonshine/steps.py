"""A calculation that can be put aside after each step of the network, and taken up again.

A look at a long sentence takes half a second of a slow processor. While the ears are at it they
hear nothing, so it is spread over the sound that comes meanwhile.
"""

from collections.abc import Generator
from typing import TypeVar

T = TypeVar("T")
Steps = Generator[None, None, T]
"""Stops before each step that takes the network some milliseconds; its value is the result."""


def within(steps: Steps[T], most: int) -> T | None:
    """The result, if it comes within so many steps, else None: the rest is for later."""
    try:
        for _ in range(most):
            next(steps)
    except StopIteration as end:
        value: T = end.value
        return value
    return None


def whole(steps: Steps[T]) -> T:
    """The result, after all steps that are left."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            value: T = end.value
            return value
