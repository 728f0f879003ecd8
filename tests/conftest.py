"""The real parts that tests share."""

from itertools import chain, groupby
from pathlib import Path

import pytest
from hypothesis import settings

# Not chosen by itself: `pytest tests/fuzz --hypothesis-profile=long`.
settings.register_profile("long", max_examples=10_000, deadline=None)

pytest_plugins = [
    "tests.fixtures.broker",
    "tests.fixtures.bus",
    "tests.fixtures.control",
    "tests.fixtures.fake_player",
    "tests.fixtures.mpd",
    "tests.fixtures.mpv",
    "tests.fixtures.ovos",
    "tests.fixtures.players",
    "tests.fixtures.pulse",
    "tests.fixtures.pipewire",
    "tests.fixtures.vlc",
]

CORE = Path(__file__).parent / "intents"
END_TO_END = Path(__file__).parent / "end_to_end"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All of the core is to be run by the core's own tests: to count what runs takes five times as
    long as to run it.
    """
    for item in items:
        if not item.path.is_relative_to(CORE):
            item.add_marker("no_cover")
    items[:] = _with_sound_last(items)


def _with_sound_last(items: list[pytest.Item]) -> list[pytest.Item]:
    """In each half, what works hard comes first, and then what plays and listens in real time.

    Two workers get a half each. A session beside a test that takes a whole processor falls behind.
    """
    halves: list[tuple[list[pytest.Item], list[pytest.Item]]] = [([], []), ([], [])]
    for (_, live), module in groupby(items, lambda item: (item.path, _is_live(item))):
        min((half[live] for half in halves), key=len).extend(module)
    return [*chain(*chain(*halves))]


def _is_live(item: pytest.Item) -> bool:
    return item.path.is_relative_to(END_TO_END) or "pulse" in getattr(item, "fixturenames", ())
