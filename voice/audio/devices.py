"""Which microphones and loudspeakers there are, and which one is meant."""

import difflib
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from voice.audio.portaudio import hold, in_time, let_go, portaudio
from voice.audio.sound_server import ServerDevice, sinks, sources
from voice.errors import DeviceProblem

ANSWER = 5.0
"""Seconds within which a sound system lists and opens devices, or is taken to hang."""

HUNG = "The sound system does not answer. Restart it (PipeWire or PulseAudio) and try again."

_BRIDGES = ("pulse", "pipewire")
"""PortAudio devices that surely lead to the sound server, the best first."""

_TO_SERVER = {"default", "sysdefault", *_BRIDGES}
"""PortAudio devices that lead there where there is a bridge."""


@dataclass(frozen=True, slots=True)
class Device:
    """A microphone or loudspeaker.

    `name` is for people, and no other of its kind has it. `index` is PortAudio's number for it.
    `at_server` is its name on the sound server, or None where it is reached without one. `rate`
    and `channels` are its native ones. `without_echo`: the server takes out of it what the computer
    plays.
    """

    name: str
    index: int
    rate: int
    channels: int
    at_server: str | None = None
    without_echo: bool = False


@dataclass(frozen=True, slots=True)
class _Kind:
    noun: str
    channels: str
    """PortAudio's key for how many channels a device has this way."""
    place: int
    """Which of PortAudio's two defaults is of this kind."""
    listed: Callable[[], tuple[ServerDevice, ...] | None]


_MICROPHONE = _Kind("microphone", "max_input_channels", 0, sources)
_LOUDSPEAKER = _Kind("loudspeaker", "max_output_channels", 1, sinks)


def microphones() -> tuple[Device, ...]:
    """The microphones, the default one first where there is a default.

    Those of the sound server come under the names people know; then those that PortAudio reaches
    directly. Raises `voice.errors.DeviceProblem` when the sound system hangs or is not installed.
    """
    return _in_time(_MICROPHONE)


def loudspeakers() -> tuple[Device, ...]:
    """The loudspeakers, likewise."""
    return _in_time(_LOUDSPEAKER)


def find_microphone(wanted: str | int | None) -> Device:
    """The one of this name or part of a name, of this place in `microphones`, or the default.

    Raises `voice.errors.DeviceProblem` when there is none, or more than one.
    """
    return _found(wanted, _MICROPHONE)


def find_loudspeaker(wanted: str | int | None) -> Device:
    """The one of this name or part of a name, of this place in `loudspeakers`, or the default.

    Raises `voice.errors.DeviceProblem` when there is none, or more than one.
    """
    return _found(wanted, _LOUDSPEAKER)


def none_of(noun: str) -> DeviceProblem:
    """What is said where there is none at all."""
    return DeviceProblem(f"There is no {noun}. Plug one in, or check that the sound system runs.")


def _found(wanted: str | int | None, kind: _Kind) -> Device:
    present = _in_time(kind)
    if not present:
        raise none_of(kind.noun)
    if wanted is None:
        return present[0]
    if isinstance(wanted, int):
        if 0 <= wanted < len(present):
            return present[wanted]
        raise DeviceProblem(f"There is no {kind.noun} number {wanted}. {_offer(present)}")
    return _named(wanted, present, kind.noun)


def _named(wanted: str, present: tuple[Device, ...], noun: str) -> Device:
    word = wanted.casefold()
    for each in present:
        if word in {name.casefold() for name in _exact_names(each)}:
            return each
    partly = [each for each in present if word and word in each.name.casefold()]
    if len(partly) == 1:
        return partly[0]
    if partly:
        raise DeviceProblem(f'"{wanted}" is more than one {noun}. {_offer(tuple(partly))}')
    names = {each.name.casefold(): each.name for each in present}
    close = difflib.get_close_matches(word, names, n=1)
    hint = f' Did you mean "{names[close[0]]}"?' if close else ""
    raise DeviceProblem(f'There is no {noun} "{wanted}".{hint} {_offer(present)}')


def _exact_names(device: Device) -> set[str]:
    """Also the one that it had, or will have, beside a twin."""
    if device.at_server is None:
        return {device.name}
    return {device.name, device.at_server, _beside_twin(device)}


def _beside_twin(device: Device) -> str:
    return f"{device.name} ({device.index if device.at_server is None else device.at_server})"


def _offer(present: tuple[Device, ...]) -> str:
    return "There are: " + ", ".join(f'"{each.name}"' for each in present) + "."


def _in_time(kind: _Kind) -> tuple[Device, ...]:
    try:
        return in_time(lambda: _listed(kind), ANSWER)
    except TimeoutError:
        raise DeviceProblem(HUNG) from None


def _listed(kind: _Kind) -> tuple[Device, ...]:
    listing = object()
    hold(listing)  # PortAudio must not be started again meanwhile
    try:
        found = _all(kind)
    finally:
        let_go(listing)
    names = Counter(device.name for device in found)
    return tuple(
        device if names[device.name] == 1 else replace(device, name=_beside_twin(device))
        for device in found
    )


def _all(kind: _Kind) -> tuple[Device, ...]:
    sounddevice = portaudio()
    present = [each for each in sounddevice.query_devices() if each[kind.channels] > 0]
    bridge = next((each for name in _BRIDGES for each in present if each["name"] == name), None)
    on_server = None if bridge is None else kind.listed()
    if bridge is None or on_server is None:
        first = sounddevice.default.device[kind.place]
        return tuple(
            _direct(each, kind) for each in sorted(present, key=lambda each: each["index"] != first)
        )
    behind = [
        Device(
            each.description,
            bridge["index"],
            each.rate,
            each.channels,
            each.name,
            each.without_echo,
        )
        for each in sorted(on_server, key=lambda each: not each.is_default)
    ]
    # The bridges only repeat what was listed, or lead to what a loudspeaker plays.
    direct = (each for each in present if each["name"] not in _TO_SERVER)
    return (*behind, *(_direct(each, kind) for each in direct))


def _direct(info: Mapping[str, Any], kind: _Kind) -> Device:
    channels = min(2, info[kind.channels])
    rate = round(info["default_samplerate"])
    return Device(info["name"], info["index"], rate, channels)
