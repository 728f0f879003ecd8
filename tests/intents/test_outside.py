"""What other programs may ask for: danger always, what lets things go on never."""

import pytest

from intents.messages import CutSpeech, Signal, Spoke
from intents.names import PERMISSIVE, Name
from intents.outside import MAY_BE_ASKED, OUTSIDE, refusal
from intents.state import Mode, Music, Place, State
from tests.intents.story import Story, after, deaf, during, started, unarmed

MOMENTS = {
    "playing": started,
    "slow": lambda: after(Name.SLOW),
    "stopped": lambda: after(Name.STOP),
    "checking in": lambda: after(Name.CHECK_IN),
    "being asked": lambda: during(Name.CHECK_IN),
    "resume asked": lambda: after(Name.STOP, Name.RESUME),
    "half a yes": lambda: after(Name.STOP, Name.RESUME, Name.AFFIRM),
    "limits": lambda: during(Name.LIMITS),
    "aftercare": lambda: after(Name.AFTERCARE),
    "resting": lambda: after(Name.AFTERCARE, Name.DONE),
    "music held": lambda: after(Name.PAUSE_MUSIC),
    "closing": lambda: during(Name.END),
    "a question before": unarmed,
    "deaf": deaf,
}
LOUDNESS = (Music.PAUSED, Music.SOFT, Music.LOUD)


def ask(story: Story, name: Name) -> bool:
    """Ask for it as a program does; whether it was done."""
    if refusal(story.state, name) is not None:
        return False
    now = story.state.now
    story.happens(Signal(name, 1.0, (OUTSIDE,), now, now))
    return True


def told(state: State) -> tuple[bool, bool, bool]:
    """Whether it is stopped, a check-in is open, and the session is about to end."""
    return state.latched, state.check_in.answer_by is not None, state.closing.ends_at is not None


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_stop_may_always_be_asked_for_and_latches(moment: str) -> None:
    story = MOMENTS[moment]()
    assert ask(story, Name.STOP)
    assert story.state.mode is Mode.STOPPED
    assert story.state.music is Music.PAUSED


@pytest.mark.parametrize("moment", MOMENTS)
def test_nothing_that_lets_things_go_on_may_be_asked_for(moment: str) -> None:
    """Law 4, over any door."""
    state = MOMENTS[moment]().state
    for name in set(Name) - set(MAY_BE_ASKED):
        assert "people in the room" in (refusal(state, name) or ""), name
    assert not PERMISSIVE & set(MAY_BE_ASKED)
    assert Name.END not in MAY_BE_ASKED


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("name", MAY_BE_ASKED)
def test_no_request_ends_a_stop_answers_a_question_or_makes_the_music_louder(
    moment: str, name: Name
) -> None:
    story = MOMENTS[moment]()
    before = story.state
    if not ask(story, name):
        assert name is not Name.STOP
        return
    latched, asked, closing = told(before)
    assert story.state.latched >= latched
    assert LOUDNESS.index(story.state.music) <= LOUDNESS.index(before.music)
    if asked:
        assert story.state.latched, "a question was answered by a program"
    if closing:
        assert story.state.latched or story.state.slow
    if before.stop.resuming.answer_by is not None:
        assert story.state.stop.resuming.answer_by is None, "doubt means no"


def test_a_silence_stays_a_silence_whatever_programs_ask_for() -> None:
    """Law 5: they cannot put off what follows from it."""
    story = after(Name.CHECK_IN)
    for _ in range(60):
        if story.state.latched:
            break
        for name in MAY_BE_ASKED:
            assert name is Name.STOP or not ask(story, name)
        if story.state.speaking:
            story.falls_silent()
        story.waits(1)
    assert story.state.latched


@pytest.mark.parametrize(
    ("moment", "name", "mode"),
    [
        ("playing", Name.SLOW, Mode.SLOW),
        ("playing", Name.CHECK_IN, Mode.CHECKING_IN),
        ("stopped", Name.LIMITS, Mode.STOPPED),
        ("stopped", Name.LISTENING, Mode.STOPPED),
        ("stopped", Name.MUSIC_PLAYS, Mode.STOPPED),
        ("music held", Name.MUSIC_PLAYS, Mode.PLAYING),
        ("resting", Name.CHECK_IN, Mode.CHECKING_IN),
        ("closing", Name.SLOW, Mode.SLOW),
    ],
)
def test_what_is_not_refused_is_done(moment: str, name: Name, mode: Mode) -> None:
    story = MOMENTS[moment]()
    assert ask(story, name)
    assert story.state.mode is mode


