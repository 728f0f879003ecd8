"""The systemd unit of the service, for the user's own manager."""

import signal
import sys
from pathlib import Path

from platformdirs import user_config_path

from voice.errors import OutputProblem
from voice.private_file import write_private

NAME = "safeword.service"
_TEXT = """\
# Made by 'safeword service install'; 'safeword service uninstall' takes it away.
[Unit]
Description=Safeword listens for the words you agreed
After=pipewire-pulse.service pulseaudio.service

[Service]
Type=notify
ExecStart={command}
# Ready when it hears; a sign of life only while it hears. The guardian replaces a listener within a
# minute and sounds the alarm meanwhile: only after that is all of it started again.
TimeoutStartSec=120
WatchdogSec=90
Restart=on-failure
RestartSec=1
# What was wrong before it began stays wrong: see docs/json.md.
RestartPreventExitStatus=2 66 69 73 76 77 78
# So it ends where systemd stops it, which is no failure. Where SIGTERM comes from anybody else,
# such as one who wants its memory, it is started again.
SuccessExitStatus={terminated}
RestartForceExitStatus={terminated}
# Kept only over such a restart, which begins with a stop. A folder of its own: systemd deletes it.
RuntimeDirectory=safeword-service
RuntimeDirectoryPreserve=restart
# What Safeword says may hold your limits: not for the journal. Errors hold none.
StandardOutput=null
StandardError=journal
# {network}; nothing of its memory on a disk; nothing that it does not need.
RestrictAddressFamilies={families}
LimitCORE=0
MemorySwapMax=0
UMask=0077
NoNewPrivileges=yes
RestrictNamespaces=yes
RestrictSUIDSGID=yes
LockPersonality=yes
SystemCallArchitectures=native
"""
# No [Install]: it does not listen until somebody starts it.
_NETWORK = {
    False: ("AF_UNIX", "No network, also for C libraries"),
    True: (
        "AF_UNIX AF_INET AF_INET6",
        "A network, for a satellite; none for other Python code",
    ),
}


def path() -> Path:
    """Where the user's manager looks for it."""
    return user_config_path("systemd") / "user" / NAME


def unit(*, satellite: bool = False) -> str:
    """What stands in it; with `satellite` its processes may open a network connection."""
    words = [sys.executable, "-P", "-m", "voice.cli", "listen", "--lines"]
    families, network = _NETWORK[satellite]
    return _TEXT.format(
        command=" ".join(map(_quoted, words)),
        terminated=128 + signal.SIGTERM,
        families=families,
        network=network,
    )


def install(*, satellite: bool = False) -> None:
    """Write it, in the place of one that is there. Raises `OutputProblem`."""
    try:
        write_private(path(), unit(satellite=satellite))
    except OSError as error:
        raise OutputProblem(f"{path()} cannot be written: {error}.") from error


def uninstall() -> bool:
    """Delete it. Whether it was there. Raises `OutputProblem`."""
    try:
        path().unlink()
    except FileNotFoundError:
        return False
    except OSError as error:
        raise OutputProblem(f"{path()} cannot be deleted: {error}.") from error
    return True


def _quoted(word: str) -> str:
    """As systemd reads it: its own signs stand for themselves."""
    for sign, written in (("\\", "\\\\"), ('"', '\\"'), ("%", "%%")):
        word = word.replace(sign, written)
    return f'"{word}"'
