"""Everything that a decision depends on, as one frozen value."""

from dataclasses import dataclass
from enum import StrEnum

from intents.faults import Fault
from intents.plan import Plan


class Mode(StrEnum):
    """Where the people are."""

    UNARMED = "unarmed"
    """The questions before the session are not all answered."""
    ARMED = "armed"
    """Ready; it has not begun."""
    PLAYING = "playing"
    SLOW = "slow"
    """A slow word was said: the music is low until the go word."""
    CHECKING_IN = "checking_in"
    """A question was asked, and silence will be taken for a stop."""
    STOPPED = "stopped"
    """Latched. Only the two-part answer ends it."""
    CLOSING = "closing"
    """The session is about to end."""


class Place(StrEnum):
    """What is shown of a session: its mode, or what matters more."""

    UNARMED = "unarmed"
    ARMED = "armed"
    PLAYING = "playing"
    SLOW = "slow"
    CHECKING_IN = "checking_in"
    STOPPED = "stopped"
    LIMITS = "limits"
    AFTERCARE = "aftercare"
    FAULTY = "faulty"
    CLOSING = "closing"


class Music(StrEnum):
    """What was last asked of the players."""

    LOUD = "loud"
    SOFT = "soft"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True)
class State:
    """A session at one moment. All times are in frames since it began."""

    plan: Plan
    now: int = 0
    mode: Mode = Mode.PLAYING
    calm: Mode = Mode.PLAYING
    """Unarmed, armed or playing: where a slow word, a check-in or a stop will lead back to."""
    music: Music = Music.LOUD
    held: bool = False
    """Somebody asked for the music to pause, without a stop."""
    faults: frozenset[Fault] = frozenset()
    lost_at: int | None = None
    """When sound was last lost before the ears had it."""
    sounded_at: int | None = None
    """When something last sounded; None while it has been quiet since the last check-in."""

    speaking: int | None = None
    """The number of the last utterance that was queued and has not ended."""
    utterances: int = 0
    """How many were queued so far; numbers the next one."""
    said: tuple[tuple[str, str], ...] = ()
    """Prompts and texts of the last thing said, for "repeat"."""
    louder: int = 0
    slower: int = 0
    quiet: bool = False
    """Somebody asked for quiet: only what matters is said."""

    question: int = 0
    """Which of the questions before the session is next."""
    question_until: int | None = None
    """Until when a plain answer to it counts."""
    begun_at: int | None = None
    """When the session began."""
    long_at: int | None = None
    """When it is as long as was planned."""
    glimpsed_until: int | None = None
    """The music stays low until then, because of an unsure look at a stop word."""
    answer_by: int | None = None
    """When silence is taken for an answer. Set exactly while checking in."""
    asked: int = 0
    """How often the check-in was asked."""
    check_in_at: int | None = None
    """When the next timed check-in is due."""
    resume_by: int | None = None
    """Until when the second part of the answer that ends a stop counts."""
    hushed: bool = False
    """Who stopped wants quiet."""
    offer_at: int | None = None
    """When aftercare is offered after a stop."""
    aftercare_step: int | None = None
    """Which step of aftercare was read last."""
    step_until: int | None = None
    """When the next step is read by itself; None while a step is being read."""
    tonight: tuple[str, ...] = ()
    """Limits that were added by voice."""
    alarm_at: int | None = None
    """When the alarm sounds again. Set exactly while there is a fault."""
    report_due: bool = False
    """The players were told to pause and have not answered yet."""
    close_at: int | None = None
    """When the session ends. Set exactly while closing."""
    left: Mode = Mode.PLAYING
    """The mode that closing began in, and leads back to."""

    @property
    def activity(self) -> str | None:
        """What goes on beside the mode: reading, or an open question."""
        if self.question_until is not None:
            return "question"
        if self.resume_by is not None:
            return "resume_asked"
        if self.aftercare_step is not None:
            return "aftercare"
        if self.speaking is not None and self.said[0][0] in READS_LIMITS:
            return "limits"
        return None

    @property
    def place(self) -> Place:
        """What is most important to show."""
        if self.faults:
            return Place.FAULTY
        reading = self.activity if self.activity in (Place.LIMITS, Place.AFTERCARE) else None
        if reading and self.mode in (Mode.UNARMED, Mode.ARMED, Mode.PLAYING, Mode.SLOW):
            return Place(reading)
        return Place(self.mode)

    @property
    def latched(self) -> bool:
        """Whether the players stay paused until the two-part answer."""
        return Mode.STOPPED in (self.mode, self.left if self.mode is Mode.CLOSING else self.mode)


READS_LIMITS = frozenset(
    {
        *("limits_hard", "limits_soft", "limits_wants", "limits_none", "limits_close"),
        *("together_hard", "together_soft", "together_wants", "tonight"),
    }
)
"""The prompts of which limits that are read out consist."""


def new_session(plan: Plan) -> State:
    """The state in which a session begins."""
    if plan.before or not plan.tested:
        return State(plan, mode=Mode.UNARMED, calm=Mode.UNARMED)
    return State(plan, begun_at=0, long_at=plan.session_length, check_in_at=plan.check_in_every)


def wanted_music(state: State) -> Music:
    """What the players should do in this state. The one place that says so."""
    if state.latched or state.held:
        return Music.PAUSED
    if (
        state.mode in (Mode.SLOW, Mode.CHECKING_IN, Mode.CLOSING)
        or state.glimpsed_until is not None
        or state.speaking is not None
        or state.aftercare_step is not None
    ):
        return Music.SOFT
    return Music.LOUD
