"""Nothing but hearing may end hearing: whatever fails beside the loop is told, and it goes on."""

import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise
from typing import Any

import pytest

from intents.clock import frames
from intents.faults import Fault
from intents.heard import Heard, Look
from intents.messages import Effect, PausePlayers, Say
from intents.names import Name
from intents.state import Music
from models.ears import Frames
from tests.fixtures.waiting import wait_until
from tests.intents.story import signal
from tests.voice.test_session import ScriptedEar, ScriptedSource, first, names, quiet, run
from voice.audio.interfaces import Block
from voice.session import contained_ear
from voice.session.contained_ear import ContainedEar
from voice.session.performer import OnlyTelling
from voice.session.session import Beside, SessionFailed
from voice.session.watchdog import Watchdog
from voice.session.workers import Note, Result
from voice.telling.happening import Happening, Kind, View


class FailingEar(ScriptedEar):
    """Raises from its first until its last bad moment, whoever makes it anew."""

    def __init__(self, script: dict[float, str], since: float, until: float) -> None:
        super().__init__(script)
        self._bad = range(frames(since), frames(until))

    def hear(
        self, block: Frames, expected: Sequence[str] = (), /, *, hurry: bool = False
    ) -> Sequence[Heard]:
        heard = super().hear(block, expected, hurry=hurry)
        if self.now in self._bad:
            raise RuntimeError("secret words")
        return heard


def faults(told: Sequence[Happening], name: str) -> list[tuple[int, object]]:
    return [(h.at, h.more["present"]) for h in told if h.kind is Kind.FAULT and h.name == name]


def test_an_ear_that_raises_is_a_fault_and_the_others_hear_on() -> None:
    told: list[Happening] = []
    bad = partial(FailingEar, {}, 1.0, 60.0)
    run(told, quiet(5), bad, partial(ScriptedEar, {3.0: "red"}))
    (at, present), *_ = faults(told, Fault.EAR_FAILED)
    assert present
    assert at <= frames(1.1)
    assert first(told, "pause_players").at == at
    assert [h.at for h in told if h.kind is Kind.HEARD] == [frames(3.0)]


def test_an_ear_that_failed_is_made_anew_and_the_fault_ends_when_it_hears_again() -> None:
    made: list[ScriptedEar] = []

    def make() -> ScriptedEar:
        made.append(FailingEar({}, 1.0, 1.1) if not made else ScriptedEar({}))
        return made[-1]

    told: list[Happening] = []
    run(told, quiet(5), make)
    assert [present for _, present in faults(told, Fault.EAR_FAILED)] == [True, False]
    assert len(made) == 2
    assert "resume_players" not in names(told, Kind.EFFECT)


def test_what_was_said_while_an_ear_was_made_anew_is_not_lost() -> None:
    made: list[object] = []

    class OfTheSound(ScriptedEar):
        """Says "red" at the end of a loud block."""

        def hear(
            self, block: Frames, expected: Sequence[str] = (), /, *, hurry: bool = False
        ) -> Sequence[Heard]:
            del expected, hurry
            self.now += len(block)
            if not block.any():
                return []
            if len(made) == 1:
                raise MemoryError
            began = self.now - len(block)
            return [Heard(self.name, "red", 1.0, Look.FINAL, False, began, self.now)]

    def make() -> OfTheSound:
        made.append(None)
        return OfTheSound({})

    said = [replace(block, frames=block.frames + 1) for block in quiet(0.02)]
    told: list[Happening] = []
    run(told, [*quiet(1), *said, *quiet(4)], make)
    heard = first(told, "stop")
    assert heard.more["ended"] == 1.02
    assert heard.at == frames(1.02) + contained_ear.AGAIN


def test_an_ear_that_cannot_be_made_is_tried_again_ever_more_slowly() -> None:
    tries: list[int] = []
    now = 0

    def make() -> ScriptedEar:
        tries.append(now)
        if len(tries) > 1:
            raise OSError("no such model")
        return FailingEar({}, 0, 9)

    ear = ContainedEar(make)
    for block in quiet(300):
        now += len(block.frames)
        assert not ear.hear(block.frames)
        assert ear.failed
    waits = [after - before for before, after in pairwise(tries[1:])]
    assert waits == sorted(waits)
    assert waits[-1] == contained_ear.LONGEST


def test_an_ear_that_fails_at_the_end_of_a_recording_ends_nothing() -> None:
    class AtTheEnd(ScriptedEar):
        def finish(self) -> Sequence[Heard]:
            raise ValueError

    told: list[Happening] = []
    run(told, quiet(1), partial(AtTheEnd, {}), partial(ScriptedEar, {0.5: "red"}))
    assert "stop" in names(told, Kind.HEARD)


# ---- The performer, the tellers and the watchers. ---------------------------------------------


class Failing(OnlyTelling):
    """Cannot carry out some effects."""

    def __init__(self, *kinds: type[Effect]) -> None:
        super().__init__()
        self._kinds = kinds

    def perform(self, effect: Effect) -> None:
        if type(effect) in self._kinds:
            raise ValueError("secret words")
        super().perform(effect)


def told_by(performer: Any, **more: Any) -> list[Happening]:
    told: list[Happening] = []
    script = {1.0: "red", 30.0: "resume", 50.0: "yes resume"}
    run(told, quiet(80), partial(ScriptedEar, script), performer=performer, **more)
    assert "stop" in names(told, Kind.HEARD)
    assert "secret" not in str(told)
    return told


