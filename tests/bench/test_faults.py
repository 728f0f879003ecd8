"""The table of faults, and one of them made real."""

import random
from dataclasses import replace

from bench.faults import page
from bench.faults.causes import CAUSES, Cause
from bench.faults.measuring import Times, measure
from intents.faults import Fault

KILLED = Cause("listener killed", Fault.LISTENER_LOST, lambda _: None)
BUS = Cause("bus gone", "out_of_reach", lambda _: None, lambda _: None, over="", alarms=False)

REFUSED = replace(BUS, title="player refuses", fault="players_refused", ends=False)


def cells(text: str, title: str) -> list[str]:
    found = next(line for line in text.splitlines() if line.startswith(f"| {title}"))
    return [cell.strip() for cell in found.strip("|").split("|")]


def test_what_is_late_or_never_comes_stands_beside_the_target() -> None:
    quick, slow = Times(0.1, 0.2, 0.1, 1.0, heard=True), Times(0.1, 3.2, 0.1, None, heard=False)
    rows = [(KILLED, [quick, slow]), (BUS, [Times(0.1, 9.0, None, 0.5, heard=True)])]
    table = page.table(rows)
    assert cells(table, "listener killed")[3:] == [
        "1.70 / 3.05 / 3.20",
        "0.10 / 0.10 / 0.10",
        "1.00 / 1.00 / 1.00, 1 never",
        "1 of 2",
    ]
    assert cells(table, "bus gone")[4] == "\u2013"
    targets = page.targets(rows)
    assert cells(targets, "Alarm") == [
        "Alarm",
        "2",
        "3.05",
        "listener killed (3.05), bus gone (9.00)",
    ]
    assert cells(targets, "Music off")[3] == "none"
    assert cells(targets, "Hearing again")[3] == "listener killed (1 of 2 never)"


def test_what_is_told_once_has_no_end_that_never_came() -> None:
    rows = [(REFUSED, [Times(4.6, 4.6, None, None, heard=True)])]
    assert cells(page.table(rows), "player refuses")[0] == "player refuses \u2074"
    assert cells(page.table(rows), "player refuses")[4:] == ["\u2013", "\u2013", "1 of 1"]
    assert cells(page.targets(rows), "Hearing again")[3] == "none"


def test_a_fault_is_made_real_and_each_moment_is_found() -> None:
    times = measure(CAUSES[0], random.Random(1))
    assert times.told is not None
    assert times.alarm is not None
    assert times.music_off is not None
    assert times.again is not None
    assert times.again > times.told
    assert times.heard
