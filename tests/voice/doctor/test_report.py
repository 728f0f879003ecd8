"""Findings as they are shown."""

import json

from rich.console import Console

from voice.doctor.finding import Kind, advice, fine, wrong
from voice.doctor.report import as_json, conclusion, hears, print_finding

FOUND = (
    fine(Kind.EARS, "[bold]Ears."),
    advice(Kind.PLAYERS, "No player.", "Start one."),
    wrong(Kind.SOUND_SERVER, "It hangs.", "Restart it."),
)


def test_a_line_each_and_one_for_its_mend() -> None:
    console = Console(width=20, no_color=True)
    with console.capture() as capture:
        for finding in FOUND:
            print_finding(finding, console)
    assert capture.get().splitlines() == [
        "fine   ears         [bold]Ears.",
        "advice players      No player.",
        "                    -> Start one.",
        "wrong  sound server It hangs.",
        "                    -> Restart it.",
    ]


def test_only_what_is_wrong_keeps_a_session_from_hearing() -> None:
    assert hears(FOUND[:2])
    assert "Nothing" in conclusion(FOUND[:2])
    assert not hears(FOUND)
    assert conclusion(FOUND).startswith("1 thing keeps")
    assert conclusion(FOUND + FOUND).startswith("2 things keep")


def test_programs_get_the_same() -> None:
    told = json.loads(as_json(FOUND))
    assert told["hears"] is False
    assert told["findings"][1] == {
        "kind": "players",
        "level": "advice",
        "sentence": "No player.",
        "mend": "Start one.",
    }
    assert told["findings"][0]["mend"] is None
