"""Everything that a decision depends on, as one frozen value."""

from dataclasses import dataclass
from enum import StrEnum

from intents.faults import Fault
from intents.plan import Plan


class Mode(StrEnum):
    """Where the people are."""

    PLAYING = "playing"
    SLOW = "slow"
    """A slow word was said: the music is low until the go word."""
    CHECKING_IN = "checking_in"
    """A question was asked, and silence will be taken for a stop."""
    STOPPED = "stopped"
    """Latched. Only the two-part answer ends it."""


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
    music: Music = Music.LOUD
    faults: frozenset[Fault] = frozenset()

    speaking: int | None = None
    """The number of the last utterance that was queued and has not ended."""
    utterances: int = 0
    """How many were queued so far; numbers the next one."""
    said: tuple[tuple[str, str], ...] = ()
    """Prompts and texts of the last thing said, for "repeat"."""

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
    aftercare_step: int | None = None
    """Which step of aftercare was read last."""
    alarm_at: int | None = None
    """When the alarm sounds again. Set exactly while there is a fault."""
    report_due: bool = False
    """The players were told to pause and have not answered yet."""

    @property
    def activity(self) -> str | None:
        """What goes on beside the mode: reading, or an open question."""
        if self.resume_by is not None:
            return "resume_asked"
        if self.aftercare_step is not None:
            return "aftercare"
        if self.speaking is not None and self.said[0][0] == "limits":
            return "limits"
        return None


def new_session(plan: Plan) -> State:
    """The state in which a session begins."""
    return State(plan, check_in_at=plan.check_in_every)


def wanted_music(state: State) -> Music:
    """What the players should do in this state. The one place that says so."""
    if state.mode is Mode.STOPPED:
        return Music.PAUSED
    if (
        state.mode in (Mode.SLOW, Mode.CHECKING_IN)
        or state.glimpsed_until is not None
        or state.speaking is not None
        or state.aftercare_step is not None
    ):
        return Music.SOFT
    return Music.LOUD
