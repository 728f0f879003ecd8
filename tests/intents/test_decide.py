"""What is done about each event, told as short stories."""

from collections.abc import Callable
from itertools import product

import pytest

from intents.deciding.table import ANSWERS
from intents.faults import Fault
from intents.messages import (
    Chime,
    ChimeKind,
    CutSpeech,
    Event,
    FaultsChanged,
    OutOfReach,
    PausePlayers,
    PlayersPaused,
    Restore,
    ResumePlayers,
    Say,
    Soften,
    Spoke,
    Started,
    Ticked,
)
from intents.names import Name
from intents.state import Mode, Music
from tests.intents.story import (
    TICK,
    Story,
    after,
    deaf,
    during,
    english_prompts,
    prompts,
    quiet,
    signal,
    started,
    unarmed,
)

UNARMED, ARMED, PLAYING, SLOW, RESTING, CHECKING_IN, STOPPED, CLOSING = Mode

SITUATIONS: dict[str, Callable[[], Story]] = {
    "before the start": Story.of,
    "playing": started,
    "glimpsed": lambda: after(Name.MAYBE_STOP),
    "slow": lambda: after(Name.SLOW),
    "slow being said": lambda: during(Name.SLOW),
    "checking in": lambda: after(Name.CHECK_IN),
    "checking in being said": lambda: during(Name.CHECK_IN),
    "asked about an embedded stop": lambda: after(Name.EMBEDDED),
    "limits being read": lambda: during(Name.LIMITS),
    "aftercare": lambda: after(Name.AFTERCARE, Name.NEXT),
    "stopping": lambda: during(Name.STOP),
    "stopped": lambda: after(Name.STOP),
    "resume asked": lambda: after(Name.STOP, Name.RESUME),
    "resting": lambda: after(Name.AFTERCARE, Name.DONE),
    "resumed": lambda: during(Name.STOP, Name.RESUME, Name.YES),
    "aftercare while stopped": lambda: after(Name.STOP, Name.AFTERCARE),
    "deaf": deaf,
    "unarmed, asking": lambda: quiet(unarmed()),
    "unarmed, asking aloud": unarmed,
    "unarmed, told to wait": lambda: unarmed(Name.DENY),
    "armed": lambda: unarmed(*[Name.AFFIRM] * 6),
    "music held": lambda: after(Name.PAUSE_MUSIC),
    "closing": lambda: after(Name.END),
    "closing being said": lambda: during(Name.END),
    "closing while stopped": lambda: after(Name.STOP, Name.END),
}


@pytest.fixture(params=list(SITUATIONS.values()), ids=list(SITUATIONS))
def story(request: pytest.FixtureRequest) -> Story:
    """Each situation that a session can be in."""
    situation: Callable[[], Story] = request.param
    return situation()


# ---- Everything has an answer. ---------------------------------------------------------------


def test_every_name_has_an_answer_in_every_mode() -> None:
    assert set(ANSWERS) == set(product(Mode, Name))


EVENTS: list[Event] = [
    *map(signal, Name),
    Ticked(0),
    Ticked(10**9),
    Spoke(0),
    Spoke(10**9),
    FaultsChanged(frozenset()),
    FaultsChanged(frozenset(Fault)),
    PlayersPaused(0, 0),
    PlayersPaused(2, 1),
    OutOfReach(bus=False, streams=("firefox",)),
    Started(),
]


@pytest.mark.parametrize(
    "event", EVENTS, ids=lambda event: getattr(event, "name", type(event).__name__)
)
def test_every_event_has_an_answer_in_every_situation(story: Story, event: Event) -> None:
    before = repr(story.state)
    state = story.state
    story.happens(event)
    assert repr(state) == before
    assert story.state.mode in Mode


READ = ["limits_hard", "limits_hard", "limits_soft", "limits_wants", "limits_wants", "limits_close"]
HARD = ["limits_hard", "limits_hard", "limits_close"]


