"""The lines of the control socket, as docs/control.md says."""

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from intents.clock import seconds
from intents.names import Name
from intents.outside import MAY_BE_ASKED
from intents.state import State
from voice.telling.happening import Happening, Kind
from voice.telling.json_lines import as_line

LONGEST = 4096
"""Bytes of a request at most."""


class Look(StrEnum):
    """Requests that ask nothing of the people."""

    STATE = "state"
    WATCH = "watch"


@dataclass(frozen=True, slots=True)
class Request:
    """One line of a client."""

    name: Name | Look
    key: int | str | None = None
    """Its `id`, which the answer has too."""


def request_line(name: str) -> bytes:
    """The line that asks for this."""
    return _bytes({"kind": "ask", "name": name})


class Malformed(Exception):
    """A line that is no request; the text says why, in a sentence."""


def told_in(line: bytes) -> dict[str, Any]:
    """What a session says in a line. Raises `ValueError` for one that no session writes."""
    try:
        told = json.loads(line)
    except RecursionError:
        told = None
    if (
        not isinstance(told, dict)
        or not isinstance(told.get("kind"), str)
        or not isinstance(told.get("name"), str | None)
        or ("state" in told and not isinstance(told.get("faults"), list))
        or (told["kind"] == "answer" and not isinstance(told.get("done"), bool))
    ):
        raise ValueError("not a line of a session")
    return told


def request_from(line: bytes) -> Request:
    """Raises `Malformed`."""
    try:
        said = json.loads(line)
    except (ValueError, RecursionError):
        raise Malformed("That is not a line of JSON.") from None
    if not isinstance(said, dict) or said.get("kind") != "ask":
        raise Malformed('A request looks like this: {"kind": "ask", "name": "stop"}.')
    key = said.get("id")
    if not isinstance(key, int | str | None):
        raise Malformed("The id of a request is a number without a point, or a text.")
    name = said.get("name")
    for names in (Look, Name):
        if isinstance(name, str) and name in set(names):
            return Request(names(name), key)
    raise Malformed(f"There is no such request. There are: {', '.join((*Look, *MAY_BE_ASKED))}.")


def answer_line(
    source: str, request: Request | None, state: State | None, refused: str | None = None
) -> bytes:
    """What came of a request, and the state that follows, if that is known."""
    answer: dict[str, object] = {
        "input": source,
        "at": _at(state),
        "kind": "answer",
        "name": request.name if request else None,
        "id": request.key if request else None,
        "done": refused is None,
        "text": refused,
    }
    return _bytes(answer | (_of(state) if state else {}))


def beat_line(source: str, state: State) -> bytes:
    """That the session goes on."""
    return _bytes(
        {"input": source, "at": _at(state), "kind": "beat", "name": "heard", **_of(state)}
    )


def present_lines(source: str, state: State) -> bytes:
    """The state and the faults that a session has now, each as the line that told of it."""
    mode = Happening(state.now, Kind.STATE, state.mode, {"activity": state.activity})
    faults = (
        Happening(state.now, Kind.FAULT, fault, {"present": True}) for fault in sorted(state.faults)
    )
    return b"".join(happening_line(source, each) for each in (mode, *faults))


def happening_line(source: str, happening: Happening) -> bytes:
    """The line of `--json`, without the sentences that are said: people's limits may be in them."""
    told = happening.as_object(source)
    if happening.kind is Kind.EFFECT and "text" in told:
        told["text"] = None
    return _bytes(told)


def ended_line(source: str, at: int) -> bytes:
    """The last line, of a session that ends because that was asked for."""
    return happening_line(source, Happening(at, Kind.STATE, "ended", {"activity": None}))


def _of(state: State) -> dict[str, object]:
    return {
        "state": state.mode,
        "activity": state.activity,
        "hears": state.hears,
        "faults": sorted(state.faults),
    }


def _at(state: State | None) -> float | None:
    return None if state is None else round(seconds(state.now), 3)


def _bytes(told: dict[str, object]) -> bytes:
    return as_line(told).encode("utf-8", "replace")
