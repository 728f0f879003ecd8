"""Signals, and what is none, through the product's own loop, with the ear for them alone."""

from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

import numpy as np

from bench.clips import Clip, Playlist
from bench.hearing import Heard, agreement_with, hear_with
from bench.mixing import QUIET_ROOM, VOICE, Sound, at_level, background
from bench.noises.song import music
from bench.people.backgrounds import ROOM, recorded
from bench.people.split import Part
from bench.signs.made import (
    CLAP,
    KNOCKS,
    Hum,
    computed_hum,
    people_who_hum,
    three_hums,
    three_knocks,
)
from bench.signs.rhythms import noises, talk
from intents.agreement import Signals
from intents.clock import frames
from intents.names import Name
from intents.signs import SIGN_EAR, UNTAUGHT
from models.signs.ear import SignEar

SNR = 10.0
DRUMS = "drums"
OVERS = (ROOM, "music", DRUMS, "babble")
BY_PEOPLE, BY_COMPUTER = "hums by people", "hums, computed"
APART = frames(3)
"""Between one signal and the next: more than the pause that is part of it."""
KNOWS = dict.fromkeys(Name, frozenset({SIGN_EAR}))
PITCHES = (95.0, 300.0)
"""Hz of computed hums."""


@dataclass(frozen=True, slots=True)
class Session:
    """Signals of a kind over a background, or a noise alone where `over` is empty."""

    row: str
    part: Part
    count: int
    """Of signals, or of minutes of the noise."""
    over: str = ""


def rows(audio: Path, part: Part) -> list[str]:
    """The kinds of signals."""
    people = [BY_PEOPLE] if people_who_hum(audio, part) else []
    return [*people, BY_COMPUTER, *(f"knocks on {thing}" for thing in KNOCKS[part]), "claps"]


def play(session: Session, audio: Path) -> Heard:
    """One session; effects are told, not performed."""
    seed = np.random.default_rng(len(session.row) * 1_000 + sum(map(ord, session.row)))
    if not session.over:
        noise = {**noises(audio, session.part), **talk(audio, session.part)}[session.row]
        alone = np.clip(noise(frames(60 * session.count), seed), -1, 1)
        return _heard(Playlist((), quiet=len(alone), floor=alone))
    numbers = range(session.count)
    sounds = [made(session.row, session.part, number, audio, seed) for number in numbers]
    clips = {Clip(Path(str(number)), session.row, ""): sounds[number] for number in numbers}
    over = floor(session.over, session.part, audio)
    return _heard(Playlist(tuple(clips), APART, clips.__getitem__, over, APART))


def _heard(playlist: Playlist) -> Heard:
    agreement = agreement_with().model_copy(update={"signals": Signals(stop=UNTAUGHT)})
    return hear_with([partial(SignEar, UNTAUGHT)], KNOWS, playlist, agreement)


def made(row: str, part: Part, number: int, audio: Path, chance: np.random.Generator) -> Sound:
    """One signal as loud as a voice; `number` says whose hums it is made of."""
    if row == BY_PEOPLE:
        people = _people(audio, part)
        wave = three_hums(people[number % len(people)], chance)
    elif row == BY_COMPUTER:
        wave = three_hums(computed_hum(chance.uniform(*PITCHES)), chance)
    else:
        things = {**KNOCKS[part], "claps": CLAP[part]}
        wave = three_knocks(things[row.removeprefix("knocks on ")], chance)
    return at_level(wave.astype(np.float32), VOICE)


@cache
def _people(audio: Path, part: Part) -> list[Hum]:
    return people_who_hum(audio, part)


def floor(over: str, part: Part, audio: Path) -> Sound:
    """A minute or more of a background at its level."""
    count = frames(60)
    sound = behind(over, part, audio, np.random.default_rng(5))
    return background(sound, level_of(over), max(count, len(sound)))


def behind(over: str, part: Part, audio: Path, chance: np.random.Generator) -> Sound:
    """All of a background."""
    return music(frames(60), chance) if over == DRUMS else recorded(over, part, audio)


def level_of(over: str, snr: float = SNR) -> float:
    """The level of a background in dB, so many under the signals; the room is as quiet as it is."""
    return QUIET_ROOM if over == ROOM else VOICE - snr