Row = dict[Mode, tuple[Mode, list[str]]]


def row(*prompts: str, to: Mode | None = None, **others: tuple[Mode, list[str]]) -> Row:
    """The same answer in every mode, by default without leaving it, except in `others`.

    Closing goes back to playing, where the closing of this table began, unless it says otherwise.
    """
    usual = {mode: (to or (PLAYING if mode is CLOSING else mode), [*prompts]) for mode in Mode}
    if not prompts:
        usual[CLOSING] = (to or PLAYING, ["closing_kept"])
    return usual | {Mode(mode): answer for mode, answer in others.items()}


GUIDED = ["aftercare_intro", "aftercare"]
STAYS = (STOPPED, ["still_stopped"])

TABLE: dict[Name, Row] = {
    Name.STOP: row("stopping", to=STOPPED),
    Name.HOUSE: row("house_nobody", to=STOPPED),
    Name.SLOW: row("slow", to=SLOW, stopped=STAYS),
    Name.GO: row(
        unarmed=(UNARMED, ["before_first"]),
        armed=(PLAYING, ["begun"]),
        slow=(PLAYING, ["going_on"]),
        checking_in=(PLAYING, ["going_on"]),
        stopped=STAYS,
    ),
    Name.CHECK_IN: row("check_in", to=CHECKING_IN, stopped=STAYS),
    Name.EMBEDDED: row("embedded", to=CHECKING_IN, stopped=(STOPPED, [])),
    Name.MAYBE_STOP: row(closing=(CLOSING, [])),
    Name.MUSIC_PLAYS: row("music_unknown", closing=(CLOSING, ["music_unknown"])),
    Name.FINE: row(checking_in=(PLAYING, ["going_on"])),
    Name.NOT_FINE: row(checking_in=(SLOW, ["slow"])),
    Name.RESUME: row(stopped=(STOPPED, ["resume_ask"])),
    Name.YES: row(),
    Name.LIMITS: row(*READ),
    Name.HARD_LIMITS: row(*HARD),
    Name.ABOUT: row("limits_unknown"),
    Name.NARROW: row("narrowed"),
    Name.AFTERCARE: row(
        *GUIDED,
        playing=(RESTING, GUIDED),
        slow=(RESTING, GUIDED),
        checking_in=(RESTING, GUIDED),
        closing=(RESTING, GUIDED),
    ),
    Name.NEXT: row(),
    Name.SKIP: row(),
    Name.WAIT: row(),
    Name.DONE: row(),
    Name.REPEAT: row(
        "listening",
        unarmed=(UNARMED, ["before_wait"]),
        armed=(ARMED, ["before_done"]),
        slow=(SLOW, ["slow"]),
        resting=(RESTING, ["aftercare_end"]),
        checking_in=(CHECKING_IN, ["check_in"]),
        stopped=(STOPPED, ["stopping"]),
        closing=(PLAYING, ["closing_kept"]),
    ),
    Name.HOW_LONG: row(
        "time_passed", unarmed=(UNARMED, ["time_not_begun"]), armed=(ARMED, ["time_not_begun"])
    ),
    Name.READY: row(unarmed=(UNARMED, ["before"])),
    Name.AFFIRM: row(),
    Name.DENY: row(checking_in=(SLOW, ["slow"])),
    Name.BEGIN: row(
        resting=(PLAYING, ["begun"]),
        unarmed=(UNARMED, ["before_first"]),
        armed=(PLAYING, ["begun"]),
        stopped=STAYS,
    ),
    Name.LOUDER: row("louder"),
    Name.SLOWER: row("slower"),
    Name.PAUSE_MUSIC: row("music_held", stopped=(STOPPED, [])),
    Name.LISTENING: row("hears_well"),
    Name.QUIET: row("quiet"),
    Name.END: row(
        "closing", to=CLOSING, checking_in=(CHECKING_IN, ["check_in"]), closing=(CLOSING, [])
    ),
}
"""What follows each name in each mode when nothing else is open: the next mode, what is said."""

