"""Law 3: while it is not known whether somebody hears, the music is off, softly and at once."""

import subprocess
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace

import pytest

from intents.clock import frames
from intents.messages import PausePlayers, PlayersPaused, ResumePlayers
from intents.state import State, Stop, new_session
from tests.fixtures.mpv import Mpv
from tests.fixtures.players import SteeredPlayers
from tests.fixtures.waiting import wait_until
from tests.intents.story import lexicon, plan
from tests.voice.test_performer import OneSecond
from voice.audio.room import RoomSpeaker
from voice.guardian.guarded import Guarded
from voice.guardian.guardian import Guardian
from voice.guardian.process import Process
from voice.guardian.silence import EVERY, HELD_UP, SILENT
from voice.guardian.wire import Begun, Wire
from voice.session.performer import Performer, RoomPerformer
from voice.telling.happening import Tell, View

BEGINS = new_session(plan())
LISTENS = replace(BEGINS, ears_open=True)
LONG = (HELD_UP + SILENT) / 2
"""Seconds that are too long for one who is well, and too short for one who is lost."""


class OfPlayers:
    """A `voice.guardian.guardian.Room` whose loudspeaker nobody hears."""

    def __init__(self, performer: Performer) -> None:
        self._performer = performer
        self.told: list[str] = []

    def performer(self) -> Performer:
        return self._performer

    def opened(self) -> Performer:
        return self._performer

    @contextmanager
    def telling(self, source: str) -> Iterator[Sequence[Tell]]:  # noqa: ARG002
        yield (lambda happening: self.told.append(happening.name),)

    def close(self) -> None:
        self._performer.close()


class Listening:
    """What a listener does with each block, on this thread, beside a guardian that is real."""

    def __init__(
        self,
        wire: Process,
        performer: Performer,
        guardian: Guardian,
        room: OfPlayers,
        process: "subprocess.Popen[bytes]",
    ) -> None:
        self._wire = wire
        self.performer = performer
        self.guardian = guardian
        self.room = room
        """The guardian's."""
        self.process = process
        """What the guardian takes for it."""
        self.held_up = 0
        self.stays_off = 0
        self.state = LISTENS
        self._guarded = Guarded(
            wire,
            "Bedroom",
            performer,
            nobody,
            held_up=self._was_held_up,
            stays_off=self._stays_off,
        )

    def hears(self, seconds: float, backlog: int = 0) -> None:
        """Go on for so long, while so much that was said waits for the ears."""
        ends = time.monotonic() + seconds
        while time.monotonic() < ends:
            assert self._guarded.faults() == frozenset()
            self.state = replace(self.state, now=self.state.now + frames(0.02))
            self._guarded.watch(_view(self.state, backlog))
            time.sleep(0.02)

    def beats_without_reading(self) -> None:
        """One sign of life, of a block at whose beginning the guardian had not said anything."""
        self.state = replace(self.state, now=self.state.now + frames(EVERY))
        self._guarded.watch(_view(self.state, 0))

    def leaves(self) -> None:
        self._guarded.leave(0)
        self.process.kill()

    def dies(self) -> None:
        self.process.kill()
        self._wire.wire.close()

    def _was_held_up(self) -> None:
        self.held_up += 1

    def _stays_off(self, _: int) -> None:
        self.stays_off += 1


def _performer(players: SteeredPlayers) -> Performer:
    return RoomPerformer(players, OneSecond(), RoomSpeaker(), replay=False)


def _view(state: State, backlog: int) -> View:
    return View(state, -40.0, -40.0, backlog, 0, "", "", ended=False)


def nobody(_: Begun) -> Process:
    raise OSError("no more processes")


@pytest.fixture
def listening(players: SteeredPlayers, mpv: Mpv) -> Iterator[Listening]:
    """A listener with a guardian, each with its own way to the players."""
    assert mpv.playing
    ours, theirs = Wire.pair()
    with ExitStack() as stack:
        other = stack.enter_context(subprocess.Popen(["sleep", "600"]))
        stack.callback(other.kill)
        sides = [Process(other.pid, wire) for wire in (ours, theirs)]
        for side in sides:
            stack.callback(side.wire.close)
        room = OfPlayers(_performer(SteeredPlayers()))
        guardian = Guardian(
            sides[0],
            None,
            start=nobody,
            lexicon=lexicon(),
            plan=plan(),
            room=room,
            heard=lambda: None,
        )
        listener = Listening(sides[1], _performer(players), guardian, room, other)
        running = threading.Thread(target=guardian.run)
        running.start()
        listener.hears(0.3)
        yield listener
        guardian.end()
        running.join()


