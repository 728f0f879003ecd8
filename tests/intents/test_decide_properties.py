"""What holds after any events in any order."""

from collections import deque
from dataclasses import replace

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from intents.clock import Frames, frames, seconds
from intents.decide import decide
from intents.deciding.decision import Decision
from intents.faults import Fault
from intents.messages import (
    Chime,
    ChimeKind,
    CutSpeech,
    Dropped,
    Effect,
    EndSession,
    Event,
    FaultsChanged,
    Measured,
    Noticed,
    OtherDevice,
    OutOfReach,
    OwnVoice,
    PausePlayers,
    PlayersPaused,
    Probed,
    Restore,
    ResumePlayers,
    Say,
    Signal,
    Soften,
    Sounded,
    Spoke,
    Started,
    Ticked,
)
from intents.names import STOPS, Name
from intents.notices import Notice
from intents.proof import Levels
from intents.state import (
    Aftercare,
    CheckIn,
    Hearing,
    Mode,
    Music,
    Reach,
    Schedule,
    State,
    Stop,
    new_session,
    taken_over,
    wanted_music,
)
from tests.intents.story import BOTH, plan, prompts, signal

ALARM_WITHIN = 10.0
"""Seconds in which a deaf program says so again."""
SPEECH_AT_MOST = 60.0
"""Seconds after which the end of what is said, of whatever length, is no longer waited for."""
KEPT_AT_LEAST = frames(5)
"""An alarm, or the answer to a stop, may sound this long. Later its end may have been lost."""


class PlayersModel:
    """What the players do, by the contract of `voice.players.players`."""

    def __init__(self) -> None:
        self.paused = False
        self.soft = False

    def obey(self, effect: Effect) -> None:
        match effect:
            case PausePlayers():
                self.paused, self.soft = True, False
            case ResumePlayers():
                assert self.paused, "resumed what was not paused"
                self.paused = False
            case Soften():
                assert not self.paused, "softened what is paused"
                self.soft = True
            case Restore():
                assert self.soft, "restored what was not soft"
                self.soft = False

    @property
    def music(self) -> Music:
        if self.paused:
            return Music.PAUSED
        return Music.SOFT if self.soft else Music.LOUD


