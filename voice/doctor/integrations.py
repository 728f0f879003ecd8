"""What reaches Safeword from outside, and what it may use beside: none of it is needed to hear."""

import importlib.util
import os
from collections.abc import Iterator

from voice.control import place as control
from voice.doctor.discretion import place
from voice.doctor.finding import Finding, Kind, advice, closed, fine
from voice.echo.speex import SpeexEcho
from voice.errors import SettingsProblem
from voice.mqtt import settings
from voice.service import unit

_LONGEST = 107
"""Bytes that the path of a socket may have."""


def look() -> Iterator[Finding]:
    """The control socket, MQTT, the service, and the echo canceller's library."""
    yield from (_socket(), _mqtt(), _service(), _echo())


def _socket() -> Finding:
    path = control.path()
    if len(os.fsencode(path)) > _LONGEST:
        return advice(
            Kind.INTEGRATIONS,
            "The path of the control socket is too long, so other programs cannot reach a session.",
            "Set XDG_RUNTIME_DIR to a folder of yours with a short name.",
        )
    return fine(Kind.INTEGRATIONS, f"Other programs reach a session at {place(path)}.")


def _mqtt() -> Finding:
    path = settings.default_path()
    if not path.exists():
        return fine(Kind.INTEGRATIONS, "MQTT is not set up.")
    try:
        settings.read(path)
    except SettingsProblem:
        return advice(
            Kind.INTEGRATIONS,
            "The settings for MQTT cannot be used.",
            "'safeword mqtt' says why, and docs/mqtt.md what must be in them.",
        )
    if importlib.util.find_spec("aiomqtt") is None:
        return advice(
            Kind.INTEGRATIONS,
            "MQTT is set up, but its parts are not installed.",
            "docs/mqtt.md says how that is done.",
        )
    return fine(Kind.INTEGRATIONS, "MQTT is set up. Nothing was sent.")


def _service() -> Finding:
    try:
        installed = unit.path().read_text(encoding="utf-8")
    except FileNotFoundError:
        return fine(Kind.INTEGRATIONS, "No service is installed.")
    except OSError as error:
        folder = place(unit.path().parent)
        unseen = f"Whether a service is installed in {folder} cannot be seen: {error.strerror}."
        return closed(Kind.INTEGRATIONS, unseen, folder)
    if installed == unit.unit():
        return fine(Kind.INTEGRATIONS, "The service is installed.")
    if installed == unit.unit(satellite=True):
        return fine(Kind.INTEGRATIONS, "The service is installed, with a network for a satellite.")
    return advice(
        Kind.INTEGRATIONS,
        "The service that is installed is of another version, or of Safeword in another place.",
        "Run: safeword service install",
    )


def _echo() -> Finding:
    try:
        SpeexEcho()
    except OSError:
        return advice(
            Kind.INTEGRATIONS,
            "libspeexdsp is missing, so what this computer plays stays in what is heard.",
            "Install it (Debian and Ubuntu: apt install libspeexdsp1).",
        )
    return fine(Kind.INTEGRATIONS, "The echo canceller has its library.")
