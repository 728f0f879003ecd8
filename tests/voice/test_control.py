"""The control socket: a real session's loop on one side, programs of all kinds on the other."""

import json
import os
import socket
import stat
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from queue import SimpleQueue

import pytest

from intents.faults import Fault
from intents.names import Name
from intents.state import State
from tests.fixtures.control import Line, Panel, Running, running
from tests.fixtures.waiting import wait_until
from voice.cli.controlling import controlled
from voice.control import client, place, server
from voice.control.caller import Caller
from voice.control.protocol import LONGEST
from voice.errors import NobodyListens, NotDone
from voice.session.asked import Asked
from voice.session.session import Beside
from voice.session.workers import Note
from voice.telling.happening import Kind

pytestmark = pytest.mark.usefixtures("runtime")

# ---- What is asked for is done, or refused in a sentence. --------------------------------------


def test_a_stop_is_done_and_answered_and_latches(session: Running, panel: Panel) -> None:
    panel.ask("stop", id=7)
    answer = panel.wait_for("answer", "stop")
    assert answer == {
        "input": "quiet room", "at": answer["at"], "kind": "answer", "name": "stop", "id": 7,
        "done": True, "text": None, "state": "stopped", "activity": None,
        "hears": "well", "faults": [],
    }  # fmt: skip
    assert session.heard() == [("stop", ["control"])]


def test_a_stop_whose_answer_cannot_be_printed_is_told_as_done(session: Running) -> None:
    done = subprocess.run(
        ["bash", "-c", '"$0" -m voice.cli tell stop >/dev/full', sys.executable],
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    assert done.returncode == 74
    assert done.stderr == (
        "safeword: The session says that this is done, but its answer cannot be printed here: "
        "No space left on device.\n"
    )
    assert session.heard() == [("stop", ["control"])]


def test_a_session_that_does_not_hear_is_told_also_where_its_answer_cannot_be_printed(
    session: Running, panel: Panel
) -> None:
    session.room.faults = frozenset({Fault.NO_FRAMES})
    wait_until(lambda: panel.asked("state")["faults"], 10, "the fault")
    done = subprocess.run(
        ["bash", "-c", '"$0" -m voice.cli tell state >/dev/full', sys.executable], check=False
    )
    assert done.returncode == 69


@pytest.mark.parametrize("name", ["resume", "go", "yes", "end", "fine", "begin", "done", "affirm"])
def test_what_lets_things_go_on_is_refused_and_the_stop_stays(
    session: Running, panel: Panel, name: str
) -> None:
    """Law 4."""
    assert panel.asked("stop")["done"]
    answer = panel.asked(name)
    assert not answer["done"]
    assert "people in the room" in answer["text"]
    assert answer["state"] == "stopped"
    assert [heard for heard, _ in session.heard()] == ["stop"]


def test_each_request_is_answered_with_the_state_that_follows(panel: Panel) -> None:
    assert panel.asked("state")["state"] == "playing"
    assert panel.asked("pause_music")["done"]
    assert panel.asked("slow")["state"] == "slow"
    assert panel.asked("check_in")["state"] == "checking_in"
    refused = panel.asked("slow")
    assert (refused["done"], refused["state"]) == (False, "checking_in")
    assert "only they can answer" in refused["text"]
    assert panel.asked("stop")["state"] == "stopped"


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        (b"\n", "JSON"),
        (b"stop\n", "JSON"),
        (b"\xff\xfe\x00\n", "JSON"),
        (b"[" * (LONGEST - 10) + b"\n", "JSON"),
        (b'"stop"\n', '"kind": "ask"'),
        (b'{"name": "stop"}\n', '"kind": "ask"'),
        (b'{"kind": "ask"}\n', "There are: state, watch, stop, slow"),
        (b'{"kind": "ask", "name": ["stop"]}\n', "There are"),
        (b'{"kind": "ask", "name": "halt"}\n', "There are"),
        (b'{"kind": "ask", "name": "state", "id": {"a": 1}}\n', "id"),
        (b"x" * (LONGEST + 100) + b"\n", "bytes"),
    ],
)
def test_what_is_no_request_is_told_and_the_next_one_counts(
    panel: Panel, line: bytes, hint: str
) -> None:
    panel.send(line)
    answer = panel.next()
    assert answer is not None
    assert (answer["kind"], answer["name"], answer["done"]) == ("answer", None, False)
    assert hint in answer["text"]
    assert panel.asked("stop")["done"]


