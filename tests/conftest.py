"""The real parts that tests share."""

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
]

CORE = Path(__file__).parent / "intents"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All of the core is to be run by the core's own tests: to count what runs takes five times as
    long as to run it.
    """
    for item in items:
        if not item.path.is_relative_to(CORE):
            item.add_marker("no_cover")
