"""What PulseAudio, or PipeWire in its place, says about microphones."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class ServerSource:
    """One microphone of the sound server: its own name, the name for people, its native form."""

    name: str
    description: str
    rate: int
    channels: int
    is_default: bool


def connect() -> Any:
    """A connected `pulsectl.Pulse`, to be closed by the caller, or None without a sound server.

    Hangs as long as the server hangs: its own time limit makes every connection take that long.
    """
    try:
        import pulsectl  # noqa: PLC0415  loads libpulse, which not every machine has
    except OSError:
        return None
    pulse = pulsectl.Pulse("safeword", connect=False)
    try:
        pulse.connect()
    except pulsectl.PulseError:
        pulse.close()
        return None
    return pulse


def sources() -> tuple[ServerSource, ...] | None:
    """The server's microphones, or None without a server.

    What only repeats what a loudspeaker plays is no microphone, even where it is the default.
    """
    pulse = connect()
    if pulse is None:
        return None
    with pulse:
        default = pulse.server_info().default_source_name
        return tuple(
            ServerSource(
                source.name,
                source.description or source.name,
                source.rate,
                source.channel_count,
                source.name == default,
            )
            for source in _with_rates(pulse)
            if source.monitor_of_sink_name is None
        )


def _with_rates(pulse: Any) -> list[Any]:
    from pulsectl.pulsectl import Pulse, PulseSourceInfo, c  # noqa: PLC0415

    class Source(PulseSourceInfo):  # type: ignore[misc]  # pulsectl has no types
        def _init_from_struct(self, struct: Any) -> None:
            self.rate = int(struct.sample_spec.rate)

    # pulsectl keeps a pointer to the rate that is no longer valid when its list is complete:
    # the number has to be read while the list is made, which only its private hooks allow.
    listing = Pulse._pulse_get_list(
        c.PA_SOURCE_INFO_CB_T, c.pa.context_get_source_info_list, Source
    )
    answer: list[Any] = listing(pulse)
    return answer
