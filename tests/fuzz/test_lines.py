"""What other programs write: a request, or what a session says, or refused in a sentence."""

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from intents.errors import Problem
from intents.names import Name
from tests.fixtures.control import Panel, Running
from tests.fuzz.amount import tries
from tests.fuzz.damage import damaged
from tests.fuzz.refusing import or_refused
from voice.control import place
from voice.control.caller import Caller
from voice.control.following import Seen, seen_after
from voice.control.protocol import LONGEST, Malformed, Request, request_from, told_in
from voice.mqtt.home_assistant import told_of

REQUEST = b'{"kind": "ask", "name": "stop", "id": 7}\n'
BEAT = (
    b'{"input": "room", "at": 1.5, "kind": "beat", "name": "heard", "state": "playing", '
    b'"activity": null, "hears": "well", "faults": []}\n'
)
ANSWER = BEAT.replace(b'"beat"', b'"answer"').replace(b'"heard"', b'"state", "done": true')
JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=10)),
    lambda part: st.one_of(
        st.lists(part, max_size=3),
        st.dictionaries(
            st.sampled_from(["kind", "name", "id", "state", "faults", "done", "text", "present"]),
            st.one_of(part, st.sampled_from(["ask", "stop", "beat", "answer", "playing"])),
            max_size=6,
        ),
    ),
    max_leaves=8,
)


def lines(*whole: bytes) -> st.SearchStrategy[bytes]:
    """Lines that are damaged, that say anything, or that are no lines."""
    return st.one_of(
        *map(damaged, whole),
        JSON.map(lambda said: json.dumps(said).encode() + b"\n"),
        st.binary(max_size=100),
    )


@given(line=lines(REQUEST))
@example(line=b"[" * LONGEST)
@example(line=b"9" * LONGEST)
@example(line=b'{"kind": "ask", "name": "stop", "id": "\\ud800"}')
@tries(150)
def test_a_request(line: bytes) -> None:
    with or_refused(Malformed):
        assert isinstance(request_from(line), Request)


@given(said=st.lists(lines(REQUEST), max_size=3))
@tries(4)  # a stop is taken once a second
def test_a_session_goes_on_whatever_is_written(session: Running, said: list[bytes]) -> None:
    with Panel(place.path()) as panel:
        with suppress(ConnectionError):
            panel.send(b"".join(said) + b"\n")
        panel.ask(Name.STOP, id="the last one")
        assert panel.wait_for("answer", "stop", id="the last one")["done"]
    assert session.told


@given(said=st.lists(lines(BEAT, ANSWER), max_size=4))
@example(said=[b'{"kind": "state", "name": []}'])
@example(said=[b'{"kind": "beat", "name": "heard", "state": "playing"}'])
@tries(150)
def test_what_a_session_says_is_understood_or_no_line_of_it(said: list[bytes]) -> None:
    before: Seen | None = None
    for line in said:
        with suppress(ValueError):
            before = seen_after(before, told_in(line))
    json.dumps(told_of(before) if before else None)


@pytest.fixture
def answers(runtime: Path) -> Iterator[socket.socket]:
    """Where programs look for a session."""
    assert place.path().is_relative_to(runtime)
    place.path().parent.mkdir(mode=0o700, exist_ok=True)
    with socket.socket(socket.AF_UNIX) as listens:
        listens.bind(str(place.path()))
        listens.listen()
        yield listens


@given(said=st.lists(lines(ANSWER, BEAT), min_size=1, max_size=3))
@example(said=[b"{}\n"])
@example(said=[ANSWER, BEAT[:-20]])
@example(said=[b"[" * 5_000 + b"\n"])
@tries(40)
def test_who_asks_another_program_than_a_session_is_told(
    answers: socket.socket, said: list[bytes]
) -> None:
    def answer() -> None:
        connection, _ = answers.accept()
        with connection, suppress(OSError):
            connection.sendall(b"".join(said))

    thread = threading.Thread(target=answer)
    thread.start()
    with or_refused(Problem, ""), Caller() as caller:
        for line in caller.watch():
            told_in(line.encode())
    thread.join()
