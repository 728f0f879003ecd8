"""Squeaky toys, bells, clickers and whistles, computed: no recordings were found that may be kept.

Each sounding differs as people's do: in pitch, length, strength and where it is struck.
"""

from collections.abc import Callable, Mapping

import numpy as np

from bench.noises.shaping import Wave, band, decay, times
from bench.people.split import Part
from bench.signs.made import soft
from intents.clock import FRAME_RATE

Squeaker = Callable[[np.random.Generator], Wave]
"""One sounding, shape (n,)."""
PITCH, LENGTH = 0.03, 0.15
"""How much one sounding differs from another, as a standard deviation."""


def _varied(chance: np.random.Generator, usual: float, by: float) -> float:
    return usual * float(np.clip(chance.normal(1, by), 1 - 2 * by, 1 + 2 * by))


def _toy(hertz: float, rises: float, seconds: float, dull: float) -> Squeaker:
    """A reed in rubber: many harmonics, its pitch rises by so much and falls again.

    `dull`: each harmonic's level falls with its number to this power.
    """

    def squeak(chance: np.random.Generator) -> Wave:
        length = round(_varied(chance, seconds, LENGTH) * FRAME_RATE)
        along = np.linspace(0, 1, length)
        pitch = _varied(chance, hertz, PITCH) * (1 + rises * np.sin(np.pi * along) ** 0.7)
        phase = 2 * np.pi * np.cumsum(pitch) / FRAME_RATE
        out = np.zeros(length)
        for number in range(1, int(7_500 / pitch.max()) + 1):
            out += np.sin(number * phase) * number**-dull * chance.uniform(0.8, 1.2)
        breath = band(chance, length, 1_000, 6_000) * out.std() * chance.uniform(0.05, 0.2)
        return soft(out + breath, 0.02)

    return squeak


def _bell(hertz: float, ratios: tuple[float, ...], ring: float) -> Squeaker:
    """Struck metal: partials that are no multiples; the higher ones die away sooner.

    `ring`: seconds after which the first has a thousandth left.
    """

    def strike(chance: np.random.Generator) -> Wave:
        length = round(1.5 * ring * FRAME_RATE)
        out = 0.3 * band(chance, length, 2_000, 7_000) * decay(length, 0.01)
        for ratio in ratios:
            tone = np.sin(2 * np.pi * hertz * ratio * times(length) + chance.uniform(0, 6))
            out += tone * decay(length, ring / ratio) * chance.uniform(0.7, 1.3)
        return out

    return strike


def _clicker(modes: tuple[float, ...]) -> Squeaker:
    """A bent tin: it snaps in and out again."""

    def click(chance: np.random.Generator) -> Wave:
        length = round(0.25 * FRAME_RATE)
        out = np.zeros(length)
        for at in (0, round(_varied(chance, 0.09, LENGTH) * FRAME_RATE)):
            left = length - at
            for mode in modes:
                tone = np.sin(2 * np.pi * mode * times(left) + chance.uniform(0, 6))
                out[at:] += tone * decay(left, 0.03) * chance.uniform(0.6, 1.4)
        return out

    return click


def _whistle(hertz: float, trill: float) -> Squeaker:
    """A pea in it makes it louder and softer so many times a second."""

    def blow(chance: np.random.Generator) -> Wave:
        length = round(_varied(chance, 0.35, LENGTH) * FRAME_RATE)
        pitch = _varied(chance, hertz, PITCH)
        beats = 1 + 0.6 * np.sin(2 * np.pi * trill * times(length))
        tone = np.sin(2 * np.pi * pitch * times(length)) * beats
        second = 0.1 * np.sin(4 * np.pi * pitch * times(length))
        return soft(tone + second + 0.1 * band(chance, length, 1_500, 6_000), 0.02)

    return blow


SQUEAKERS: Mapping[Part, Mapping[str, Squeaker]] = {
    "tune": {
        "a rubber duck": _toy(620, 0.35, 0.25, 0.7),
        "a small toy": _toy(1_500, 0.2, 0.18, 1.1),
        "a desk bell": _bell(2_300, (1, 1.52, 2.31, 2.77), 1.6),
        "a clicker": _clicker((2_400, 3_900, 5_600)),
        "a whistle": _whistle(2_900, 38),
    },
    "report": {
        "a dog's toy": _toy(900, 0.5, 0.3, 0.9),
        "a squeaking pig": _toy(480, 0.25, 0.35, 0.5),
        "a hand bell": _bell(1_450, (1, 2.06, 2.9, 3.85), 1.1),
        "a small bell": _bell(3_400, (1, 1.33, 1.78), 0.7),
        "a clicker": _clicker((1_900, 3_200, 4_700)),
        "a whistle": _whistle(2_300, 30),
    },
}
"""In the report other things than to tune on."""
