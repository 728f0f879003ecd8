"""Which microphone a session would listen to, and what comes from it."""

from collections.abc import Callable, Iterator

from voice.audio.devices import find_microphone, microphones
from voice.audio.sound_server import sources
from voice.doctor import level
from voice.doctor.device import is_muted, looked_for, unmute
from voice.doctor.finding import Finding, Kind, wrong
from voice.doctor.wanted import Wanted


def look(wanted: Wanted, begins: Callable[[], None]) -> Iterator[Finding]:
    """Find it, and measure it for some seconds; `begins` is called before that."""
    chosen = wanted.microphone
    device, finding = looked_for(
        Kind.MICROPHONE, chosen, wanted.agreement, find_microphone, microphones
    )
    yield finding
    if device is None:
        return
    if is_muted(device, sources()):
        yield wrong(Kind.MICROPHONE, "It is muted at the sound server.", unmute("source", chosen))
        return
    begins()
    yield from level.look(wanted)