IN_MODE: dict[Mode, Callable[[], Story]] = {
    UNARMED: lambda: unarmed(Name.DENY),
    ARMED: lambda: unarmed(*[Name.AFFIRM] * 6),
    PLAYING: started,
    SLOW: lambda: after(Name.SLOW),
    RESTING: lambda: after(Name.AFTERCARE, Name.DONE),
    CHECKING_IN: lambda: after(Name.CHECK_IN),
    STOPPED: lambda: after(Name.STOP),
    CLOSING: lambda: after(Name.END),
}


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize("name", Name)
def test_the_answer_to_every_name_in_every_mode(name: Name, mode: Mode) -> None:
    story = IN_MODE[mode]()
    assert story.state.mode is mode
    story.hears(name)
    assert (story.state.mode, story.prompts) == TABLE[name][mode]


# ---- The start. ------------------------------------------------------------------------------


def test_at_the_start_it_chimes_and_says_that_it_listens() -> None:
    story = Story.of()
    assert story.happens(Started()) == [
        Soften(),
        Chime(ChimeKind.READY),
        Say(0, "listening", "I am listening."),
    ]
    assert story.falls_silent() == [Restore()]


def test_it_does_not_say_that_it_listens_while_it_is_deaf() -> None:
    story = Story.of()
    story.breaks(Fault.DIGITAL_SILENCE)
    assert story.happens(Started()) == []
    story.breaks()
    assert story.prompts == ["hearing_again"]


# ---- Stop. -----------------------------------------------------------------------------------


def test_a_stop_pauses_cuts_chimes_and_says_so_in_any_situation(story: Story) -> None:
    number = story.state.speech.utterances
    assert story.hears(Name.STOP) == [
        PausePlayers(),
        CutSpeech(),
        Chime(ChimeKind.STOP),
        Say(number, "stopping", "Stopping."),
    ]
    assert story.state.mode is STOPPED
    assert story.state.music is Music.PAUSED


def test_a_stop_ends_everything_that_was_open(story: Story) -> None:
    story.hears(Name.STOP)
    quiet(story)
    story.waits(600)
    assert {*story.prompts} <= {"deaf"}
    assert story.hears(Name.NEXT) == []
    assert story.hears(Name.YES) == []
    assert story.state.mode is STOPPED


@pytest.mark.parametrize("name", [name for name in Name if name is not Name.STOP])
def test_nothing_that_is_said_once_ends_a_stop(name: Name) -> None:
    story = after(Name.STOP)
    story.hears(name)
    assert story.state.latched
    assert wakes_players(story) == []


def test_the_music_is_called_off_only_after_the_players_said_so() -> None:
    story = during(Name.STOP)
    assert "music_off" not in story.prompts
    assert story.waits(5) == []
    story.players_report(obeyed=2)
    assert story.prompts == ["music_off"]
    assert not any(isinstance(effect, CutSpeech) for effect in story.effects)


def test_a_player_that_refused_is_told() -> None:
    story = during(Name.STOP)
    story.players_report(obeyed=1, refused=1)
    assert story.prompts == ["music_refused"]


def test_music_that_begins_in_a_stop_and_does_not_obey_is_told_but_not_on_and_on() -> None:
    story = during(Name.STOP)
    story.players_report(obeyed=1)
    for _ in range(3):
        assert "music_refused" in prompts(story.players_report(refused=1))
        assert story.players_report(refused=1) == []
        quiet(story).waits(29.9)
        assert story.players_report(refused=1) == []
        story.waits(0.1)


def test_nothing_is_said_where_nothing_played() -> None:
    story = during(Name.STOP)
    assert story.players_report() == []
    story.waits(60)
    assert not {"music_off", "music_unknown"} & {*story.prompts}