def test_a_program_that_only_writes_one_line_is_answered(panel: Panel) -> None:
    """As `printf ... | socat` does, with or without an end of the line."""
    panel.send(b'{"kind": "ask", "name": "stop"}')
    panel.says_no_more()
    assert panel.wait_for("answer", "stop")["done"]
    assert panel.next() is None


# ---- Who watches is told all that happens. -----------------------------------------------------


def watched(panel: Panel) -> list[Line]:
    """Begin to watch; the lines that tell how it is now."""
    assert panel.asked("watch")["done"]
    lines = [panel.next()]
    return [line for line in lines if line is not None]


def test_who_watches_is_told_the_state_and_then_what_happens(
    session: Running, panel: Panel
) -> None:
    assert [(line["kind"], line["name"]) for line in watched(panel)] == [("state", "playing")]
    with Panel(place.path()) as other:
        assert other.asked("check_in")["done"]
    line = panel.wait_for("heard", "check_in")
    told = next(h for h in session.told if h.kind is Kind.HEARD)
    assert line == json.loads(json.dumps(told.as_object("quiet room")))
    panel.wait_for("state", "checking_in")
    panel.wait_for("beat", "heard", state="checking_in")


def test_what_is_said_aloud_is_told_to_no_program(session: Running, panel: Panel) -> None:
    """Law 7: limits may be in it, and what somebody wants to hear."""
    watched(panel)
    panel.ask("limits")
    assert panel.wait_for("effect", "say", prompt="limits_none")["text"] is None
    assert all(h.more["text"] for h in session.told if h.name == "say")


def test_faults_that_are_there_already_are_told_first(session: Running, panel: Panel) -> None:
    session.room.faults = frozenset({Fault.DIGITAL_SILENCE})
    wait_until(lambda: "digital_silence" in [h.name for h in session.told], 5, "the fault")
    answer = panel.asked("watch")
    assert (answer["hears"], answer["faults"]) == ("faulty", ["digital_silence"])
    lines = [panel.next(), panel.next()]
    assert [(line["kind"], line["name"]) for line in lines if line] == [
        ("state", "stopped"), ("fault", "digital_silence"),
    ]  # fmt: skip


def test_a_session_that_stands_still_gives_no_sign_of_life(session: Running, panel: Panel) -> None:
    """Law 1: a socket that answers must not make a deaf session look alive."""
    watched(panel)
    panel.wait_for("beat", "heard")
    session.room.moves.clear()
    with Panel(place.path()) as other:
        for name in ("state", "stop"):
            answer = other.asked(name)
            assert not answer["done"]
            assert "stands still" in answer["text"]
        with pytest.raises(NotDone, match="stands still"), Caller() as caller:
            caller.ask("slow")
    session.room.moves.set()
    panel.wait_for("state", "stopped")


def test_the_end_of_a_session_is_told_as_such() -> None:
    with ExitStack() as opened:
        with running():
            panel = opened.enter_context(Panel(place.path()))
            watched(panel)
        panel.wait_for("state", "ended")
        assert panel.next() is None
    assert not list(place.path().parent.iterdir())


# ---- No program is in the way of another one, or of the session. -------------------------------


def test_who_never_reads_is_dropped_and_in_nobodys_way(session: Running, panel: Panel) -> None:
    watched(panel)
    with Panel(place.path()) as reads:
        watched(reads)
        for number in range(500):
            session.beside.put(Note(Kind.EFFECT, "chime", {"sound": f"{number} {1000 * 'x'}"}))
            reads.wait_for("effect", "chime")
        with Panel(place.path()) as other:
            began = time.monotonic()
            assert other.asked("stop")["state"] == "stopped"
            assert time.monotonic() - began < server.PATIENCE
        reads.wait_for("state", "stopped")
    with pytest.raises(AssertionError, match="ended"):
        panel.wait_for("state", "stopped")


def test_a_flood_of_requests_is_answered_and_reaches_the_session_once_a_second(
    session: Running, panel: Panel
) -> None:
    began = time.monotonic()
    for _ in range(100):
        panel.ask("slow")
    with Panel(place.path()) as other:
        assert other.asked("stop")["state"] == "stopped"
        assert time.monotonic() - began < server.PATIENCE
    for _ in range(100):
        assert panel.wait_for("answer", "slow")["done"]
    passed = time.monotonic() - began
    asked = [name for name, _ in session.heard()]
    assert asked.count("stop") == 1
    assert 2 <= asked.count("slow") <= passed + 1


