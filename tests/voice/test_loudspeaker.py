"""The real loudspeaker, on a private sound server whose output is recorded."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing

import numpy as np
import pytest

from intents.faults import Fault
from models.speech import Sound
from tests.fixtures.pulse import PulseServer, Recorder, Samples
from tests.fixtures.waiting import wait_until
from voice.audio.loudspeaker import Loudspeaker
from voice.audio.portaudio import list_again
from voice.errors import DeviceProblem

RATE = 48_000
LEVEL = 0.25


@pytest.fixture
def server(pulse: PulseServer, monkeypatch: pytest.MonkeyPatch) -> PulseServer:
    """A sound server that this process uses."""
    monkeypatch.setenv("PULSE_SERVER", pulse.env["PULSE_SERVER"])
    assert list_again()
    return pulse


@pytest.fixture
def speaker(server: PulseServer) -> Iterator[Loudspeaker]:  # noqa: ARG001  it opens the default device
    with closing(Loudspeaker()) as speaker:
        yield speaker


def tone(seconds: float, pitch: float = 1000, rate: int = RATE) -> Sound:
    time = np.arange(round(seconds * rate)) / rate
    return Sound((LEVEL * np.sin(2 * np.pi * pitch * time)).astype(np.float32), rate)


def sounding(recorded: Samples) -> Samples:
    """Without the silence at both ends."""
    loud = np.flatnonzero(np.abs(recorded) > 1e-3)
    return recorded[loud[0] : loud[-1] + 1] if len(loud) else recorded[:0]


def our_stream(server: PulseServer) -> dict[str, str]:
    """The numbers of our own stream and of its sink."""
    listed = json.loads(server.pactl("-f", "json", "list", "sink-inputs"))
    return next(
        {"index": str(stream["index"]), "sink": str(stream["sink"])}
        for stream in listed
        if stream["properties"].get("application.process.id") == str(os.getpid())
    )


def is_heard(recorder: Recorder) -> bool:
    return bool(np.any(np.abs(recorder.so_far()) > LEVEL / 2))


def all_of_it(recorder: Recorder) -> Samples:
    """Wait for silence after sound; return the sound."""
    tail = RATE // 5
    wait_until(lambda: is_heard(recorder), 5, "sound")
    wait_until(lambda: not len(sounding(recorder.so_far()[-tail:])), 10, "silence")
    return sounding(recorder.stop())


def finish(play: Callable[[Callable[[], None]], None], seconds: float = 10) -> None:
    """Play something and wait until it is done."""
    done = threading.Event()
    play(done.set)
    assert done.wait(seconds), "done was never called"


def test_a_sound_is_heard_as_it_is(server: PulseServer, speaker: Loudspeaker) -> None:
    recorder = server.record_speaker()
    finish(lambda done: speaker.play(tone(0.5), done))
    heard = all_of_it(recorder)
    assert len(heard) == pytest.approx(0.5 * RATE, abs=50)
    spectrum = np.abs(np.fft.rfft(heard, n=RATE))
    assert int(np.argmax(spectrum)) == pytest.approx(1000, abs=2)
    assert np.abs(heard).max() == pytest.approx(LEVEL, rel=0.02)


def test_sounds_follow_each_other_in_order(server: PulseServer, speaker: Loudspeaker) -> None:
    recorder = server.record_speaker()
    order: list[int] = []
    pitches = [400, 800, 1600]
    for number, pitch in enumerate(pitches):
        speaker.play(tone(0.2, pitch, 22_050), lambda number=number: order.append(number))  # type: ignore[misc]
    wait_until(lambda: order == [0, 1, 2], 10, "the end of the last sound")
    heard = all_of_it(recorder)
    assert len(heard) == pytest.approx(0.6 * RATE, abs=200)
    for part, pitch in zip(np.array_split(heard, 3), pitches, strict=True):
        assert int(np.argmax(np.abs(np.fft.rfft(part, n=RATE)))) == pytest.approx(pitch, abs=10)


def test_cut_silences_and_forgets(server: PulseServer, speaker: Loudspeaker) -> None:
    recorder = server.record_speaker()
    done: list[str] = []
    speaker.play(tone(60), lambda: done.append("cut"))
    speaker.play(tone(60), lambda: done.append("queued"))
    wait_until(lambda: is_heard(recorder), 10, "the sound")
    speaker.cut()
    # What is played next comes right after the cut: nothing of the minute is left.
    finish(lambda then: speaker.play(tone(0.2, 2000), then))
    assert done == []
    heard = all_of_it(recorder)
    assert len(heard) < 10 * RATE
    assert int(np.argmax(np.abs(np.fft.rfft(heard[-RATE // 10 :], n=RATE)))) == pytest.approx(
        2000, abs=10
    )


def test_an_empty_sound_is_done(speaker: Loudspeaker) -> None:
    finish(lambda done: speaker.play(tone(0), done))


def test_done_may_play_the_next_and_close(speaker: Loudspeaker) -> None:
    closed = threading.Event()

    def close() -> None:
        speaker.close()
        closed.set()

    speaker.play(tone(0.05), lambda: speaker.play(tone(0.05), close))
    assert closed.wait(10)


def test_close_gives_everything_back(server: PulseServer) -> None:
    threads = threading.active_count()
    speaker = Loudspeaker()
    speaker.play(tone(60), lambda: None)
    speaker.close()
    speaker.close()
    speaker.play(tone(1), lambda: None)
    wait_until(lambda: threading.active_count() == threads, 5, "the end of its threads")
    wait_until(lambda: not server.pactl("list", "short", "sink-inputs").count("ALSA"), 5)
    assert list_again(), "a stream is still held"


def test_unknown_device(server: PulseServer) -> None:  # noqa: ARG001  there are devices
    with pytest.raises(DeviceProblem, match=r'no loudspeaker "kitchen".*There are: "'):
        Loudspeaker("kitchen")
    assert list_again(), "a stream is still held"


def test_a_device_by_name(server: PulseServer) -> None:
    """Also where it is not the default one."""
    server.pactl("load-module", "module-null-sink", "sink_name=other")
    server.pactl("set-default-sink", "other")
    recorder = server.record_speaker()
    with closing(Loudspeaker("speaker")) as speaker:
        speaker.play(tone(60), lambda: None)
        wait_until(lambda: is_heard(recorder), 10, "the sound")
        wait_until(lambda: not speaker.faults(), 10, "what is right")
        server.pactl("move-sink-input", our_stream(server)["index"], "other")
        home = server.pactl("list", "short", "sinks").splitlines()[0].split("\t")[0]
        wait_until(lambda: our_stream(server)["sink"] == home, 10, "its being moved back")
        wait_until(lambda: not speaker.faults(), 10, "what is right")
    recorder.stop()


def test_dead_server_keeps_nobody_waiting(server: PulseServer, speaker: Loudspeaker) -> None:
    done = [threading.Event() for _ in range(2)]
    for event in done:
        speaker.play(tone(60), event.set)
    server.kill()
    for event in done:
        assert event.wait(10), "a sound that cannot be heard was never done"
    assert speaker.lost
    finish(lambda then: speaker.play(tone(60), then))
    assert speaker.lost


def test_plays_again_when_the_server_is_back(server: PulseServer, speaker: Loudspeaker) -> None:
    way = speaker.way
    server.kill()
    wait_until(lambda: speaker.lost, 10, "the loss")
    server.start()
    recorder = server.record_speaker()

    def heard() -> bool:
        finish(lambda then: speaker.play(tone(0.2), then))
        return is_heard(recorder)

    wait_until(heard, 20, "a sound after the restart")
    assert not speaker.lost
    assert speaker.way != way
    recorder.stop()


_FROZEN = """
import sys, threading
import numpy as np
from intents.faults import Fault
from models.speech import Sound
from voice.audio.loudspeaker import Loudspeaker

