"""What is said alike of a microphone and of a loudspeaker: which it is, or that there is none."""

from collections.abc import Callable
from contextlib import suppress

from intents.agreement import Agreement
from voice.audio.devices import HUNG, Device
from voice.audio.sound_server import ServerDevice
from voice.doctor.discretion import described
from voice.doctor.finding import Finding, Kind, fine, wrong
from voice.doctor.sound_server import RESTART
from voice.errors import DeviceProblem


def looked_for(
    kind: Kind,
    chosen: str | None,
    agreement: Agreement | None,
    find: Callable[[str | None], Device],
    listed: Callable[[], tuple[Device, ...]],
) -> tuple[Device | None, Finding]:
    """The chosen one, or the default one, and what is said of it; None where it is not there."""
    try:
        device = find(chosen)
    except DeviceProblem as problem:
        return None, _missing(kind, chosen, listed, problem)
    how = "the default one" if chosen is None else "the one that was chosen"
    way = "through the sound server" if device.at_server else "without a sound server"
    channels = "1 channel" if device.channels == 1 else f"{device.channels} channels"
    return device, fine(
        kind,
        f"The {kind} is {described(device, agreement)}, {how} of {len(listed())}: "
        f"{device.rate} Hz, {channels}, {way}.",
    )


def is_muted(device: Device, there: tuple[ServerDevice, ...] | None) -> bool:
    """Whether the sound server says so."""
    return any(each.muted for each in there or () if each.name == device.at_server)


def unmute(what: str, chosen: str | None) -> str:
    """How a device is unmuted that is muted there; `what` it calls such a device."""
    name = f"@DEFAULT_{what.upper()}@" if chosen is None else "NAME"
    return (
        f"Unmute it in the sound settings of your desktop, or run: pactl set-{what}-mute {name} 0"
    )


def _missing(
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
