"""Which microphone a session would listen to, and what comes from it."""

from collections.abc import Callable, Iterator

from voice.audio.devices import find_microphone, microphones
from voice.audio.sound_server import sources
from voice.doctor import level
from voice.doctor.device import is_muted, looked_for, unmute
from voice.doctor.finding import Finding, Kind, advice, fine, wrong
from voice.doctor.wanted import Wanted
from voice.errors import DeviceProblem
from voice.only_one import is_taken
from voice.wyoming.address import address_of, is_satellite


def look(wanted: Wanted, begins: Callable[[], None]) -> Iterator[Finding]:
    """Find it, and measure it for some seconds; `begins` is called before that."""
    chosen = wanted.microphone
    if chosen is not None and is_satellite(chosen):
        yield from _satellite(chosen, wanted, begins)
        return
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


def _satellite(chosen: str, wanted: Wanted, begins: Callable[[], None]) -> Iterator[Finding]:
    """Its address is not told: it may hold somebody's name."""
    try:
        address_of(chosen)
    except DeviceProblem:
        yield wrong(
            Kind.MICROPHONE,
            "It is to be a satellite, whose address is wrong, or the part for it is not installed.",
            "docs/wyoming.md says how both are done.",
        )
        return
    if is_taken():
        yield advice(
            Kind.MICROPHONE,
            "It is a satellite, over the network. A session listens, and it may have it.",
            "End the session first, and try again.",
        )
        return
    yield fine(Kind.MICROPHONE, "It is a satellite, over the network and not encrypted.")
    begins()
    yield from level.look(wanted)
