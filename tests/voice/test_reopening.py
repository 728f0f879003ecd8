"""Whatever goes wrong while devices are looked after is a failed try, and the next one comes."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from functools import partialmethod
from typing import Any

import pytest

from tests.fixtures.pulse import PulseServer
from tests.fixtures.waiting import wait_until
from voice.audio import loudspeaker, reopening_stream
from voice.audio.devices import Device, find_microphone
from voice.audio.input_stream import InputStream
from voice.audio.loudspeaker import Loudspeaker
from voice.audio.output_stream import OutputStream
from voice.audio.portaudio import list_again, portaudio
from voice.audio.reopening_stream import ReopeningStream
from voice.audio.stream_watch import RECORDING, Direction, StreamWatch

TRIES = 3


@pytest.fixture
def server(pulse: PulseServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[PulseServer]:
    """A sound server that this process uses."""
    monkeypatch.setenv("PULSE_SERVER", pulse.env["PULSE_SERVER"])
    assert list_again()
    yield pulse
    list_again()


class Failing:
    """Stands before something, and fails some times before it lets it be done."""

    def __init__(self, real: Any, error: Exception) -> None:
        self._real, self._error = real, error
        self.failed = 0

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        if self.failed < TRIES:
            self.failed += 1
            raise self._error
        return self._real(*args, **kwargs)


def test_portaudio_comes_back_after_it_could_not_be_started(
    server: PulseServer,  # noqa: ARG001  there are devices
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sounddevice = portaudio()
    start = Failing(sounddevice._initialize, sounddevice.PortAudioError("no memory"))
    monkeypatch.setattr(sounddevice, "_initialize", start)
    for _ in range(TRIES):
        with pytest.raises(sounddevice.PortAudioError, match="no memory"):
            list_again()
    assert list_again()
    assert find_microphone(None).name == "Bedroom"


@pytest.mark.parametrize("error", [RuntimeError("a bug"), OSError("no files left")])
def test_the_microphone_is_opened_again_whatever_failed_before(
    server: PulseServer, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    with closing(ReopeningStream(find_microphone(None))) as kept:
        first, way = kept.stream, kept.way
        failing = Failing(InputStream, error)
        monkeypatch.setattr(reopening_stream, "InputStream", failing)
        server.kill()
        wait_until(lambda: first.buffer.ended, 10, "the end of the stream")
        server.start()

        def came_back() -> bool:
            kept.reopen()
            return kept.stream is not first

        wait_until(came_back, 30, "another stream")
        assert failing.failed == TRIES
        assert kept.way != way


def test_a_look_at_the_server_that_fails_is_made_again(
    server: PulseServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(ReopeningStream(find_microphone(None))):
        find_ours = Failing(Direction.streams, UnicodeDecodeError("utf-8", b"\xff", 0, 1, "a name"))
        monkeypatch.setattr(Direction, "streams", partialmethod(find_ours))
        with closing(StreamWatch(RECORDING, "mic")) as watch:
            wait_until(lambda: find_ours.failed == TRIES, 10, "looks that fail")
            server.pactl("set-source-mute", "mic", "1")
            wait_until(lambda: watch.seen.gain == 0, 10, "a look that is made again")


def test_an_opening_that_never_ends_does_not_keep_the_next_one(
    server: PulseServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """PortAudio can wait for ever for a stream whose server died while it was started."""
    freed = threading.Event()
    hung: list[Any] = []

    def hang(device: Device) -> InputStream:
        if not hung:
            hung.append(device)
            freed.wait()
        return InputStream(device)

    monkeypatch.setattr(reopening_stream, "_HOPELESS", 0.5)
    with closing(ReopeningStream(find_microphone(None))) as kept:
        first = kept.stream
        monkeypatch.setattr(reopening_stream, "InputStream", hang)
        server.kill()
        wait_until(lambda: first.buffer.ended, 10, "the end of the stream")
        server.start()

        def came_back() -> bool:
            kept.reopen()
            return kept.stream is not first

        wait_until(came_back, 30, "another stream")
        second = kept.stream
        freed.set()
        wait_until(lambda: "reopen" not in {each.name for each in threading.enumerate()}, 10)
        assert kept.stream is second, "one that comes late is not taken"


def test_a_loudspeaker_whose_opening_never_ends_is_opened_again(
    server: PulseServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    freed = threading.Event()
    hung: list[Any] = []

    def hang(*args: Any) -> OutputStream:
        if not hung:
            hung.append(args)
            freed.wait()
        return OutputStream(*args)

    monkeypatch.setattr(loudspeaker, "_HOPELESS", 0.5)
    with closing(Loudspeaker()) as speaker:
        monkeypatch.setattr(loudspeaker, "OutputStream", hang)
        server.kill()
        wait_until(lambda: hung, 10, "an opening that hangs")
        server.start()
        wait_until(lambda: not speaker.faults(), 30, "the end of the fault")
        freed.set()
        name = "loudspeaker opens"
        wait_until(lambda: name not in {each.name for each in threading.enumerate()}, 10)
        assert not speaker.faults()


_LEFT = """
from voice.audio.stream_watch import PLAYING, StreamWatch
StreamWatch(PLAYING, None)
"""


def test_a_watch_that_nobody_closes_does_not_run_into_the_end_of_python(pulse: PulseServer) -> None:
    for _ in range(3):
        done = subprocess.run([sys.executable, "-c", _LEFT], env=pulse.env, check=False, timeout=60)
        assert done.returncode == 0
