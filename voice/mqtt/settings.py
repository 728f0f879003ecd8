"""Where the broker is, and how it lets us in: a file that is its owner's only."""

import ipaddress
import tomllib
from pathlib import Path

from platformdirs import user_config_path
from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    PrivateAttr,
    ValidationError,
    ValidationInfo,
    field_validator,
)
from pydantic_core import PydanticCustomError

from intents.mends import mend
from voice.errors import SettingsProblem
from voice.private_file import is_private

NAME = "mqtt.toml"
PATTERN = "string_pattern_mismatch"
_WRITTEN = {
    "host": "write the name or address of a computer, such as 'homeassistant.local'",
    "topic": "write small letters, digits, - and _ only, at most 40, such as 'blue-room'",
    "discovery": "write letters, digits, -, _ and / only, at most 100, such as 'homeassistant'",
    **dict.fromkeys(("username", "password"), "write it without the character U+0000"),
}
"""How what has a pattern is to be written."""
_LONGEST_HOST = 253
_LONGEST_SECRET = 16_000
"""Characters: MQTT counts bytes, of which it takes 65535."""


class Settings(BaseModel):
    """What the file says. The connection is always encrypted."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    host: str = Field(
        pattern=r"^[^.\s\x00]{1,63}(\.[^.\s\x00]{1,63})*\.?$", max_length=_LONGEST_HOST
    )
    port: int = Field(8883, ge=1, le=65535)
    username: str | None = Field(None, pattern=r"^[^\x00]*$", max_length=_LONGEST_SECRET)
    password: str | None = Field(None, pattern=r"^[^\x00]*$", max_length=_LONGEST_SECRET)
    ca: Path | None = None
    """Who vouches for the broker, where that is nobody whom the system knows."""
    name: str = Field("Room", min_length=1, max_length=40)
    """What the device is called. Everybody in the house may read it."""
    topic: str = Field("room", pattern=r"^[a-z0-9_-]{1,40}$")
    """Tells rooms apart; also a part of the topics."""
    discovery: str = Field("homeassistant", pattern=r"^[\w/-]{1,100}$")
    """Home Assistant's discovery prefix."""
    _file: Path | None = PrivateAttr(None)

    @property
    def file(self) -> Path:
        """Where all this is written."""
        return self._file or default_path()

    @field_validator("host")
    @classmethod
    def _alone(cls, host: str) -> str:
        if "/" in host or (":" in host and not _is_address(host)):
            raise PydanticCustomError(
                "not_alone",
                "write the computer alone, such as host = 'homeassistant.local', and the port by "
                "itself, such as port = 8883",
            )
        try:
            host.encode("idna")
        except UnicodeError:
            raise PydanticCustomError("no_name", _WRITTEN["host"]) from None
        return host

    @field_validator("password")
    @classmethod
    def _goes_with_a_username(cls, password: str | None, info: ValidationInfo) -> str | None:
        if password is not None and "username" in info.data and info.data["username"] is None:
            raise PydanticCustomError("alone", "no broker takes it without a username")
        return password

    @field_validator("ca")
    @classmethod
    def _of_its_owner(cls, ca: Path | None) -> Path | None:
        if ca is not None and "\0" in str(ca):
            raise PydanticCustomError("no_path", "write the path of a file, without U+0000")
        try:
            return None if ca is None else ca.expanduser()
        except RuntimeError:  # of somebody whom nobody knows: it is not there, which is told
            return ca


def default_path() -> Path:
    """Beside the agreement."""
    return user_config_path("safeword") / NAME


def read(path: Path) -> Settings:
    """Raises `SettingsProblem`: not there, a folder, open to others, or not as it must be."""
    try:
        if path.is_dir():
            raise SettingsProblem(
                f"{path} is a folder: name the file of settings in it, such as {path / NAME}."
            )
        if not is_private(path):
            raise SettingsProblem(
                f"Others can read {path}, and the broker's password is in it: "
                f"run chmod 600 '{path}'."
            )
        settings = Settings(**tomllib.loads(path.read_text(encoding="utf-8")))
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
    settings._file = path
    return settings


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
