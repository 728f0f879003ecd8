"""`python -m bench.reaction`: from a word in the microphone to silence at the loudspeaker.

A live session with two real players whose sound goes to a sound server. The microphone and the
loudspeaker are recorded, and both times are read from the recordings.
"""

import argparse
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.delays import most
from bench.faults.scene import within
from bench.side_by_side import tell
from intents.clock import FRAME_RATE
from intents.names import STOPS
from models.speech import Sound
from tests.fixtures.bus import PrivateBus
from tests.fixtures.clips import clip, spoken
from tests.fixtures.command import Listener
from tests.fixtures.finding import FOUND, best_fit
from tests.fixtures.live import PLAYING
from tests.fixtures.mpv import Mpv
from tests.fixtures.pulse import PulseServer, Recorder, Samples
from tests.fixtures.waiting import wait_until

OUT = Path(__file__).parents[1] / "docs" / "reaction.md"
WORDS = (
    *("red__af_bella", "red__af_heart", "red__am_liam", "red__bm_george"),
    *("red_red_red__af_bella", "red_red_red__af_heart", "red_red_red__am_liam"),
    "safe_word__am_liam",
)
TONES = (6000.0, 7300.0)
"""Hertz that the players play: no word and no chime of ours is as high and as narrow."""
STEP = 0.01
"""Seconds of sound in which a tone is measured."""
SOFT = 0.5
"""The part of its amplitude at which a tone counts as softer."""
SILENT = 0.01
"""The same for silence: 40 dB less."""
GIVEN_UP = 10.0
END = 1 / 30
"""A word ends where it falls under this part of its loudest amplitude for good."""
WAIT = 1.5
"""Seconds that the loudspeaker is recorded after the stop was told."""
TARGETS = {"softer": 350, "silent": 600}
"""Milliseconds, for 95%."""


@dataclass(frozen=True, slots=True)
class Reaction:
    """Seconds from the end of the word until both players were so; None where they never were."""

    softer: float | None
    silent: float | None


def main() -> None:
    """Measure, and print it or write it down."""
    parser = argparse.ArgumentParser("python -m bench.reaction", description=__doc__)
    parser.add_argument("--times", type=int, default=3, metavar="N", help="each clip so often")
    parser.add_argument("--write", action="store_true", help=f"write docs/{OUT.name}")
    args = parser.parse_args()
    found = [(name, measure(name)) for _ in range(args.times) for name in WORDS]
    page = TEXT.format(times=args.times, clips=len(WORDS), table="\n".join(table(found)))
    if args.write:
        OUT.write_text(page, encoding="utf-8")
    print(page)


def measure(name: str) -> Reaction:
    """One word in a session of its own."""
    with ExitStack() as stack:
        pulse = stack.enter_context(PulseServer())
        bus = stack.enter_context(PrivateBus())
        env = pulse.env | bus.env
        players = [
            stack.enter_context(Mpv(env, f"av://lavfi:sine=frequency={hertz:g}:sample_rate=48000"))
            for hertz in TONES
        ]
        listener = stack.enter_context(Listener(PLAYING, env=env))
        listener.wait_for("effect", "say", prompt="listening")
        listener.wait_for("effect", "players_restored")
        wait_until(lambda: all(mpv.volume == 100 for mpv in players), 20, "the music")
        speaker, microphone = pulse.record_speaker(), pulse.record_mic()
        pulse.play_to_mic(spoken(name))
        heard = within(lambda: _stopped(listener), GIVEN_UP)
        time.sleep(WAIT)
        reaction = _between(name, microphone, speaker) if heard else Reaction(None, None)
    tell(f"{name}: {reaction}")
    return reaction


def _stopped(listener: Listener) -> bool:
    heard = [line["name"] for line in listener.lines if line["kind"] == "heard"]
    return not STOPS.isdisjoint(heard)


def _between(name: str, microphone: Recorder, speaker: Recorder) -> Reaction:
    word = clip(name)
    likeness, begins = best_fit(microphone.stop(), microphone.rate, Sound(word, FRAME_RATE))
    if likeness < FOUND:
        return Reaction(None, None)
    ended = microphone.moment(begins + round(end_of(word) * microphone.rate / FRAME_RATE))
    sound, first = speaker.stop(), speaker.frame(ended)
    tones = [levels(sound, speaker.rate, hertz) for hertz in TONES]
    since = round(first / speaker.rate / STEP)
    return Reaction(until(tones, since, SOFT), until(tones, since, SILENT))


def end_of(word: Samples) -> int:
    """The frame at which a clip has no more of its word."""
    loud = np.flatnonzero(np.abs(word) >= END * np.abs(word).max())
    return int(loud[-1]) + 1


def levels(sound: Samples, rate: int, hertz: float) -> NDArray[np.float64]:
    """The amplitude of a tone in each step of a sound, shape (steps,)."""
    length = round(rate * STEP)
    steps = sound[: len(sound) // length * length].reshape(-1, length).astype(np.float64)
    turning = np.exp(-2j * np.pi * hertz / rate * np.arange(length)) * np.hanning(length)
    return np.asarray(np.abs(steps @ turning) * 4 / length, np.float64)


def until(tones: Sequence[NDArray[np.float64]], since: int, part: float) -> float | None:
    """Seconds from the step `since` until all tones are under this part of what they were before.

    0 where they were so already.
    """
    under = [tone < part * np.median(tone[:since]) for tone in tones]
    both = np.flatnonzero(np.all(under, axis=0)[since:])
    return float(both[0]) * STEP if len(both) else None


def table(found: Sequence[tuple[str, Reaction]]) -> Iterator[str]:
    """Each word and all of them."""
    yield "| Word | times | softer, ms: median / 95% / worst | silent, ms | never silent |"
    yield "|---|---|---|---|---|"
    words = dict.fromkeys(word_of(name) for name, _ in found)
    for word in words:
        yield _row(f"\u201c{word}\u201d", [each for name, each in found if word_of(name) == word])
    every = [each for _, each in found]
    yield _row("all", every)
    yield f"| target, 95% | | {TARGETS['softer']} | {TARGETS['silent']} | 0 |"


def word_of(name: str) -> str:
    """What a clip says."""
    return name.partition("__")[0].replace("_", " ")


def _row(title: str, these: Sequence[Reaction]) -> str:
    softer = [each.softer for each in these if each.softer is not None]
    silent = [each.silent for each in these if each.silent is not None]
    never = len(these) - len(silent)
    return f"| {title} | {len(these)} | {_times(softer)} | {_times(silent)} | {never} |"


def _times(seconds: Sequence[float]) -> str:
    if not seconds:
        return "\u2013"
    values = (np.median(seconds), most(seconds), max(seconds))
    return " / ".join(f"{1000 * value:.0f}" for value in values)


TEXT = """# Reaction

From the end of a word in the microphone until music is softer and silent at the loudspeaker. Each
of {clips} clips of synthetic voices was said {times} times, each time in a live session of its own:
a microphone and a loudspeaker of a sound server, and two mpv on a session bus, each playing a tone
through that server. Both were recorded, and the times are read from the recordings: *softer* is
when both tones have half their amplitude or less, *silent* when they have a hundredth. What the
sound server holds ready, some 10 to 30 ms, is in it. A real microphone, a Bluetooth loudspeaker or
a player that fades adds its own. Both times are one where the stop is called without anything
softer before it: in a quiet room a short word mostly ends before it is doubted.

Written by `python -m bench.reaction --times {times} --write`.

{table}
"""


if __name__ == "__main__":
    main()
