"""When the person on duty is told of what."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from intents.state import Mode
from voice.monitor.duty import (
    AGAIN,
    BACK_WITHIN,
    BROKER,
    BROKER_AFTER,
    LOUDER_AFTER,
    LOUDEST,
    NAMED,
    SILENT_AFTER,
    UNNAMED,
    Alert,
    Duty,
    Trouble,
)
from voice.monitor.messages import take
from voice.monitor.page import STATES, page


class Shift:
    """A person on duty, who is told each second what there is to tell."""

    def __init__(self, *rooms: str) -> None:
        self.now = 1_000.0
        self.duty = Duty(self.now)
        self.duty.broker_came(self.now)
        self.living = dict.fromkeys(rooms, (str(Mode.PLAYING), True))
        self.alerts: list[Alert] = []
        self.passes(2)

    def passes(self, seconds: float) -> list[str]:
        """What is said in so many seconds, in which the living rooms tell how they are."""
        before = len(self.alerts)
        for _ in range(round(seconds)):
            self.now += 1
            if self.duty.away_since is None:
                for room, (state, well) in self.living.items():
                    self.duty.lives(room, state, self.now, well=well)
            alert = self.duty.ticked(self.now)
            self.alerts += [alert] if alert else []
        return [alert.text for alert in self.alerts[before:]]

    def shown(self) -> str:
        console = Console(width=110, record=True, file=None, force_terminal=False)
        with console.capture() as captured:
            console.print(page(self.duty, self.now))
        return captured.get()


def test_calm_rooms_say_nothing() -> None:
    assert Shift("blue", "green").passes(600) == []


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ((Mode.STOPPED, True), "blue: stop."),
        ((Mode.PLAYING, False), "blue: cannot hear."),
        ((Mode.STOPPED, False), "blue: stop, cannot hear."),
    ],
)
def test_who_needs_somebody_is_said_at_once_and_until_somebody_answers(
    told: tuple[Mode, bool], said: str
) -> None:
    shift = Shift("blue", "green")
    shift.living["blue"] = (str(told[0]), told[1])
    assert shift.passes(1) == [said]
    assert said[6:-1].partition(", ")[0] in shift.shown()
    assert shift.passes(AGAIN) == [said]
    shift.duty.answered()
    assert shift.passes(300) == []
    assert "(answered)" in shift.shown()
    shift.living["blue"] = (str(Mode.PLAYING), True)
    shift.passes(1)
    shift.living["blue"] = (str(told[0]), told[1])
    assert shift.passes(1) == [said], "the next one is another one"


def test_what_nobody_answers_is_said_louder() -> None:
    shift = Shift("blue")
    shift.living["blue"] = (str(Mode.STOPPED), True)
    shift.passes(LOUDER_AFTER + AGAIN + 1)
    assert shift.alerts[0].louder == 0
    said = "Nobody has answered. blue: stop."
    assert shift.alerts[-1] == Alert(said, LOUDEST, said)


def test_a_second_room_is_said_at_once_and_a_stop_before_others() -> None:
    shift = Shift("blue", "green")
    shift.living["blue"] = (str(Mode.PLAYING), False)
    shift.passes(1)
    shift.living["green"] = (str(Mode.STOPPED), True)
    assert shift.passes(1) == ["green: stop."]
    assert shift.passes(AGAIN) == ["green: stop. blue: cannot hear."]


def test_what_was_online_without_a_sign_of_life_is_a_fault() -> None:
    """The broker keeps `online` of a room whose computer is gone."""
    shift = Shift()
    shift.duty.went("blue", shift.now, online=True)
    assert shift.passes(SILENT_AFTER) == []
    assert shift.passes(2) == ["blue: no sign of life."]


def test_a_room_that_falls_silent_or_goes_is_told_and_its_stop_stays() -> None:
    shift = Shift("blue", "green")
    del shift.living["green"]
    assert shift.passes(SILENT_AFTER + 1) == ["green: no sign of life."]
    shift.duty.answered()
    shift.living["blue"] = (str(Mode.STOPPED), True)
    shift.passes(1)
    del shift.living["blue"]
    shift.duty.went("blue", shift.now, online=False)
    assert shift.passes(1) == ["blue: away."]
    assert Trouble.STOP in shift.duty.rooms["blue"].troubles


def test_a_stop_after_a_time_that_nobody_saw_is_another_one() -> None:
    shift = Shift("blue")
    shift.living["blue"] = (str(Mode.STOPPED), True)
    shift.passes(1)
    shift.duty.answered()
    shift.duty.broker_left(shift.now)
    shift.passes(SILENT_AFTER + 1)
    shift.duty.broker_came(shift.now)
    assert shift.passes(1) == ["blue: stop."]


def test_a_session_that_people_ended_is_no_trouble() -> None:
    shift = Shift("blue")
    shift.living["blue"] = (str(Mode.CLOSING), True)
    shift.passes(1)
    del shift.living["blue"]
    shift.duty.went("blue", shift.now, online=False)
    assert shift.passes(60) == []


def test_a_room_without_a_session_is_no_trouble() -> None:
    shift = Shift()
    shift.duty.went("blue", shift.now, online=False)
    assert shift.passes(60) == []
    assert "no session" in shift.shown()


def test_a_broker_that_is_away_is_no_room_that_is_away() -> None:
    shift = Shift("blue", "green")
    shift.living["green"] = (str(Mode.STOPPED), True)
    shift.passes(1)
    shift.duty.broker_left(shift.now)
    assert shift.passes(BROKER_AFTER) == [BROKER]
    assert f"{BROKER} green: stop." in shift.passes(AGAIN), "what was open still is"
    assert "what is below is old" in shift.shown()
    shift.duty.answered()
    assert shift.passes(60) == []
    shift.duty.broker_came(shift.now)
    shift.living = {}
    assert shift.passes(BACK_WITHIN - 1) == [], "it waits before it tries again"
    assert "may come back" in shift.shown()
    assert shift.passes(2) == ["blue: no sign of life. green: no sign of life."]


def test_a_short_absence_of_the_broker_is_not_told() -> None:
    shift = Shift("blue")
    shift.duty.broker_left(shift.now)
    shift.passes(BROKER_AFTER - 1)
    shift.duty.broker_came(shift.now)
    shift.passes(60)
    assert shift.alerts == []


def test_one_that_was_never_reached_is_told() -> None:
    duty = Duty(0.0)
    assert duty.ticked(BROKER_AFTER) == Alert(BROKER, 0, BROKER)


def test_many_rooms_are_one_sentence() -> None:
    shift = Shift(*(f"room {number}" for number in range(200)))
    shift.living = dict.fromkeys(shift.living, (str(Mode.STOPPED), True))
    (said,) = shift.passes(1)
    assert said.endswith(f"And {200 - NAMED} more rooms.")
    assert all(f"{room}: stop." in shift.alerts[-1].written for room in shift.living)
    assert len(shift.duty.unanswered) == 200


def test_every_state_has_its_name_on_the_screen() -> None:
    assert STATES.keys() == {"", *Mode}


def test_what_people_call_a_room_is_said_and_shown() -> None:
    shift = Shift("blue")
    config = b'{"device": {"name": "Blue\\u001b[2J room"}}'
    take(shift.duty, "homeassistant/device/room_signal_blue/config", config, shift.now)
    take(shift.duty, "room-signal/blue/state", b'{"state": "stopped", "well": "ON"}', shift.now)
    shift.living.clear()
    assert shift.passes(1) == ["Blue[2J room: stop."]


def test_rooms_of_one_name_are_told_apart_by_their_topics() -> None:
    """Whoever sets no name has "Room", as others do."""
    shift = Shift("blue", "green", "red")
    for topic, name in (("blue", "Room"), ("green", "room")):
        config = json.dumps({"device": {"name": name}}).encode()
        take(shift.duty, f"homeassistant/device/room_signal_{topic}/config", config, shift.now)
    shift.living["green"] = shift.living["red"] = (str(Mode.STOPPED), True)
    assert shift.passes(1) == ["room (green): stop. red: stop."]
    assert "Room (blue)" in shift.shown()
    assert "room (green)" in shift.shown()


@pytest.mark.parametrize("topic", ["", "\u200b"])
def test_a_stop_of_a_room_without_a_topic_is_said_too(topic: str) -> None:
    shift = Shift("blue")
    told = b'{"state": "stopped", "well": "ON"}'
    take(shift.duty, f"room-signal/{topic}/state", told, shift.now)
    assert shift.passes(1) == [f"{UNNAMED}: stop."]
    assert UNNAMED in shift.shown()


ROOMS = st.sampled_from(["room-signal/a/state", "room-signal/b/status", "room-signal/a/status"])
PAYLOADS = st.one_of(
    st.binary(max_size=20),
    st.sampled_from([b"online", b"offline", b"[1]", b'{"state": 1}', b'{"state": "stopped"}']),
    st.tuples(st.sampled_from(sorted(Mode)), st.sampled_from(["ON", "OFF"])).map(
        lambda told: f'{{"state": "{told[0]}", "well": "{told[1]}"}}'.encode()
    ),
)
STEPS = st.one_of(
    st.tuples(ROOMS, PAYLOADS), st.sampled_from(["came", "left", "answered"]), st.integers(1, 30)
)


@given(st.lists(STEPS, max_size=30))
def test_no_stop_goes_untold(steps: list[tuple[str, bytes] | str | int]) -> None:
    """Whatever was before, and whatever comes from the broker."""
    shift = Shift()
    for step in steps:
        match step:
            case "came":
                shift.duty.broker_came(shift.now)
            case "left":
                shift.duty.broker_left(shift.now)
            case "answered":
                shift.duty.answered()
            case int():
                shift.passes(step)
            case (topic, payload):
                take(shift.duty, topic, payload, shift.now)
    shift.duty.broker_came(shift.now)
    shift.living["a"] = (str(Mode.PLAYING), True)
    shift.passes(1)
    shift.duty.answered()
    shift.living["a"] = (str(Mode.STOPPED), True)
    assert any("a: stop." in said for said in shift.passes(1))
    assert "stop" in shift.shown()
