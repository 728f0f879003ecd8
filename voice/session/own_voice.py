"""Looks for what was said aloud in what the microphone heard meanwhile.

An amplifier that is off, or another loudspeaker than people think, is known to no sound server: who
does not hear this would not hear an alarm.
"""

from collections import deque
from collections.abc import Hashable, Iterator
from dataclasses import dataclass

import numpy as np

from intents.clock import frames
from intents.messages import OtherDevice, OwnVoice
from models.ears import Frames
from models.speech import Sound
from voice.audio.convert import as_heard
from voice.audio.interfaces import Block
from voice.echo.finding import came_back
from voice.session.workers import Workers

LONGEST = frames(4)
"""Of a sentence that is longer, the end is looked for."""
AFTER = frames(1.5)
"""So much later than it was played its end may be heard."""
BEFORE = frames(1)
"""So much sooner its beginning may be heard: not all loudspeakers tell how late they are."""
KEPT = BEFORE + LONGEST + AFTER
"""What is kept of the microphone's sound at most, and only while something is said."""
FAINTER = 20.0
"""Decibels by which it may be fainter than people's words, and should be found."""
MOST = 8
"""So many sentences may wait to be looked for."""


@dataclass(frozen=True, slots=True, eq=False)
class _Said:
    """A sentence that was played to its end."""

    sound: Sound
    way: Hashable
    """Where it was played."""
    until: int
    """When its end must have been heard, in frames."""


class OwnVoiceSearch:
    """Beside the loop: a worker compares, and what fails there is not known and not told."""

    def __init__(self, level: float, *, replay: bool = False) -> None:
        """`level`: that of the loudest tenth of a second of people's words, in dB of full scale.

        With `replay` nothing is left to a worker.
        """
        self._level = level - FAINTER
        self._workers = Workers("own voice", 1, replay=replay)
        self._heard: deque[tuple[Sound, Hashable]] = deque(maxlen=MOST)
        self._waiting: deque[_Said] = deque(maxlen=MOST)
        self._answers: deque[tuple[Hashable, bool | None]] = deque(maxlen=MOST)
        self._kept: deque[Frames] = deque()
        self._device: Hashable = None
        self._ways: Hashable = None
        self._now = 0
        self._keeps_until = 0

    def said(self, sound: Sound, way: Hashable) -> None:
        """This was played to its end just now; `way`: where. From any thread."""
        self._heard.append((sound, way))

    def take(
        self, block: Block, *, speaking: bool, usable: bool, known: bool
    ) -> Iterator[OwnVoice | OtherDevice]:
        """The next block of the microphone, and what came of sentences meanwhile. Never waits.

        `speaking`: something is being said; not `usable` is what holds no sound of the room;
        `known`: whether it is heard, until the next change of a device.
        """
        self._workers.advance(len(block.frames))
        self._now += len(block.frames)
        if not usable or block.device is None or block.device != self._device:
            self._device = block.device
            self._forget()
        self._keep(block, speaking=speaking)
        while self._heard:
            sound, way = self._heard.popleft()
            self._waiting.append(_Said(sound, way, self._now + block.backlog + AFTER))
        while self._waiting and self._waiting[0].until <= self._now:
            said = self._waiting.popleft()
            ways = (said.way, block.device)
            if self._ways not in (None, ways):
                yield OtherDevice()
                known = False
            self._ways = ways
            if not known:
                self._look_for(said.sound)
        while self._answers:
            asked, found = self._answers.popleft()
            if found is not None and asked == self._ways:
                yield OwnVoice(found)

    def close(self) -> None:
        """Look for nothing more."""
        self._workers.close()
        self._forget()

    def _forget(self) -> None:
        for each in (self._kept, self._heard, self._waiting):
            each.clear()

    def _keep(self, block: Block, *, speaking: bool) -> None:
        if speaking:
            self._keeps_until = self._now + block.backlog + 2 * AFTER
        if self._now > self._keeps_until:
            self._kept.clear()
            return
        sound = block.frames if block.untouched is None else block.untouched
        self._kept.append(sound.copy())
        while len(self._kept) * len(sound) > KEPT:
            self._kept.popleft()

    def _look_for(self, sound: Sound) -> None:
        if not self._kept:
            return
        recording, ways = np.concatenate(self._kept), self._ways

        def looked() -> bool | None:
            said = as_heard(sound)[-LONGEST:]
            around = recording[-(BEFORE + len(said) + AFTER) :]
            enough = len(around) >= len(said) + AFTER
            return came_back(said, around, self._level) if enough else None

        self._workers.hand(
            looked, lambda found: self._answers.append((ways, found)), lambda _: None
        )
