"""Signals without words to be found: three hums, three knocks, three claps.

Hums are people's where their recordings are there, and computed; knocks and claps are computed,
because no recordings of people were found.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
import soxr

from bench.clips import humans, load
from bench.mixing import STEP, Sound, powers
from bench.noises.shaping import Wave, add, band, decay, harmonics, in_room, times
from bench.people.split import Part, of_part
from intents.clock import FRAME_RATE

Hum = Callable[[float, np.random.Generator], Wave]
"""One hum of so many seconds, each a little different."""
Knock = Callable[[np.random.Generator], Wave]
HUM_SECONDS = (0.18, 0.45)
HUM_GAPS = (0.15, 0.38)
KNOCK_INTERVALS = (0.2, 0.48)
UNEVEN = 0.07
"""How much one length in a rhythm differs from the next, as a standard deviation."""
LOUDER = 1.5
"""How many dB one of three differs from the next, likewise."""
STEADY = 0.5
"""Seconds of a moan that hums are cut from."""
_TAIL = 0.4


def three_hums(hum: Hum, chance: np.random.Generator) -> Wave:
    """Three of somebody's hums, evenly, shape (n,)."""
    length, gap = chance.uniform(*HUM_SECONDS), chance.uniform(*HUM_GAPS)
    waves = [hum(length * _about(chance), chance) for _ in range(3)]
    gaps = [gap * _about(chance) for _ in range(2)]
    ends = np.cumsum([len(wave) / FRAME_RATE + gap for wave, gap in zip(waves, gaps, strict=False)])
    return _in_rhythm(waves, [0.0, *ends], chance)


def three_knocks(knock: Knock, chance: np.random.Generator) -> Wave:
    """Three knocks on the same thing, evenly, shape (n,)."""
    each = chance.uniform(*KNOCK_INTERVALS)
    starts = np.cumsum([0.0, *(each * _about(chance) for _ in range(2))])
    return _in_rhythm([knock(chance) for _ in range(3)], [float(at) for at in starts], chance)


def _in_rhythm(waves: Sequence[Wave], starts: Sequence[float], chance: np.random.Generator) -> Wave:
    out = np.zeros(round((starts[-1] + _TAIL) * FRAME_RATE) + max(map(len, waves)))
    for wave, at in zip(waves, starts, strict=True):
        add(out, round(at * FRAME_RATE), wave * about_as_loud(chance))
    return out


def about_as_loud(chance: np.random.Generator) -> float:
    """What one of several alike is multiplied by."""
    return float(10 ** (chance.normal(0, LOUDER) / 20))


def _about(chance: np.random.Generator) -> float:
    return float(np.clip(chance.normal(1, UNEVEN), 0.8, 1.2))


def people_who_hum(audio: Path, part: Part) -> list[Hum]:
    """One for each moan of somebody that a closed mouth might have made."""
    moans = (load(clip.path) for clip in of_part(part, humans(audio, "nonverbal", "moaning")))
    steady = (steadiest(moan, STEADY) for moan in moans)
    return [cut_from(sound) for sound in steady if _is_dull(sound)]


def steadiest(sound: Sound, seconds: float) -> Sound:
    """The stretch that is loudest and changes least, by what of it is under 1 kHz."""
    count = round(seconds * FRAME_RATE / STEP)
    level = 10 * np.log10(powers(_low(sound)) + 1e-10)
    if len(level) <= count:
        return sound
    seen = np.lib.stride_tricks.sliding_window_view(level, count)
    at = int(np.argmax(seen.mean(axis=1) - 2 * seen.std(axis=1)))
    return sound[at * STEP : (at + count) * STEP]


def _low(sound: Sound) -> Wave:
    spectrum = np.fft.rfft(sound.astype(np.float64))
    spectrum[np.fft.rfftfreq(len(sound), 1 / FRAME_RATE) > 1_000] = 0
    return np.asarray(np.fft.irfft(spectrum, len(sound)))