def test_the_music_can_be_paused_without_a_stop() -> None:
    story = started()
    assert ask(story, Name.PAUSE_MUSIC)
    assert (story.state.mode, story.state.music) == (Mode.PLAYING, Music.PAUSED)
    assert not ask(after(Name.STOP), Name.PAUSE_MUSIC)
    assert not ask(after(Name.STOP), Name.CHECK_IN)


def asked_of_music(story: Story) -> list[str]:
    """What is said to `music_plays`."""
    assert ask(story, Name.MUSIC_PLAYS)
    return story.prompts


def test_music_that_plays_elsewhere_is_told_while_it_should_be_off_and_once_at_a_time() -> None:
    assert not ask(started(), Name.MUSIC_PLAYS)
    story = after(Name.STOP)
    for _ in range(2):
        assert asked_of_music(story) == ["music_unknown"]
        assert asked_of_music(story) == []
        story.falls_silent()
    story.hears(Name.LISTENING)
    assert asked_of_music(story) == ["music_unknown"]
    story.players_report(refused=1)
    assert asked_of_music(story) == [], "it waits still"


def next_is_said(story: Story) -> None:
    """What is being said is said, and what is queued behind it goes on."""
    last = story.state.speech.last
    assert last is not None
    story.happens(Spoke(last - len(story.state.speech.queued) + 1))


def test_it_is_told_at_once_over_limits_which_then_go_on_with_the_sentence_that_was_cut() -> None:
    story = during(Name.PAUSE_MUSIC, Name.LIMITS)
    whole = story.texts
    next_is_said(story)
    assert asked_of_music(story)[:2] == ["music_unknown", "limits_hard"]
    assert story.effects[0] == CutSpeech()
    assert story.texts[1:] == whole[1:]
    assert story.state.activity == "limits"
    assert asked_of_music(story) == []
    next_is_said(story)
    assert asked_of_music(story) == [], "a sentence at least is read between two times"
    next_is_said(story)
    assert asked_of_music(story)[0] == "music_unknown"
    assert story.texts[1:] == whole[2:]
    story.falls_silent()
    assert story.state.activity is None


def test_what_waits_behind_limits_that_are_read_leaves_the_activity_true() -> None:
    story = during(Name.PAUSE_MUSIC, Name.LIMITS)
    last = story.state.speech.last
    assert last is not None
    assert [*story.players_report(refused=1), *story.prompts][-1] == "music_refused"
    assert story.state.activity == "limits"
    story.happens(Spoke(last))
    assert story.state.speaking
    assert story.state.place is Place.PLAYING


def test_it_does_not_cut_the_answer_to_a_stop() -> None:
    story = after(Name.PAUSE_MUSIC)
    story.hears(Name.STOP, Name.LIMITS)
    assert asked_of_music(story) == ["music_unknown"]
    assert CutSpeech() not in story.effects


@pytest.mark.parametrize("moment", ["stopped", "resting", "aftercare"])
def test_aftercare_may_be_asked_for_once_the_play_is_over(moment: str) -> None:
    story = MOMENTS[moment]()
    mode, music = story.state.mode, story.state.music
    assert ask(story, Name.AFTERCARE)
    assert story.state.activity == "aftercare"
    assert (story.state.mode, story.state.music) == (mode, music)


@pytest.mark.parametrize("moment", sorted(MOMENTS.keys() - {"stopped", "resting", "aftercare"}))
def test_aftercare_from_outside_takes_nobody_the_check_ins_and_no_question(moment: str) -> None:
    """Law 5: nothing is timed in aftercare, so a program could end what looks after people."""
    story = MOMENTS[moment]()
    before = story.state
    assert not ask(story, Name.AFTERCARE)
    assert story.state == before
