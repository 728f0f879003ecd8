"""What PulseAudio, or PipeWire in its place, says about microphones and loudspeakers."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_MARK = "application.id"
_OURS = "safeword"
"""The application that our streams belong to, whichever process of ours has them."""
REFERENCE = "what is played"
"""What our recording of the loudspeaker is called: it is no microphone."""
_ECHO = re.compile(r"echo[-_.]?cancel", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ServerDevice:
    """One device of the sound server: its own name, the name for people, its native form."""

    name: str
    description: str
    rate: int
    channels: int
    is_default: bool
    muted: bool = False
    without_echo: bool = False
    """Whether the server takes out of it what the computer plays."""


def mark_our_streams() -> None:
    """Let the streams of this process and of those that it starts be known as Safeword's.

    Before the first stream: the libraries of PulseAudio and PipeWire read it from the environment.
    """
    os.environ["PULSE_PROP"] = f"{_MARK}={_OURS}"
    os.environ["PIPEWIRE_PROPS"] = f'{{ "{_MARK}": "{_OURS}" }}'


def is_ours(properties: Mapping[str, str]) -> bool:
    """Whether a stream with these properties belongs to this process, or is marked."""
    process = properties.get("application.process.id")
    return process == str(os.getpid()) or properties.get(_MARK) == _OURS


def connect() -> Any:
    """A connected `pulsectl.Pulse`, to be closed by the caller, or None without a sound server.

    Hangs as long as the server hangs: its own time limit makes every connection take that long.
    """
    try:
        # It loads libpulse, which not every machine has.
        from voice.audio.pulse_library import pulsectl  # noqa: PLC0415
    except OSError:
        return None
    pulse = pulsectl.Pulse("safeword", connect=False)
    try:
        pulse.connect()
    except pulsectl.PulseError:
        pulse.close()
        return None
    return pulse


def server_name() -> str | None:
    """What the server calls itself, with its version, or None without a server."""
    pulse = connect()
    if pulse is None:
        return None
    with pulse:
        info = pulse.server_info()
        return f"{info.server_name} {info.server_version}"


def sources() -> tuple[ServerDevice, ...] | None:
    """The server's microphones, or None without a server.

    What only repeats what a loudspeaker plays is no microphone, even where it is the default.
    """
    pulse = connect()
    if pulse is None:
        return None
    with pulse:
        default = pulse.server_info().default_source_name
        return tuple(
            _device(source, default)
            for source in _with_rates(pulse, "source")
            if source.monitor_of_sink_name is None
        )


def sinks() -> tuple[ServerDevice, ...] | None:
    """The server's loudspeakers, or None without a server."""
    pulse = connect()
    if pulse is None:
        return None
    with pulse:
        default = pulse.server_info().default_sink_name
        return tuple(_device(sink, default) for sink in _with_rates(pulse, "sink"))


def _device(of: Any, default: str) -> ServerDevice:
    return ServerDevice(
        of.name,
        of.description or of.name,
        of.rate,
        of.channel_count,
        of.name == default,
        bool(of.mute),
        bool(_ECHO.search(f"{of.name} {of.driver} {of.proplist.get('node.name', '')}")),
    )


def _with_rates(pulse: Any, kind: str) -> list[Any]:
    from pulsectl.pulsectl import (  # noqa: PLC0415
        Pulse,
        PulseSinkInfo,
        PulseSourceInfo,
        c,
    )

    info = PulseSinkInfo if kind == "sink" else PulseSourceInfo

    class Rated(info):  # type: ignore[misc,valid-type]  # pulsectl has no types
        def _init_from_struct(self, struct: Any) -> None:
            self.rate = int(struct.sample_spec.rate)

    # pulsectl keeps a pointer to the rate that is no longer valid when its list is complete:
    # the number has to be read while the list is made, which only its private hooks allow.
    called_back = getattr(c, f"PA_{kind.upper()}_INFO_CB_T")
    listing = Pulse._pulse_get_list(
        called_back, getattr(c.pa, f"context_get_{kind}_info_list"), Rated
    )
    answer: list[Any] = listing(pulse)
    return answer
