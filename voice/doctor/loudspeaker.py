"""Which loudspeaker a session would speak through, and whether anybody would hear it."""

from collections.abc import Iterator
from contextlib import closing

from intents.faults import Fault
from voice.audio.devices import find_loudspeaker, loudspeakers
from voice.audio.loudspeaker import Loudspeaker
from voice.audio.sound_server import sinks
from voice.doctor.device import is_muted, looked_for, unmute
from voice.doctor.finding import Finding, Kind, wrong
from voice.doctor.wanted import Wanted
from voice.errors import DeviceProblem

_SETTLES = 1.0
"""Seconds in which the sound server shows our stream."""


def look(wanted: Wanted) -> Iterator[Finding]:
    """Find it and open it, without playing anything."""
    chosen = wanted.loudspeaker
    device, finding = looked_for(
        Kind.LOUDSPEAKER, chosen, wanted.agreement, find_loudspeaker, loudspeakers
    )
    yield finding
    if device is None:
        return
    if is_muted(device, sinks()):
        yield _unheard("It is muted at the sound server", unmute("sink", chosen))
        return
    try:
        with closing(Loudspeaker(chosen)) as speaker:
            speaker.settle(_SETTLES)
            unheard = Fault.UNHEARD in speaker.faults()
    except DeviceProblem:
        yield wrong(
            Kind.LOUDSPEAKER,
            "It cannot be opened.",
            "See that it is plugged in, and that no other program keeps it to itself.",
        )
        return
    if unheard:
        yield _unheard(
            "It is turned down to nothing, or muted for Safeword",
            "Turn it up in the sound settings of your desktop, or under 'Playback' in pavucontrol. "
            "A 'Dummy Output' is no loudspeaker: plug one in.",
        )


def _unheard(sentence: str, mend: str) -> Finding:
    return wrong(
        Kind.LOUDSPEAKER, f"{sentence}: nobody would hear it, so music would be paused.", mend
    )
