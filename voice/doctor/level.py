"""What comes from the microphone in some seconds. None of it is kept."""

import math
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass

import numpy as np

from intents.clock import frames, seconds
from intents.faults import Fault
from voice.audio.interfaces import Source
from voice.audio.level import FLOOR, Level
from voice.audio.microphone import Microphone
from voice.doctor.finding import Finding, Kind, advice, fine, wrong
from voice.doctor.wanted import Wanted
from voice.errors import DeviceProblem
from voice.wyoming.address import is_satellite

LENGTH = frames(3)
"""So much is measured: a microphone that gives nothing needs two seconds to be known as one."""

_HEADSET = "A Bluetooth headset must be in its headset mode (HSP or HFP)."
_DEAF = {
    Fault.STREAM_ENDED: (
        "The sound system ends its stream.",
        "Plug it in again, or restart the sound system.",
    ),
    Fault.NO_FRAMES: (
        "It is open, and nothing comes from it.",
        "Plug it in again, or restart the sound system. " + _HEADSET,
    ),
    Fault.SOURCE_MOVED: (
        "The sound server connects Safeword to another source.",
        "Choose in the sound settings of your desktop, or in pavucontrol, what Safeword records.",
    ),
    Fault.TURNED_DOWN: (
        "It is turned down so far, or muted for Safeword, that no voice would be heard.",
        "Turn it up in the sound settings of your desktop, or under 'Recording' in pavucontrol.",
    ),
    Fault.DIGITAL_SILENCE: (
        "Only digital silence comes from it.",
        "Look for a switch or a key that mutes it, or choose one of 'safeword devices'. "
        + _HEADSET,
    ),
}
"""By fault, the first that is there: what is said, and its mend."""


@dataclass(frozen=True, slots=True)
class Measured:
    """Levels are in dB of full scale."""

    peak: float
    """Of the highest amplitude."""
    floor: float
    """The mean level of the quietest quarter."""
    faults: frozenset[Fault]
    """At the end."""
    dropped: int
    """Frames that were lost."""
    cut_off: bool


def look(wanted: Wanted) -> Iterator[Finding]:
    """Listen, and say what came."""
    try:
        with closing(Microphone(wanted.microphone)) as microphone:
            measured = measure(microphone)
    except DeviceProblem:
        if is_satellite(wanted.microphone):
            yield wrong(
                Kind.LEVEL,
                "Nothing is heard from it.",
                "See that it is switched on, streams always, and no other program such as Home "
                "Assistant has it: docs/wyoming.md. 'safeword listen' says what is wrong.",
            )
            return
        yield wrong(
            Kind.LEVEL,
            "It cannot be opened.",
            "See that no other program keeps it to itself, or choose another one: "
            "'safeword devices' lists them.",
        )
        return
    yield from judged(measured)


def measure(source: Source) -> Measured:
    """Take its next seconds."""
    level, peak, dropped, cut_off, left = Level(), 0.0, 0, False, LENGTH
    faults: frozenset[Fault] = frozenset()
    for block in source.blocks():
        level.add(block.frames)
        peak = max(peak, float(np.abs(block.frames).max()))
        dropped += block.dropped
        cut_off = cut_off or block.cut_off
        faults = block.faults
        left -= len(block.frames)
        if left <= 0:
            break
    highest = 20 * math.log10(peak) if peak > 0 else FLOOR
    return Measured(max(highest, FLOOR), level.background, faults, dropped, cut_off)


def judged(measured: Measured) -> Iterator[Finding]:
    """What follows from that."""
    deaf = next((said for fault, said in _DEAF.items() if fault in measured.faults), None)
    if deaf is not None:
        yield wrong(Kind.LEVEL, *deaf)
        return
    yield fine(
        Kind.LEVEL,
        f"In {seconds(LENGTH):.0f} seconds its loudest peak was {measured.peak:.0f} dBFS, and its "
        f"floor {measured.floor:.0f} dBFS.",
    )
    if measured.cut_off:
        yield advice(
            Kind.LEVEL,
            "What is loud is cut off: it is turned up too far.",
            "Turn it down in the sound settings of your desktop, and run 'safeword check' again.",
        )
    if measured.dropped:
        yield advice(
            Kind.LEVEL,
            f"{seconds(measured.dropped):.2f} s of sound were lost.",
            "Close what keeps this computer busy.",
        )
