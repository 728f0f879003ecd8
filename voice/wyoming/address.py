"""Where a satellite is: `wyoming://host:port`."""

from dataclasses import dataclass
from importlib.util import find_spec
from urllib.parse import urlsplit

from voice.errors import DeviceProblem

SCHEME = "wyoming://"
PORT = 10700
"""Where satellites listen if nobody says otherwise."""
NOT_INSTALLED = (
    "The part for Wyoming satellites is not installed: docs/wyoming.md says how that is done."
)


@dataclass(frozen=True, slots=True)
class Address:
    """Made by `address_of`."""

    host: str
    port: int

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{SCHEME}{host}:{self.port}"


def is_satellite(microphone: str | int | None) -> bool:
    """Whether what people chose as their microphone means a satellite."""
    return isinstance(microphone, str) and microphone.strip().casefold().startswith(SCHEME)


def address_of(microphone: str) -> Address:
    """Raises `DeviceProblem` where it is no address, or the part for satellites is missing."""
    try:
        parts = urlsplit(microphone.strip())
        host, port = parts.hostname, PORT if parts.port is None else parts.port
        more = parts.path.strip("/") or parts.query or parts.fragment or "@" in parts.netloc
    except ValueError:  # a port that is no number, or half an IPv6 address
        host, port, more = None, 0, ""
    if not host or not port or more or any(map(str.isspace, host)):
        raise DeviceProblem(
            f'"{microphone}" is not the address of a satellite. '
            f"Write it as {SCHEME}host:port, such as {SCHEME}192.168.1.20:{PORT}."
        )
    if find_spec("wyoming") is None:
        raise DeviceProblem(NOT_INSTALLED)
    return Address(host, port)