def test_what_turns_out_later_to_be_off_is_told_once() -> None:
    """Where the guardian had paused it, it looks at first as if nothing had played."""
    story = during(Name.STOP)
    story.players_report()
    story.players_report(obeyed=1)
    assert story.prompts == ["music_off"]
    assert story.players_report(obeyed=1) == []


def test_the_players_report_once_for_each_stop() -> None:
    story = during(Name.STOP)
    story.players_report(obeyed=1)
    assert story.players_report(obeyed=1) == []
    story.hears(Name.STOP)
    story.players_report(obeyed=1)
    assert story.prompts == ["music_off"]


def test_a_report_that_nobody_waits_for_is_not_read_out() -> None:
    assert started().players_report(obeyed=1) == []


def test_a_report_that_comes_after_the_music_went_on_is_not_read_out() -> None:
    story = after(Name.STOP, Name.RESUME, Name.YES)
    assert story.players_report(obeyed=1) == []


@pytest.mark.parametrize("name", [Name.SLOW, Name.GO, Name.CHECK_IN])
def test_while_stopped_other_words_are_answered_but_change_nothing(name: Name) -> None:
    story = after(Name.STOP)
    story.hears(name)
    assert story.effects[0] == CutSpeech()
    assert story.chimes == [ChimeKind.SLOW]
    assert story.prompts == ["still_stopped"]


# ---- Maybe a stop. ---------------------------------------------------------------------------


def test_an_unsure_look_softens_for_a_moment_without_a_sound() -> None:
    story = started()
    assert story.hears(Name.MAYBE_STOP) == [Soften()]
    assert story.waits(1.4) == []
    assert story.waits(0.1) == [Restore()]
    assert story.state.mode is PLAYING


def test_another_unsure_look_makes_it_longer() -> None:
    story = after(Name.MAYBE_STOP)
    story.waits(1)
    assert story.hears(Name.MAYBE_STOP) == []
    assert story.waits(1.4) == []
    assert story.waits(0.1) == [Restore()]


def test_an_unsure_look_that_is_confirmed_stops() -> None:
    story = after(Name.MAYBE_STOP)
    assert story.hears(Name.STOP)[0] == PausePlayers()
    assert wakes_players(story) == []


def test_an_unsure_look_does_not_end_the_softness_of_slow() -> None:
    story = after(Name.SLOW)
    story.hears(Name.MAYBE_STOP)
    assert story.waits(60) == []
    assert story.state.music is Music.SOFT


def test_going_on_ends_the_softness_of_an_unsure_look() -> None:
    story = after(Name.SLOW, Name.MAYBE_STOP)
    story.hears(Name.GO)
    assert story.falls_silent() == [Restore()]


# ---- Slow and go. ----------------------------------------------------------------------------


def test_slow_softens_chimes_and_asks_to_slow_down() -> None:
    story = started()
    number = story.state.speech.utterances
    assert story.hears(Name.SLOW) == [
        Soften(),
        CutSpeech(),
        Chime(ChimeKind.SLOW),
        Say(number, "slow", english_prompts()["slow"]),
    ]
    quiet(story)
    assert story.waits(3600) == []


def test_go_leaves_slow_and_the_music_comes_back_after_the_words() -> None:
    story = after(Name.SLOW)
    story.hears(Name.GO)
    assert story.prompts == ["going_on"]
    assert story.falls_silent() == [Restore()]


def test_go_while_playing_is_nothing() -> None:
    assert started().hears(Name.GO) == []


# ---- Check-ins. ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "prompt"), [(Name.CHECK_IN, "check_in"), (Name.EMBEDDED, "embedded")]
)
def test_a_check_in_softens_chimes_and_asks(name: Name, prompt: str) -> None:
    story = started()
    number = story.state.speech.utterances
    assert story.hears(name) == [
        Soften(),
        CutSpeech(),
        Chime(ChimeKind.CHECK_IN),
        Say(number, prompt, english_prompts()[prompt]),
    ]


