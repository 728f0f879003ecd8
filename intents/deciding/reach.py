"""Music out of reach: what plays and cannot be paused is told, because people can act on it."""

from dataclasses import replace

from intents.deciding.decision import Decision
from intents.limits import Line
from intents.messages import OutOfReach
from intents.state import Mode


def reach_changed(d: Decision, event: OutOfReach) -> Decision:
    """It is told as soon as nothing else is said; that all is in reach again is only noted."""
    before = d.state.reach
    streams = frozenset(event.streams)
    reach = replace(
        before,
        bus=event.bus,
        streams=streams,
        calls=frozenset(event.calls),
        told_bus=before.told_bus and not event.bus,
        told_streams=before.told_streams if streams or not event.bus else frozenset(),
    )
    return reach_ticked(d.set(reach=reach))


def reach_ticked(d: Decision) -> Decision:
    """What was not told yet, when the ears are open and nothing else is said."""
    reach = d.state.reach
    wrong = d.state.faults or d.state.mode is Mode.CLOSING
    if not d.state.ears_open or d.state.speaking or d.state.keeps or wrong:
        return d
    keys = [] if reach.bus or reach.told_bus else ["no_players"]
    new = reach.streams - reach.told_streams
    keys += ["other_music"] if new & reach.calls else []
    keys += ["silenced_music"] if new - reach.calls else []
    told = replace(reach, told_bus=not reach.bus, told_streams=reach.told_streams | reach.streams)
    return d.set(reach=told).prompt(*keys) if keys else d


def by_hand(d: Decision) -> tuple[Line, ...]:
    """What is said with a stop where something may play on. What is silenced is reported soon."""
    reach = d.state.reach
    if not reach.calls and (reach.bus or reach.streams):
        return ()
    return (("music_by_hand", d.state.plan.prompts["music_by_hand"]),)
