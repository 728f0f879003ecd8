"""What Home Assistant is told: neutral names and states, never words."""

from dataclasses import dataclass
from typing import Any

from intents.names import Name
from intents.state import Mode
from voice.control.following import Seen
from voice.mqtt.settings import Settings

EXPIRES = 5
"""Seconds after which Home Assistant takes a state that did not come again for unknown."""
BASE = "room-signal"
"""All topics of all rooms are below it."""
DEVICE = "room_signal_"
"""What the name of each room begins with in Home Assistant."""
BUTTONS = (Name.STOP, Name.CHECK_IN)
"""What people may press there."""
COMMANDS = (*BUTTONS, Name.MUSIC_PLAYS)
"""All that may be asked for from there."""


@dataclass(frozen=True, slots=True)
class Topics:
    """The topics of one room."""

    status: str
    """`online` or `offline`, retained."""
    state: str
    """An object, after each change and each second; not retained, so that it expires."""
    command: str
    """One of `COMMANDS`."""
    discovery: str
    """What the device consists of, retained."""
    birth: str
    """Home Assistant says here that it is there again."""


def topics(settings: Settings) -> Topics:
    """Those of the room that the settings name."""
    base = f"{BASE}/{settings.topic}"
    return Topics(
        status=f"{base}/status",
        state=f"{base}/state",
        command=f"{base}/command",
        discovery=f"{settings.discovery}/device/{DEVICE}{settings.topic}/config",
        birth=f"{settings.discovery}/status",
    )


def discovery(settings: Settings) -> dict[str, Any]:
    """One device: where it is, whether it is well, and two buttons."""
    at = topics(settings)
    own = f"{DEVICE}{settings.topic}"
    told = {"state_topic": at.state, "expire_after": EXPIRES}
    components: dict[str, dict[str, Any]] = {
        "state": {
            "platform": "sensor",
            "name": "State",
            "device_class": "enum",
            "options": [str(mode) for mode in Mode],
            "value_template": "{{ value_json.state }}",
            **told,
        },
        "well": {
            "platform": "binary_sensor",
            "name": "Connection",
            "device_class": "connectivity",
            "value_template": "{{ value_json.well }}",
            **told,
        },
        **{
            str(name): {
                "platform": "button",
                "name": name.replace("_", " ").capitalize(),
                "command_topic": at.command,
                "payload_press": str(name),
                "qos": 1,
            }
            for name in BUTTONS
        },
    }
    return {
        "device": {"identifiers": [own], "name": settings.name},
        "origin": {"name": "Room signal"},
        "availability_topic": at.status,
        "components": {
            key: {**component, "unique_id": f"{own}_{key}"} for key, component in components.items()
        },
    }


def told_of(seen: Seen) -> dict[str, str]:
    """What is told of it."""
    return {"state": seen.state, "well": "ON" if seen.well else "OFF"}
