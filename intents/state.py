"""Everything that a decision depends on, as one frozen value."""

from dataclasses import dataclass, field, replace
from enum import StrEnum

from intents.clock import Frames, frames
from intents.faults import Fault
from intents.notices import Notice
from intents.plan import Plan
from intents.speech import Speech


class Hears(StrEnum):
    """How well people are heard, as it is told to whoever asks."""

    WELL = "well"
    """All of the last seconds was heard."""
    GAPS = "gaps"
    """Some sound of the last seconds was lost."""
    TOO_LOUD = "too_loud"
    """Words as loud as talk do not come through."""
    FAULTY = "faulty"
    """It is deaf, or nobody hears it."""


class Mode(StrEnum):
    """Where the people are."""

    UNARMED = "unarmed"
    """The questions before the session are not all answered."""
    ARMED = "armed"
    """Ready; it has not begun."""
    PLAYING = "playing"
    SLOW = "slow"
    """A slow word was said: the music is low until the go word."""
    RESTING = "resting"
    """Aftercare was begun: the evening is over until people say otherwise. Nothing is timed."""
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
    RESTING = "resting"
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
class Questions:
    """The questions before the session."""

    answered: int = 0
    """How many had a yes; the index of the next one."""
    answer_by: Frames | None = None
    """Until when a plain answer to the open one counts; None while none is open."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """What time alone brings while people play. Its initial value: nothing does."""

    begun_at: Frames | None = None
    """When the session began."""
    check_in_at: Frames | None = None
    """When the next timed check-in is due."""
    long_at: Frames | None = None
    """When the session is as long as was planned."""


@dataclass(frozen=True, slots=True)
class CheckIn:
    """The question how everyone is. Its initial value: none is open."""

    answer_by: Frames | None = None
    """When silence is taken for an answer."""
    times_asked: int = 0
    """How often this one was asked."""


@dataclass(frozen=True, slots=True)
class Resuming:
    """The question whether a stop shall end. Its initial value: nobody asked for that."""

    answer_by: Frames | None = None
    """Until when the second part of the answer counts."""
    yes_until: Frames | None = None
    """A plain yes was said to the question: until then the word alone makes the answer whole."""


@dataclass(frozen=True, slots=True)
class Stop:
    """The stop. Its initial value: there is none."""

    latched: bool = False
    """Only the two-part answer ends it."""
    hushed: bool = False
    """Who stopped wants quiet."""
    report_due: bool = False
    """What the players did is not said yet: nothing is known of them, or nothing played so far."""
    report_by: Frames | None = None
    """When people are told that no answer came; None if they were told."""
    refused_until: Frames | None = None
    """Until when it is not said again that some music does not obey; None if it was not said."""
    resuming: Resuming = Resuming()
    offer_at: Frames | None = None
    """When aftercare is offered."""


@dataclass(frozen=True, slots=True)
class Aftercare:
    """Guided aftercare. Its initial value: none is being read."""

    step: int | None = None
    """Which step was read last."""
    next_at: Frames | None = None
    """When the next step is read by itself; None while a step is being read."""


@dataclass(frozen=True, slots=True)
class Closing:
    """The announced end of the session. Its initial value: it goes on."""

    ends_at: Frames | None = None


@dataclass(frozen=True, slots=True)
class Hearing:
    """How well the program hears. Its initial value: well."""

    faults: frozenset[Fault] = frozenset()
    had: frozenset[Fault] = frozenset()
    """These, and those that were there since it was last well."""
    alarm_at: Frames | None = None
    """When the alarm sounds again. Set exactly while there is a fault."""
    lost_at: Frames | None = None
    """When sound was last lost before the ears had it."""
    slept: Frames = 0
    """For how long the computer slept, as long as that was not said."""


@dataclass(frozen=True, slots=True)
class Reach:
    """Whether all that plays can be paused. Its initial value: it can."""

    bus: bool = True
    """Whether there is a session bus."""
    streams: frozenset[str] = frozenset()
    """Programs that play and that no player owns."""
    calls: frozenset[str] = frozenset()
    """Those of them that are not even silenced."""
    told_bus: bool = False
    """That there is no bus was said."""
    told_streams: frozenset[str] = frozenset()
    """Of which programs it was said."""


@dataclass(frozen=True, slots=True)
class Level:
    """What the level of the sound told lately. Its initial value: nothing."""

    faint_since: Frames | None = None
    """Since when the room has been far quieter than at the proof test, and nothing as loud as words
    were then."""
    was_cut_off: bool = False
    """Whether the last window was cut off."""
    cut_off_at: tuple[Frames, ...] = ()
    """When it lasted for longer than a window."""


LATELY: Frames = frames(10)
"""Sound that was lost no longer ago is owned up to."""
LATEST = 6
TOO_MANY = 4
"""So many of the latest test words that do not come through are no chance: talk hides one at times,
and what is said over it."""


@dataclass(frozen=True, slots=True)
class Probing:
    """Whether test words come through. Its initial value: there was none yet."""

    latest: tuple[bool, ...] = ()
    """Of each of the latest, the newest last, whether it did."""
    told_at: Frames | None = None
    """When people were last told that it is too loud."""


MISSED_ENOUGH = 2
"""So many sentences in a row that do not come back are no chance: a loudspeaker that slept may
swallow one."""


@dataclass(frozen=True, slots=True)
class HeardBack:
    """Whether what is said comes back through the microphone. Its initial value: nobody knows."""

    missed: int = 0
    """How many sentences in a row did not."""
    found: bool = False
    """One did: from then on it is known."""

    @property
    def is_known(self) -> bool:
        """Whether it is known, so that nothing more needs to be looked for."""
        return self.found or self.missed >= MISSED_ENOUGH


@dataclass(frozen=True, slots=True)
class Notices:
    """What is told once. Its initial value: nothing was found."""

    due: tuple[Notice, ...] = ()
    """What waits for a calm moment."""
    had: frozenset[Notice] = frozenset()
    """All that were found in this session."""

    def without(self, notice: Notice) -> "Notices":
        """It is over, or nobody knows any more: if it is found again, it is told again."""
        due = tuple(each for each in self.due if each is not notice)
        return Notices(due, self.had - {notice})


@dataclass(frozen=True, slots=True)
class State:
    """A session at one moment. All times are counted from its beginning.

    Each activity is a part of its own, and ends by being replaced by its initial value; so nothing
    of it is left over. The mode follows from the parts.
    """

    plan: Plan
    now: Frames = 0
    phase: Mode = Mode.PLAYING
    """Unarmed, armed, playing or resting: where a slow word or a check-in leads back to."""
    slow: bool = False
    """A slow word was said."""
    check_in: CheckIn = CheckIn()
    stop: Stop = Stop()
    closing: Closing = Closing()
    aftercare: Aftercare = Aftercare()
    questions: Questions = Questions()
    schedule: Schedule = Schedule()
    speech: Speech = field(default_factory=Speech)
    hearing: Hearing = Hearing()
    reach: Reach = Reach()
    level: Level = Level()
    probing: Probing = Probing()
    heard_back: HeardBack = HeardBack()
    notices: Notices = Notices()
    ears_open: bool = False
    """The ears have caught up with the microphone once."""
    music: Music = Music.LOUD
    """What was last asked of the players."""
    music_wish: Music = Music.LOUD
    """The most that people want: paused if they asked for that, low since aftercare."""
    glimpsed_until: Frames | None = None
    """The music stays low until then, because of an unsure look at a stop word."""
    sounded_at: Frames | None = None
    """When something last sounded; None while it has been quiet since the last check-in."""
    tonight: tuple[str, ...] = ()
    """Limits that were added by voice."""

    @property
    def mode(self) -> Mode:
        """Where the people are: what is most urgent of all that goes on."""
        if self.closing.ends_at is not None:
            return Mode.CLOSING
        if self.stop.latched:
            return Mode.STOPPED
        if self.check_in.answer_by is not None:
            return Mode.CHECKING_IN
        return Mode.SLOW if self.slow else self.phase

    @property
    def latched(self) -> bool:
        """Whether the players stay paused until the two-part answer."""
        return self.stop.latched

    @property
    def speaking(self) -> bool:
        """Whether something is being said or queued."""
        return self.speech.sounds

    @property
    def keeps(self) -> bool:
        """Whether what sounds is an alarm or the answer to a stop, which only a stop may cut."""
        return self.speech.kept_until is not None and self.now < self.speech.kept_until

    @property
    def faults(self) -> frozenset[Fault]:
        """Why the program is deaf or mute, if it is."""
        return self.hearing.faults

    @property
    def too_loud(self) -> bool:
        """Whether words as loud as talk do not come through just now."""
        return self.probing.latest.count(False) >= TOO_MANY

    @property
    def hears(self) -> Hears:
        """The truth of the last seconds."""
        lost = self.hearing.lost_at
        if self.faults:
            return Hears.FAULTY
        if lost is not None and self.now - lost < LATELY:
            return Hears.GAPS
        return Hears.TOO_LOUD if self.too_loud else Hears.WELL

    @property
    def activity(self) -> str | None:
        """What goes on beside the mode: reading, or an open question."""
        if self.questions.answer_by is not None:
            return "question"
        if self.stop.resuming.answer_by is not None:
            return "resume_asked"
        if self.aftercare.step is not None:
            return "aftercare"
        return "limits" if self.reads_limits else None

    @property
    def reads_limits(self) -> bool:
        """Whether limits are being read, or will be after what is said before."""
        return any(prompt in READS_LIMITS for prompt, _ in self.speech.queued)

    @property
    def place(self) -> Place:
        """What is most important to show."""
        if self.faults:
            return Place.FAULTY
        reading = self.activity if self.activity in (Place.LIMITS, Place.AFTERCARE) else None
        if reading and self.mode not in (Mode.CHECKING_IN, Mode.STOPPED, Mode.CLOSING):
            return Place(reading)
        return Place(self.mode)


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
        return State(plan, phase=Mode.UNARMED)
    return State(plan, schedule=schedule_from(plan, 0))


def schedule_from(plan: Plan, now: Frames) -> Schedule:
    """That of a session which begins now."""
    return Schedule(
        begun_at=now,
        check_in_at=None if plan.check_in_every is None else now + plan.check_in_every,
        long_at=None if plan.session_length is None else now + plan.session_length,
    )


def wanted_music(state: State) -> Music:
    """What the players should do in this state. The one place that says so."""
    if state.stop.latched or state.music_wish is Music.PAUSED:
        return Music.PAUSED
    if (
        state.music_wish is Music.SOFT
        or state.mode in (Mode.SLOW, Mode.CHECKING_IN, Mode.CLOSING)
        or state.glimpsed_until is not None
        or state.speaking
        or state.aftercare.step is not None
    ):
        return Music.SOFT
    return Music.LOUD


def taken_over(state: State) -> State:
    """As another process goes on with it, at this moment: all that people said of it is kept.

    Nothing is being said any more, nothing was asked of the players yet, and nobody knows whether
    people hear what it will say.
    """
    untold = Notice.NOT_HEARD_BACK in state.notices.due
    return replace(
        state,
        speech=state.speech.cut(state.now),
        heard_back=HeardBack(),
        notices=state.notices.without(Notice.NOT_HEARD_BACK) if untold else state.notices,
        music=Music.LOUD,
        ears_open=True,
    )
