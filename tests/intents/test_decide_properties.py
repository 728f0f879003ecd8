"""What holds after any events in any order."""

from collections import deque

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from intents.clock import frames, seconds
from intents.decide import Decision, decide
from intents.faults import Fault
from intents.messages import (
    Chime,
    ChimeKind,
    CutSpeech,
    Effect,
    Event,
    FaultsChanged,
    PausePlayers,
    PlayersPaused,
    Restore,
    ResumePlayers,
    Say,
    Signal,
    Soften,
    Spoke,
    Started,
    Ticked,
)
from intents.names import Name
from intents.state import Mode, Music, State, new_session, wanted_music
from tests.intents.story import BOTH, plan, prompts, signal

ALARM_WITHIN = 10.0
"""Seconds in which a deaf program says so again."""
SPEECH_AT_MOST = 60.0
"""Seconds after which the end of an utterance is no longer waited for."""


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
        every=st.sampled_from([None, 1.0, 5.0]),
        answer=st.sampled_from([5, 15, 120]),
        people=st.booleans(),
    )
    def begin(self, every: float | None, answer: int, people: bool) -> None:  # noqa: FBT001
        agreement = {"check_in": {"every_minutes": every, "answer_seconds": answer}}
        self.state = new_session(plan({**(BOTH if people else {}), **agreement}))
        self.players = PlayersModel()
        self.queue: deque[Say | Chime] = deque()
        self.numbers = 0
        self.last_alarm = 0
        self.asked_to_resume = False

    def happens(self, event: Event) -> list[Effect]:
        """Tell `decide`, and hold it to what must be true of every single step."""
        before, looked = self.state, repr(self.state)
        decision = decide(before, event)
        assert repr(before) == looked, "the input was changed"
        assert decision == decide(before, event), "not a function of its input"
        self.state = decision.state
        self.carry_out(decision)
        self.keeps_the_latch(before, event, decision)
        return list(decision.effects)

    def carry_out(self, decision: Decision) -> None:
        for effect in decision.effects:
            self.players.obey(effect)
            match effect:
                case CutSpeech():
                    self.queue.clear()
                case Chime():
                    self.queue.append(effect)
                case Say():
                    assert effect.utterance == self.numbers, "numbers must count up"
                    assert effect.text
                    self.numbers += 1
                    self.queue.append(effect)
            if effect == Chime(ChimeKind.ALARM):
                self.last_alarm = self.state.now

    def keeps_the_latch(self, before: State, event: Event, decision: Decision) -> None:
        effects = decision.effects
        resumed = ResumePlayers() in effects
        released = before.mode is Mode.STOPPED and decision.state.mode is not Mode.STOPPED
        assert resumed == released
        if resumed:
            assert isinstance(event, Signal)
            assert event.name is Name.YES
            assert self.asked_to_resume
            assert not before.faults
        if PausePlayers() in effects:
            assert effects[0] == PausePlayers()
            assert decision.state.mode is Mode.STOPPED
            self.asked_to_resume = False
        if resumed or "resume_kept" in prompts(list(effects)):
            self.asked_to_resume = False
        if isinstance(event, Signal) and event.name is Name.RESUME:
            self.asked_to_resume = "resume_ask" in prompts(list(effects))

    # ---- What can happen. --------------------------------------------------------------------

    @rule(name=st.sampled_from(Name))
    def something_is_heard(self, name: Name) -> None:
        effects = self.happens(signal(name, self.state.now))
        said = [n for n, effect in enumerate(effects) if isinstance(effect, Say | Chime)]
        assert not said or CutSpeech() in effects[: said[0]], "an answer waited behind other speech"

    @rule()
    def they_want_to_go_on(self) -> None:
        """The two parts of the answer, which chance alone would seldom put together."""
        open_before = self.state.mode is Mode.STOPPED and not self.state.faults
        self.happens(signal(Name.RESUME, self.state.now))
        effects = self.happens(signal(Name.YES, self.state.now))
        assert (ResumePlayers() in effects) == open_before

    @rule(passed=st.sampled_from([0.1, 1.5, 5.0, 10.0, 20.0, 60.0, 600.0]) | st.floats(0, 100))
    def time_passes(self, passed: float) -> None:
        self.happens(Ticked(self.state.now + frames(passed)))

    @rule(now=st.integers(0, 10**7))
    def time_is_told_again(self, now: int) -> None:
        before = self.state.now
        self.happens(Ticked(min(now, before)))
        assert self.state.now == before

    @rule(faults=st.frozensets(st.sampled_from(Fault), max_size=2))
    def faults_change(self, faults: frozenset[Fault]) -> None:
        had = self.state.faults
        effects = self.happens(FaultsChanged(faults))
        assert self.state.faults == faults
        if faults and not had:
            assert effects[:2] == [PausePlayers(), CutSpeech()]
        if had and not faults:
            assert prompts(effects) == ["hearing_again"]

    @precondition(lambda self: self.queue)
    @rule()
    def the_loudspeaker_plays_on(self) -> None:
        sound = self.queue.popleft()
        if isinstance(sound, Say):
            self.happens(Spoke(sound.utterance))

    @precondition(lambda self: self.queue)
    @rule()
    def the_loudspeaker_plays_to_the_end(self) -> None:
        for sound in [*self.queue]:
            self.queue.popleft()
            if isinstance(sound, Say):
                self.happens(Spoke(sound.utterance))

    @rule(number=st.integers(0, 200))
    def a_stale_end_of_speech_is_reported(self, number: int) -> None:
        if number not in [sound.utterance for sound in self.queue if isinstance(sound, Say)]:
            before = self.state
            assert self.happens(Spoke(number)) == []
            assert self.state == before

    @rule(obeyed=st.integers(0, 2), refused=st.integers(0, 2))
    def players_report(self, obeyed: int, refused: int) -> None:
        due = self.state.report_due
        effects = self.happens(PlayersPaused(obeyed, refused))
        said = prompts(effects)
        assert ("music_off" in said) == (due and obeyed > 0 and refused == 0)
        assert ("music_refused" in said) == (due and refused > 0)

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
        assert self.state.speaking == (says[-1] if says else None)

    @invariant()
    def times_are_set_exactly_while_they_matter(self) -> None:
        state = self.state
        assert (state.answer_by is not None) == (state.mode is Mode.CHECKING_IN)
        assert (state.alarm_at is not None) == bool(state.faults)
        assert state.mode is Mode.STOPPED or (state.resume_by is None and not state.report_due)
        assert state.aftercare_step is None or 0 <= state.aftercare_step < len(state.plan.aftercare)

    @invariant()
    def a_deaf_program_is_stopped_and_says_so(self) -> None:
        if self.state.faults:
            assert self.state.mode is Mode.STOPPED
            assert seconds(self.state.now - self.last_alarm) < ALARM_WITHIN

    @invariant()
    def a_stop_stops(self) -> None:
        decision = decide(self.state, signal(Name.STOP, self.state.now))
        effects = decision.effects
        assert effects[:3] == (PausePlayers(), CutSpeech(), Chime(ChimeKind.STOP))
        assert prompts(list(effects)) == ["stopping"]
        assert decision.state.mode is Mode.STOPPED
        assert decision.state.resume_by is None

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
        assert prompts(effects)[-1] == "check_in_unanswered"


TestAnySession = AnySession.TestCase
TestAnySession.settings = settings(max_examples=80, stateful_step_count=40)
