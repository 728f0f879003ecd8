"""Plays clips through the product's own session, and counts what it told."""

import resource
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from bench.clips import Clip, Playlist
from bench.replay import Recorder, Reports
from intents.agreement import Agreement, Before, CheckIn, Words
from intents.clock import frames, seconds
from intents.faults import Fault
from intents.names import Name
from models.ears import EarModel
from voice.assembly import lexicon_and_plan
from voice.ears import ear_makers, knowing
from voice.session.contained_ear import EarMaker
from voice.session.performer import OnlyTelling
from voice.session.session import Session
from voice.telling.happening import Happening, Kind

IN_TIME = frames(2)
"""What is called later than this after a word was not called by it."""
MISTAKES = ("stop", "house", "maybe_stop", "embedded", "slow", "go", "resume", "yes", "end")
"""What is counted where none of it should be heard."""


@dataclass(slots=True)
class Heard:
    """What was heard in one playlist."""

    clips: Sequence[Clip]
    """All that were to be played. If something ended the session, the last were not."""
    starts: Sequence[int]
    ends: Sequence[int]
    seconds: float
    cpu_seconds: float
    happenings: list[Happening] = field(repr=False)
    reports: Reports = field(repr=False)
    computing: Sequence[float] = field(repr=False)
    """Seconds of processor time that the ears took for each second of sound."""

    def named(self, name: str) -> list[Happening]:
        """All that was heard by this name."""
        return [h for h in self.happenings if h.kind is Kind.HEARD and h.name == name]

    def by_clip(self, name: str) -> list[bool]:
        """For each clip, whether the name was heard from its start until the next one's."""
        return [at is not None for at in self.first((name,))]

    def first(self, names: Sequence[str]) -> list[int | None]:
        """For each clip, the frame at which one of the names was heard first, if any was."""
        return self.firsts([h.at for name in names for h in self.named(name)])

    def caught(self, names: Sequence[str]) -> list[int | None]:
        """The same, but no later than `IN_TIME` after the clip: else it was the background's."""
        return self.in_time(self.first(names))

    def in_time(self, firsts: Sequence[int | None]) -> list[int | None]:
        """Those of the frames, one for each clip, that are soon enough after it."""
        played = [
            at if at is not None and at <= end + IN_TIME else None
            for at, end in zip(firsts, self.ends, strict=False)
        ]
        return played + self._unplayed()

    def firsts(self, times: Sequence[int]) -> list[int | None]:
        """For each clip, the first of these frames from its start until the next one's. None for a
        clip that was not played.
        """
        times = sorted(times)
        ends = [*self.starts[1:], max([*times, self.starts[-1]]) + 1]
        played = [
            next((time for time in times if start < time <= end), None)
            for start, end in zip(self.starts, ends, strict=True)
        ]
        return played + self._unplayed()

    def _unplayed(self) -> list[None]:
        return [None] * (len(self.clips) - len(self.starts))


def agreement_with(
    stop: Sequence[str] = (), slow: Sequence[str] = (), go: Sequence[str] = ()
) -> Agreement:
    """The language's words, with others if given; nothing is asked that can be left out, and
    check-ins wait as long as they can.
    """
    return Agreement(
        words=Words(stop=tuple(stop), slow=tuple(slow), go=tuple(go)),
        check_in=CheckIn(answer_seconds=120, every_minutes=0, session_minutes=0),
        before=Before(ask=False),
    )


def hear(models: Sequence[EarModel], playlist: Playlist, agreement: Agreement) -> Heard:
    """One session over all the clips and the quiet after them; effects are told, not performed."""
    lexicon, _ = lexicon_and_plan(agreement)
    return hear_with(ear_makers(models, lexicon), knowing(models, lexicon), playlist, agreement)


def hear_with(
    makers: Sequence[EarMaker],
    knows: Mapping[Name, frozenset[str]],
    playlist: Playlist,
    agreement: Agreement,
) -> Heard:
    """The same with any ears; `knows` as in `voice.session.session.Session`."""
    lexicon, plan = lexicon_and_plan(agreement)
    ears = [Recorder(make()) for make in makers]
    told: list[Happening] = []
    session = Session(
        source=playlist,
        ears=[partial(_itself, ear) for ear in ears],
        knowing=knows,
        lexicon=lexicon,
        plan=plan,
        performer=OnlyTelling(),
        tellers=[told.append],
        paced=False,
    )
    before = _cpu()
    session.run()
    cost = _cpu() - before
    if any(happening.name == Fault.EAR_FAILED for happening in told):
        raise RuntimeError("an ear failed, so nothing was measured")
    reports = [report for ear in ears for report in ear.reports]
    return Heard(
        playlist.clips,
        playlist.starts,
        playlist.ends,
        seconds(playlist.frames),
        cost,
        told,
        Reports(reports, agreement, knows),
        [sum(each) for each in zip(*(ear.computing for ear in ears), strict=True)],
    )


def _itself(ear: Recorder) -> Recorder:
    return ear


def _cpu() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime
