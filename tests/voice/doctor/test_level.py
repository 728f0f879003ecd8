"""What is said of what came from a microphone."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pytest

from intents.faults import Fault
from models.ears import Frames
from voice.audio.convert import BLOCK
from voice.audio.interfaces import Block
from voice.doctor.finding import Level
from voice.doctor.level import LENGTH, judged, measure


@dataclass
class Sounding:
    """A source without end."""

    sound: Frames
    faults: frozenset[Fault] = frozenset()
    dropped: int = 0
    cut_off: bool = False
    name: str = "sounding"
    taken: int = 0

    def blocks(self) -> Iterator[Block]:
        while True:
            piece = np.roll(self.sound, -self.taken)[:BLOCK]
            self.taken += BLOCK
            yield Block(piece, self.faults, self.dropped, 0, self.cut_off)

    def close(self) -> None:
        """Nothing to end."""


def room(level: float) -> Frames:
    sound = np.random.default_rng(1).normal(0, 10 ** (level / 20), LENGTH)
    return sound.astype(np.float32)


def test_peak_and_floor_are_told() -> None:
    sound = room(-60)
    sound[LENGTH // 2] = 0.5
    source = Sounding(sound)
    measured = measure(source)
    assert measured.peak == pytest.approx(-6, abs=0.1)
    assert measured.floor == pytest.approx(-60, abs=0.5)
    assert source.taken == LENGTH
    (found,) = judged(measured)
    assert found.level is Level.FINE
    assert "-6 dBFS" in found.sentence
    assert "-60 dBFS" in found.sentence


@pytest.mark.parametrize(
    ("faults", "said"),
    [
        ({Fault.DIGITAL_SILENCE}, "digital silence"),
        ({Fault.TURNED_DOWN}, "turned down"),
        ({Fault.TURNED_DOWN, Fault.DIGITAL_SILENCE}, "turned down"),
        ({Fault.NO_FRAMES}, "nothing comes"),
        ({Fault.NO_FRAMES, Fault.STREAM_ENDED}, "ends its stream"),
        ({Fault.SOURCE_MOVED}, "another source"),
    ],
)
def test_each_way_to_be_deaf_is_wrong_and_said_once(faults: set[Fault], said: str) -> None:
    silence = np.zeros(BLOCK, np.float32)
    (found,) = judged(measure(Sounding(silence, frozenset(faults))))
    assert found.level is Level.WRONG
    assert said in found.sentence


def test_what_is_cut_off_or_lost_is_told() -> None:
    _, loud, lost = judged(measure(Sounding(room(-20), dropped=16, cut_off=True)))
    assert loud.level is lost.level is Level.ADVICE
    assert "cut off" in loud.sentence
    assert "0.15 s of sound were lost" in lost.sentence
