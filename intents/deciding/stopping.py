"""Stop words and the latch, and what the players made of it."""

from dataclasses import replace
from typing import Any

from intents.clock import Frames, frames
from intents.deciding.decision import Decision, is_due
from intents.deciding.modes import latch
from intents.deciding.reach import by_hand
from intents.messages import Chime, ChimeKind, PlayersPaused, Signal
from intents.scripts import Script
from intents.state import Music
from intents.words import same_key

GLIMPSE: Frames = frames(1.5)
"""How long the music stays low after a look at a stop word that nothing confirmed."""
OFFER_AFTER: Frames = frames(30)
"""How long after a stop aftercare is offered, to those who want that."""
REFUSED_AGAIN: Frames = frames(30)
"""So long after it was said that some music does not obey, it is said of other music."""
HOUSE_LOUDER = 2
"""Whoever is called may be in another room."""


def stop(d: Decision, signal: Signal) -> Decision:
    """Everything stops, and what the person who said it wants to hear is said."""
    script = _script(d, signal)
    d = _stop(d, script)
    answer = [("stopping", script.says)] if script.says is not None else []
    lines = (*answer, *by_hand(d), *(_question(d, script) if answer else ()))
    return d.say(*lines, keep=1) if lines else d.keep_chime()


def house(d: Decision, signal: Signal) -> Decision:
    """A stop that calls somebody, whom it must reach even if the others want quiet."""
    script = _script(d, signal)
    d = _stop(d, script)
    prompts = d.state.plan.prompts
    call = ("house_nobody", prompts["house_nobody"])
    if script.calls is not None:
        call = ("house", prompts["house"].format(person=script.calls))
    return d.say(call, *by_hand(d), louder=HOUSE_LOUDER, keep=1)


def maybe_stop(d: Decision, _: Signal) -> Decision:
    """The soft, reversible thing."""
    return d.set(glimpsed_until=d.state.now + GLIMPSE)


def players_paused(d: Decision, report: PlayersPaused) -> Decision:
    """What the players did is said once for each stop; that one refused is said to anybody.

    Where nothing played, or what did was off before we knew why, there may be more to say later,
    and where music that begins during a stop does not obey. That the music is off is not said
    where something may play on, which people were told already.
    """
    now, stop = d.state.now, d.state.stop
    if not stop.report_due:
        held = d.state.music_wish is Music.PAUSED  # then it was said that the music rests
        until = stop.refused_until
        late = stop.latched and (until is None or is_due(until, now))
        return _refused(d) if report.refused and (held or late) else d
    nothing_yet = not (report.obeyed or report.refused)
    d = _set_stop(d, report_due=nothing_yet, report_by=None)
    if report.refused:
        return _refused(d)
    quiet = d.state.stop.hushed or by_hand(d)
    return d if nothing_yet or quiet else d.prompt("music_off")


def _refused(d: Decision) -> Decision:
    if d.state.stop.latched:
        d = _set_stop(d, refused_until=d.state.now + REFUSED_AGAIN)
    return d.prompt("music_refused")


def stop_ticked(d: Decision) -> Decision:
    """Time limits of an unsure look, the players' report, and the offer."""
    now = d.state.now
    if is_due(d.state.glimpsed_until, now):
        d = d.set(glimpsed_until=None)
    if is_due(d.state.stop.report_by, now):
        d = _set_stop(d, report_by=None)
        d = d if by_hand(d) else d.prompt("music_unknown")
    if is_due(d.state.stop.offer_at, now) and not (d.state.speaking or d.state.faults):
        d = _set_stop(d, offer_at=None)
        busy = d.state.aftercare.step is not None or d.state.activity == "resume_asked"
        d = d if busy else d.prompt("aftercare_offer")
    return d


def _set_stop(d: Decision, **changes: Any) -> Decision:
    return d.set(stop=replace(d.state.stop, **changes))


def _script(d: Decision, signal: Signal) -> Script:
    plan = d.state.plan
    return plan.scripts.get(same_key(signal.phrase), plan.script)


def _stop(d: Decision, script: Script) -> Decision:
    offer_at = d.state.now + OFFER_AFTER if script.offers else None
    latched = latch(d.cut_everything(), hushed=script.says is None, offer_at=offer_at)
    return latched.do(Chime(ChimeKind.STOP))


def _question(d: Decision, script: Script) -> tuple[tuple[str, str], ...]:
    return (("stop_ask", d.state.plan.prompts["stop_ask"]),) if script.asks else ()