class AnySession(RuleBasedStateMachine):
    """Events in any order, beside models of the players and the loudspeaker."""

    @initialize(
        every=st.sampled_from([0, 1.0, 5.0]),
        silence=st.sampled_from([None, 30]),
        answer=st.sampled_from([5, 15, 120]),
        people=st.booleans(),
        wish=st.sampled_from([{}, {"manner": "quiet"}, {"manner": "ask", "offer_aftercare": True}]),
        questions=st.booleans(),
        tested=st.booleans(),
    )
    def begin(
        self,
        every: float,
        silence: float | None,
        answer: int,
        wish: dict[str, object],
        *,
        people: bool,
        questions: bool,
        tested: bool,
    ) -> None:
        check_in = {"every_minutes": every, "silence_seconds": silence, "answer_seconds": answer}
        agreement = {"check_in": check_in, "before": {"ask": questions}}
        other = {"people": [{"name": "Kim", "stop": ["mango"], "after_stop": wish}]}
        made = plan({**(BOTH if people else other), **agreement})
        self.plan = replace(made, tested=tested, levels=Levels(voice=-30, background=-55))
        self.starts()

    def starts(self) -> None:
        self.state = new_session(self.plan)
        self.players = PlayersModel()
        self.queue: deque[Say | Chime] = deque()
        self.numbers = 0
        self.last_alarm = 0
        self.asked_to_resume = False
        self.kept: tuple[Frames, int] | None = None
        """When an alarm or the answer to a stop was begun, and the number of what it says."""
        self.lost = False
        """The end of something that is said will not be reported."""

    def happens(self, event: Event) -> list[Effect]:
        """Tell `decide`, and hold it to what must be true of every single step."""
        before, looked = self.state, repr(self.state)
        decision = decide(before, event)
        assert repr(before) == looked, "the input was changed"
        assert decision == decide(before, event), "not a function of its input"
        self.state = decision.state
        if CutSpeech() in decision.effects and self.something_is_kept():
            assert isinstance(event, Signal)
            assert event.name in STOPS, "an alarm or the answer to a stop was cut"
        self.carry_out(decision)
        self.keeps_the_latch(before, event, decision)
        if EndSession() in decision.effects:
            self.ends(decision)
        return list(decision.effects)

    def ends(self, decision: Decision) -> None:
        """What was paused is handed over aloud; the next session begins."""
        said = prompts(list(decision.effects))
        assert said[-1] == ("closed_music" if self.players.paused else "closed")
        assert decision.state.mode is Mode.CLOSING
        self.starts()

    def something_is_kept(self) -> bool:
        """Whether an alarm or the answer to a stop is still being said."""
        if self.kept is None or self.state.now - self.kept[0] >= KEPT_AT_LEAST:
            return False
        return self.kept[1] in [sound.utterance for sound in self.queue if isinstance(sound, Say)]

    def carry_out(self, decision: Decision) -> None:
        urgent = False
        for effect in decision.effects:
            self.players.obey(effect)
            match effect:
                case CutSpeech():
                    self.queue.clear()
                    self.kept, self.lost = None, False
                case Chime():
                    self.queue.append(effect)
                    urgent = effect.sound in (ChimeKind.STOP, ChimeKind.ALARM)
                case Say():
                    if urgent:
                        self.kept, urgent = (self.state.now, effect.utterance), False
                    assert effect.utterance == self.numbers, "numbers must count up"
                    assert effect.text
                    self.numbers += 1
                    self.queue.append(effect)
            if effect == Chime(ChimeKind.ALARM):
                self.last_alarm = self.state.now

    def keeps_the_latch(self, before: State, event: Event, decision: Decision) -> None:
        effects = decision.effects
        resumed = ResumePlayers() in effects
        released = before.latched and not decision.state.latched
        held = [state.music_wish is Music.PAUSED for state in (before, decision.state)]
        let_go = held == [True, False]
        assert resumed == (released or (let_go and not decision.state.latched))
        if resumed:
            assert isinstance(event, Signal)
            assert event.name in ((Name.YES, Name.RESUME) if released else (Name.RESUME,))
            assert event.name is not Name.RESUME or not released or before.stop.resuming.yes_until
            assert not released or (self.asked_to_resume and not before.faults)
        if PausePlayers() in effects:
            assert effects[0] == PausePlayers()
            assert decision.state.latched or held[1]
            self.asked_to_resume = False
        if resumed or "resume_kept" in prompts(list(effects)):
            self.asked_to_resume = False
        if isinstance(event, Signal) and event.name is Name.RESUME:
            self.asked_to_resume = "resume_ask" in prompts(list(effects))

    # ---- What can happen. --------------------------------------------------------------------

    @rule(
        name=st.sampled_from(Name),
        phrase=st.sampled_from(["", "mango"]),
        topic=st.sampled_from(["", "rope", "kim", "check in"]),
    )
    def something_is_heard(self, name: Name, phrase: str, topic: str) -> None:
        kept = self.state.keeps
        effects = self.happens(signal(name, self.state.now, phrase=phrase, topic=topic))
        said = [n for n, effect in enumerate(effects) if isinstance(effect, Say | Chime)]
        cut = kept or not said or CutSpeech() in effects[: said[0]]
        # That music plays elsewhere a program tells, and no person waits for its answer.
        assert cut or name is Name.MUSIC_PLAYS, "an answer waited behind other speech"

    @rule()
    def they_want_to_go_on(self) -> None:
        """The two parts of the answer, which chance alone would seldom put together."""
        open_before = self.state.latched and not self.state.faults
        self.happens(signal(Name.RESUME, self.state.now))
        effects = self.happens(signal(Name.YES, self.state.now))
        assert (ResumePlayers() in effects) == open_before

    @rule()
    def they_answer_every_question(self) -> None:
        """What chance alone would seldom do: arm the session and begin it."""
        self.happens(signal(Name.READY, self.state.now))
        for _ in self.state.plan.before:
            self.happens(signal(Name.AFFIRM, self.state.now))
        self.happens(signal(Name.BEGIN, self.state.now))
        assert self.state.schedule.begun_at is None or self.state.plan.tested

    @rule(event=st.sampled_from([Sounded(), Dropped()]))
    def something_is_noticed(self, event: Event) -> None:
        assert self.happens(event) == []

    @rule(notice=st.sampled_from(Notice))
    def something_can_wait(self, notice: Notice) -> None:
        effects = self.happens(Noticed(notice))
        assert {type(effect) for effect in effects} <= {Say, Soften}

    @rule(
        level=st.sampled_from([-90.0, -75.0, -30.0]),
        cut_off=st.booleans(),
        times=st.sampled_from([1, 40]),
    )
    def the_sound_is_measured(self, level: float, times: int, *, cut_off: bool) -> None:
        for _ in range(times):
            told = self.state.notices.had - {*self.state.notices.due}
            effects = self.happens(Measured(level, -80.0, cut_off))
            assert {type(effect) for effect in effects} <= {Say, Soften}
            assert not set(prompts(effects)) & told
            assert self.state.notices.had <= set(Notice)

    @rule(times=st.sampled_from([1, 4]), heard=st.booleans())
    def a_test_word_is_tried(self, times: int, *, heard: bool) -> None:
        for _ in range(times):
            effects = self.happens(Probed(heard))
            assert {type(effect) for effect in effects} <= {Say, Soften}
            assert not (heard and effects)

    @rule(event=st.sampled_from([OwnVoice(found=True), OwnVoice(found=False), OtherDevice()]))
    def it_looks_for_its_own_voice(self, event: OwnVoice | OtherDevice) -> None:
        before = self.state
        effects = self.happens(event)
        assert {*prompts(effects)} <= {Notice.NOT_HEARD_BACK}
        assert {type(effect) for effect in effects} <= {Say, Soften}
        kept = (before.mode, before.stop, before.check_in, before.questions, before.hearing)
        after = self.state
        assert kept == (after.mode, after.stop, after.check_in, after.questions, after.hearing)

    @rule(passed=st.sampled_from([0.1, 1.5, 5.0, 10.0, 20.0, 60.0, 600.0]) | st.floats(0, 100))
    def time_passes(self, passed: float) -> None:
        self.happens(Ticked(self.state.now + frames(passed)))

    @rule(now=st.integers(0, 10**7))
    def time_is_told_again(self, now: int) -> None:
        before = self.state.now
        self.happens(Ticked(min(now, before)))
        assert self.state.now == before

    @rule(
        faults=st.frozensets(st.sampled_from(Fault), max_size=2),
        slept=st.sampled_from([frames(1), frames(600)]),
    )
    def faults_change(self, faults: frozenset[Fault], slept: int) -> None:
        had = self.state.faults
        effects = self.happens(FaultsChanged(faults, slept if Fault.SLEPT in faults else 0))
        assert self.state.faults == faults
        if faults and not had:
            assert effects[0] == PausePlayers()
            assert self.state.keeps
        if had and not faults:
            keys = [key for key, _ in self.state.speech.lines]
            assert self.state.speaking
            ends = {"hearing_again", "heard_again", "guarded_again"}
            assert {*keys} <= ends | {"slept", "slept_long"}

    @rule()
    def another_process_takes_over(self) -> None:
        latched, tonight = self.state.latched, self.state.tonight
        self.state = replace(taken_over(self.state), hearing=Hearing())
        self.players = PlayersModel()
        self.queue.clear()
        self.kept = None
        effects = self.happens(FaultsChanged(frozenset({Fault.LISTENER_LOST})))
        assert effects[0] == PausePlayers()
        assert prompts(effects)[0] == "deaf"
        assert self.state.latched >= latched
        assert self.state.tonight == tonight

    @rule(bus=st.booleans(), streams=st.sets(st.sampled_from(["firefox", "game"])))
    def reach_changes(self, bus: bool, streams: set[str]) -> None:  # noqa: FBT001 -- by hypothesis
        effects = self.happens(OutOfReach(bus, tuple(streams), tuple(streams & {"firefox"})))
        assert CutSpeech() not in effects
        assert {*prompts(effects)} <= {"no_players", "other_music", "silenced_music"}

    @rule()
    def reports_are_lost(self) -> None:
        """Nobody will ever tell that what is being said was said, or what the players did."""
        self.queue.clear()
        self.lost = True

    @precondition(lambda self: self.queue)
    @rule()
    def the_loudspeaker_plays_on(self) -> None:
        sound = self.queue.popleft()
        if isinstance(sound, Say):
            self.happens(Spoke(sound.utterance))

    @precondition(lambda self: self.queue)
    @rule()
    def the_loudspeaker_plays_to_the_end(self) -> None:
        while self.queue:  # an alarm may wait for the end of what is said
            sound = self.queue.popleft()
            if isinstance(sound, Say):
                self.happens(Spoke(sound.utterance))

    @rule(number=st.integers(0, 200))
    def a_stale_end_of_speech_is_reported(self, number: int) -> None:
        queued = [sound.utterance for sound in self.queue if isinstance(sound, Say)]
        if not self.lost and number not in queued:
            before = self.state
            assert self.happens(Spoke(number)) == []
            assert self.state == before

    @rule(obeyed=st.integers(0, 2), refused=st.integers(0, 2))
    def players_report(self, obeyed: int, refused: int) -> None:
        stop = self.state.stop
        due, hushed = stop.report_due, stop.hushed or self.state.speech.quiet
        all_off = obeyed > 0 and refused == 0 and not plays_on(self.state.reach)
        effects = self.happens(PlayersPaused(obeyed, refused))
        said = prompts(effects)
        assert ("music_off" in said) == (due and all_off and not hushed)
        held = self.state.music_wish is Music.PAUSED
        if refused and not stop.latched:
            assert ("music_refused" in said) == held
        elif refused and (due or held or stop.refused_until is None):
            assert "music_refused" in said
        assert refused or "music_refused" not in said

    @rule()
    def the_ears_are_open(self) -> None:
        deaf = self.state.faults
        assert bool(self.happens(Started())) == (not deaf)

    # ---- What is true between any two of them. -----------------------------------------------

    @invariant()
    def the_players_do_what_the_state_wants(self) -> None:
        assert self.players.music is wanted_music(self.state) is self.state.music

    @invariant()
    def it_knows_whether_it_speaks(self) -> None:
        says = [sound.utterance for sound in self.queue if isinstance(sound, Say)]
        assert self.lost or not self.state.speaking or self.state.speech.last == says[-1]

    @invariant()
    def times_are_set_exactly_while_they_matter(self) -> None:
        state = self.state
        assert (state.hearing.alarm_at is not None) == bool(state.faults)
        assert state.mode is Mode.CHECKING_IN or state.check_in == CheckIn()
        assert state.mode is Mode.STOPPED or state.stop.resuming.answer_by is None
        assert state.stop.resuming.answer_by is not None or state.stop.resuming.yes_until is None
        assert state.mode is Mode.UNARMED or state.questions.answer_by is None
        assert state.latched or state.stop == Stop()
        begun = state.phase in (Mode.PLAYING, Mode.RESTING)
        assert begun == (state.schedule.begun_at is not None)
        assert state.phase is Mode.PLAYING or state.schedule.check_in_at is None
        assert state.phase is Mode.PLAYING or state.schedule.long_at is None
        assert state.schedule.begun_at is not None or state.schedule == Schedule()
        step = state.aftercare.step
        assert step is not None or state.aftercare == Aftercare()
        assert step is None or 0 <= step < len(state.plan.aftercare)

    @invariant()
    def a_deaf_program_is_stopped_and_says_so(self) -> None:
        if self.state.faults:
            assert self.state.latched
            due = self.state.now - self.last_alarm
            assert self.state.keeps or seconds(due) < ALARM_WITHIN

    @invariant()
    def a_stop_stops(self) -> None:
        decision = decide(self.state, signal(Name.STOP, self.state.now))
        effects = decision.effects
        assert effects[:3] == (PausePlayers(), CutSpeech(), Chime(ChimeKind.STOP))
        says = [] if self.state.plan.script.says is None else ["stopping"]
        by_hand = ["music_by_hand"] if plays_on(self.state.reach) else []
        assert prompts(list(effects))[:2] in ([*says, *by_hand], [*says, *by_hand, "stop_ask"][:2])
        assert decision.state.mode is Mode.STOPPED
        assert decision.state.stop.resuming.answer_by is None

    @precondition(lambda self: self.state.mode is Mode.CHECKING_IN)
    @invariant()
    def silence_ends_in_a_stop(self) -> None:
        state = self.state
        wait = frames(SPEECH_AT_MOST) + state.plan.answer_within
        step = frames(5)
        effects: list[Effect] = []
        for now in range(state.now, state.now + 2 * (wait + step) + 1, step):
            decision = decide(state, Ticked(now))
            state = decision.state
            effects += decision.effects
        assert state.mode is Mode.STOPPED
        assert PausePlayers() in effects
        assert "check_in_unanswered" in prompts(effects)

    @invariant()
    def every_wait_has_a_latest_moment(self) -> None:
        state = decide(self.state, Ticked(self.state.now)).state
        speech, now = state.speech, state.now
        assert state.speaking == (speech.over_by is not None)
        moments = [speech.over_by, speech.kept_until, state.check_in.answer_by]
        moments += [state.closing.ends_at, state.stop.report_by, state.glimpsed_until]
        if not state.speaking:
            assert state.aftercare.step is None or state.aftercare.next_at is not None
            moments += [
                state.stop.resuming.answer_by,
                state.questions.answer_by,
                state.aftercare.next_at,
            ]
        if not state.keeps:
            moments += [state.hearing.alarm_at]
        assert all(moment is None or moment > now for moment in moments)

    def teardown(self) -> None:
        """Whatever was going on, it ends, if nothing is ever reported or said again."""
        if not hasattr(self, "state"):
            return
        state, was = self.state, self.state
        for now in range(was.now, was.now + frames(3 * 3600), frames(15)):
            decision = decide(state, Ticked(now))
            state = decision.state
            if EndSession() in decision.effects:
                return
        assert state.mode not in (Mode.CHECKING_IN, Mode.CLOSING)
        # An alarm that lasts, and whose end nobody reports, leaves no silence for the next step.
        assert state.activity is None or (state.faults and state.activity == "aftercare")
        assert state.stop.report_by is None
        assert state.music is wanted_music(state)
        if was.schedule.check_in_at is not None:
            assert state.mode is Mode.STOPPED
        if not state.faults:
            assert not state.speaking
        else:
            assert was.faults


def plays_on(reach: Reach) -> bool:
    """Whether something may play on after a stop, which people are told with it."""
    return bool(reach.calls) or not (reach.bus or reach.streams)


TestAnySession = pytest.mark.no_cover(AnySession.TestCase)
TestAnySession.settings = settings(max_examples=80, stateful_step_count=40)
