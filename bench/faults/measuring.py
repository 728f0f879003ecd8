"""One fault in a session of its own: how long each thing took."""

import random
import time
from dataclasses import dataclass

from bench.faults.causes import Cause
from bench.faults.scene import Scene, scene, within
from intents.messages import ChimeKind
from tests.fixtures.clips import spoken
from tests.fixtures.finding import FOUND, best_fit
from tests.fixtures.pulse import Recorder
from voice.audio.chimes import chime

GIVEN_UP = 30.0
"""Seconds after which nothing is waited for any more."""
SECONDS_EACH = 10.5
"""About what one fault takes, with the start of its session."""
STAYS = 2.5
"""Seconds for which the cause stays after it was told: the alarm and some words are heard."""


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds; None where it did not come, or was not to come."""

    told: float | None
    """From the fault until `--json` told it."""
    alarm: float | None
    """From the fault to the first alarm."""
    music_off: float | None
    """From the fault until the player did not play any more."""
    again: float | None
    """From the end of the cause until it was said that all is well."""
    heard: bool
    """Whether "red", said afterwards, was heard."""


def measure(cause: Cause, chance: random.Random) -> Times:
    """Make the fault once, at a moment that is left to chance, and end its cause again."""
    with scene(cause.first) as at:
        cause.ready(at)
        recorder = at.pulse.record_speaker()
        time.sleep(chance.uniform(0, 0.5))  # the program looks at some things only now and then
        before, began = at.told(), time.monotonic()
        cause.begin(at)
        if cause.lasts is not None and cause.end is not None:
            time.sleep(cause.lasts)
        ended = began if cause.lasts is None else time.monotonic()
        if cause.lasts is not None:
            _end(cause, at)
        begins = {"present": True} if cause.ends else {}
        told = within(lambda: at.first(before, "fault", cause.fault, **begins), GIVEN_UP)
        if cause.alarms:
            within(lambda: at.first(before, "effect", "chime", sound="alarm"), GIVEN_UP)
            within(lambda: at.music.off_since(began), GIVEN_UP)
        else:
            within(lambda: at.first(before, "effect", "say", prompt=cause.says), GIVEN_UP)
        if cause.lasts is None and cause.end is not None:
            time.sleep(STAYS)
            ended = time.monotonic()
            _end(cause, at)
        again = within(lambda: _over(cause, at, before), GIVEN_UP) if cause.ends else None
        alarm = _alarm(cause, at, before, began, recorder)
        music_off = at.music.off_since(began) if cause.alarms else None
        return Times(
            _passed(began, told),
            _passed(began, alarm),
            _passed(began, music_off),
            _passed(ended, again),
            _hears(at),
        )


def _end(cause: Cause, at: Scene) -> None:
    if cause.end is not None:
        cause.end(at)


def _over(cause: Cause, at: Scene, before: int) -> float | None:
    if cause.over:
        return at.first(before, "effect", "say", prompt=cause.over)
    return at.first(before, "fault", cause.fault, present=False)


def _alarm(cause: Cause, at: Scene, before: int, began: float, recorder: Recorder) -> float | None:
    """When the first alarm was heard at the loudspeaker, or begun where none can be heard there."""
    if not cause.alarms:
        return at.first(before, "effect", "say", prompt=cause.says)
    if cause.silent:
        return at.first(before, "effect", "chime", sound="alarm")
    likeness, frame = best_fit(recorder.stop(), recorder.rate, chime(ChimeKind.ALARM))
    moment = recorder.moment(frame)
    return moment if likeness > FOUND and moment > began else None


def _hears(at: Scene) -> bool:
    before = at.told()
    at.pulse.play_to_mic(spoken("red__af_bella"))
    return within(lambda: at.first(before, "heard", "stop"), 10) is not None


def _passed(since: float, moment: float | None) -> float | None:
    return None if moment is None else moment - since