@pytest.mark.parametrize("name", [Name.CHECK_IN, Name.EMBEDDED])
def test_silence_is_asked_again_and_then_counts_as_a_stop(name: Name) -> None:
    story = after(name)
    assert story.waits(14.9) == []
    story.waits(0.1)
    assert story.chimes == [ChimeKind.CHECK_IN]
    assert story.prompts == ["check_in_again"]
    quiet(story)
    assert story.waits(14.9) == []
    number = story.state.speech.utterances
    assert story.waits(0.1) == [
        PausePlayers(),
        CutSpeech(),
        Chime(ChimeKind.STOP),
        Say(number, "check_in_unanswered", english_prompts()["check_in_unanswered"], louder=1),
    ]
    assert story.state.mode is STOPPED
    story.players_report(obeyed=1)
    assert story.prompts == ["music_off"]


def test_the_wait_for_an_answer_begins_when_the_question_was_spoken() -> None:
    story = during(Name.CHECK_IN)
    assert story.waits(15) == []
    quiet(story)
    assert story.waits(14.9) == []
    story.waits(0.1)
    assert story.prompts == ["check_in_again"]


def test_a_question_whose_end_nobody_reports_is_not_waited_for_forever() -> None:
    story = during(Name.CHECK_IN)
    assert story.waits(15 + 15) == []
    story.waits(15)
    assert story.prompts == ["check_in_again"]
    story.waits(45)
    assert story.state.mode is STOPPED


def test_the_end_of_an_earlier_utterance_does_not_begin_the_wait() -> None:
    story = during(Name.CHECK_IN)
    stale = story.state.speech.utterances - 2
    assert story.happens(Spoke(stale)) == []
    assert story.waits(20) == []


@pytest.mark.parametrize(
    ("answer", "mode"), [(Name.GO, PLAYING), (Name.SLOW, SLOW), (Name.STOP, STOPPED)]
)
def test_an_answer_ends_the_check_in(answer: Name, mode: Mode) -> None:
    story = after(Name.CHECK_IN)
    story.waits(20)
    story.hears(answer)
    assert story.state.mode is mode
    quiet(story)
    assert story.waits(120) == []
    assert story.state.mode is mode


def test_an_answer_is_heard_while_the_question_is_spoken() -> None:
    story = during(Name.CHECK_IN)
    story.hears(Name.GO)
    assert story.effects[0] == CutSpeech()
    assert story.state.mode is PLAYING


def test_reading_the_limits_gives_time_but_is_no_answer() -> None:
    story = after(Name.CHECK_IN)
    story.waits(14)
    story.hears(Name.LIMITS)
    assert story.waits(30) == []
    story.falls_silent()
    assert story.waits(14.9) == []
    story.waits(0.1)
    assert story.prompts == ["check_in_again"]


def test_cutting_the_question_short_begins_the_wait() -> None:
    story = during(Name.CHECK_IN)
    assert story.hears(Name.DONE) == [CutSpeech()]
    story.waits(15)
    assert story.prompts == ["check_in_again"]


def test_asking_for_a_check_in_again_begins_it_anew() -> None:
    story = after(Name.CHECK_IN)
    story.waits(15)
    quiet(story)
    story.hears(Name.CHECK_IN)
    quiet(story)
    story.waits(15)
    assert story.prompts == ["check_in_again"]
    assert story.state.mode is CHECKING_IN


def test_asking_for_aftercare_is_an_answer() -> None:
    story = after(Name.CHECK_IN, Name.AFTERCARE)
    assert story.state.mode is RESTING
    story.waits(100)
    assert story.effects == []


# ---- Timed check-ins. ------------------------------------------------------------------------


def timed() -> Story:
    """Asks by itself every two minutes."""
    return Story.of(check_in={"every_minutes": 2})


def test_it_asks_by_itself_when_that_was_agreed() -> None:
    story = timed()
    assert story.waits(119.9) == []
    story.waits(0.1)
    assert story.chimes == [ChimeKind.CHECK_IN]
    assert story.prompts == ["check_in"]
    assert story.state.mode is CHECKING_IN


