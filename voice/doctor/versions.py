"""Which versions of everything there are."""

import platform
import re
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires, version

from voice.doctor.discretion import discreet
from voice.doctor.finding import Finding, Kind, fine, wrong

PACKAGE = "safeword-voice"
TOLD = (
    *("moonshine-voice", "onnxruntime", "vosk", "sounddevice", "pulsectl", "dbus-fast"),
    *("pyttsx3", "hibari-tts", "numpy", "soxr", "pydantic", "filelock", "pyrage"),
)
"""Those whose versions explain most."""
_NAME = re.compile(r"[\w.-]+")


def look() -> Iterator[Finding]:
    """Safeword, Python, the system and the libraries."""
    system = f"{_system()}, {platform.system()} {platform.release()} {platform.machine()}"
    yield fine(
        Kind.VERSIONS,
        f"Safeword {version(PACKAGE)}, Python {platform.python_version()}, "
        f"{discreet(system, None)}.",
    )
    missing = tuple(name for name in _needed() if _version(name) is None)
    if missing:
        yield wrong(
            Kind.VERSIONS,
            f"Libraries are missing: {', '.join(missing)}.",
            "Install Safeword again: 'pipx reinstall safeword-voice', or script/run in its folder.",
        )
    told = (f"{name} {_version(name)}" for name in TOLD if _version(name))
    yield fine(Kind.VERSIONS, f"Libraries: {', '.join(told)}.")


def _system() -> str:
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except (OSError, KeyError):
        return "a system without a name"


def _needed() -> Iterator[str]:
    """Those without which it does not run on this system."""
    for requirement in requires(PACKAGE) or ():
        condition = requirement.partition(";")[2]
        name = _NAME.match(requirement)
        if name and "extra" not in condition:
            yield name.group()


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