def test_one_more_program_than_there_may_be_takes_the_place_of_the_oldest(
    session: Running, panel: Panel
) -> None:
    with ExitStack() as opened:
        others = [opened.enter_context(Panel(place.path())) for _ in range(server.MOST)]
        assert others[-1].asked("stop")["done"]
        assert others[0].asked("state")["done"]
        assert panel.next() is None
    assert session.heard()


def test_who_asks_for_nothing_is_told_and_dropped_but_not_who_watches(
    session: Running, panel: Panel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "SILENT", 0.3)
    with Panel(place.path()) as silent:
        watched(panel)
        answer = silent.next()
        assert answer is not None
        assert "Nothing was asked for" in answer["text"]
        assert silent.next() is None
        panel.wait_for("beat", "heard")
        panel.wait_for("beat", "heard")
    assert not session.heard()


def test_an_answer_that_fails_is_told_and_the_session_goes_on(
    session: Running, panel: Panel
) -> None:
    def fails(_: str | None, __: State) -> None:
        raise RuntimeError

    session.beside.put(Asked(Name.SLOW, fails))
    wait_until(lambda: "teller_failed" in [h.name for h in session.told], 5, "the fault")
    assert panel.asked("stop")["state"] == "stopped"


# ---- The place. --------------------------------------------------------------------------------

HOLDS = """
from voice.control.place import listening_socket
with listening_socket():
    print(flush=True)
    input()
"""


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_it_is_for_its_owner_only(runtime: Path) -> None:
    folder = runtime / "safeword"
    folder.mkdir(mode=0o777)
    folder.chmod(0o777)
    before = os.umask(0)
    try:
        with place.listening_socket():
            assert place.path() == folder / "control.sock"
            assert (mode(folder), mode(place.path())) == (0o700, 0o600)
            assert list(folder.iterdir()) == [place.path()]
    finally:
        os.umask(before)
    assert not list(folder.iterdir())


def test_a_socket_of_a_dead_session_is_replaced_and_a_live_one_is_not(runtime: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDS], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline()
        beside: Beside = SimpleQueue()
        with controlled("mic", beside) as control:
            assert control is None
            note = beside.get()
            assert isinstance(note, Note)
            assert note.name == "no_control"
            assert "another session has it" in str(note.more["text"])
        other.kill()
        other.wait()
    assert place.path().is_socket(), "a dead session leaves it"
    with pytest.raises(NobodyListens), Caller():
        pass
    with place.listening_socket() as listening, Panel(place.path()):
        listening.accept()[0].close()
    assert not place.path().exists()
    assert runtime.exists()


def test_the_socket_of_who_came_after_is_left_alone() -> None:
    with place.listening_socket():
        place.path().unlink()
        with socket.socket(socket.AF_UNIX) as next_one:
            next_one.bind(str(place.path()))
    assert place.path().is_socket()


@pytest.mark.parametrize("trouble", ["a file", "a link", "a long path", "no folder at all"])
def test_where_there_can_be_none_that_is_told_and_nothing_else_happens(
    runtime: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, trouble: str
) -> None:
    match trouble:
        case "a file":
            (runtime / "safeword").touch()
        case "a link":
            (runtime / "safeword").symlink_to(tmp_path)
        case "a long path":
            monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / ("x" * 120)))
        case _:
            monkeypatch.setenv("XDG_RUNTIME_DIR", "/proc/nowhere")
    beside: Beside = SimpleQueue()
    with controlled("mic", beside) as control:
        assert control is None
    note = beside.get()
    assert isinstance(note, Note)
    assert (note.kind, note.name) == (Kind.FAULT, "no_control")
    with pytest.raises(NobodyListens), Caller():
        pass


def test_without_a_folder_of_the_login_it_is_in_the_state_folder(
    monkeypatch: pytest.MonkeyPatch, runtime: Path
) -> None:
    monkeypatch.delenv("XDG_RUNTIME_DIR")
    monkeypatch.setenv("XDG_STATE_HOME", str(runtime))
    with place.listening_socket():
        assert place.path() == runtime / "safeword" / "control" / "control.sock"
        assert mode(place.path().parent) == 0o700
