"""Between microphone and ears: whatever becomes of the reference, the microphone goes on."""

from collections.abc import Iterator, Sequence

import numpy as np
import pytest

from bench.echo_paths import EchoPath
from bench.mixing import VOICE, at_level
from bench.noises.song import music
from intents.clock import frames
from intents.faults import Fault
from models.ears import Frames
from voice.audio.convert import BLOCK
from voice.audio.interfaces import Block
from voice.echo.canceller import EchoCanceller
from voice.echo.stage import FAILED, LOST, WithoutEcho

SECONDS = 8
PLAYED = at_level(music(frames(SECONDS), np.random.default_rng(1)), -20.0)
HEARD = at_level(EchoPath(0.1).through(PLAYED), VOICE) + np.random.default_rng(2).normal(
    0, 3e-4, frames(SECONDS)
).astype(np.float32)


class Recorded:
    """A microphone that recorded this."""

    name = "Bedroom"

    def __init__(self, sound: Frames, faults: frozenset[Fault] = frozenset()) -> None:
        self._sound = sound
        self._faults = faults
        self.closed = False
        self.now = 0

    def blocks(self) -> Iterator[Block]:
        for at in range(0, len(self._sound), BLOCK):
            self.now = at + BLOCK
            yield Block(self._sound[at : at + BLOCK], self._faults, backlog=320 if at == 0 else 0)

    def close(self) -> None:
        self.closed = True


class Known:
    """What was played up to the moment of the microphone, less what comes late."""

    def __init__(
        self,
        microphone: Recorded,
        *,
        until: float = SECONDS,
        usable: bool = True,
        fails: bool = False,
    ) -> None:
        self._microphone = microphone
        self._until = frames(until)
        self._given = 0
        self._fails = fails
        self.usable = usable
        self.renewed = 1
        self.closed = False

    @property
    def there(self) -> bool:
        return self._microphone.now <= self._until

    def take(self) -> Sequence[Frames]:
        if self._fails:
            raise RuntimeError("broken")
        end = min(self._microphone.now, self._until)
        piece, self._given = PLAYED[self._given : end], end
        return [piece]

    def close(self) -> None:
        self.closed = True


def through(microphone: Recorded, known: Known) -> tuple[list[Block], list[str]]:
    """All blocks, and what was told."""
    told: list[str] = []
    stage = WithoutEcho(microphone, known, EchoCanceller(), told.append)
    blocks = list(stage.blocks())
    stage.close()
    assert microphone.closed
    assert known.closed
    return blocks, told


def sound(blocks: Sequence[Block]) -> Frames:
    return np.concatenate([block.frames for block in blocks])


def power(frames_: Frames) -> float:
    return float((frames_**2).mean())


def test_the_echo_goes_and_no_block_is_lost() -> None:
    microphone = Recorded(HEARD)
    blocks, told = through(microphone, Known(microphone))
    assert [len(block.frames) for block in blocks] == [BLOCK] * (len(HEARD) // BLOCK)
    assert power(sound(blocks)[-frames(2) :]) < power(HEARD[-frames(2) :]) / 10
    untouched = [block.untouched for block in blocks if block.untouched is not None]
    assert np.array_equal(np.concatenate(untouched), HEARD)
    assert told == []


def test_a_reference_that_is_lost_is_told_once_and_the_microphone_goes_on() -> None:
    microphone = Recorded(HEARD)
    blocks, told = through(microphone, Known(microphone, until=3))
    assert told == [LOST]
    assert np.array_equal(sound(blocks)[-frames(2) :], HEARD[-frames(2) :])


def test_who_speaks_through_another_program_is_not_taken_out() -> None:
    microphone = Recorded(HEARD)
    blocks, told = through(microphone, Known(microphone, usable=False))
    assert np.array_equal(sound(blocks), HEARD)
    assert told == []


def test_a_canceller_that_fails_is_told_and_the_microphone_goes_on() -> None:
    microphone = Recorded(HEARD)
    blocks, told = through(microphone, Known(microphone, fails=True))
    assert np.array_equal(sound(blocks), HEARD)
    assert told == [FAILED]


@pytest.mark.parametrize("fault", [Fault.NO_FRAMES, Fault.DIGITAL_SILENCE])
def test_a_deaf_block_stays_as_it_is(fault: Fault) -> None:
    microphone = Recorded(HEARD, frozenset({fault}))
    blocks, _ = through(microphone, Known(microphone))
    assert np.array_equal(sound(blocks), HEARD)
    assert {block.faults for block in blocks} == {frozenset({fault})}