def _is_dull(sound: Sound) -> bool:
    """Whether most of it is under 1 kHz: else it is breath, and no hum."""
    return bool((_low(sound) ** 2).sum() > 0.8 * (sound.astype(np.float64) ** 2).sum())


def cut_from(sound: Sound) -> Hum:
    """Pieces of one sound, each a little higher or lower, with soft edges."""

    def hum(seconds: float, chance: np.random.Generator) -> Wave:
        pitch = float(np.clip(chance.normal(1, 0.04), 0.9, 1.1))
        piece = soxr.resample(sound.astype(np.float64), FRAME_RATE, FRAME_RATE / pitch)
        length = min(round(seconds * FRAME_RATE), len(piece))
        at = int(chance.integers(0, len(piece) - length + 1))
        return soft(piece[at : at + length])

    return hum


def soft(wave: Wave, seconds: float = 0.03) -> Wave:
    """The same with edges that rise and fall in so many seconds."""
    half = round(seconds * FRAME_RATE)
    edge = np.hanning(2 * half)
    out = wave.copy()
    out[:half] *= edge[:half]
    out[-half:] *= edge[half:]
    return out


def computed_hum(usual: float) -> Hum:
    """A voice of so many Hz with its mouth closed: a nose murmurs near 250 Hz (Fant 1960)."""
    bins = np.linspace(0, FRAME_RATE / 2, 257)
    gain = 100 / np.maximum(bins, 50)
    for centre, width in ((250, 80), (1_000, 200), (2_200, 300)):
        gain = gain * centre**2 / np.hypot(centre**2 - bins**2, width * bins)

    def hum(seconds: float, chance: np.random.Generator) -> Wave:
        length = round(seconds * FRAME_RATE)
        along = np.linspace(0, 1, length)
        bend = chance.normal(0, 0.06) * along + chance.uniform(0, 0.12) * np.sin(np.pi * along)
        pitch = usual * np.clip(chance.normal(1, 0.03), 0.93, 1.07) * (1 + bend)
        voice = harmonics(pitch, np.tile(gain, (length // 80 + 1, 1)), 80)
        breath = band(chance, length, 200, 2_000) * voice.std() * chance.uniform(0.02, 0.15)
        return soft(voice + breath, 0.04)

    return hum


def _hit(modes: Sequence[float], ring: float, click: tuple[float, float]) -> Knock:
    """Knuckles on something, or hands: a click in a band of Hz, and what rings after it in Hz.

    `ring`: seconds after which a mode of 120 Hz has a thousandth left; higher ones are gone sooner.
    """

    def knock(chance: np.random.Generator) -> Wave:
        length = round(0.3 * FRAME_RATE)
        out = chance.uniform(0.7, 1.3) * band(chance, length, *click) * decay(length, 0.02)
        for mode in modes:
            tone = np.sin(2 * np.pi * mode * times(length) + chance.uniform(0, 2 * np.pi))
            out += tone * decay(length, ring * 180 / (mode + 60)) * chance.uniform(0.6, 1.4)
        return in_room(out, chance, 0.3, 0.2)

    return knock


CLAP: Mapping[Part, Knock] = {
    "tune": _hit((), 0.1, (900, 4_500)),
    "report": _hit((), 0.1, (1_100, 3_500)),
}
KNOCKS: Mapping[Part, Mapping[str, Knock]] = {
    "tune": {
        "a table": _hit((180, 330, 610, 950), 0.25, (300, 3_000)),
        "a wall": _hit((90, 150, 260), 0.3, (150, 1_500)),
    },
    "report": {
        "a door": _hit((120, 240, 420, 700), 0.3, (200, 2_500)),
        "a bed frame": _hit((210, 540, 1_150, 1_900), 0.4, (500, 4_000)),
    },
}
"""What is knocked on: in the report other things than to tune on."""
