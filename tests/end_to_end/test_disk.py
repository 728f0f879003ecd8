"""Law 7: a session leaves no sound, no heard word and no limit on a disk, or where none belongs.

The session is traced with `strace`, which also sees what C libraries do.
"""

import re
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.fixtures.bus import PrivateBus
from tests.fixtures.clips import spoken
from tests.fixtures.command import Line, Listener
from tests.fixtures.mpv import Mpv
from tests.fixtures.pulse import PulseServer

AGREED = """
words = {stop = ["pineapple"], go = ["mango"]}
[together]
hard = ["photographs"]
[[people]]
name = "Alex"
hard = ["spanking"]
"""
SECRET = ("pineapple", "mango", "photographs", "spanking")
"""Words that were agreed or are said."""
CALLS = "open,openat,creat,mkdir,mkdirat,mknod,mknodat,rename,renameat,renameat2,link,linkat"
WRITES = re.compile(r"\b(?:open(?:at)?\(.*(?:O_WRONLY|O_RDWR|O_CREAT|O_TMPFILE)|(?!open)\w+\()")
NAMED = re.compile(r'"((?:[^"\\]|\\.)*)"')
NO_FILES = ("/dev/", "/proc/self/")
"""Devices, and sound that espeak-ng renders into memory."""
TRACED = 180
"""Seconds: a traced program is slow."""


class Evening(NamedTuple):
    """What is left of a session."""

    written: set[str]
    """What was opened for writing, made or renamed, but for devices and compiled Python."""
    lines: list[Line]
    errors: str
    home: Path


@pytest.fixture(scope="module")
def evening(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Evening]:
    """A session in which limits are asked for, and a stop word is said."""
    folder = tmp_path_factory.mktemp("evening")
    (agreement := folder / "agreement.toml").write_text(AGREED, encoding="utf-8")
    agreement.chmod(0o600)
    with PulseServer() as pulse, PrivateBus() as bus, Mpv(bus.env):
        tracing = (
            *("strace", "-D", "-ff", "--seccomp-bpf", "-qq", "-s", "4096"),
            *("-e", f"trace={CALLS}", "-o", str(folder / "trace")),
        )
        with Listener(
            *("--no-questions", "--agreement", str(agreement)),
            env=pulse.env | bus.env,
            prefix=tracing,
        ) as listener:
            listener.wait_for("effect", "say", prompt="listening", seconds=TRACED)
            pulse.play_to_mic(spoken("evening/what_are_our_hard_limits__am_liam"))
            listener.wait_for("effect", "say", prompt="limits_hard", seconds=TRACED)
            pulse.play_to_mic(spoken(*["pineapple__af_bella"] * 3))
            listener.wait_for("effect", "say", prompt="music_off", seconds=TRACED)
            listener.end(signal.SIGTERM)
            assert listener.process.stderr is not None
            errors = listener.process.stderr.read()
        home = Path(pulse.env["HOME"])
        # One of each thread, so that no line is broken off by another.
        traces = "".join(each.read_text(encoding="utf-8") for each in folder.glob("trace.*"))
        yield Evening(_written(traces), listener.lines, errors, home)


def _written(trace: str) -> set[str]:
    writing = (line for line in trace.splitlines() if WRITES.search(line) and " = -1 " not in line)
    names = {name for line in writing for name in NAMED.findall(line)}
    return {name for name in names if not name.startswith(NO_FILES) and "__pycache__" not in name}


def test_it_writes_only_its_lock(evening: Evening) -> None:
    """Beside it there is the control socket, which is no file and is gone at the end."""
    sockets = evening.home / "safeword"
    written = {name for name in evening.written if not Path(name).is_relative_to(sockets)}
    assert written == {str(evening.home / "safeword-listens.lock")}
    assert (evening.home / "safeword-listens.lock").stat().st_size == 0
    assert not list(sockets.iterdir())


def test_what_it_prints_holds_limits_only_where_they_are_read_aloud(evening: Evening) -> None:
    assert not [word for word in SECRET if word in evening.errors]
    aloud = [line for line in evening.lines if line["name"] == "say"]
    rest = str([line for line in evening.lines if line not in aloud])
    assert not [word for word in SECRET if word in rest]
    texts = str([line["text"] for line in aloud])
    assert "photographs" in texts
    assert "pineapple" not in texts
