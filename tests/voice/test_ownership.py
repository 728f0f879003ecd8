"""Which player a stream at the sound server belongs to."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fixtures.waiting import wait_until
from voice.players.ownership import Known, owned
from voice.players.streams import Stream

OURS = os.getpid()


def program(process: int) -> str:
    return Path(f"/proc/{process}/comm").read_text().strip()


def stream(index: int, process: int | None, *names: str) -> Stream:
    return Stream(index, process, names[0], names, playing=True, conversation=False)


@pytest.fixture
def children() -> Iterator[tuple[int, int]]:
    """Two processes that this one has started, of one program."""
    one, other = (subprocess.Popen(["cat"], stdin=subprocess.PIPE) for _ in range(2))
    yield one.pid, other.pid
    one.communicate()
    other.communicate()


def test_what_a_player_or_its_child_plays_is_its_own(children: tuple[int, int]) -> None:
    child, _ = children
    mine, sound, others = stream(1, OURS, "a"), stream(2, child, "b"), stream(3, 1, "c")
    player = Known(":1.1", OURS, ("Browser",))
    assert owned([player], [mine, sound, others]) == {":1.1": (mine, sound)}


def test_what_a_players_child_plays_that_is_a_player_is_the_childs(
    children: tuple[int, int],
) -> None:
    """As where a browser opens a film in mpv."""
    child, other = children
    mine, its, another = stream(1, OURS, "a"), stream(2, child, "b"), stream(3, other, "c")
    browser, film = Known(":1.1", OURS, ("Browser",)), Known(":1.2", child, ("mpv",))
    assert owned([browser, film], [mine, its, another]) == {
        ":1.1": (mine, another),
        ":1.2": (its,),
    }


def test_names_count_where_no_process_does() -> None:
    """As with mpDris2 for mpd, and in a sandbox."""
    daemon, other = stream(1, 1, "Music Player Daemon", "mpd"), stream(2, None, "Game")
    remote = Known(":1.1", OURS, ("Music Player Daemon", "mpd"))
    assert owned([remote], [daemon, other]) == {":1.1": (daemon,)}
    browser = stream(3, None, "Firefox", "firefox-bin")
    assert owned([Known(":1.2", None, ("Mozilla Firefox", "firefox"))], [browser]) == {
        ":1.2": (browser,)
    }


def test_the_same_program_once_more_is_another(children: tuple[int, int]) -> None:
    one, other = children
    wait_until(lambda: program(one) == program(other) == "cat", 10, "both to be one program")
    player = Known(":1.1", one, ("mpv",))
    alone = stream(1, other, "mpv")
    assert owned([player], [alone]) == {":1.1": ()}


def test_a_player_whose_process_plays_takes_nothing_by_its_name() -> None:
    mine, other = stream(1, OURS, "mpv"), stream(2, 1, "mpv")
    assert owned([Known(":1.1", OURS, ("mpv",))], [mine, other]) == {":1.1": (mine,)}


def test_a_name_without_words_is_nobodys() -> None:
    assert owned([Known(":1.1", None, ("", "-"))], [stream(1, None, "-")]) == {":1.1": ()}
