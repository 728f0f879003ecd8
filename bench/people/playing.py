"""One recording of somebody, in a session of its own."""

import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from pydantic import ValidationError

from bench.clips import Clip, Playlist, load
from bench.hearing import IN_TIME, Heard, agreement_with, hear
from bench.mixing import QUIET_ROOM, VOICE, Sound, at_level
from bench.people.backgrounds import NOISES, ROOM, floor, recorded
from bench.people.split import Part
from bench.side_by_side import Task, ears, length
from intents.clock import frames, seconds
from intents.errors import AgreementProblem

SNR = 10.0
"""How many dB a noise is under the voice."""
BEFORE = (1.0, 6.0)
"""Seconds of the background before a recording, from and to: what the ears know of a room when
somebody speaks is by chance."""
AFTER = IN_TIME + frames(0.5)
_FAINT = 30
"""What is so many times fainter than the loudest moment is not what is spoken."""


@dataclass(frozen=True, slots=True)
class Session:
    """One session. The words are the language's own where none are given."""

    row: str
    """What it is counted in."""
    clips: tuple[Clip, ...]
    part: Part
    over: str = ROOM
    stop: tuple[str, ...] = ()
    slow: tuple[str, ...] = ()
    go: tuple[str, ...] = ()
    pauses: tuple[float, ...] = ()
    """Seconds before each clip but the first, where they are not as by chance; each is then cut to
    what is spoken in it."""

    @property
    def seed(self) -> int:
        """For what is by chance in it: the same in every run, and whatever the words are."""
        names = (str(clip.path.name) for clip in self.clips)
        return zlib.crc32("|".join((self.over, *names)).encode())


Results = Mapping[Session, Heard]


def task(session: Session, audio: Path) -> Task:
    """The session for `bench.side_by_side.played`."""
    around = sum(BEFORE) / 2
    return Task(
        partial(play, audio=audio),
        session,
        length(session.clips, around) + seconds(AFTER),
    )


def play(session: Session, audio: Path) -> Heard | None:
    """What was heard in it; None where nobody can agree on its words."""
    try:
        agreement = agreement_with(session.stop, session.slow, session.go)
        return hear(ears(), playlist(session, audio), agreement)
    except (AgreementProblem, ValidationError):
        return None


def playlist(session: Session, audio: Path) -> Playlist:
    """What is played: each recording as loud as a voice, over one background."""
    chance = np.random.default_rng(session.seed)
    gap = frames(chance.uniform(*BEFORE))
    gaps = [gap, *map(frames, session.pauses)] if session.pauses else [gap] * len(session.clips)
    whole = sum(len(load(clip.path)) + gap for clip in session.clips) + AFTER
    level = QUIET_ROOM if session.over == ROOM else VOICE - SNR
    under = floor(recorded(session.over, session.part, audio), level, whole, session.seed)
    sound = spoken if session.pauses else as_loud
    return Playlist(session.clips, quiet=AFTER, sound=sound, floor=under, gap=gaps)


def as_loud(clip: Clip) -> Sound:
    """The recording at the level of a voice; a microphone clips its peaks."""
    return np.clip(at_level(load(clip.path), VOICE), -1, 1)


def spoken(clip: Clip) -> Sound:
    """The same without the quiet before and after what is spoken."""
    sound = as_loud(clip)
    loud = np.flatnonzero(np.abs(sound) >= np.abs(sound).max() / _FAINT)
    return sound[loud[0] : loud[-1] + 1]


def over_all(sessions: Callable[[str], Sequence[Session]]) -> list[Session]:
    """The same in a quiet room and over each noise."""
    return [session for kind in (ROOM, *NOISES) for session in sessions(kind)]


def called(heard: Heard, names: Sequence[str], *, after: int | None = None) -> int:
    """How often one of these was told, from this frame on."""
    return sum(happening.at > (after or 0) for name in names for happening in heard.named(name))
