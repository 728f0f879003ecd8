"""Where the agreement is kept, and how it is read."""

import os
import tomllib
from importlib.resources import files
from pathlib import Path

from platformdirs import user_config_path

from intents.agreement import Agreement, agreement_from
from intents.errors import AgreementProblem

EXAMPLE = files("voice") / "example.toml"
"""The agreement that is used where there is none."""
PRIVATE = 0o600


def default_path() -> Path:
    """In the XDG config folder, or what the system has for it."""
    return user_config_path("safeword") / "agreement.toml"


def example() -> Agreement:
    """The packaged example."""
    return agreement_from(tomllib.loads(EXAMPLE.read_text(encoding="utf-8")), "example")


def read(path: Path) -> Agreement:
    """Read and check it.

    Raises `AgreementProblem`: not there, not readable, not TOML, or not what the schema asks for.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise AgreementProblem(
            f"There is no agreement at {path}: write one with 'safeword agree --init'."
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise AgreementProblem(f"The agreement {path} cannot be read: {error}.") from error
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise AgreementProblem(f"The agreement {path} is not valid TOML: {error}.") from error
    return agreement_from(data, str(path))


def is_private(path: Path) -> bool:
    """Whether only its owner can read it."""
    return os.name != "posix" or path.stat().st_mode & 0o077 == 0


def write_example(path: Path) -> None:
    """Write the example for people to change, readable by its owner only, never over another.

    Raises `AgreementProblem` if there is one already, or it cannot be written.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=PRIVATE, exist_ok=False)
        path.write_text(EXAMPLE.read_text(encoding="utf-8"), encoding="utf-8")
    except FileExistsError:
        raise AgreementProblem(
            f"There is an agreement at {path} already: change it with a text editor."
        ) from None
    except OSError as error:
        raise AgreementProblem(f"The agreement {path} cannot be written: {error}.") from error
