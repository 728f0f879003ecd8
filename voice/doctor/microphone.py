"""Which microphone a session would listen to, and what comes from it."""

from collections.abc import Callable, Iterator
from contextlib import suppress

from voice.audio.devices import HUNG, Device, find_microphone, microphones
from voice.audio.sound_server import ServerDevice, sources
from voice.doctor import level
from voice.doctor.discretion import described
from voice.doctor.finding import Finding, Kind, fine, wrong
from voice.doctor.sound_server import RESTART
from voice.doctor.wanted import Wanted
from voice.errors import DeviceProblem


def look(wanted: Wanted, begins: Callable[[], None]) -> Iterator[Finding]:
    """Find it, and measure it for some seconds; `begins` is called before that."""
    try:
        device = find_microphone(wanted.microphone)
    except DeviceProblem as problem:
        yield missing(Kind.MICROPHONE, wanted.microphone, microphones, problem)
        return
    yield fine(
        Kind.MICROPHONE,
        f"The microphone is {described(device, wanted.agreement)}"
        f"{which(device, wanted.microphone, microphones())}",
    )
    if is_muted(device, sources()):
        default = "@DEFAULT_SOURCE@" if wanted.microphone is None else "NAME"
        yield wrong(
            Kind.MICROPHONE,
            "It is muted at the sound server.",
            "Unmute it in the sound settings of your desktop, or run: pactl set-source-mute "
            f"{default} 0",
        )
        return
    begins()
    yield from level.look(wanted)


def which(device: Device, chosen: str | None, there: tuple[Device, ...]) -> str:
    """The end of the sentence that names it."""
    how = "the default one" if chosen is None else "the one that was chosen"
    way = "through the sound server" if device.at_server else "without a sound server"
    channels = "1 channel" if device.channels == 1 else f"{device.channels} channels"
    return f", {how} of {len(there)}: {device.rate} Hz, {channels}, {way}."


def is_muted(device: Device, there: tuple[ServerDevice, ...] | None) -> bool:
    """Whether the sound server says so."""
    return any(each.muted for each in there or () if each.name == device.at_server)


def missing(
    kind: Kind,
    chosen: str | None,
    listed: Callable[[], tuple[Device, ...]],
    problem: DeviceProblem,
) -> Finding:
    """What is said where none can be found, though perhaps others are there."""
    if str(problem) == HUNG:
        return wrong(kind, "The sound system does not answer.", f"Restart it: {RESTART}")
    others: tuple[Device, ...] = ()
    with suppress(DeviceProblem):  # without PortAudio
        others = listed()
    if chosen is not None and others:
        return wrong(
            kind,
            f"The {kind} that was chosen is not there, or its name fits more than one.",
            "Plug it in, or choose one that 'safeword devices' lists: under [room] in your "
            "agreement, or as an option.",
        )
    return wrong(
        kind,
        f"There is no {kind}.",
        "Plug one in, see that it is switched on in the sound settings of your desktop, and that "
        "the sound system runs.",
    )
