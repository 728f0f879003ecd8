"""The real parts that tests share."""

pytest_plugins = [
    "tests.fixtures.broker",
    "tests.fixtures.bus",
    "tests.fixtures.control",
    "tests.fixtures.fake_player",
    "tests.fixtures.mpv",
    "tests.fixtures.players",
    "tests.fixtures.pulse",
]
