"""Which sound server there is, and whether it is reached."""

import os
from collections.abc import Iterator

from voice.audio.devices import loudspeakers, microphones
from voice.audio.portaudio import portaudio
from voice.audio.sound_server import server_name, sinks, sources
from voice.doctor.discretion import discreet
from voice.doctor.finding import Finding, Kind, advice, fine, wrong
from voice.errors import DeviceProblem

START = "systemctl --user start pipewire-pulse (PipeWire), or pulseaudio --start (PulseAudio)"
RESTART = (
    "systemctl --user restart pipewire pipewire-pulse (PipeWire), or pulseaudio -k (PulseAudio)"
)
_VARIABLE = "PULSE_SERVER"


def look() -> Iterator[Finding]:
    """PortAudio, the server, and the way from one to the other."""
    try:
        library = portaudio().get_portaudio_version()[1].partition(",")[0]
    except DeviceProblem as problem:
        yield wrong(
            Kind.SOUND_SERVER, "PortAudio is missing, so there are no devices.", str(problem)
        )
        return
    name = server_name()
    if name is None:
        named = os.environ.get(_VARIABLE)
        yield advice(
            Kind.SOUND_SERVER,
            f"There is no sound server, only {library}: whether something is muted cannot be seen, "
            "and only players on the bus can be silenced.",
            f"{_VARIABLE} is set and nothing answers there: unset it."
            if named
            else f"Run {START}.",
        )
        return
    yield fine(Kind.SOUND_SERVER, f"{discreet(name, None)}, reached by {library}.")
    there = [*(sources() or ()), *(sinks() or ())]
    reached = any(each.at_server for each in (*microphones(), *loudspeakers()))
    if there and not reached:
        yield advice(
            Kind.SOUND_SERVER,
            "PortAudio does not reach the sound server, so devices are used past it.",
            "Install ALSA's plug-ins (Debian and Ubuntu: apt install libasound2-plugins).",
        )
