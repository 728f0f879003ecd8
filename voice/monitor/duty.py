"""What is wrong in which room, and when the person on duty is told of it. No clock, no network.

All times are in seconds of one clock that only goes forward.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from enum import StrEnum

from intents.state import Mode

SILENT_AFTER = 5.0
"""A room tells each second how it is. That it was once told to be online says nothing."""
BROKER_AFTER = 3.0
"""So long the broker may be away before that is told: it may only be started anew."""
BACK_WITHIN = 40.0
"""After the broker came back, rooms have so long to be there again: they wait up to 30 seconds
between two tries."""
AGAIN = 10.0
"""Between two times that what nobody answered is told."""
LOUDER_AFTER = 30.0
"""What nobody answered for so long is told louder, and that nobody did."""
LOUDEST = 2
NAMED = 5
"""So many things are said at once; the screen shows all."""
UNNAMED = "unnamed room"
"""Its topic is empty: no room of ours, but a stop may be one."""
BROKER = "The broker is away: no room can be seen."


class Trouble(StrEnum):
    """What somebody should look after, the gravest first."""

    STOP = "stop"
    DEAF = "cannot hear"
    """It does not hear people, or they cannot hear it."""
    SILENT = "no sign of life"
    AWAY = "away"
    """Its session is gone, and people had not said that it ends."""


@dataclass(frozen=True, slots=True)
class Room:
    """One room, as last told."""

    topic: str
    name: str
    online: bool = False
    state: str = ""
    """The name of a mode of the session; empty where none was told."""
    well: bool = True
    seen: float | None = None
    """When the last sign of life came."""
    unseen_since: float = 0.0
    """From when on the next one is waited for."""
    troubles: frozenset[Trouble] = frozenset()
    unanswered: frozenset[Trouble] = frozenset()
    """Those that nobody has answered."""
    untold: frozenset[Trouble] = frozenset()
    """Those that were not said aloud yet."""
    since: float = 0.0
    """When the first that is unanswered began."""


@dataclass(frozen=True, slots=True)
class Alert:
    """What is to be said aloud now, after an alarm."""

    text: str
    louder: int = 0
    """Steps louder than usual."""
    written: str = ""
    """The same with every room in it, however many there are."""


@dataclass
class Duty:
    """All rooms that were ever met."""

    away_since: float | None
    """Since when the broker is away, at first since the beginning; None while it is there."""
    rooms: dict[str, Room] = field(default_factory=dict)
    """By topic."""
    _waits_until: float = 0.0
    """Until then no room is missed."""
    _missed: bool = False
    """Whether the broker has been away for too long."""
    _broker_unanswered: bool = False
    _broker_untold: bool = False
    _told: float | None = None
    """When something was last said."""

    # ---- What happens. -------------------------------------------------------------------------

    def broker_came(self, now: float) -> None:
        """It is there, and what it keeps of the rooms comes next."""
        self.away_since = None
        self._broker_unanswered = self._broker_untold = False
        met_before = any(room.seen is not None for room in self.rooms.values())
        self._waits_until = now + (BACK_WITHIN if met_before else 0.0)

    def broker_left(self, now: float) -> None:
        """It is lost, or not reached still."""
        if self.away_since is None:
            self.away_since = now

    def named(self, topic: str, name: str, now: float) -> None:
        """What people call a room."""
        self._put(replace(self._room(topic, now), name=name))

    def went(self, topic: str, now: float, *, online: bool) -> None:
        """A room's session gives signs of life from now on, or no longer."""
        room = self._room(topic, now)
        begins = online and not room.online
        unseen_since = now if begins else room.unseen_since
        self._put(replace(room, online=online, unseen_since=unseen_since))

    def lives(self, topic: str, state: str, now: float, *, well: bool) -> None:
        """A sign of life, and how the room is."""
        room = self._room(topic, now)
        if room.seen is not None and now - room.seen > SILENT_AFTER:
            # It may have gone on meanwhile, and stopped again: what is wrong now is new.
            room = replace(room, troubles=frozenset())
        self._put(replace(room, online=True, state=state, well=well, seen=now, unseen_since=now))

    def answered(self) -> None:
        """Somebody looks after all that is wrong now."""
        self._broker_unanswered = self._broker_untold = False
        for room in self.rooms.values():
            self._put(replace(room, unanswered=frozenset(), untold=frozenset()))

    def ticked(self, now: float) -> Alert | None:
        """What is to be said now."""
        for room in self.rooms.values():
            self._put(self._judged(room, now))
        self._miss_the_broker(now)
        return self._due(now)

    # ---- What follows. -------------------------------------------------------------------------

    @property
    def called(self) -> Mapping[str, str]:
        """What each room is called here, by topic: those of one name are told apart by topics."""
        names = Counter(room.name.casefold() for room in self.rooms.values())
        return {
            room.topic: room.name
            if names[room.name.casefold()] == 1
            else f"{room.name} ({room.topic or UNNAMED})"
            for room in self.rooms.values()
        }

    @property
    def unanswered(self) -> Sequence[Room]:
        """The rooms that somebody should look after, in the order in which that began."""
        rooms = (room for room in self.rooms.values() if room.unanswered)
        return sorted(rooms, key=lambda room: (Trouble.STOP not in room.unanswered, room.since))

    def waits_for(self, room: Room, now: float) -> bool:
        """Whether a room has not come back yet, which it may still do."""
        came = room.seen is not None and now - room.seen < SILENT_AFTER
        return not came and now < self._waits_until

    def _judged(self, room: Room, now: float) -> Room:
        troubles = self._troubles(room, now)
        new = troubles - room.troubles
        unanswered = (room.unanswered & troubles) | new
        return replace(
            room,
            troubles=troubles,
            unanswered=unanswered,
            untold=(room.untold & troubles) | new,
            since=room.since if room.unanswered & unanswered else now,
        )

    def _troubles(self, room: Room, now: float) -> frozenset[Trouble]:
        missing = self._missing(room, now)
        if missing is None:  # nobody can tell, and no trouble ends by that
            return room.troubles
        found = missing
        if room.state == Mode.STOPPED:
            found |= {Trouble.STOP}
        if not room.well and not missing:
            found |= {Trouble.DEAF}
        return found

    def _missing(self, room: Room, now: float) -> frozenset[Trouble] | None:
        if self.away_since is not None or self.waits_for(room, now):
            return None
        if not room.online:
            ended = room.seen is None or room.state == Mode.CLOSING
            return frozenset() if ended else frozenset({Trouble.AWAY})
        silent = now - room.unseen_since > SILENT_AFTER
        return frozenset({Trouble.SILENT} if silent else ())

    def _miss_the_broker(self, now: float) -> None:
        missed = self.away_since is not None and now - self.away_since >= BROKER_AFTER
        if missed and not self._missed:
            self._broker_untold = self._broker_unanswered = True
        self._missed = missed

    def _due(self, now: float) -> Alert | None:
        """What is new at once, and alone; all that nobody answered once more from time to time."""
        rooms, called = self.unanswered, self.called
        new = [_told(called[room.topic], room.untold) for room in rooms if room.untold]
        new[:0] = [BROKER] * self._broker_untold
        if new:
            louder, told = 0, new
        elif self._told is not None and now - self._told >= AGAIN:
            louder = LOUDEST if now - self._waits_since(rooms) >= LOUDER_AFTER else 0
            told = [BROKER] * self._broker_unanswered
            told += [_told(called[room.topic], room.unanswered) for room in rooms]
        else:
            return None
        if not told:
            return None
        for room in rooms:
            self._put(replace(room, untold=frozenset()))
        self._broker_untold, self._told = False, now
        told[:0] = ["Nobody has answered."] if louder else []
        more = [f"And {len(told) - NAMED} more rooms."] if len(told) > NAMED else []
        return Alert(" ".join([*told[:NAMED], *more]), louder, " ".join(told))

    def _waits_since(self, rooms: Sequence[Room]) -> float:
        """Since when the first of all has been unanswered."""
        begins = [room.since for room in rooms]
        if self._broker_unanswered and self.away_since is not None:
            begins.append(self.away_since)
        return min(begins, default=math.inf)

    def _room(self, topic: str, now: float) -> Room:
        return self.rooms.get(topic) or Room(topic, topic or UNNAMED, unseen_since=now)

    def _put(self, room: Room) -> None:
        self.rooms[room.topic] = room


def _told(called: str, troubles: Set[Trouble]) -> str:
    return f"{called}: {', '.join(each for each in Trouble if each in troubles)}."
