"""Where the broker is, and how it lets us in: a file that is its owner's only."""

import tomllib
from pathlib import Path

from platformdirs import user_config_path
from pydantic import BaseModel, ConfigDict, Field, ValidationError, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from intents.mends import mend
from voice.errors import SettingsProblem
from voice.private_file import is_private

PATTERN = "string_pattern_mismatch"
_WRITTEN = {
    "host": "write the name or address of a computer, such as 'homeassistant.local'",
    "topic": "write small letters, digits, - and _ only, at most 40, such as 'blue-room'",
    "discovery": "write letters, digits, -, _ and / only, such as 'homeassistant'",
}
"""How what has a pattern is to be written."""


class Settings(BaseModel):
    """What the file says. The connection is always encrypted."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    host: str = Field(pattern=r"^[^.\s]{1,63}(\.[^.\s]{1,63})*\.?$")
    port: int = Field(8883, ge=1, le=65535)
    username: str | None = None
    password: str | None = None
    ca: Path | None = None
    """Who vouches for the broker, where that is nobody whom the system knows."""
    name: str = Field("Room", min_length=1, max_length=40)
    """What the device is called. Everybody in the house may read it."""
    topic: str = Field("room", pattern=r"^[a-z0-9_-]{1,40}$")
    """Tells rooms apart; also a part of the topics."""
    discovery: str = Field("homeassistant", pattern=r"^[\w/-]+$")
    """Home Assistant's discovery prefix."""

    @field_validator("password")
    @classmethod
    def _goes_with_a_username(cls, password: str | None, info: ValidationInfo) -> str | None:
        if password is not None and "username" in info.data and info.data["username"] is None:
            raise PydanticCustomError("alone", "no broker takes it without a username")
        return password

    @field_validator("ca")
    @classmethod
    def _of_its_owner(cls, ca: Path | None) -> Path | None:
        try:
            return None if ca is None else ca.expanduser()
        except RuntimeError:  # of somebody whom nobody knows: it is not there, which is told
            return ca


def default_path() -> Path:
    """Beside the agreement."""
    return user_config_path("safeword") / "mqtt.toml"


def read(path: Path) -> Settings:
    """Raises `SettingsProblem`: not there, open to others, or not as it must be."""
    try:
        if not is_private(path):
            raise SettingsProblem(
                f"Others can read {path}, and the broker's password is in it: "
                f"run chmod 600 '{path}'."
            )
        return Settings(**tomllib.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        raise SettingsProblem(f"There is no {path}: docs/mqtt.md says what is in it.") from None
    except OSError as error:
        raise SettingsProblem(f"{path} cannot be read: {error.strerror}.") from None
    except ValidationError as error:
        # Not the value: it may be the password.
        first = error.errors(include_input=False, include_context=False)[0]
        where = ".".join(map(str, first["loc"]))
        what = _WRITTEN[where] if first["type"] == PATTERN else mend(first["type"], first["msg"])
        raise SettingsProblem(f"{path}: {where}: {what.rstrip('.')}.") from None
    except (ValueError, RecursionError):  # TOML or UTF-8; the error may quote a line
        raise SettingsProblem(f"{path} is not valid TOML in UTF-8.") from None
