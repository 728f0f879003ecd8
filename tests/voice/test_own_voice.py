"""What was said, looked for in what a microphone heard: found, missing, or nobody knows."""

import argparse
from collections.abc import Hashable, Sequence
from contextlib import closing
from functools import cache

import numpy as np
import pytest

from bench.echo_paths import EchoPath
from bench.noises.song import music
from intents.agreement import Agreement, Room
from intents.clock import frames
from intents.faults import Fault
from intents.messages import OtherDevice, OwnVoice
from models.ears import Frames
from models.pyttsx_voice import PyttsxVoice
from models.speech import Sound
from voice.assembly import lexicon_and_plan
from voice.audio.convert import BLOCK, as_heard
from voice.audio.interfaces import Block
from voice.audio.level import at_level
from voice.cli.listening import own_voice_for
from voice.language import prompts_of
from voice.session.own_voice import AFTER, KEPT, OwnVoiceSearch
from voice.session.probe import TALK

FOUND, MISSED = OwnVoice(found=True), OwnVoice(found=False)
ROOM = -65.0
"""Of the room's noise, in dB."""
CABLE, HEADPHONES = "the loudspeaker", "headphones"


@cache
def sentence(prompt: str = "listening") -> Sound:
    with closing(PyttsxVoice("en")) as voice:
        return voice.render(prompts_of("en")[prompt])


def noise(count: int) -> Frames:
    return np.random.default_rng(1).normal(0, 10 ** (ROOM / 20), count).astype(np.float32)


def room(
    said: Frames, *, level: float | None, late: float = 0.1, music_at: float | None = None
) -> Frames:
    """A second, the sentence and two seconds, where it is heard so loud, or not at all."""
    played = np.pad(said, (frames(1), frames(2)))
    heard = noise(len(played))
    if level is not None:
        path = EchoPath(late, drift=50, reverberation=0.8, wet=4.0)
        heard += at_level(path.through(played).astype(np.float32), level)
    if music_at is not None:
        song = music(len(played), np.random.default_rng(14)).astype(np.float32)
        heard += at_level(song, music_at)
    return heard


class Microphone:
    """Gives the search a room's sound, block by block, while one sentence after another is said."""

    def __init__(self) -> None:
        self.search = OwnVoiceSearch(TALK, replay=True)
        self.told: list[OwnVoice | OtherDevice] = []
        self.device: Hashable = "Bedroom"
        self.faults = frozenset[Fault]()
        self.untouched = True
        self.known = False

    def hears(
        self, *, level: float | None, prompt: str = "listening", way: str = CABLE, **how: float
    ) -> Sequence[OwnVoice | OtherDevice]:
        """What it tells of a sentence that is heard so loud, or not at all."""
        before, sound = len(self.told), sentence(prompt)
        said = as_heard(sound)
        heard = room(said, level=level, **how)
        ends = (frames(1) + len(said)) // BLOCK * BLOCK
        for at in range(0, len(heard) // BLOCK * BLOCK, BLOCK):
            if at == ends:
                self.search.said(sound, way)
            self.takes(heard[at : at + BLOCK], speaking=at < ends)
        return self.told[before:]

    def takes(self, sound: Frames, *, speaking: bool) -> None:
        """One block."""
        silent = np.zeros_like(sound)
        block = (
            Block(silent, self.faults, untouched=sound, device=self.device)
            if self.untouched
            else Block(sound, self.faults, device=self.device)
        )
        usable = not self.faults
        found = self.search.take(block, speaking=speaking, usable=usable, known=self.known)
        self.told += list(found)


@pytest.fixture
def microphone() -> Microphone:
    return Microphone()


@pytest.mark.parametrize("prompt", ["stopping", "listening", "before_intro"])
@pytest.mark.parametrize("level", [-20.0, ROOM + 5])
def test_it_is_found_loud_or_faint_in_what_was_before_the_canceller(
    microphone: Microphone, prompt: str, level: float
) -> None:
    assert microphone.hears(level=level, prompt=prompt) == [FOUND]


def test_a_microphone_from_which_nothing_was_taken_out_is_listened_to_as_it_is(
    microphone: Microphone,
) -> None:
    microphone.untouched = False
    assert microphone.hears(level=-30) == [FOUND]


def test_a_late_loudspeaker_is_heard(microphone: Microphone) -> None:
    assert microphone.hears(level=-40, late=0.8) == [FOUND]


@pytest.mark.parametrize("prompt", ["stopping", "listening", "before_intro"])
def test_one_that_nobody_hears_is_missing(microphone: Microphone, prompt: str) -> None:
    assert microphone.hears(level=None, prompt=prompt) == [MISSED]


def test_under_loud_music_nobody_knows_and_the_next_one_is_looked_for(
    microphone: Microphone,
) -> None:
    assert microphone.hears(level=None, music_at=-15) == []
    assert microphone.hears(level=-60, music_at=-15) == []
    assert microphone.hears(level=None) == [MISSED]


def test_music_over_which_it_would_be_heard_is_no_excuse(microphone: Microphone) -> None:
    assert microphone.hears(level=None, music_at=-50) == [MISSED]
    assert microphone.hears(level=-40, music_at=-50) == [FOUND]


def test_what_is_known_is_not_looked_for_until_a_device_changes(microphone: Microphone) -> None:
    assert microphone.hears(level=-40) == [FOUND]
    microphone.known = True
    assert microphone.hears(level=None) == []
    assert microphone.hears(level=None, way=HEADPHONES) == [OtherDevice(), MISSED]
    microphone.device = "Kitchen"
    assert microphone.hears(level=-40, way=HEADPHONES) == [OtherDevice(), FOUND]


def test_what_is_said_while_something_is_wrong_tells_nothing(microphone: Microphone) -> None:
    microphone.faults = frozenset({Fault.NO_FRAMES})
    assert microphone.hears(level=None) == []
    microphone.faults = frozenset()
    assert microphone.hears(level=None) == [MISSED]


def test_a_microphone_without_echo_of_this_computer_is_no_witness(microphone: Microphone) -> None:
    microphone.device = None
    assert microphone.hears(level=None) == []


def test_what_cannot_be_compared_is_told_nobody(microphone: Microphone) -> None:
    silence = Sound(np.zeros(frames(1), np.float32), 16_000)
    broken = Sound(np.ones(10, np.float32), 0)
    for sound in (silence, broken):
        microphone.search.said(sound, CABLE)
        for _ in range(0, frames(3), BLOCK):
            microphone.takes(noise(BLOCK), speaking=True)
    assert microphone.told == []


def test_sound_is_kept_only_while_something_is_said_and_never_for_long(
    microphone: Microphone,
) -> None:
    def kept() -> int:
        return sum(map(len, microphone.search._kept))

    for _ in range(0, 3 * KEPT, BLOCK):
        microphone.takes(noise(BLOCK), speaking=True)
    assert KEPT - BLOCK <= kept() <= KEPT
    for _ in range(0, 3 * AFTER, BLOCK):
        microphone.takes(noise(BLOCK), speaking=False)
    assert kept() == 0


@pytest.mark.parametrize(
    ("recordings", "hears_itself", "looks"),
    [([], True, True), ([], False, False), (["evening.flac"], True, False)],
    ids=["usually", "with headphones", "recordings"],
)
def test_who_looks_for_it(*, recordings: list[str], hears_itself: bool, looks: bool) -> None:
    agreement = Agreement(room=Room(hears_itself=hears_itself))
    args = argparse.Namespace(input=recordings)
    with own_voice_for(args, agreement, lexicon_and_plan(agreement)[1]) as search:
        assert (search is not None) == looks
