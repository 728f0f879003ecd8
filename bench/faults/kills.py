"""An evening in which the listener or the guardian is killed at a moment that is left to chance."""

import random
import time
from collections.abc import Callable, Mapping
from contextlib import suppress

import numpy as np
import psutil

from bench.faults.latch import SOUNDS_WITHIN, Evening
from bench.faults.scene import Scene, scene, within
from intents.clock import FRAME_RATE, seconds
from intents.messages import ChimeKind
from models.ears import Frames
from tests.fixtures.clips import clip
from tests.fixtures.command import Listener
from tests.fixtures.finding import FOUND, best_fit
from tests.fixtures.live import say
from tests.fixtures.pulse import Recorder
from tests.fixtures.waiting import wait_until
from voice.audio.chimes import chime

WHICH: Mapping[str, tuple[Callable[[Listener], psutil.Process], str]] = {
    "listener": (Listener.the_listener, "hearing_again"),
    "guardian": (Listener.the_guardian, "guarded_again"),
}
"""Each process, and what is said when another one is in its place."""
STORY = (
    (0.5, "evening/do_not_move_until_i_say_so__am_liam"),
    (1.5, "evening/yellow__af_heart"),
    (3.0, "evening/green__af_heart"),
    (2.0, "red__af_bella"),
    (4.5, "evening/resume__am_liam"),
    (6.0, "evening/yes_resume__af_heart"),
    (3.0, "red__am_liam"),
)
"""Seconds of quiet, and what is said then: music plays, becomes low, plays, is stopped, plays after
two answers, and is stopped again."""
TAIL = 2.0
SECONDS_EACH = 55.0
"""About what one evening takes."""
LATEST = 40.0
"""Seconds in which another process is in the place of the one that was lost."""
SETTLED = 2.0
"""Seconds for which nothing may start by itself."""


def story() -> tuple[Frames, tuple[float, ...]]:
    """The evening as one sound, and when each stop word in it is over, in seconds."""
    parts: list[Frames] = []
    reds = []
    length = 0
    for gap, name in STORY:
        parts += [np.zeros(round(gap * FRAME_RATE), np.float32), clip(name)]
        length += len(parts[-2]) + len(parts[-1])
        if name.startswith("red"):
            reds.append(seconds(length))
    parts.append(np.zeros(round(TAIL * FRAME_RATE), np.float32))
    return np.concatenate(parts), tuple(reds)


def evening(seed: int) -> Evening:
    """Play it, kill one of the two, and give the two answers when another one is in its place."""
    chance = random.Random(seed)
    which = chance.choice(sorted(WHICH))
    sound, reds = story()
    dies_at = chance.uniform(0, seconds(len(sound)))
    with scene() as at:
        recorder = at.pulse.record_speaker()
        process = WHICH[which][0](at.listener)
        began = time.monotonic()
        at.pulse.play_to_mic(sound, wait=False)
        time.sleep(max(0.0, began + dies_at - time.monotonic()))
        before, lost = at.told(), time.monotonic()
        process.kill()
        broken = ""
        try:
            _to_the_end(at, before, WHICH[which][1], began + seconds(len(sound)))
        except AssertionError as error:
            broken = str(error).split(". Told last:")[0]
        until = time.monotonic()
        return Evening(
            seed,
            which,
            began,
            lost,
            tuple(began + red for red in reds),
            tuple(at.music.changes),
            tuple(at.lines(0)),
            until,
            _alarm_heard(recorder, lost),
            broken,
        )


def _to_the_end(at: Scene, before: int, over: str, ends: float) -> None:
    again = within(lambda: at.first(before, "effect", "say", prompt=over), LATEST)
    assert again is not None, f"{over} is not said within {LATEST:.0f} s"
    time.sleep(max(0.0, ends - time.monotonic()) + SETTLED)
    # One answer alone, or another word, is none.
    say(at.pulse, at.listener, "evening/green__af_heart", "go")
    asked = at.told()
    say(at.pulse, at.listener, "evening/resume__am_liam", "resume")
    within(lambda: at.first(asked, "effect", "say", prompt="resume_ask"), 10)
    with suppress(AssertionError):  # then it is told that two answers do not end the stop
        say(at.pulse, at.listener, "evening/yes_resume__af_heart", "yes")
        wait_until(lambda: at.music.plays, 10)


def _alarm_heard(recorder: Recorder, lost: float) -> bool:
    recorded = recorder.stop()
    first, last = (recorder.frame(moment) for moment in (lost, lost + SOUNDS_WITHIN))
    return best_fit(recorded[first:last], recorder.rate, chime(ChimeKind.ALARM))[0] > FOUND
