"""What rooms say on the broker, as `voice.mqtt` sends it, told to the duty.

Anybody may write there: what is not understood is nothing.
"""

import json
from typing import Any

from intents.state import Mode
from voice.monitor.duty import Duty
from voice.mqtt.home_assistant import BASE, DEVICE

STATUS = f"{BASE}/+/status"
STATE = f"{BASE}/+/state"
LONGEST = 40
"""Characters of a name that are shown."""


def names(discovery: str) -> str:
    """Where rooms say what they are called, below Home Assistant's discovery prefix."""
    return f"{discovery}/device/+/config"


def take(duty: Duty, topic: str, payload: bytes, now: float) -> None:
    """Tell the duty what came there."""
    *_, room, kind = topic.split("/")
    match kind:
        case "status":
            if payload in (b"online", b"offline"):
                duty.went(_plain(room), now, online=payload == b"online")
        case "state":
            told = _object(payload)
            state = told.get("state")
            if isinstance(state, str) and state in set(Mode):
                duty.lives(_plain(room), state, now, well=told.get("well") == "ON")
        case "config" if room.startswith(DEVICE):
            device = _object(payload).get("device")
            name = device.get("name") if isinstance(device, dict) else None
            if isinstance(name, str) and (plain := _plain(name)):
                duty.named(_plain(room.removeprefix(DEVICE)), plain, now)
        case _:
            pass


def _object(payload: bytes) -> dict[str, Any]:
    try:
        read = json.loads(payload)
    except (ValueError, RecursionError):
        return {}
    return read if isinstance(read, dict) else {}


def _plain(text: str) -> str:
    """Without what a terminal would take for more than text."""
    return "".join(filter(str.isprintable, text))[:LONGEST].strip()