speaker = Loudspeaker()
print("open", flush=True)
sys.stdin.readline()
minute = Sound(np.full(60 * 48000, 0.1, dtype=np.float32), 48000)
first, second = threading.Event(), threading.Event()
speaker.play(minute, first.set)
assert first.wait(20), "the first sound was never done"
assert speaker.lost
speaker.play(minute, second.set)
assert second.wait(20), "the second sound was never done"
speaker.close()
print("closed", flush=True)
"""


def test_frozen_server_keeps_nobody_waiting_not_even_at_the_end(server: PulseServer) -> None:
    """In a process of its own, because what hangs is left behind until the process ends."""
    process = subprocess.Popen(
        [sys.executable, "-c", _FROZEN],
        env=server.env,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        try:
            assert process.stdout is not None
            assert process.stdin is not None
            assert process.stdout.readline() == "open\n"
            server.sigstop()
            process.stdin.write("\n")
            process.stdin.flush()
            assert process.stdout.readline() == "closed\n"
            assert process.wait(10) == 0
        finally:
            process.kill()
            server.sigcont()


def unheard(speaker: Loudspeaker) -> bool:
    return speaker.faults() == {Fault.UNHEARD}


@pytest.mark.parametrize(
    ("silenced", "back"),
    [
        (("set-sink-mute", "speaker", "1"), ("set-sink-mute", "speaker", "0")),
        (("set-sink-volume", "speaker", "0%"), ("set-sink-volume", "speaker", "50%")),
        (("set-sink-volume", "speaker", "5%"), ("set-sink-volume", "speaker", "20%")),
    ],
)
def test_a_loudspeaker_that_is_muted_or_turned_down_is_unheard(
    server: PulseServer, speaker: Loudspeaker, silenced: tuple[str, ...], back: tuple[str, ...]
) -> None:
    assert speaker.faults() == frozenset()
    server.pactl(*silenced)
    wait_until(lambda: unheard(speaker), 10, "the fault")
    server.pactl(*back)
    wait_until(lambda: not speaker.faults(), 10, "the end of the fault")


def test_a_stream_of_ours_that_is_muted_is_unheard(
    server: PulseServer, speaker: Loudspeaker
) -> None:
    """Mixers have a switch for each program, and remember it."""
    server.pactl("set-sink-input-mute", our_stream(server)["index"], "1")
    wait_until(lambda: unheard(speaker), 10, "the fault")
    server.pactl("set-sink-input-mute", our_stream(server)["index"], "0")
    wait_until(lambda: not speaker.faults(), 10, "the end of the fault")


def test_a_muted_loudspeaker_behind_a_filter_is_unheard(
    server: PulseServer, speaker: Loudspeaker
) -> None:
    server.pactl("load-module", "module-remap-sink", "master=speaker", "sink_name=filter")
    server.pactl("move-sink-input", our_stream(server)["index"], "filter")
    server.pactl("set-sink-mute", "speaker", "1")
    wait_until(lambda: unheard(speaker), 10, "the fault")


def test_of_several_loudspeakers_at_once_one_is_enough(
    server: PulseServer, speaker: Loudspeaker
) -> None:
    server.pactl("load-module", "module-null-sink", "sink_name=other")
    both = ("sink_name=both", "slaves=speaker,other")
    server.pactl("load-module", "module-combine-sink", *both)
    server.pactl("move-sink-input", our_stream(server)["index"], "both")
    server.pactl("set-sink-mute", "other", "1")
    server.pactl("set-sink-volume", "both", "50%")
    wait_until(lambda: speaker._at_server.seen.gain == pytest.approx(0.125, rel=0.01), 10)
    assert not speaker.faults()
    server.pactl("set-sink-mute", "speaker", "1")
    wait_until(lambda: unheard(speaker), 10, "the fault")


def test_where_it_plays_is_known_also_behind_a_filter(
    server: PulseServer, speaker: Loudspeaker
) -> None:
    assert speaker.settle(10)
    first = speaker.way
    server.pactl("load-module", "module-null-sink", "sink_name=other")
    server.pactl("load-module", "module-remap-sink", "master=speaker", "sink_name=filter")
    assert speaker.way == first
    server.pactl("move-sink-input", our_stream(server)["index"], "filter")
    wait_until(lambda: speaker.way != first, 10, "another way")
    second = speaker.way
    behind = json.loads(server.pactl("-f", "json", "list", "sink-inputs"))
    [filters] = [each["index"] for each in behind if "remap" in each["driver"]]
    server.pactl("move-sink-input", str(filters), "other")
    wait_until(lambda: speaker.way not in (first, second), 10, "a third one")


def test_what_plays_to_nowhere_is_unheard(server: PulseServer, speaker: Loudspeaker) -> None:
    """Where the last loudspeaker goes away a sound server makes up one that nobody hears."""
    server.pactl("load-module", "module-null-sink", "sink_name=auto_null")
    server.pactl("move-sink-input", our_stream(server)["index"], "auto_null")
    wait_until(lambda: unheard(speaker), 10, "the fault")


def test_a_lost_loudspeaker_comes_back_by_itself(server: PulseServer, speaker: Loudspeaker) -> None:
    server.kill()
    wait_until(lambda: unheard(speaker), 10, "the loss")
    server.start()
    wait_until(lambda: not speaker.faults(), 20, "the end of the fault")


def test_who_raises_when_told_does_not_silence_what_follows(speaker: Loudspeaker) -> None:
    def broken() -> None:
        raise RuntimeError("a listener of ours is broken")

    speaker.play(tone(0.05), broken)
    finish(lambda done: speaker.play(tone(0.05), done))
    finish(lambda done: speaker.play(tone(0.05), done))


@pytest.mark.parametrize(
    "broken",
    [
        Sound(np.full(4_800, np.nan, np.float32), RATE),
        Sound(np.zeros((2, 2, 2), np.float32), RATE),
        Sound(np.ones(4_800, np.float32), 0),
    ],
)
def test_a_sound_that_cannot_be_played_is_done(speaker: Loudspeaker, broken: Sound) -> None:
    finish(lambda done: speaker.play(broken, done))
    finish(lambda done: speaker.play(tone(0.05), done))
    assert not speaker.faults()
