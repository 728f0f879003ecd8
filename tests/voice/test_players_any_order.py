"""Whatever is ordered, whatever players do and whatever people do with them by hand."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from intents.messages import PausePlayers, Restore, ResumePlayers, Soften
from tests.fixtures.bus import PrivateBus
from tests.fixtures.fake_player import FakePlayer, Manners
from tests.fixtures.players import SteeredPlayers
from tests.fixtures.waiting import wait_until
from voice.players.players import Order

MANNERS = {
    "plain": Manners(),
    "signals": Manners(signals=True),
    "no volume": Manners(volume=None),
    "idle": Manners(status="Stopped", signals=True),
    "slow": Manners(delays={"Pause": 0.1, "Play": 0.1}),
    "slow and toggles": Manners(delays={"Pause": 0.1, "Play": 0.1}, toggles=True),
    "toggles": Manners(toggles=True, signals=True),
    "deaf once": Manners(deaf_to={"Pause": 1}),
    "only stops": Manners(can_pause=False),
    "refuses": Manners(deaf_to={"Pause": 9999, "Stop": 9999}),
    "hangs": Manners(hangs_at={"Pause", "Play", "Stop", "Set", "PlaybackStatus"}),
    "hides": Manners(fails_at={"PlaybackStatus"}, patient=True),
    "vanishes": Manners(dies_at={"Pause"}),
}
BAD = {"refuses", "hangs", "hides", "vanishes"}
ORDERS: list[Order] = [PausePlayers(), ResumePlayers(), Soften(), Restore()]
STEPS = st.one_of(
    st.sampled_from(ORDERS),
    st.tuples(st.sampled_from(ORDERS), st.just("at once")),
    st.sampled_from(["Playing", "Paused", "Stopped"]),
)


@pytest.mark.usefixtures("hasty")
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    manners=st.lists(st.sampled_from(sorted(MANNERS)), min_size=1, max_size=2, unique=True),
    steps=st.lists(STEPS, max_size=8),
)
def test_players_come_to_what_is_wanted(
    bus: PrivateBus, manners: list[str], steps: list[Order | tuple[Order, str] | str]
) -> None:
    """A pause holds until it is ended, nothing plays that nobody started, all has an answer."""
    with steered(bus, manners) as (players, fakes):
        wanted = "loud"
        started = {name: MANNERS[name].status == "Playing" for name in fakes}
        answers = []
        for step in steps:
            match step:
                case str(status):
                    for name, fake in fakes.items():
                        fake.by_hand(status)
                        started[name] |= status == "Playing"
                case (order, _):
                    answers.append(players.order(order))
                    wanted = after(wanted, order)
                case order:
                    players.order(order).result(10)
                    wanted = after(wanted, order)
            if wanted == "paused":
                wait_until(lambda: not playing(fakes), 10, "the pause")
        for answer in answers:
            answer.result(10)
        players.pause()
        wait_until(lambda: not playing(fakes), 10, "the pause at the end")
        orders = {name: len(fake.orders) for name, fake in fakes.items() if name not in BAD}
        players.close()
        for name, fake in fakes.items():
            assert fake.status != "Playing" or name in BAD
            assert started[name] or "Play" not in fake.orders, "it was not ours to start"
            if name not in BAD:
                assert fake.volume == MANNERS[name].volume
                assert fake.orders[orders[name] :].count("Play") == 0


def after(wanted: str, order: Order) -> str:
    """What is wanted after an order, in the fewest words."""
    return {
        (PausePlayers(), wanted): "paused",
        (ResumePlayers(), "paused"): "loud",
        (Restore(), "soft"): "loud",
        (Soften(), "loud"): "soft",
    }.get((order, wanted), wanted)


def playing(fakes: dict[str, FakePlayer]) -> list[str]:
    """Those that play and could obey."""
    return [name for name, fake in fakes.items() if fake.status == "Playing" and name not in BAD]


@contextmanager
def steered(
    bus: PrivateBus, manners: list[str]
) -> Iterator[tuple[SteeredPlayers, dict[str, FakePlayer]]]:
    """Fake players with these manners, and who steers them."""
    with ExitStack() as stack:
        fakes = {
            name: stack.enter_context(FakePlayer(bus.address, named(name))) for name in manners
        }
        players = SteeredPlayers()
        stack.callback(players.close)
        wait_until(lambda: len(players.states()) == len(fakes), 10, "the players")
        yield players, fakes


def named(name: str) -> Manners:
    """These manners, under a bus name of their own."""
    manners = MANNERS[name]
    return Manners(**(vars(manners) | {"names": (name.replace(" ", "_"),), "identity": name}))
