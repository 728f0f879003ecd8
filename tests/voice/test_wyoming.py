"""The microphone of a satellite: a real peer on this computer, with the same watchdogs."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Self

import numpy as np
import psutil
import pytest
import soxr

from models.ears import Frames
from models.speech import Sound
from tests.fixtures.clips import clip
from tests.fixtures.finding import FOUND, likeness
from tests.fixtures.satellite import Satellite
from tests.fixtures.waiting import wait_until
from voice.audio.microphone import Microphone
from voice.errors import DeviceProblem
from voice.wyoming import address
from voice.wyoming.address import address_of, is_satellite


@pytest.fixture
def satellite() -> Iterator[Satellite]:
    with Satellite() as one:
        yield one


class Taker:
    """Somebody who takes the blocks of a satellite's microphone, in a thread."""

    def __init__(self, satellite: Satellite) -> None:
        self.microphone = Microphone(satellite.address)
        self.states: list[set[str]] = []
        """The sets of faults that followed each other."""
        self.cut_off = False
        self.came = time.monotonic()
        """When the last block came."""
        self._blocks: list[Frames] = []

    def becomes(self, *faults: str) -> Self:
        """Wait until exactly these faults are there."""
        wait_until(lambda: self.states and self.states[-1] == set(faults), 15, f"{faults}")
        return self

    def hears(self, sound: Frames) -> None:
        """Wait until that was in what came."""
        wait_until(
            lambda: likeness(self.heard(), 16_000, Sound(sound, 16_000)) > FOUND, 15, "the sound"
        )

    def heard(self) -> Frames:
        return np.concatenate(self._blocks)

    def take(self) -> None:
        """Take them until it is closed."""
        for block in self.microphone.blocks():
            self._blocks.append(block.frames)
            self.came = time.monotonic()
            self.cut_off = self.cut_off or block.cut_off
            if not self.states or block.faults != self.states[-1]:
                self.states.append(set(block.faults))


@contextmanager
def taking(satellite: Satellite) -> Iterator[Taker]:
    """One who takes its blocks, once they come without a fault; afterwards nothing is left."""
    taker = Taker(satellite)
    thread = threading.Thread(target=taker.take)
    thread.start()
    try:
        yield taker.becomes()
    finally:
        taker.microphone.close()
        thread.join(10)
        assert not thread.is_alive()
        assert not relays(), "nothing is left of the connection"


def relays() -> list[psutil.Process]:
    """The processes that are connected to satellites."""
    found = []
    for each in psutil.Process().children():
        with suppress(psutil.Error):  # it has just ended
            if "voice.wyoming.relay" in each.cmdline():
                found.append(each)
    return found


@pytest.mark.parametrize(
    "how",
    [
        {"burst": 5},  # pieces that come late, and all at once
        {"rate": 48_000, "width": 3, "channels": 2},
    ],
)
def test_what_it_hears_is_heard(how: dict[str, int]) -> None:
    sound = clip("red__af_bella")
    with Satellite(**how) as satellite, taking(satellite) as taker:
        assert taker.microphone.name == satellite.address
        satellite.hear(soxr.resample(sound, 16_000, how.get("rate", 16_000)))
        taker.hears(sound)
        assert taker.states == [set()]
        assert not taker.cut_off
        satellite.hear(np.ones(4_000, np.float32))
        wait_until(lambda: taker.cut_off, 10, "the report that it cuts off")
        wait_until(lambda: time.monotonic() - taker.came > 0.03, 10, "a moment between two pieces")
    assert taker.states == [set()], "that it is closed is no fault"


def test_one_that_falls_silent_and_one_that_is_muted(satellite: Satellite) -> None:
    with taking(satellite) as taker:
        satellite.order(noise=0)
        taker.becomes("digital_silence")
        satellite.order(noise=1e-3)
        taker.becomes()
        satellite.order(streams=False)
        taker.becomes("no_frames")
        satellite.order(streams=True)
        taker.becomes()


def test_one_that_goes_and_comes_back(satellite: Satellite) -> None:
    with taking(satellite) as taker:
        satellite.kill()
        taker.becomes("stream_ended")
        satellite.start()
        taker.becomes()
        sound = clip("red__af_bella")
        satellite.hear(sound)
        taker.hears(sound)


def test_one_that_stands_still_is_left_for_a_new_connection(satellite: Satellite) -> None:
    with taking(satellite) as taker:
        before = relays()
        satellite.sigstop()
        wait_until(lambda: "no_frames" in taker.states[-1], 10, "the fault")
        wait_until(lambda: relays() and relays() != before, 10, "another connection")
        satellite.sigcont()
        taker.becomes()


def test_one_whose_sound_comes_but_whose_answers_do_not(satellite: Satellite) -> None:
    """They come behind the sound: how late that is, nobody knows any more."""
    with taking(satellite) as taker:
        satellite.order(answers=False)
        taker.becomes("stream_ended")
        satellite.order(answers=True)
        taker.becomes()


@pytest.mark.parametrize(
    ("end", "fault"),
    [(psutil.Process.kill, "stream_ended"), (psutil.Process.suspend, "no_frames")],
)
def test_the_process_between_that_fails_is_replaced(
    satellite: Satellite, end: Callable[[psutil.Process], None], fault: str
) -> None:
    with taking(satellite) as taker:
        end(relays()[0])
        wait_until(lambda: {fault} in taker.states, 10, "the fault")
        taker.becomes()


def test_a_format_that_changes_is_a_new_beginning(satellite: Satellite) -> None:
    with taking(satellite) as taker:
        satellite.order(width=4, rate=8_000)
        taker.becomes("stream_ended")
        taker.becomes()
        sound = clip("red__af_bella")
        satellite.hear(soxr.resample(sound, 16_000, 8_000))
        taker.hears(sound)


@pytest.mark.parametrize(
    ("orders", "why"),
    [
        ({"streams": False}, "it must stream always"),
        ({"width": 1}, "another format"),
    ],
)
def test_one_that_cannot_be_listened_to(orders: dict[str, object], why: str) -> None:
    with Satellite(**orders) as satellite, pytest.raises(DeviceProblem, match=why) as problem:
        Microphone(satellite.address)
    assert satellite.address in str(problem.value)


def test_one_that_another_program_has_or_that_is_gone(satellite: Satellite) -> None:
    with taking(satellite), pytest.raises(DeviceProblem, match="another program"):
        Microphone(satellite.address)
    satellite.kill()
    with pytest.raises(DeviceProblem, match="not reached"):
        Microphone(satellite.address)


def test_what_is_no_satellite() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]

        def babble() -> None:
            with server.accept()[0] as one:
                one.sendall(b"[1, 2]\n")
                one.recv(4096)

        babbling = threading.Thread(target=babble)
        babbling.start()
        with pytest.raises(DeviceProblem, match="not the protocol"):
            Microphone(f"wyoming://127.0.0.1:{port}")
        babbling.join()


def test_addresses() -> None:
    assert str(address_of("Wyoming://Kitchen.local ")) == "wyoming://kitchen.local:10700"
    assert str(address_of("wyoming://[fe80::1]:5/")) == "wyoming://[fe80::1]:5"
    assert not is_satellite("Wyoming")
    for wrong in ("wyoming://", "wyoming://a b", "wyoming://a:x", "wyoming://u@a", "wyoming://a/b"):
        with pytest.raises(DeviceProblem, match="is not the address"):
            address_of(wrong)


def test_the_part_that_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(address, "find_spec", lambda _: None)
    with pytest.raises(DeviceProblem, match=r"docs/wyoming\.md"):
        Microphone("wyoming://satellite:10700")
