"""Loud music whose singers sing about colours, in sentences: computed from spoken lines.

`sung/` has the lines, spoken by Kokoro's voices; what is sung is all in their names.
"""

from itertools import cycle
from pathlib import Path

import numpy as np
import soundfile
from numpy.typing import NDArray

from bench.mixing import Sound
from bench.noises.shaping import NYQUIST, Wave, add, band, decay, harmonics, in_room, sound, times
from intents.clock import FRAME_RATE

SUNG = Path(__file__).parent / "sung"
BEAT = round(0.55 * FRAME_RATE)
"""109 beats a minute."""
_BAR = 4 * BEAT
_CHORDS = ((57, 60, 64), (53, 57, 60), (48, 52, 55), (55, 59, 62))
"""A minor, F, C, G, as MIDI numbers."""
_TUNE = (0, 2, 1, 2, 0, 1, 2, 0)
"""Which note of the chord is sung in each beat."""
_WINDOW, _STEP = 512, 80
_SLOWER = 1.35
"""Singers take longer for a line than speakers."""
_SMOOTH = 40
"""Cepstral coefficients kept for the vocal tract: 2.5 ms, less than one period of any singer."""


def music(count: int, chance: np.random.Generator) -> Sound:
    """Chords, bass and drums without anybody singing, shape (count,)."""
    return sound(_band(count, chance))


def singing(count: int, chance: np.random.Generator) -> Sound:
    """The same with a sung line in most of the bars, as loud as the band."""
    played = _band(count, chance)
    played /= played.std()
    lines: dict[Path, Wave] = {}
    at = 0
    for path in cycle(sorted(SUNG.glob("*.flac"))):
        if at >= count:
            break
        if path not in lines:
            lines[path] = _sung(path, chance)
        add(played, at, lines[path])
        at += -(-(len(lines[path]) + BEAT) // _BAR) * _BAR
    return sound(played)


def _note(number: int) -> float:
    return float(440 * 2 ** ((number - 69) / 12))


def _band(count: int, chance: np.random.Generator) -> Wave:
    made = np.zeros(count)
    for bar, start in enumerate(range(0, count, _BAR)):
        chord = _CHORDS[bar % len(_CHORDS)]
        for number in chord:
            add(made, start, _string(_note(number), _BAR, 1.5) * 0.15)
        for beat in range(4):
            at = start + beat * BEAT
            add(made, at, _string(_note(chord[0] - 24), BEAT, 0.6) * 0.4)
            add(made, at, _drum(beat, chance))
            for eighth in (0, BEAT // 2):
                hat = band(chance, 1_600, 5_000, 7_500) * decay(1_600, 0.06)
                add(made, at + eighth, hat * 0.08)
    return in_room(made, chance, 0.4, 0.2)


def _string(pitch: float, count: int, seconds: float) -> Wave:
    """A plucked note: each harmonic weaker, and gone sooner, than the one below."""
    time = times(count)
    return np.asarray(
        sum(
            (
                np.sin(2 * np.pi * pitch * k * time) / k * decay(count, 3 * seconds / np.sqrt(k))
                for k in range(1, min(12, int(NYQUIST / pitch)))
            ),
            np.zeros(count),
        )
    )


def _drum(beat: int, chance: np.random.Generator) -> Wave:
    """A bass drum on the first and third beat, a snare on the others."""
    count = round(0.25 * FRAME_RATE)
    if beat % 2:
        wires = band(chance, count, 800, 6_000) * decay(count, 0.18)
        skin = np.sin(2 * np.pi * 190 * times(count)) * decay(count, 0.1)
        return np.asarray(0.3 * (wires + skin))
    falling = np.cumsum(50 + 100 * decay(count, 0.1)) / FRAME_RATE
    return np.asarray(np.sin(2 * np.pi * falling) * decay(count, 0.3))


def _sung(path: Path, chance: np.random.Generator) -> Wave:
    """A spoken line on the tune, slower: the vocal tract of each moment over other harmonics.

    Sounds without a voice stay noise. Root mean square 1.
    """
    spoken, rate = soundfile.read(path, dtype="float64")
    assert rate == FRAME_RATE
    tract, voiced = _tract(spoken)
    count = round(len(spoken) * _SLOWER)
    moments = np.minimum(np.arange(count // _STEP + 1) / _SLOWER, len(tract) - 1).astype(int)
    tract, voiced = tract[moments], voiced[moments]
    pitch = _melody(count, high=path.stem.split("__")[1][1] == "f")
    tone = harmonics(pitch, tract * voiced[:, None], _STEP)
    # A harmonic at each 150 Hz or so carries what noise has in all bins between.
    hiss = _noise_through(tract * (1 - voiced[:, None]), count, chance) * 0.5
    made = tone / tone.std() + hiss / max(float(tone.std()), 1e-9)
    return np.asarray(made / made.std())


def _melody(count: int, *, high: bool) -> Wave:
    """Hz of each frame: a note of the chord in each beat, gliding for 40 ms, with vibrato."""
    beat = np.arange(-(-count // BEAT) + 1)
    notes = np.array(
        [
            _note(_CHORDS[b // 4 % len(_CHORDS)][_TUNE[b % len(_TUNE)]] + (0 if high else -12))
            for b in beat
        ]
    )
    steps = np.repeat(notes, BEAT)[: count + 640]
    smooth = np.convolve(steps, np.ones(640) / 640, "valid")[:count]
    return np.asarray(smooth * (1 + 0.008 * np.sin(2 * np.pi * 5.5 * times(count))))


def _tract(spoken: Wave) -> tuple[NDArray[np.float64], Wave]:
    """The gain of the vocal tract every 5 ms, shape (steps, bins), and how voiced it is, 0 or 1.

    By the real cepstrum (Oppenheim and Schafer 1968): its first part is the tract, a peak later on
    the voice.
    """
    padded = np.pad(spoken, _WINDOW // 2)
    starts = range(0, len(padded) - _WINDOW, _STEP)
    frames = np.array([padded[at : at + _WINDOW] for at in starts]) * np.hanning(_WINDOW)
    log = np.log(np.abs(np.fft.rfft(frames, 1024)) + 1e-5)
    cepstrum = np.fft.irfft(log)
    kept = np.zeros(1024)
    kept[:_SMOOTH] = kept[-_SMOOTH + 1 :] = 1
    tract = np.exp(np.fft.rfft(cepstrum * kept).real)
    spectrum = np.abs(np.fft.rfft(frames, 1024)) ** 2
    low, high = spectrum[:, :64].sum(axis=1), spectrum[:, 128:].sum(axis=1)
    return tract, ((low > high) & (low > low.max() / 1_000)).astype(float)


def _noise_through(gain: NDArray[np.float64], count: int, chance: np.random.Generator) -> Wave:
    """Noise with this gain every 5 ms, by overlapping windows."""
    out = np.zeros(count + _WINDOW)
    window = np.hanning(_WINDOW)
    for row, at in zip(gain, range(0, count, _STEP), strict=False):
        noise = np.fft.rfft(chance.normal(size=_WINDOW), 1024)
        out[at : at + _WINDOW] += np.fft.irfft(noise * row, 1024)[:_WINDOW] * window
    return out[_WINDOW // 2 : _WINDOW // 2 + count] * _STEP / _WINDOW
