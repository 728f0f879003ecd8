"""Each happening as a line for people and as an object for programs."""

import io
import json

import pytest
from rich.console import Console

from intents.clock import frames
from voice.telling.happening import Happening, Kind
from voice.telling.json_lines import json_line
from voice.telling.text import text_line


def test_an_object_a_line_in_the_order_of_the_document() -> None:
    out = io.StringIO()
    happening = Happening(frames(3.42), Kind.EFFECT, "say", {"prompt": "slow", "text": "천천히"})
    json_line(happening, "mic", out)
    assert out.getvalue() == (
        '{"input": "mic", "at": 3.42, "kind": "effect", "name": "say", '
        '"prompt": "slow", "text": "천천히"}\n'
    )
    assert json.loads(out.getvalue())["at"] == 3.42


@pytest.mark.parametrize(
    ("happening", "line"),
    [
        (
            Happening(frames(75.5), Kind.HEARD, "stop", {"ears": ["a", "b"], "score": 0.9}),
            "  1:15.50  heard   stop  (a and b, score 0.9)",
        ),
        (Happening(0, Kind.STATE, "playing", {"activity": None}), "  0:00.00  state   playing"),
        (
            Happening(0, Kind.STATE, "stopped", {"activity": "resume_asked"}),
            "  0:00.00  state   stopped, resume asked",
        ),
        (Happening(0, Kind.EFFECT, "soften"), "  0:00.00  effect  soften"),
        (
            Happening(0, Kind.EFFECT, "chime", {"sound": "check_in"}),
            "  0:00.00  effect  chime: check in",
        ),
        (
            Happening(0, Kind.FAULT, "no_frames", {"present": True}),
            "  0:00.00  fault   no frames",
        ),
        (
            Happening(0, Kind.FAULT, "no_frames", {"present": False}),
            "  0:00.00  fault   no frames: over",
        ),
        (
            Happening(
                0, Kind.FAULT, "out_of_reach", {"present": True, "bus": True, "programs": ["vlc"]}
            ),
            "  0:00.00  fault   out of reach: vlc",
        ),
        (
            Happening(
                0, Kind.FAULT, "out_of_reach", {"present": True, "bus": False, "programs": []}
            ),
            "  0:00.00  fault   out of reach: all players",
        ),
        (
            Happening(0, Kind.FAULT, "players_refused", {"players": ["mpv", "VLC"]}),
            "  0:00.00  fault   players refused: mpv, VLC",
        ),
    ],
)
def test_a_line_for_people(happening: Happening, line: str) -> None:
    out = io.StringIO()
    text_line(happening, Console(file=out, highlight=False))
    assert out.getvalue() == line + "\n"