def test_it_never_asks_by_itself_when_that_was_not_agreed() -> None:
    assert started().waits(3600) == []


def test_after_an_answer_the_time_begins_anew() -> None:
    story = timed()
    story.waits(120)
    story.hears(Name.GO)
    quiet(story)
    assert story.waits(119.9) == []
    story.waits(0.1)
    assert story.prompts == ["check_in"]


def test_it_asks_while_slow_too() -> None:
    story = timed()
    story.hears(Name.SLOW)
    quiet(story)
    story.waits(120)
    assert story.prompts == ["check_in"]


def test_it_does_not_ask_while_something_is_said() -> None:
    story = timed()
    story.waits(119)
    story.hears(Name.HOW_LONG)
    assert story.waits(15) == []
    story.falls_silent()
    story.waits(0.1)
    assert story.prompts == ["check_in"]


@pytest.mark.parametrize("cut", [False, True])
def test_after_the_limits_were_read_the_time_begins_anew(*, cut: bool) -> None:
    """Or else their end would be an alarm."""
    story = timed()
    story.waits(119)
    story.hears(Name.LIMITS)
    assert story.waits(30) == []
    story.hears(Name.DONE) if cut else story.falls_silent()
    assert story.waits(119.8) == []
    story.waits(0.2)
    assert story.prompts == ["check_in"]


def test_it_does_not_ask_during_aftercare() -> None:
    story = timed()
    story.hears(Name.AFTERCARE)
    quiet(story)
    assert story.waits(119) == []
    story.waits(2)
    assert story.prompts == ["aftercare"]


def test_it_does_not_ask_while_stopped_but_again_after_the_stop() -> None:
    story = timed()
    story.hears(Name.STOP)
    quiet(story)
    assert story.waits(600) == []
    story.hears(Name.RESUME, Name.YES)
    quiet(story)
    assert story.waits(119.9) == []
    story.waits(0.1)
    assert story.prompts == ["check_in"]


# ---- The two-part answer that ends a stop. ---------------------------------------------------


def wakes_players(story: Story) -> list[object]:
    return [effect for effect in story.effects if isinstance(effect, ResumePlayers | Restore)]


def test_resume_is_asked_back_and_yes_within_time_resumes() -> None:
    story = after(Name.STOP)
    number = story.state.speech.utterances
    assert story.hears(Name.RESUME) == [
        CutSpeech(),
        Chime(ChimeKind.CHECK_IN),
        Say(number, "resume_ask", english_prompts()["resume_ask"]),
    ]
    quiet(story)
    story.waits(19)
    assert story.hears(Name.YES) == [
        ResumePlayers(),
        Soften(),
        CutSpeech(),
        Chime(ChimeKind.READY),
        Say(number + 1, "resumed", english_prompts()["resumed"]),
    ]
    assert story.state.mode is PLAYING
    assert story.falls_silent() == [Restore()]


def test_yes_may_be_said_while_the_question_is_spoken() -> None:
    story = during(Name.STOP, Name.RESUME)
    story.hears(Name.YES)
    assert story.state.mode is PLAYING


def test_yes_alone_is_nothing() -> None:
    assert after(Name.STOP).hears(Name.YES) == []


def test_yes_too_late_is_nothing() -> None:
    story = after(Name.STOP, Name.RESUME)
    assert story.waits(19.9) == []
    story.waits(0.1)
    assert story.prompts == ["resume_kept"]
    assert story.hears(Name.YES) == []


def test_yes_counts_once() -> None:
    story = after(Name.STOP, Name.RESUME, Name.YES, Name.STOP)
    assert story.hears(Name.YES) == []


def test_the_wait_for_yes_begins_when_the_question_was_spoken() -> None:
    story = during(Name.STOP, Name.RESUME)
    story.waits(10)
    story.falls_silent()
    assert story.waits(19.9) == []
    story.hears(Name.YES)
    assert story.state.mode is PLAYING


