"""THE split of the recordings of people, by speaker, for everyone who tunes or reports.

Thresholds, features and networks may be chosen on what is "tune"; nothing may ever be chosen by
what is "report", which only the report plays. `part_of` says which a recording is: by a checksum
of who speaks, so that it stays the same whatever is added. Of telephone calls the pair is the
speaker, of meetings the meeting; where a collection does not name who speaks, the recording itself,
so that a few of its people may be in both parts. The four readers of the English CCC words are two
and two.
"""

import re
import zlib
from collections.abc import Iterable
from typing import Literal

from bench.clips import Clip

Part = Literal["tune", "report"]
PARTS: tuple[Part, ...] = ("tune", "report")

READERS: dict[str, Part] = {
    "ccc_s1": "report", "ccc_s2": "report", "ccc_s3": "tune", "ccc_s4": "tune",
}  # fmt: skip
"""Of the English CCC words. By the checksum three of the four would be in the report."""
_NOBODY = re.compile(r"(pv|s2i)_\(.*|precise_.*|ami_multi|")
"""What stands for the speaker where a collection names none, or several together."""
_PIECE = re.compile(r"\d+_\d-(\d+)-[A-Z]")
"""How ESC-10 names its clips: several may be cut from one recording, whose number this is."""


def part_of(clip: Clip) -> Part:
    """The part that a recording belongs to."""
    speaker = speaker_of(clip)
    return READERS.get(speaker) or ("report" if zlib.crc32(speaker.encode()) % 2 else "tune")


def speaker_of(clip: Clip) -> str:
    """Who speaks, as far as it is known; else what the recording is called."""
    if not _NOBODY.fullmatch(clip.voice):
        return clip.voice
    piece = _PIECE.fullmatch(clip.path.stem)
    return piece[1] if piece else clip.path.stem


def of_part(part: Part, clips: Iterable[Clip]) -> list[Clip]:
    """Those of the recordings that belong to it, in their order."""
    return [clip for clip in clips if part_of(clip) == part]
