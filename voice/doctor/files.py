"""Where Safeword's files are, and whether only their owner can read them."""

import os
from collections.abc import Iterator
from pathlib import Path

from models.store.folders import VARIABLE as MODELS
from models.store.folders import models_folder
from voice import agreement_file, check_file, reminder
from voice.doctor.discretion import place
from voice.doctor.finding import Finding, Kind, advice, fine
from voice.mqtt import settings
from voice.passphrase import VARIABLE
from voice.private_file import is_private


def look(chosen: Path | None) -> Iterator[Finding]:
    """The agreement, what was kept of a check, and what else is private; then the models."""
    ours = {
        "The agreement": agreement_file.default_path(),
        "What 'safeword check' kept": check_file.path(),
        "The date of the last session": reminder.path(),
        "The settings for MQTT": settings.default_path(),
    }
    for what, path in ours.items():
        yield from _one(what, path, place(path))
    if chosen is not None:
        yield from _one("The agreement that you named", chosen, "FILE")
    # What systemd gives a service is kept from others by the folder that it is in.
    if given := os.environ.get(VARIABLE):
        yield from _one("The file with the passphrase", Path(given), f'"${VARIABLE}"')
    where = f"${MODELS}" if os.environ.get(MODELS) else place(models_folder())
    yield fine(Kind.FILES, f"Models that are fetched are kept in {where}.")


def _one(what: str, path: Path, called: str) -> Iterator[Finding]:
    try:
        private = is_private(path)
    except FileNotFoundError:
        return
    except OSError as error:
        yield advice(
            Kind.FILES,
            f"{what} cannot be looked at: {error.strerror}.",
            f"See with 'ls -ld' whose {called} and its folder are: they must be yours.",
        )
        return
    if private:
        yield fine(Kind.FILES, f"{what} is {called}, for its owner only.")
    else:
        yield advice(Kind.FILES, f"{what} can be read by others.", f"Run: chmod 600 {called}")
