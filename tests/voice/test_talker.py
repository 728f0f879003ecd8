"""Chimes and sentences keep their order, and nothing holds back what comes after a cut."""

from collections.abc import Callable
from typing import Any

import numpy as np

from intents.clock import frames
from intents.faults import Fault
from intents.messages import ChimeKind, Spoke
from models.errors import ModelProblem
from models.speech import Sound
from voice.audio.chimes import chime
from voice.session.talker import STUCK, Talker
from voice.session.workers import LATEST, Job, Note, Result, Workers


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


def test_a_sound_that_cannot_be_played_ends_all_the_same() -> None:
    """Whatever it is: else the music stays low and no check-in comes."""

    class Broken(StepSpeaker):
        def play(self, sound: Sound, done: Callable[[], None]) -> None:
            if len(sound.frames) == len("bad"):
                raise RuntimeError("LibsndfileError")
            super().play(sound, done)

    reported: list[Result] = []
    speaker = Broken()
    talk = Talker(ToneVoice(), speaker, Workers("inline", 0, replay=True), reported.append)
    talk.say(0, "bad")
    talk.say(1, "good one")
    assert Spoke(0) in reported
    assert [r.name for r in reported if isinstance(r, Note)] == ["speech_failed"]
    assert speaker.lengths() == [len("good one")]


def test_a_loudspeaker_that_never_ends_a_sound_is_given_up() -> None:
    talk, _, speaker, reported = talker()
    talk.say(0, "x" * 200)  # two seconds
    talk.say(1, "after it")
    _, done = speaker.queue[0]
    talk.advance(frames(2) + STUCK - 1)
    assert reported == []
    talk.advance(1)
    assert Spoke(0) in reported
    done()  # it comes after all
    assert reported.count(Spoke(0)) == 1
    talk.advance(frames(1) + STUCK)
    assert Spoke(1) in reported
    assert not talk.busy


def test_a_voice_that_hangs_is_given_up() -> None:
    later = Later()
    talk, _, _, reported = talker(later)
    talk.say(0, "for ever")
    later.advance(LATEST)
    assert Spoke(0) in reported
    assert not talk.busy


def test_nothing_is_rendered_that_was_cut() -> None:
    """Twelve renderings that nobody will hear held up what a person wants to hear after a stop."""
    later = Later()
    talk, _, _, _ = talker(later)
    for number in range(12):
        talk.say(number, f"limit {number}")
    talk.cut()
    talk.say(12, "I hold you")
    assert not any(later.cancel(job) for job in later.jobs[:12]), "they are cancelled already"
    assert [job for job in later._waiting if not job.over] == [later.jobs[12]]
    talk.say(13, "limit 3")
    assert len(later.jobs) == 14, "what was cut can be said again"


def test_what_was_prepared_stays_prepared_when_it_is_cut() -> None:
    later = Later()
    talk, voice, speaker, _ = talker(later)
    talk.prepare(["I hold you"])
    talk.say(0, "I hold you")
    talk.cut()
    later.run(0)
    talk.say(1, "I hold you")
    assert voice.rendered == ["I hold you"]
    assert speaker.lengths() == [len("I hold you")]


def test_what_is_being_said_is_what_is_heard_now() -> None:
    talk, _, speaker, _ = talker()
    said = [talk.saying]
    talk.chime(ChimeKind.STOP)
    talk.say(0, "one", shown="one")
    talk.say(1, "two", shown="")
    talk.say(2, "three", shown="three")
    for _ in range(4):
        said.append(talk.saying)
        speaker.finish()
    said.append(talk.saying)
    assert said == ["", "", "one", "", "three", ""]