def test_a_sentence_that_cannot_be_said_is_told_and_nothing_waits_for_its_end() -> None:
    told = told_by(Failing(Say))
    assert first(told, "effect_failed").more["effect"] == "say"
    states: list[View] = []
    told_by(Failing(Say), watchers=[states.append])
    assert states[-1].state.music is Music.LOUD, "it is not low for ever"


def test_players_that_cannot_be_told_to_pause_are_said_to_play() -> None:
    told = told_by(Failing(PausePlayers))
    assert first(told, "effect_failed").more["effect"] == "pause_players"
    assert "music_refused" in [h.more.get("prompt") for h in told]


def test_a_performer_whose_results_fail_is_told_once() -> None:
    class NoResults(OnlyTelling):
        def results(self) -> Iterator[Result]:
            yield Note(Kind.EFFECT, "players_paused", {"players": []})
            raise OSError

        def advance(self, frames: int, *, paced: bool) -> None:  # noqa: ARG002
            raise OSError

    told = told_by(NoResults())
    assert names(told, Kind.FAULT).count("performer_failed") == 1
    assert "players_paused" in names(told, Kind.EFFECT), "what came before is kept"


def test_who_cannot_say_whether_it_is_heard_is_not_heard() -> None:
    class Unsure(OnlyTelling):
        def faults(self) -> frozenset[Fault]:
            raise OSError

    told: list[Happening] = []
    run(told, quiet(1), partial(ScriptedEar, {}), performer=Unsure())
    assert faults(told, Fault.UNHEARD)


def test_tellers_and_watchers_that_raise_are_told_to_the_others_once() -> None:
    def raises(_: object) -> None:
        raise ValueError("secret words")

    told: list[Happening] = []
    seen: list[View] = []
    run(
        told,
        quiet(2),
        partial(ScriptedEar, {1.0: "red"}),
        tellers=[raises, told.append],
        watchers=[raises, seen.append],
    )
    assert "stop" in names(told, Kind.HEARD)
    assert sorted(names(told, Kind.FAULT)) == ["teller_failed", "watcher_failed"]
    assert len(seen) == 100


class RaisingProbe:
    def take(self, *_: object, **__: object) -> None:
        raise RuntimeError("secret words")


def test_a_test_word_that_fails_ends_no_session_and_is_told_once() -> None:
    told: list[Happening] = []
    run(told, quiet(3), partial(ScriptedEar, {2.0: "red"}), probe=RaisingProbe())
    assert "stop" in names(told, Kind.HEARD)
    assert names(told, Kind.FAULT).count("probe_failed") == 1


def test_it_is_performed_before_it_is_told() -> None:
    """Law 2: who tells may be slow; the music is paused by then."""
    performed: list[Effect] = []
    by_then: list[bool] = []

    class Noting(OnlyTelling):
        def perform(self, effect: Effect) -> None:
            performed.append(effect)

    def tell(happening: Happening) -> None:
        if happening.name == "stop":
            by_then.append(PausePlayers() in performed)

    run([], quiet(2), partial(ScriptedEar, {1.0: "red"}), performer=Noting(), tellers=[tell])
    assert by_then == [True]


# ---- The last resort. -------------------------------------------------------------------------


class Alarmed(OnlyTelling):
    """Notes the alarm."""

    def __init__(self) -> None:
        super().__init__()
        self.alarms: list[str] = []

    def alarm(self, text: str) -> None:
        self.alarms.append(text)


class Breaking(ScriptedSource):
    """A source that fails."""

    def blocks(self) -> Iterator[Block]:
        yield from super().blocks()
        raise RuntimeError("secret words")


def test_whatever_escapes_sounds_the_alarm_and_says_so() -> None:
    performer, told = Alarmed(), list[Happening]()
    with pytest.raises(SessionFailed) as failed:
        run(told, (), partial(ScriptedEar, {}), performer=performer, source=Breaking(quiet(1)))
    assert len(performer.alarms) == 1
    assert told[-1].name == "session_failed"
    assert "RuntimeError" in str(failed.value)
    assert "secret" not in str(failed.value) + str(told)


def test_a_loop_that_hangs_is_noticed() -> None:
    performer, told = Alarmed(), list[Happening]()
    hung = threading.Event()

    class Hanging(ScriptedSource):
        def blocks(self) -> Iterator[Block]:
            yield from super().blocks()
            hung.wait()
            yield from quiet(0.2)

    source = Hanging(quiet(0.1))
    more: dict[str, Any] = {"source": source, "performer": performer, "paced": True}
    thread = threading.Thread(target=run, args=(told, (), partial(ScriptedEar, {})), kwargs=more)
    thread.start()
    wait_until(lambda: performer.alarms, 20, "the alarm")
    hung.set()
    thread.join()
    assert "stands_still" in names(told, Kind.FAULT)
    assert names(told, Kind.STATE)[-1] == "stopped", "what was paused is latched"


def test_a_loop_that_goes_on_is_left_alone() -> None:
    alarms: list[None] = []
    with Watchdog(lambda: alarms.append(None), every=0.01) as dog:
        for _ in range(300):
            dog.beat()
            threading.Event().wait(0.001)
    assert not alarms


# ---- What comes beside the ears. --------------------------------------------------------------


def test_signals_and_notes_come_in_beside_the_ears() -> None:
    beside: Beside = Beside()
    beside.put(Note(Kind.FAULT, "not_suspended", {"text": "No."}))
    beside.put(signal(Name.STOP))
    told: list[Happening] = []
    run(told, quiet(1), partial(ScriptedEar, {}), beside=beside)
    assert names(told, Kind.FAULT) == ["not_suspended"]
    assert "pause_players" in names(told, Kind.EFFECT)
