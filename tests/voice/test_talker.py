"""Chimes and sentences keep their order, and nothing holds back what comes after a cut."""

from collections.abc import Callable
from typing import Any

import numpy as np

from intents.faults import Fault
from intents.messages import ChimeKind, Spoke
from models.errors import ModelProblem
from models.speech import Sound
from voice.audio.chimes import chime
from voice.session.results import Note, Result
from voice.session.talker import Talker
from voice.session.workers import Job, Workers


class ToneVoice:
    """Renders a constant whose length is that of the text; refuses one text."""

    def __init__(self) -> None:
        self.rendered: list[str] = []

    def render(self, text: str, slower: int = 0) -> Sound:
        self.rendered.append(text + " slowly" * slower)
        if text == "unspeakable":
            raise ModelProblem("The voice is gone.")
        return Sound(np.ones(len(text), np.float32), 100)

    def close(self) -> None:
        pass


class StepSpeaker:
    """Plays one sound after the other; `finish` ends the one that sounds."""

    live = True

    def __init__(self) -> None:
        self.queue: list[tuple[Sound, Callable[[], None]]] = []

    def play(self, sound: Sound, done: Callable[[], None]) -> None:
        self.queue.append((sound, done))

    def cut(self) -> None:
        self.queue.clear()

    def advance(self, frames: int) -> None:
        pass

    def faults(self) -> frozenset[Fault]:
        return frozenset()

    def close(self) -> None:
        self.cut()

    def finish(self) -> None:
        self.queue.pop(0)[1]()

    def lengths(self) -> list[int]:
        return [len(sound.frames) for sound, _ in self.queue]


class Later(Workers):
    """Does what it is given when it is told to, in any order."""

    def __init__(self) -> None:
        super().__init__("later", 0, replay=False)
        self.jobs: list[Job[Any]] = []

    def hand(self, *args: Any, **more: Any) -> Job[Any]:
        self.jobs.append(super().hand(*args, **more))
        return self.jobs[-1]

    def run(self, index: int) -> None:
        self._do(self.jobs[index])


def talker(workers: Workers | None = None) -> tuple[Talker, ToneVoice, StepSpeaker, list[Result]]:
    """With workers that do everything at once, unless others are given."""
    voice, speaker, reported = ToneVoice(), StepSpeaker(), list[Result]()
    workers = workers or Workers("inline", 0, replay=True)
    return Talker(voice, speaker, workers, reported.append), voice, speaker, reported


def test_sentences_sound_in_their_order_however_they_are_rendered() -> None:
    later = Later()
    talk, _, speaker, _ = talker(later)
    talk.say(0, "first")
    talk.say(1, "and second")
    later.run(1)
    assert speaker.lengths() == []
    later.run(0)
    assert speaker.lengths() == [len("first"), len("and second")]


def test_a_chime_after_a_cut_waits_for_no_voice() -> None:
    talk, _, speaker, _ = talker(Later())
    talk.say(0, "something that is still being rendered")
    talk.cut()
    talk.chime(ChimeKind.STOP)
    assert speaker.lengths() == [len(chime(ChimeKind.STOP).frames)]


def test_the_end_of_a_sentence_is_reported_and_that_of_a_cut_one_is_not() -> None:
    talk, _, speaker, reported = talker()
    talk.say(0, "heard")
    speaker.finish()
    talk.say(1, "cut")
    _, done = speaker.queue[0]
    talk.cut()
    done()  # the sound ended in the moment in which it was cut
    assert reported == [Spoke(0)]
    assert not talk.busy


def test_a_voice_that_fails_is_told_and_holds_nothing_up() -> None:
    talk, voice, speaker, reported = talker()
    talk.say(0, "unspeakable")
    talk.say(1, "speakable")
    assert [r.name for r in reported if isinstance(r, Note)] == ["speech_failed"]
    assert Spoke(0) in reported
    assert speaker.lengths() == [len("speakable")]
    talk.say(2, "unspeakable")
    assert voice.rendered.count("unspeakable") == 2, "a failure is not remembered"


def test_a_sentence_is_rendered_once() -> None:
    talk, voice, _, _ = talker()
    talk.prepare(["one", "two"])
    talk.say(0, "one")
    assert voice.rendered == ["one", "two"]


def test_it_is_busy_while_something_is_to_be_heard() -> None:
    talk, _, speaker, _ = talker()
    busy = [talk.busy]
    talk.chime(ChimeKind.READY)
    busy.append(talk.busy)
    speaker.finish()
    busy.append(talk.busy)
    assert busy == [False, True, False]


def test_louder_is_louder_and_the_loudest_does_not_clip() -> None:
    talk, _, speaker, _ = talker()
    for step in range(4):
        talk.say(step, "text", louder=step)
    peaks = [float(np.abs(sound.frames).max()) for sound, _ in speaker.queue]
    assert peaks == sorted(set(peaks))
    assert peaks[-1] < 1


def test_each_pace_of_a_sentence_is_rendered_once() -> None:
    talk, voice, _, _ = talker()
    for slower in (0, 1, 1, 0):
        talk.say(0, "text", slower=slower)
    assert voice.rendered == ["text", "text slowly"]