def test_the_word_said_again_gets_the_same_question_and_its_whole_time() -> None:
    story = after(Name.STOP, Name.RESUME)
    story.waits(15)
    story.hears(Name.RESUME)
    assert story.texts == [english_prompts()["resume_ask"]]
    assert story.state.mode is STOPPED
    quiet(story).waits(19)
    story.hears(Name.YES)
    assert story.state.mode is PLAYING


def test_yes_and_the_word_may_come_one_after_the_other() -> None:
    story = after(Name.STOP, Name.RESUME)
    story.waits(1)
    assert story.hears(Name.AFFIRM) == []
    story.waits(2)
    assert ResumePlayers() in story.hears(Name.RESUME)
    assert story.prompts == ["resumed"]


def test_yes_and_the_word_too_far_apart_are_asked_about_again() -> None:
    story = after(Name.STOP, Name.RESUME)
    story.hears(Name.AFFIRM)
    story.waits(6)
    story.hears(Name.RESUME)
    assert story.prompts == ["resume_ask"]


def test_a_yes_before_the_question_or_over_it_is_no_half_of_the_answer() -> None:
    """Law 4; and the question has a yes in it, which may come back from the loudspeaker."""
    story = after(Name.STOP)
    story.hears(Name.AFFIRM, Name.RESUME)
    assert story.prompts == ["resume_ask"]
    began = story.state.now
    story.waits(3)
    quiet(story)
    story.happens(signal(Name.AFFIRM, began))
    story.hears(Name.RESUME)
    assert story.prompts == ["resume_ask"]
    story.hears(Name.AFFIRM, Name.RESUME)
    assert story.prompts == ["resume_ask"]
    assert story.state.mode is STOPPED


@pytest.mark.parametrize("name", [Name.DENY, Name.STOP, Name.SLOW])
def test_a_no_takes_a_yes_back(name: Name) -> None:
    story = after(Name.STOP, Name.RESUME)
    story.hears(Name.AFFIRM, name, Name.RESUME)
    assert story.prompts[-1] == "resume_ask"
    assert story.state.mode is STOPPED


@pytest.mark.parametrize("name", [Name.STOP, Name.SLOW, Name.GO, Name.CHECK_IN, Name.AFTERCARE])
def test_anything_else_that_matters_takes_the_question_back(name: Name) -> None:
    story = after(Name.STOP, Name.RESUME)
    story.hears(name)
    assert story.hears(Name.YES) == []
    assert story.state.mode is STOPPED


def test_a_fault_takes_the_question_back() -> None:
    story = after(Name.STOP, Name.RESUME)
    story.breaks(Fault.BEHIND)
    assert story.hears(Name.YES) == []
    story.breaks()
    assert story.hears(Name.YES) == []
    assert story.state.mode is STOPPED


# ---- Deafness. -------------------------------------------------------------------------------


@pytest.mark.parametrize("fault", Fault)
def test_a_fault_stops_sounds_the_alarm_and_says_so(fault: Fault) -> None:
    story = started()
    number = story.state.speech.utterances
    hears = {Fault.UNHEARD: "unheard", Fault.GUARDIAN_LOST: "unguarded"}
    prompt = hears.get(fault, "deaf")
    assert story.breaks(fault) == [
        PausePlayers(),
        CutSpeech(),
        Chime(ChimeKind.ALARM),
        Say(number, prompt, english_prompts()[prompt]),
    ]
    assert story.state.mode is STOPPED
    story.players_report(obeyed=1)
    assert story.prompts == ["music_off"]


def test_a_fault_stops_in_any_situation(story: Story) -> None:
    story.breaks()
    quiet(story)
    story.breaks(Fault.STREAM_ENDED)
    assert story.effects[:3] == [PausePlayers(), CutSpeech(), Chime(ChimeKind.ALARM)]
    assert story.state.mode is STOPPED


