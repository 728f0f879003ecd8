"""Players that answer what no player should: each is its own trouble, and nobody else's."""

import logging
import math

import pytest
from dbus_fast import Variant
from hypothesis import example, given
from hypothesis import strategies as st

from intents.messages import PausePlayers, Restore, ResumePlayers, Soften
from tests.fixtures.bus import PrivateBus
from tests.fixtures.fake_player import FakePlayer, Manners
from tests.fixtures.players import SteeredPlayers
from tests.fixtures.waiting import wait_until
from tests.fuzz.amount import tries

pytestmark = pytest.mark.usefixtures("hasty")
Answer = tuple[str, list[object]]
NUMBERS = [0.0, -1.0, 1e-300, 1e300, math.nan, math.inf, -math.inf]
VALUES = st.one_of(
    st.sampled_from(NUMBERS).map(lambda number: Variant("d", number)),
    st.sampled_from(["", "Playing", "Paused", "playing", "x" * 100_000, "\u202e\x1b[2J\n"]).map(
        lambda text: Variant("s", text)
    ),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20).map(
        lambda text: Variant("s", text)
    ),
    st.integers(-(2**63), 2**63 - 1).map(lambda number: Variant("x", number)),
    st.sampled_from(
        [
            Variant("b", True),
            Variant("y", 255),
            Variant("o", "/"),
            Variant("as", ["Playing"]),
            Variant("a{sv}", {"Volume": Variant("d", 1.0)}),
            Variant("v", Variant("s", "Playing")),
            Variant("ay", b"\xff" * 1_000),
        ]
    ),
)
ANSWERS = st.one_of(
    VALUES.map(lambda value: ("v", [value])),
    st.sampled_from([("", []), ("s", ["Playing"]), ("vv", [Variant("s", "Playing")] * 2)]),
)
PROPERTIES = ("Identity", "PlaybackStatus", "CanPause", "Volume")
ORDERS = st.sampled_from([PausePlayers(), ResumePlayers(), Soften(), Restore()])


@given(
    answers=st.dictionaries(st.sampled_from(PROPERTIES), ANSWERS, min_size=1),
    orders=st.lists(ORDERS, max_size=3),
)
@example(answers={"Volume": ("v", [Variant("d", math.nan)])}, orders=[Soften(), Restore()])
@example(answers={"Volume": ("v", [Variant("d", -1.0)])}, orders=[Soften(), Restore()])
@example(answers={"PlaybackStatus": ("v", [Variant("as", [])])}, orders=[])
@tries(12)
def test_what_a_player_answers_is_in_nobody_elses_way(
    bus: PrivateBus,
    caplog: pytest.LogCaptureFixture,
    answers: dict[str, Answer],
    orders: list[PausePlayers | ResumePlayers | Soften | Restore],
) -> None:
    odd = Manners(names=("odd",), answers=answers, patient=True)
    plain = Manners(names=("plain",), identity="Plain", signals=True)
    with FakePlayer(bus.address, odd), FakePlayer(bus.address, plain) as other:
        players = SteeredPlayers()
        try:
            wait_until(lambda: len(players.states()) == 2, 10, "both")
            for order in orders:
                players.order(order).result(10)
            players.pause()
            wait_until(lambda: other.status == "Paused", 10, "the pause of the other one")
            assert all(name.isprintable() for name in players.names())
            players.resume()
            wait_until(lambda: other.status == "Playing", 10, "the music of the other one")
        finally:
            players.close()
        assert other.volume == 1.0
    assert [each for each in caplog.records if each.levelno >= logging.ERROR] == []
