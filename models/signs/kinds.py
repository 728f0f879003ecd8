"""The signals that are listened for: where the rhythm of each is looked for, and what it is."""

from dataclasses import dataclass

from intents.signs import Sign
from models.signs.rhythm import Pattern


@dataclass(frozen=True, slots=True)
class Kind:
    """One signal."""

    sign: Sign
    bands: tuple[tuple[float, float], ...]
    """Hz: in each the rhythm is looked for."""
    window: int
    """Frames over which a level is taken."""
    smooth: int
    """Steps over which the levels are evened out."""
    pattern: Pattern


HUMS = Kind(
    Sign.HUMS,
    bands=((150, 1_200), (100, 450)),
    window=512,
    smooth=3,
    pattern=Pattern(
        shortest=7, longest=90, join=5, apart=(28, 95), uneven=1.9, before=70, after=32,
        falls=(4, 7, 10, 13, 17), alike=12, gap=2, moment=5, quiet=0.5,
    ),
)  # fmt: skip
KNOCKS = Kind(
    Sign.KNOCKS,
    bands=((250, 4_000), (100, 800)),
    window=256,
    smooth=1,
    pattern=Pattern(
        shortest=1, longest=14, join=2, apart=(14, 62), uneven=1.6, before=75, after=34,
        falls=(5, 8, 11, 14, 18), alike=11, gap=3, moment=1, quiet=1.5,
    ),
)  # fmt: skip
KINDS = {kind.sign: kind for kind in (HUMS, KNOCKS)}
"""What is roughly the pattern; how sure it is, `models.signs.judge` says."""
