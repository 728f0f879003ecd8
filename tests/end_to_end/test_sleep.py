"""What clocks say to both processes of a session: the date is set, and the computer sleeps.

Simulated is only that: a module that Python loads first adds to what the kernel's clocks say. No
test can suspend the computer it runs on, and a namespace of times holds for new processes only.
"""

import time
from pathlib import Path

import pytest

from tests.fixtures.bus import PrivateBus
from tests.fixtures.command import faults
from tests.fixtures.live import PLAYING, listening
from tests.fixtures.loaded_first import loaded_first
from tests.fixtures.pulse import PulseServer
from tests.fixtures.waiting import wait_until

SHIFTING = """
import os, time

def shifted(name, real, clocks):
    def now(clock=None):
        with open(os.path.join(os.path.dirname(__file__), name)) as file:
            shift = float(file.read()) if clock in clocks else 0.0
        return real(clock) + shift if clock is not None else real() + shift
    return now

time.time = shifted("date", time.time, {None})
time.clock_gettime = shifted("slept", time.clock_gettime, {time.CLOCK_BOOTTIME})
"""


@pytest.fixture
def clocks(tmp_path: Path) -> Path:
    """A folder that says how far each clock is ahead, in seconds."""
    for name in ("date", "slept"):
        (tmp_path / name).write_text("0")
    return tmp_path


def _set(clocks: Path, name: str, seconds: float) -> None:
    new = clocks / "new"
    new.write_text(str(seconds))
    new.replace(clocks / name)


def test_a_date_that_is_set_changes_nothing_and_sleep_is_told_and_stops(
    pulse: PulseServer, bus: PrivateBus, clocks: Path
) -> None:
    shifted = loaded_first(clocks, SHIFTING)
    with listening(pulse, bus, PLAYING, env=shifted) as (listener, mpv):
        both = [listener.the_guardian(), listener.the_listener()]
        before = len(listener.lines)
        for shift in (86_400, -86_400):
            _set(clocks, "date", shift)
            time.sleep(0.5)
        assert listener.lines[before:] == []
        assert mpv.playing
        _set(clocks, "slept", 600)
        listener.wait_for("fault", "slept", present=True)
        assert listener.wait_for("effect", "say", prompt="slept_long")["text"].count("10") == 1
        listener.wait_for("fault", "slept", present=False)
        listener.wait_for("effect", "say", prompt="hearing_again")
        wait_until(lambda: not mpv.playing, 10, "the pause of the music")
        # Neither takes the other for lost.
        assert [listener.the_guardian(), listener.the_listener()] == both
        assert set(faults(listener.lines[before:])) == {"slept"}
