"""Small requests: the voice, the music, the time, and whether anybody listens."""

from dataclasses import replace

from intents.deciding.aftercare import step_again, time_left
from intents.deciding.deafness import tell_fault
from intents.deciding.decision import LOUDEST, SLOWEST, Decision, is_due, minutes
from intents.deciding.modes import with_fresh_timers
from intents.deciding.reach import by_hand
from intents.messages import Signal
from intents.state import Hears, Mode, Music

_HEARS = {Hears.GAPS: "hears_gaps", Hears.TOO_LOUD: "too_loud"}


def repeat(d: Decision, _: Signal) -> Decision:
    """The step of aftercare, or the last thing said, unless it is a question that is closed."""
    if d.state.aftercare.step is not None:
        return step_again(d)
    lines = d.state.speech.lines
    asks = any(prompt == "resume_ask" for prompt, _ in lines)
    closed = asks and d.state.activity != "resume_asked"
    return d.cut().say(*lines) if lines and not closed else d


def louder(d: Decision, _: Signal) -> Decision:
    """A louder voice; who asks for one wants to hear it."""
    d = d.cut().set_speech(louder=min(LOUDEST, d.state.speech.louder + 1), quiet=False)
    return d.prompt("louder")


def slower(d: Decision, _: Signal) -> Decision:
    """A slower voice."""
    return d.cut().set_speech(slower=min(SLOWEST, d.state.speech.slower + 1)).prompt("slower")


def quiet(d: Decision, _: Signal) -> Decision:
    """No chatter from now on."""
    return d.cut().prompt("quiet").set_speech(quiet=True)


def hold_music(d: Decision, _: Signal) -> Decision:
    """The music pauses without a stop."""
    d = d.cut().set(music_wish=Music.PAUSED)
    return d.say(("music_held", d.state.plan.prompts["music_held"]), *by_hand(d))


def music_plays(d: Decision, _: Signal) -> Decision:
    """Some plays where we cannot reach it, though it should be off: said once at a time.

    Over limits that are read it is said at once, and they go on with the sentence that was cut.
    Each time a sentence is read to its end, so that nobody who asks on and on keeps them from that.
    """
    line = ("music_unknown", d.state.plan.prompts["music_unknown"])
    speech = d.state.speech
    if line in speech.queued:
        return d
    if d.state.keeps or not d.state.reads_limits:
        return d.say(line)
    said_just_now = speech.lines[0] == line and len(speech.queued) >= len(speech.lines) - 1
    return d if said_just_now else d.cut().say(line, *speech.queued)


def release_music(d: Decision, _: Signal) -> Decision:
    """It plays as loud as it was, if people had asked for a pause or it was low since aftercare."""
    if d.state.music_wish is Music.LOUD:
        return d
    return with_fresh_timers(d.set(music_wish=Music.LOUD))


def how_long(d: Decision, _: Signal) -> Decision:
    """How long the step of aftercare still is, or the session has been."""
    if d.state.aftercare.step is not None:
        return time_left(d)
    begun_at = d.state.schedule.begun_at
    if begun_at is None:
        return d.cut().prompt("time_not_begun")
    return d.cut().prompt("time_passed", minutes=minutes(d.state.now - begun_at))


def listening(d: Decision, _: Signal) -> Decision:
    """The truth of the last seconds."""
    hears = d.state.hears
    if hears is Hears.FAULTY:
        return tell_fault(d)
    if hears is not Hears.WELL:
        return d.cut().prompt(_HEARS[hears])
    signs = (f"signs_{sign}" for sign in d.state.plan.lexicon.signs)
    return d.cut().prompt("hears_well", *signs)


def requests_ticked(d: Decision) -> Decision:
    """The planned length of the session is told once, when nothing else is said."""
    calm = d.state.mode in (Mode.PLAYING, Mode.SLOW)
    schedule = d.state.schedule
    if not calm or d.state.speaking or not is_due(schedule.long_at, d.state.now):
        return d
    passed = d.state.now - (schedule.begun_at or 0)
    return d.set(schedule=replace(schedule, long_at=None)).prompt(
        "session_long", minutes=minutes(passed)
    )
