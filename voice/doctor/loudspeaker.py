"""Which loudspeaker a session would speak through, and whether anybody would hear it."""

from collections.abc import Iterator
from contextlib import closing

from intents.faults import Fault
from voice.audio.devices import find_loudspeaker, loudspeakers
from voice.audio.loudspeaker import Loudspeaker
from voice.audio.sound_server import sinks
from voice.doctor.discretion import described
from voice.doctor.finding import Finding, Kind, fine, wrong
from voice.doctor.microphone import is_muted, missing, which
from voice.doctor.wanted import Wanted
from voice.errors import DeviceProblem

_SETTLES = 1.0
"""Seconds in which the sound server shows our stream."""


def look(wanted: Wanted) -> Iterator[Finding]:
    """Find it and open it, without playing anything."""
    try:
        device = find_loudspeaker(wanted.loudspeaker)
    except DeviceProblem as problem:
        yield missing(Kind.LOUDSPEAKER, wanted.loudspeaker, loudspeakers, problem)
        return
    yield fine(
        Kind.LOUDSPEAKER,
        f"The loudspeaker is {described(device, wanted.agreement)}"
        f"{which(device, wanted.loudspeaker, loudspeakers())}",
    )
    if is_muted(device, sinks()):
        default = "@DEFAULT_SINK@" if wanted.loudspeaker is None else "NAME"
        yield _unheard(
            "It is muted at the sound server",
            "Unmute it in the sound settings of your desktop, or run: pactl set-sink-mute "
            f"{default} 0",
        )
        return
    try:
        with closing(Loudspeaker(wanted.loudspeaker)) as speaker:
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
