"""The real parts that tests share."""

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
