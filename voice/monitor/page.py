"""The one screen of the person on duty."""

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from intents.state import Mode
from voice.monitor.duty import Duty, Room, Trouble

STATES = {
    "": "nothing told yet",
    Mode.UNARMED: "not begun",
    Mode.ARMED: "ready",
    Mode.PLAYING: "playing",
    Mode.SLOW: "slow",
    Mode.RESTING: "resting",
    Mode.CHECKING_IN: "checking in",
    Mode.STOPPED: "stopped",
    Mode.CLOSING: "ending",
}
NOT_SAFETY = (
    "It shows what rooms tell over a network: people in the room act first. Look in yourself."
)


def page(duty: Duty, now: float, *problems: str) -> RenderableType:
    """All rooms, first who needs somebody. `problems`: what keeps it from knowing or alerting."""
    return Group(*_lines(duty, now, problems))


def _lines(duty: Duty, now: float, problems: Sequence[str]) -> Iterator[RenderableType]:
    if duty.away_since is not None:
        away = now - duty.away_since
        yield Text(f"The broker is away, for {away:.0f} s: what is below is old.", "bold red")
    for problem in problems:
        yield Text(problem, "bold red")
    waiting = duty.unanswered
    if waiting:
        who = "Somebody is needed: press Enter when somebody is on the way."
        yield Text(who, "bold white on red")
    table = Table("room", "state", "last sign of life", "look after", expand=True)
    called = duty.called
    for room in _sorted(duty):
        table.add_row(
            Text(called[room.topic], "bold" if room.troubles else ""),
            STATES[room.state],
            _seen(duty, room, now),
            _troubles(room),
        )
    yield table if duty.rooms else Text("No room was met yet.")
    yield Text(NOT_SAFETY, "dim")


def _sorted(duty: Duty) -> list[Room]:
    order = {room.topic: number for number, room in enumerate(duty.unanswered)}
    last = len(order)
    return sorted(
        duty.rooms.values(),
        key=lambda room: (order.get(room.topic, last), not room.troubles, room.name.casefold()),
    )


def _seen(duty: Duty, room: Room, now: float) -> str:
    if room.seen is None:
        return "none yet" if room.online else "no session"
    ago = f"{now - room.seen:.0f} s ago"
    return f"{ago}, may come back" if duty.waits_for(room, now) else ago


def _troubles(room: Room) -> Text:
    text = Text()
    for trouble in Trouble:
        if trouble in room.troubles:
            open_ = trouble in room.unanswered
            text.append(("; " if text else "") + trouble, "bold red" if open_ else "yellow")
            text.append("" if open_ else " (answered)", "dim")
    return text
