"""Pausing and resuming the players of the desktop."""

import re
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from intents.messages import OutOfReach
from tests.fixtures.bus import PrivateBus
from tests.fixtures.fake_player import FakePlayer, Manners
from tests.fixtures.mpv import Mpv
from tests.fixtures.players import SteeredPlayers
from tests.fixtures.waiting import wait_until
from voice.players.players import Report

StartMpv = Callable[[], Mpv]
StartFake = Callable[[Manners], FakePlayer]


pytestmark = pytest.mark.usefixtures("hasty")


@pytest.fixture
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Longer bounds, for what must happen while an order is under way."""
    monkeypatch.setattr("voice.players.bus.CALL_SECONDS", 1.0)
    monkeypatch.setattr("voice.players.lowering.CALL_SECONDS", 1.0)
    monkeypatch.setattr("voice.players.keeper.SLOW_SECONDS", 3.0)
    monkeypatch.setattr("voice.players.all_players.REPORT_SECONDS", 10.0)


def test_pauses_and_resumes_a_real_player(players: SteeredPlayers, start_mpv: StartMpv) -> None:
    mpv = start_mpv()
    wait_until(players.names, 10, "mpv on the bus")
    assert players.pause() == Report(obeyed=("mpv",))
    assert not mpv.playing
    assert players.pause() == Report()
    assert players.resume() == Report(obeyed=("mpv",))
    wait_until(lambda: mpv.playing, 10, "playing again")
    assert players.resume() == Report()


def test_leaves_alone_what_its_user_paused(players: SteeredPlayers, meet_fake: StartFake) -> None:
    ours = meet_fake(Manners(names=("ours",), identity="Ours"))
    theirs = meet_fake(Manners(names=("theirs",), identity="Theirs", status="Paused"))
    stopped = meet_fake(Manners(names=("stopped",), identity="Stopped", status="Stopped"))
    assert players.pause() == Report(obeyed=("Ours",))
    assert players.resume() == Report(obeyed=("Ours",))
    assert (ours.orders, theirs.orders, stopped.orders) == (["Pause", "Play"], [], [])


@pytest.mark.parametrize("now", ["Playing", "Stopped"])
def test_resumes_only_what_is_paused_still(
    players: SteeredPlayers, meet_fake: StartFake, now: str
) -> None:
    fake = meet_fake(Manners())
    players.pause()
    fake.status = now
    assert players.resume() == Report()
    fake.status = "Paused"
    assert players.resume() == Report(), "it was to be forgotten"
    assert fake.orders == ["Pause"]


@pytest.mark.parametrize(
    "manners",
    [
        Manners(deaf_to={"Pause": 1}),
        Manners(delays={"Pause": 0.1}),
        Manners(fails_at={"Volume", "Identity"}),
        Manners(hangs_at={"Volume", "Identity"}),
    ],
    ids=["deaf once", "slow", "fails elsewhere", "hangs elsewhere"],
)
def test_pauses_what_can_be_paused(
    players: SteeredPlayers, meet_fake: StartFake, manners: Manners
) -> None:
    fake = meet_fake(manners)
    (name,) = players.names()
    assert players.pause() == Report(obeyed=(name,))
    assert fake.status == "Paused"


@pytest.mark.parametrize(
    "manners",
    [
        Manners(deaf_to={"Pause": 99, "Stop": 99}),
        Manners(fails_at={"Pause", "Stop"}),
        Manners(hangs_at={"Pause", "Stop"}),
        Manners(hangs_at={"PlaybackStatus"}),
        Manners(fails_at={"PlaybackStatus"}),
        Manners(status="Perhaps", deaf_to={"Pause": 99}),
        Manners(dies_at={"Pause"}),
        Manners(hangs_at={"Pause", "Stop", "PlaybackStatus", "Volume", "Identity", "CanPause"}),
    ],
    ids=[
        "deaf",
        "fails to pause",
        "hangs at pause",
        "hides its status",
        "fails at its status",
        "knows a status of its own",
        "dies at pause",
        "hangs",
    ],
)
def test_says_what_it_could_not_pause(
    players: SteeredPlayers, meet_fake: StartFake, manners: Manners
) -> None:
    meet_fake(manners)
    good = meet_fake(Manners(names=("good",), identity="Good"))
    name, *_ = players.names()
    assert players.pause() == Report(obeyed=("Good",), refused=(name,))
    assert good.status == "Paused"


def test_an_unreadable_player_is_told_to_pause_nevertheless(
    players: SteeredPlayers, meet_fake: StartFake
) -> None:
    fake = meet_fake(Manners(fails_at={"PlaybackStatus"}))
    players.pause()
    wait_until(lambda: fake.status == "Paused", 10, "the pause")
    fake.manners.fails_at.clear()
    assert players.resume() == Report(), "nobody knows whether it had played"


def test_a_frozen_player_delays_nobody_and_pauses_when_it_wakes(
    players: SteeredPlayers, start_mpv: StartMpv, meet_fake: StartFake
) -> None:
    mpv = start_mpv()
    wait_until(players.names, 10, "mpv on the bus")
    meet_fake(Manners())
    assert sorted(players.names()) == ["Fake", "mpv"]
    mpv.sigstop()
    assert players.pause() == Report(obeyed=("Fake",), refused=("mpv",))
    mpv.sigcont()
    wait_until(lambda: not mpv.playing, 10, "the late pause")


def test_pause_breaks_off_a_resume(
    players: SteeredPlayers, meet_fake: StartFake, unhurried: None
) -> None:
    assert unhurried is None
    fake = meet_fake(Manners(deaf_to={"Play": 1}, patient=True))
    players.pause()
    with ThreadPoolExecutor(1) as other:
        resuming = other.submit(players.resume)
        wait_until(lambda: "Play" in fake.orders, 10, "the order to play")
        assert players.pause() == Report(obeyed=("Fake",))
        assert resuming.result() == Report()
    assert fake.orders == ["Pause", "Play"], "a needless Pause may start it"
    assert players.resume() == Report(obeyed=("Fake",)), "it was not to be forgotten"


def test_a_player_that_begins_late_does_not_slip_past_a_pause(
    players: SteeredPlayers, meet_fake: StartFake, unhurried: None
) -> None:
    assert unhurried is None
    fake = meet_fake(Manners(delays={"Play": 0.3}, patient=True))
    players.pause()
    with ThreadPoolExecutor(1) as other:
        other.submit(players.resume)
        wait_until(lambda: "Play" in fake.orders, 10, "the order to play")
        assert players.pause() == Report(obeyed=("Fake",))
    wait_until(lambda: "Play" in fake.carried_out, 10, "the late start")
    assert fake.status == "Paused"


def test_pause_does_not_wait_behind_a_soften(
    players: SteeredPlayers, meet_fake: StartFake, unhurried: None
) -> None:
    assert unhurried is None
    fake = meet_fake(Manners(hangs_at={"Set"}))
    with ThreadPoolExecutor(1) as other:
        softening = other.submit(players.soften)
        wait_until(lambda: fake.orders, 10, "the order to be softer")
        assert players.pause() == Report(obeyed=("Fake",))
        assert softening.result() == Report()


def test_nothing_gentler_is_done_during_a_pause(
    players: SteeredPlayers, meet_fake: StartFake, unhurried: None
) -> None:
    assert unhurried is None
    fake = meet_fake(Manners(delays={"Pause": 0.3}))
    with ThreadPoolExecutor(1) as other:
        pausing = other.submit(players.pause)
        wait_until(lambda: fake.orders, 10, "the order to pause")
        assert players.soften() == Report()
        assert pausing.result() == Report(obeyed=("Fake",))
    assert fake.orders == ["Pause"]


def test_orders_from_many_threads_leave_it_paused(
    players: SteeredPlayers, meet_fake: StartFake
) -> None:
    fake = meet_fake(Manners(patient=True))
    orders = [players.soften, players.restore, players.resume, players.names, players.pause]
    with ThreadPoolExecutor(len(orders)) as others:
        for answer in [others.submit(order) for order in orders * 4]:
            answer.result()
    players.pause()
    assert fake.status == "Paused"
    assert fake.volume == 1.0


def test_two_names_of_one_player_are_one_player(
    players: SteeredPlayers, meet_fake: StartFake
) -> None:
    fake = meet_fake(Manners(names=("vlc", "vlc.instance7"), identity="VLC"))
    assert players.names() == ("VLC",)
    players.soften()
    assert players.pause() == Report(obeyed=("VLC",))
    assert fake.orders == ["Volume 0.68", "Pause", "Volume 1.00"]


def test_a_name_more_is_no_other_player(players: SteeredPlayers, meet_fake: StartFake) -> None:
    fake = meet_fake(Manners())
    players.pause()
    fake.take_name("fake.instance2")
    assert players.names() == ("Fake",)
    assert players.resume() == Report(obeyed=("Fake",))


def test_a_proxy_is_not_a_player(
    players: SteeredPlayers, start_fake: StartFake, meet_fake: StartFake
) -> None:
    proxy = start_fake(Manners(names=("playerctld",)))
    meet_fake(Manners())
    assert players.names() == ("Fake",)
    assert players.pause() == Report(obeyed=("Fake",))
    assert proxy.orders == []


def test_players_come_and_go(bus: PrivateBus, start_fake: StartFake) -> None:
    assert bus.address
    early = start_fake(Manners(names=("early",), identity="Early"))
    players = SteeredPlayers()
    start_fake(Manners(names=("late.instance1",), identity=""))
    wait_until(lambda: players.names() == ("Early", "late.instance1"), 10, "the coming")
    early.leave()
    wait_until(lambda: players.names() == ("late.instance1",), 10, "the leaving")
    assert players.pause() == Report(obeyed=("late.instance1",))
    players.close()


def test_a_name_cannot_carry_control_characters(
    players: SteeredPlayers, meet_fake: StartFake
) -> None:
    meet_fake(Manners(identity="\x1b[2JRadio\n"))
    assert players.names() == ("[2JRadio",)


@pytest.mark.parametrize(
    "environment",
    [
        {},
        {"HOME": "/nowhere"},
        {"DISPLAY": ":0"},
        {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere/bus"},
        {"DBUS_SESSION_BUS_ADDRESS": "nonsense"},
    ],
    ids=str,
)
def test_without_a_bus_one_sentence_says_so(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str]
) -> None:
    for name in ("DBUS_SESSION_BUS_ADDRESS", "HOME", "DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("XDG_RUNTIME_DIR", "/nowhere")
    players = SteeredPlayers()
    assert re.match(r"^No D-Bus session bus: .* dbus-run-session\.$", str(players.problem))
    assert players.news == [OutOfReach(bus=False)]
    assert players.pause() == Report()
    players.close()


def test_a_frozen_bus_is_no_bus(bus: PrivateBus) -> None:
    bus.sigstop()
    players = SteeredPlayers()
    assert players.problem is not None
    players.close()


def test_a_bus_at_its_usual_place_needs_no_address(
    bus: PrivateBus, start_fake: StartFake, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(bus.folder))
    start_fake(Manners())
    players = SteeredPlayers()
    assert players.names() == ("Fake",)
    players.close()


def test_a_bus_that_comes_later_is_taken_and_a_player_on_it_paused(
    bus: PrivateBus, start_fake: StartFake
) -> None:
    bus.kill()
    players = SteeredPlayers()
    assert players.pause() == Report()
    assert players.news == [OutOfReach(bus=False)]
    bus.start()
    fake = start_fake(Manners())
    wait_until(lambda: Report(obeyed=("Fake",)) in players.late(), 10, "the late pause")
    assert fake.status == "Paused"
    assert OutOfReach(bus=True) in players.news
    players.close()


def test_a_bus_that_freezes_later_is_told_of(
    bus: PrivateBus, players: SteeredPlayers, meet_fake: StartFake
) -> None:
    meet_fake(Manners())
    assert players.names() == ("Fake",)
    bus.sigstop()
    assert players.pause() == Report(refused=("Fake",))
    bus.kill()


def test_a_lost_bus_is_told_of_and_found_again(
    bus: PrivateBus, players: SteeredPlayers, start_fake: StartFake, meet_fake: StartFake
) -> None:
    meet_fake(Manners())
    assert players.names() == ("Fake",)
    bus.kill()
    wait_until(lambda: OutOfReach(bus=False) in players.news, 10, "the loss")
    assert players.pause() == Report(refused=("Fake",))
    bus.start()
    start_fake(Manners(names=("new",), identity="New"))
    wait_until(lambda: Report(obeyed=("New",)) in players.late(), 10, "the late pause")
    assert players.problem is None


def test_a_bus_that_froze_and_came_back_forgets_nothing(
    bus: PrivateBus, players: SteeredPlayers, meet_fake: StartFake
) -> None:
    fake = meet_fake(Manners())
    assert players.pause() == Report(obeyed=("Fake",))
    bus.sigstop()
    wait_until(lambda: players.news[-1] == OutOfReach(bus=False), 10, "the loss")
    bus.sigcont()
    wait_until(lambda: players.news[-1] == OutOfReach(bus=True), 10, "the return")
    assert players.resume() == Report(obeyed=("Fake",))
    assert fake.orders == ["Pause", "Play"]


def test_close_gives_volumes_back_and_starts_nothing(
    bus: PrivateBus, start_fake: StartFake
) -> None:
    assert bus.address

    def others() -> set[threading.Thread]:
        return {thread for thread in threading.enumerate() if "fake" not in thread.name}

    threads = others()
    players = SteeredPlayers()
    loud = start_fake(Manners(names=("loud",)))
    fixed = start_fake(Manners(names=("fixed",), volume=None))
    hung = start_fake(Manners(names=("hung",), hangs_at={"Volume", "Pause", "Play"}))
    wait_until(lambda: len(players.names()) == 3, 10, "three players")
    players.soften()
    assert (loud.volume, fixed.status) == (0.316, "Paused")
    players.close()
    players.close()
    assert (loud.volume, loud.status, fixed.status) == (1.0, "Playing", "Paused")
    assert players.pause() == players.resume() == Report()
    assert loud.status == "Playing"
    wait_until(lambda: others() == threads, 10, "the end of all threads")
    assert "Play" not in hung.orders


def test_after_a_failure_nothing_becomes_louder(bus: PrivateBus, start_fake: StartFake) -> None:
    assert bus.address
    loud = start_fake(Manners())
    players = SteeredPlayers()
    players.soften()
    players.close(orderly=False)
    assert (loud.volume, loud.status) == (0.316, "Playing")


def test_a_step_that_fails_is_a_refusal_and_the_next_one_is_tried(
    players: SteeredPlayers, meet_fake: StartFake, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake = meet_fake(Manners())

    async def broken(_: object) -> bool:
        raise RuntimeError("broken")

    with monkeypatch.context() as breaking:
        breaking.setattr("voice.players.mpris_player.MprisPlayer.status", broken)
        assert players.pause() == Report(refused=("Fake",))
    wait_until(lambda: fake.status == "Paused", 10, "the pause")
    wait_until(lambda: players.late() == [Report(obeyed=("Fake",))], 10, "the telling")


def test_what_fails_on_the_bus_is_told_and_tried_again(
    bus: PrivateBus, start_fake: StartFake, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert bus.address
    start_fake(Manners())

    async def broken() -> None:
        raise RuntimeError("broken")

    with monkeypatch.context() as breaking:
        breaking.setattr("voice.players.discovery.connect", broken)
        players = SteeredPlayers()
        assert players.news == [OutOfReach(bus=False)]
    wait_until(lambda: players.news[-1] == OutOfReach(bus=True), 10, "the bus")
    assert players.names() == ("Fake",)
    players.close()


def test_who_listens_cannot_end_it(players: SteeredPlayers, meet_fake: StartFake) -> None:
    def raising(_: object) -> None:
        raise RuntimeError("nobody is at home")

    players.follow(raising)
    fake = meet_fake(Manners(status="Stopped", signals=True))
    players.pause()
    for _ in range(2):
        fake.by_hand("Playing")
        wait_until(lambda: fake.status == "Paused", 10, "the late pause")


def test_close_waits_for_a_pause(bus: PrivateBus, start_fake: StartFake, unhurried: None) -> None:
    assert bus.address
    assert unhurried is None
    players = SteeredPlayers()
    fake = start_fake(Manners(delays={"Pause": 0.2}))
    wait_until(players.names, 10, "the player")
    with ThreadPoolExecutor(1) as other:
        pausing = other.submit(players.pause)
        wait_until(lambda: fake.orders, 10, "the order to pause")
        players.close()
        assert pausing.result() == Report(obeyed=("Fake",))
