"""What may come of malformed input: it is taken, or refused in a sentence of our own."""

from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def or_refused(problem: type[Exception], saying: str = ".") -> Iterator[None]:
    """Any other exception than that, or another text than one with `saying`, is a failure."""
    told = saying
    try:
        yield
    except problem as refused:
        told = str(refused)
    assert saying in told
    assert len(told.splitlines()) == 1