def test_the_alarm_sounds_again_and_again_while_the_fault_lasts() -> None:
    story = deaf()
    for _ in range(20):
        story.waits(10)
        assert story.chimes == [ChimeKind.ALARM]
        assert story.prompts == ["deaf"]
        assert story.effects[0] == CutSpeech()
        quiet(story)


def test_another_fault_neither_stops_nor_delays_the_alarm() -> None:
    story = deaf()
    story.waits(5)
    assert story.breaks(Fault.NO_FRAMES, Fault.BEHIND) == []
    assert story.breaks(Fault.BEHIND) == []
    story.waits(5)
    assert story.chimes == [ChimeKind.ALARM]


def test_the_end_of_all_faults_is_announced_and_nothing_starts() -> None:
    story = deaf()
    number = story.state.speech.utterances
    assert story.breaks() == [
        CutSpeech(),
        Chime(ChimeKind.READY),
        Say(number, "hearing_again", english_prompts()["hearing_again"]),
    ]
    quiet(story)
    assert story.waits(600) == []
    assert story.state.mode is STOPPED


def test_no_faults_after_no_faults_is_nothing() -> None:
    assert started().breaks() == []


def test_who_is_deaf_does_not_resume() -> None:
    story = deaf()
    story.hears(Name.RESUME)
    assert story.effects[0] == CutSpeech()
    assert story.prompts == ["deaf"]
    assert story.hears(Name.YES) == []
    story.breaks()
    assert story.hears(Name.YES) == []
    story.hears(Name.RESUME, Name.YES)
    assert story.state.mode is PLAYING


# ---- What is read. ---------------------------------------------------------------------------


def test_done_cuts_what_is_being_said() -> None:
    story = during(Name.LIMITS)
    assert story.hears(Name.DONE) == [Restore(), CutSpeech()]


def test_repeat_says_the_last_thing_again() -> None:
    story = during(Name.LIMITS)
    read = story.texts
    story.hears(Name.REPEAT)
    assert CutSpeech() in story.effects
    assert story.texts == read


def test_repeat_without_anything_said_is_nothing() -> None:
    assert Story.of().hears(Name.REPEAT) == []


# ---- Time and what is shown. -----------------------------------------------------------------


def test_time_never_goes_back() -> None:
    story = started()
    story.happens(Ticked(10 * TICK), Ticked(3 * TICK))
    assert story.state.now == 10 * TICK


def test_time_that_passes_at_once_asks_before_it_stops() -> None:
    """A computer that slept must not wake up into a stop that nobody could have prevented."""
    story = after(Name.CHECK_IN)
    story.happens(Ticked(story.state.now + 10**8))
    assert story.prompts == ["check_in_again"]


@pytest.mark.parametrize(
    ("situation", "activity"),
    [
        ("playing", None),
        ("slow being said", None),
        ("checking in", None),
        ("stopped", None),
        ("limits being read", "limits"),
        ("aftercare", "aftercare"),
        ("aftercare while stopped", "aftercare"),
        ("resume asked", "resume_asked"),
        ("deaf", None),
    ],
)
def test_what_goes_on_is_shown(situation: str, activity: str | None) -> None:
    assert SITUATIONS[situation]().state.activity == activity


def test_read_limits_are_shown_no_longer_than_they_are_read() -> None:
    assert after(Name.LIMITS).state.activity is None


@pytest.mark.parametrize("name", [Name.DENY, Name.NOT_FINE, Name.WAIT, Name.EMBEDDED, Name.SLOW])
def test_whoever_is_not_sure_while_it_is_asked_has_said_no(name: Name) -> None:
    """Laws 3 and 4: the other one's "yes, resume" must not end the stop after that."""
    story = after(Name.STOP, Name.RESUME)
    story.hears(name)
    assert story.prompts == ["still_stopped"]
    quiet(story).hears(Name.YES)
    assert story.state.mode is Mode.STOPPED
    assert ResumePlayers() not in story.effects
