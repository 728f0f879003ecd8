"""Which microphones there are, and which one is meant."""

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from voice.audio.portaudio import hold, in_time, let_go, portaudio
from voice.audio.sound_server import sources
from voice.errors import DeviceProblem

ANSWER = 5.0
"""Seconds within which a sound system lists and opens devices, or is taken to hang."""

HUNG = "The sound system does not answer. Restart it (PipeWire or PulseAudio) and try again."
NONE = "There is no microphone. Plug one in, or check that the sound system runs."

_BRIDGES = ("pulse", "pipewire")
"""PortAudio devices that surely lead to the sound server, the best first."""

_TO_SERVER = {"default", "sysdefault", *_BRIDGES}
"""PortAudio devices that lead there where there is a bridge."""


@dataclass(frozen=True, slots=True)
class Device:
    """A microphone.

    `index` is PortAudio's number for it. `source` is its name on the sound server, or None where
    it is reached without one. `rate` and `channels` are its native ones.
    """

    name: str
    index: int
    rate: int
    channels: int
    source: str | None = None


def devices() -> tuple[Device, ...]:
    """The microphones, the default one first where there is a default.

    Those of the sound server come under the names people know; then those that PortAudio reaches
    directly. Raises `voice.errors.DeviceProblem` when the sound system hangs or is not installed.
    """
    try:
        return in_time(_devices, ANSWER)
    except TimeoutError:
        raise DeviceProblem(HUNG) from None


def find(wanted: str | int | None) -> Device:
    """The microphone of this name or part of a name, of this place in `devices`, or the default.

    Raises `voice.errors.DeviceProblem` when there is none, or more than one.
    """
    present = devices()
    if not present:
        raise DeviceProblem(NONE)
    if wanted is None:
        return present[0]
    if isinstance(wanted, int):
        if 0 <= wanted < len(present):
            return present[wanted]
        raise DeviceProblem(f"There is no microphone number {wanted}. {_offer(present)}")
    return _named(wanted, present)


def _named(wanted: str, present: tuple[Device, ...]) -> Device:
    word = wanted.casefold()
    exact = [
        each for each in present if word in {each.name.casefold(), (each.source or "").casefold()}
    ]
    if exact:
        return exact[0]
    partly = [each for each in present if word and word in each.name.casefold()]
    if len(partly) == 1:
        return partly[0]
    if partly:
        raise DeviceProblem(f'"{wanted}" is more than one microphone. {_offer(tuple(partly))}')
    names = {each.name.casefold(): each.name for each in present}
    close = difflib.get_close_matches(word, names, n=1)
    hint = f' Did you mean "{names[close[0]]}"?' if close else ""
    raise DeviceProblem(f'There is no microphone "{wanted}".{hint} {_offer(present)}')


def _offer(present: tuple[Device, ...]) -> str:
    return "There are: " + ", ".join(f'"{each.name}"' for each in present) + "."


def _devices() -> tuple[Device, ...]:
    listing = object()
    hold(listing)  # PortAudio must not be started again meanwhile
    try:
        return _listed()
    finally:
        let_go(listing)


def _listed() -> tuple[Device, ...]:
    sounddevice = portaudio()
    inputs = [each for each in sounddevice.query_devices() if each["max_input_channels"] > 0]
    bridge = next((each for name in _BRIDGES for each in inputs if each["name"] == name), None)
    on_server = None if bridge is None else sources()
    if bridge is None or on_server is None:
        first = sounddevice.default.device[0]
        return tuple(
            _direct(each) for each in sorted(inputs, key=lambda each: each["index"] != first)
        )
    behind = [
        Device(source.description, bridge["index"], source.rate, source.channels, source.name)
        for source in sorted(on_server, key=lambda source: not source.is_default)
    ]
    # The bridges only repeat what was listed, or lead to what a loudspeaker plays.
    return (*behind, *(_direct(each) for each in inputs if each["name"] not in _TO_SERVER))


def _direct(info: Mapping[str, Any]) -> Device:
    channels = min(2, info["max_input_channels"])
    return Device(info["name"], info["index"], round(info["default_samplerate"]), channels)
