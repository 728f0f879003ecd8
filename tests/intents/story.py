"""A session as a story: what happens, one thing after another, and what is done about it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from intents.agreement import Agreement, agreement_from
from intents.clock import frames
from intents.decide import decide
from intents.faults import Fault
from intents.messages import (
    Chime,
    ChimeKind,
    Effect,
    Event,
    FaultsChanged,
    PlayersPaused,
    Say,
    Signal,
    Spoke,
    Started,
    Ticked,
)
from intents.names import TOPICAL, Name
from intents.phrases import Lexicon, Phrases, lexicon_for, phrases_from
from intents.plan import Plan, plan_for
from intents.prompts import Prompts, prompts_from
from intents.state import State, new_session

DATA = files("intents") / "data"
TICK = frames(0.1)

BOTH: Mapping[str, object] = {
    "people": [
        {"name": "Ann", "hard": ["needles", "marks"], "soft": ["ice"], "wants": ["rope"]},
        {"name": "Ben", "hard": ["names"], "wants": ["a long evening"]},
    ],
    "aftercare": {"steps": ["Water.", "A blanket.", "Sleep."]},
    "before": {"ask": False},
    "check_in": {"every_minutes": 0, "session_minutes": 0},
}
"""An agreement of two who are playing already, and are asked nothing by themselves."""


@cache
def english() -> Phrases:
    """The English phrases."""
    return phrases_from((DATA / "en" / "phrases.yaml").read_text(encoding="utf-8"))


@cache
def english_prompts() -> Prompts:
    """The English prompts."""
    return prompts_from((DATA / "en" / "prompts.yaml").read_text(encoding="utf-8"))


def lexicon(data: Mapping[str, object] | None = None) -> Lexicon:
    """The English phrases under an agreement."""
    return _lexicon(_Written(data or {}))


def plan(data: Mapping[str, object] | None = None) -> Plan:
    """An agreement in English, made ready."""
    return _plan(_Written(data or {}))


@dataclass(frozen=True, eq=False)
class _Written:
    """An agreement as somebody wrote it, alike where it reads alike."""

    data: Mapping[str, object]

    def __eq__(self, other: object) -> bool:
        return repr(self) == repr(other)

    def __hash__(self) -> int:
        return hash(repr(self))


@cache
def _lexicon(written: _Written) -> Lexicon:
    return lexicon_for(_agreement(written), english())


@cache
def _plan(written: _Written) -> Plan:
    """Frozen, so that thousands of stories share them: to make them takes longer than to tell."""
    return plan_for(_agreement(written), english_prompts(), _lexicon(written))


def _agreement(written: _Written) -> Agreement:
    return agreement_from(written.data, "test.toml")


def signal(name: Name, at: int = 0, *, phrase: str = "", topic: str = "") -> Signal:
    """Something that was surely heard."""
    if name in TOPICAL and not topic:
        topic = "feathers"
    return Signal(name, 1.0, ("moonshine",), at, at + frames(0.5), phrase, topic)


@dataclass
class Story:
    """Drives `decide` and remembers what it asked for."""

    state: State
    effects: list[Effect] = field(default_factory=list)
    """What the last call of a method asked for."""

    @classmethod
    def of(cls, **agreement: object) -> "Story":
        """A new session of two people; keywords change parts of their agreement."""
        return cls(new_session(plan({**BOTH, **agreement})))

    def happens(self, *events: Event) -> list[Effect]:
        """Tell `decide`; what it asks for, in order."""
        self.effects = []
        for event in events:
            decision = decide(self.state, event)
            self.state = decision.state
            self.effects += decision.effects
        return self.effects

    def hears(self, *names: Name, phrase: str = "", topic: str = "") -> list[Effect]:
        """These are said."""
        said = (signal(name, self.state.now, phrase=phrase, topic=topic) for name in names)
        return self.happens(*said)

    def waits(self, seconds: float) -> list[Effect]:
        """Nothing happens for so long."""
        until = self.state.now + frames(seconds)
        ticks = (*range(self.state.now + TICK, until, TICK), until)
        return self.happens(*map(Ticked, ticks))

    def falls_silent(self) -> list[Effect]:
        """What is being said is said to its end."""
        assert self.state.speech.last is not None, "nothing is being said"
        return self.happens(Spoke(self.state.speech.last))

    def breaks(self, *faults: Fault) -> list[Effect]:
        """These faults are present from now on; without any, all is well again."""
        return self.happens(FaultsChanged(frozenset(faults)))

    def sleeps(self, minutes: float, *faults: Fault) -> list[Effect]:
        """The computer did, for so long; it woke with these faults too."""
        return self.happens(FaultsChanged(frozenset({Fault.SLEPT, *faults}), frames(60 * minutes)))

    def players_report(self, *, obeyed: int = 0, refused: int = 0) -> list[Effect]:
        """What came of the order to pause."""
        return self.happens(PlayersPaused(obeyed, refused))

    @property
    def prompts(self) -> list[str]:
        """The names of the prompts among the effects."""
        return prompts(self.effects)

    @property
    def chimes(self) -> list[ChimeKind]:
        """The chimes among the effects."""
        return [effect.sound for effect in self.effects if isinstance(effect, Chime)]

    @property
    def texts(self) -> list[str]:
        """The spoken texts among the effects."""
        return [effect.text for effect in self.effects if isinstance(effect, Say)]


def prompts(effects: list[Effect]) -> list[str]:
    """The names of the prompts that are spoken."""
    return [effect.prompt for effect in effects if isinstance(effect, Say)]


def quiet(story: Story) -> Story:
    """The same, after all that was to be said was said, and the players did as they were told."""
    while story.state.speaking or story.state.stop.report_by is not None:
        if story.state.stop.report_by is not None:
            story.players_report()
        else:
            story.falls_silent()
    return story


def started() -> Story:
    """A session of people who are playing already."""
    story = Story.of()
    story.happens(Started())
    return quiet(story)


def after(*names: Name) -> Story:
    """A session in which these were said, and answered to the end."""
    story = started()
    for name in names:
        story.hears(name)
        quiet(story)
    return story


def during(*names: Name) -> Story:
    """The same, while the answer to the last one is still being spoken."""
    story = after(*names[:-1])
    story.hears(names[-1])
    return story


def deaf() -> Story:
    """A session that hears nothing."""
    story = started()
    story.breaks(Fault.NO_FRAMES)
    return quiet(story)


def unarmed(*names: Name) -> Story:
    """A session before which questions are asked, after these were said and answered to the end."""
    story = Story.of(before={})
    story.happens(Started())
    for name in names:
        quiet(story).hears(name)
        quiet(story)
    return story