def test_music_is_off_while_the_listener_is_held_up_and_plays_on_afterwards(
    listening: Listening, mpv: Mpv
) -> None:
    wait_until(lambda: not mpv.playing, 10, "the pause of the music")
    time.sleep(LONG - HELD_UP)
    listening.hears(1.0)
    assert mpv.playing
    assert mpv.volume == 100
    assert listening.held_up == 1


def test_music_waits_until_all_that_was_said_meanwhile_was_heard(
    listening: Listening, mpv: Mpv
) -> None:
    """There may be a stop word in it."""
    wait_until(lambda: not mpv.playing, 10, "the pause of the music")
    listening.hears(1.0, backlog=frames(0.8))
    assert listening.held_up == 0
    wait_until(lambda: not mpv.playing, 0, "music that is still off")
    listening.hears(1.0)
    assert mpv.playing


def test_a_stop_that_the_listener_decides_on_then_stays(listening: Listening, mpv: Mpv) -> None:
    wait_until(lambda: not mpv.playing, 10, "the pause of the music")
    listening.performer.perform(PausePlayers())
    listening.hears(1.0)
    assert not mpv.playing
    assert listening.held_up == 1
    came = listening.performer.results()
    assert PlayersPaused(1, 0) in came, "what the guardian paused is off, and that is to be said"
    listening.performer.perform(ResumePlayers())
    wait_until(lambda: mpv.playing, 10, "the music")


def test_a_short_moment_changes_nothing(listening: Listening, mpv: Mpv) -> None:
    for _ in range(4):
        time.sleep(HELD_UP - EVERY - 0.1)
        assert mpv.playing
        listening.hears(0.3)
    assert listening.held_up == 0


def test_a_listener_that_begins_may_be_held_up(listening: Listening, mpv: Mpv) -> None:
    """The first sound can keep its ears long, and nobody counts on it yet."""
    listening.state = replace(BEGINS, now=listening.state.now)
    listening.hears(0.3)
    time.sleep(LONG)
    assert mpv.playing
    listening.hears(0.3)
    assert listening.held_up == 0


def test_who_ends_the_session_meanwhile_finds_the_music_paused_and_is_told(
    listening: Listening, mpv: Mpv
) -> None:
    """Law 3: there may be a stop word in what nobody heard."""
    wait_until(lambda: not mpv.playing, 10, "the pause of the music")
    time.sleep(LONG - HELD_UP)
    listening.leaves()
    listening.performer.close()
    assert listening.stays_off == 1
    assert not mpv.playing


def test_what_a_stop_keeps_off_at_the_end_is_no_news(listening: Listening, mpv: Mpv) -> None:
    wait_until(lambda: not mpv.playing, 10, "the pause of the music")
    listening.performer.perform(PausePlayers())
    listening.state = replace(listening.state, stop=Stop(latched=True))
    listening.beats_without_reading()
    listening.leaves()
    listening.performer.close()
    assert listening.stays_off == 0
    assert not mpv.playing


def test_music_that_was_about_to_go_on_does_so_at_an_orderly_end(
    listening: Listening, mpv: Mpv
) -> None:
    wait_until(lambda: not mpv.playing, 10, "the pause of the music")
    while not listening.held_up:
        listening.hears(0.03)
    listening.leaves()
    listening.performer.close()
    assert mpv.playing
    assert listening.stays_off == 0


def test_the_guardian_tells_it_where_the_listener_cannot(listening: Listening, mpv: Mpv) -> None:
    wait_until(lambda: not mpv.playing, 10, "the pause of the music")
    listening.guardian.end()
    listening.process.wait(timeout=10)
    wait_until(lambda: listening.room.told == ["music_stays_off"], 10, "it to be told")
    assert not mpv.playing


def test_what_was_handed_back_to_a_listener_that_is_lost_is_not_forgotten(
    listening: Listening, mpv: Mpv
) -> None:
    """It may not even have read that, and who goes on is to know what a "resume" brings back."""
    wait_until(lambda: not mpv.playing, 10, "the pause of the music")
    listening.beats_without_reading()
    theirs = listening.room.performer()
    wait_until(lambda: not theirs.memory().rests, 10, "the guardian to hand it back")
    listening.dies()
    wait_until(lambda: theirs.memory().rests, 10, "the guardian to know of it again")
    assert not mpv.playing
