"""Keeps what is private out of findings: people paste them where everybody can read them.

Findings are made of our own sentences, of numbers, and of what these functions let through. The
text of an error is never among them: it may quote an agreement, a path or a device.
"""

import getpass
import os
import re
import socket
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from intents.agreement import Agreement
from voice.audio.devices import Device

HIDDEN = "…"
_FOLDERS = ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR")
_HARDWARE = "alsa_"
"""How a sound server begins the names of devices that it calls as their makers do."""
_KINDS = {"bluez": "a Bluetooth device", "tunnel": "a device of another computer"}
"""Others, whose names hold addresses, and what their owners call them."""


def discreet(text: str, agreement: Agreement | None) -> str:
    """A name that some program or maker gave, without what may tell who people are."""
    for private in sorted(_private(agreement), key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(private)}(?!\w)", HIDDEN, text, flags=re.IGNORECASE)
    return "".join(filter(str.isprintable, text))


def described(device: Device, agreement: Agreement | None) -> str:
    """What a device may be called: people give devices that are no hardware names of their own.

    Where no agreement can be read nobody knows what is private in a name.
    """
    if device.at_server is None or device.at_server.startswith(_HARDWARE):
        return "hardware" if agreement is None else f'"{discreet(device.name, agreement)}"'
    kinds = (kind for word, kind in _KINDS.items() if device.at_server.startswith(word))
    return next(kinds, "a device that the sound server makes up")


def place(path: Path) -> str:
    """Where one of Safeword's own files is, without the folder of whoever it belongs to."""
    for variable in _FOLDERS:
        folder = os.environ.get(variable)
        if folder and path.is_relative_to(folder):
            return f"${variable}/{path.relative_to(folder)}"
    with suppress(RuntimeError):  # nobody knows where the home folder is
        if path.is_relative_to(Path.home()):
            return f"~/{path.relative_to(Path.home())}"
    return path.name


def _private(agreement: Agreement | None) -> Iterator[str]:
    with suppress(RuntimeError):
        yield str(Path.home())
    with suppress(OSError, KeyError):  # a user without a name
        yield getpass.getuser()
    host = socket.gethostname()
    yield from {host, host.partition(".")[0]} - {""}
    if agreement is not None:
        yield from _texts(agreement.model_dump(exclude={"language", "room"}))


def _texts(data: object) -> Iterator[str]:
    """Every text in it, but for the names of settings."""
    match data:
        case str():
            yield data
        case dict():
            for value in data.values():
                yield from _texts(value)
        case list() | tuple():
            for value in data:
                yield from _texts(value)
