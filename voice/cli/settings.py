"""`safeword settings`: all that can be set, its value, whence that is, and how to change it."""

import argparse
import os
from contextlib import closing
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from intents.agreement import NATURAL, Agreement, SpokenBy
from intents.errors import Problem
from models.errors import ModelProblem
from models.natural_voice import NOT_INSTALLED, NaturalVoice, installed
from models.store.folders import VARIABLE as MODELS
from models.store.folders import models_folder
from voice import agreement_file
from voice.audio.devices import find_loudspeaker
from voice.audio.microphone import name_of
from voice.errors import UsageProblem
from voice.language import prompts_of
from voice.mqtt import settings as mqtt
from voice.only_one import is_taken
from voice.passphrase import VARIABLE as PASSPHRASE
from voice.passphrase import Passphrase
from voice.service import unit
from voice.settings import SETTINGS, USUAL, changed, is_set, setting, shown
from voice.speaking import PATIENCE, play_sample

DEVICES = {"room.microphone": name_of, "room.loudspeaker": find_loudspeaker}
VOICE = "voice"
LANGUAGE = "language"
TRY_AGAIN = (LANGUAGE, "words.listening", "room.microphone")
"""Words that were tried before were tried otherwise."""


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = commands.add_parser(
        "settings",
        help="list all that can be set, or set one of it",
        description="Lists all that can be set, its value, and whether your agreement says so. "
        "With a name and a value that is set, and kept in your agreement.",
    )
    parser.add_argument("name", nargs="?", help="one of the names that are listed")
    parser.add_argument("value", nargs="?", help=f"what it is to be; '{USUAL}' if nobody chooses")
    parser.add_argument("--agreement", type=Path, metavar="FILE", help="another agreement file")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """List them, show one, or set one."""
    path = args.agreement or agreement_file.default_path()
    if args.name is None:
        _list(path, Console(highlight=False))
    elif args.value is None:
        each = setting(args.name)
        agreement = _agreement(path)
        print(f"{each.name} = {shown(agreement, each)}  ({each.purpose})")
    else:
        _set(path, args.name, args.value)
    return 0


def _agreement(path: Path) -> Agreement:
    """The one that a session would have."""
    return agreement_file.example() if _nothing_agreed(path) else agreement_file.read(path)


def _nothing_agreed(path: Path) -> bool:
    return path == agreement_file.default_path() and not agreement_file.is_there(path)


def _list(path: Path, console: Console) -> None:
    agreement = _agreement(path)
    where = "the example" if _nothing_agreed(path) else "your agreement"
    table = Table.grid(padding=(0, 2))
    for each in SETTINGS:
        whose = where if is_set(agreement, each) else USUAL
        table.add_row(each.name, Text(shown(agreement, each)), whose, Text(each.purpose, "dim"))
    console.print(table)
    if _nothing_agreed(path):
        print("\nThere is no agreement yet, so the example's holds: 'safeword agree' makes one.")
    else:
        print(f"\nYour agreement is {path}.")
    print(
        "Set one with 'safeword settings NAME VALUE'. Words, people, limits and aftercare: "
        "'safeword agree'.\nFor one evening: the options of 'safeword listen'."
    )
    for line in _elsewhere():
        print(line)


def _elsewhere() -> tuple[str, ...]:
    """What is set beside the agreement."""
    passphrase = os.environ.get(PASSPHRASE, "asked for")
    return (
        f"Passphrase of a locked agreement: {passphrase} ({PASSPHRASE}).",
        f"Speech models: {models_folder()} ({MODELS}).",
        f"Home Assistant over MQTT: {_there(mqtt.default_path())} (docs/mqtt.md).",
        f"Service of systemd: {_there(unit.path())} ('safeword service').",
    )


def _there(path: Path) -> str:
    return f"set up in {path}" if path.exists() else "not set up"


def _set(path: Path, name: str, value: str) -> None:
    each, passphrase = setting(name), Passphrase()
    agreement = changed(agreement_file.read(path, passphrase), each, value, str(path))
    if name in DEVICES and value != USUAL:
        DEVICES[name](value)
    prompts_of(agreement.language)
    if name == VOICE and agreement.voice is SpokenBy.NATURAL:
        _refuse_silent(agreement)
    agreement_file.write(path, agreement, passphrase)
    print(f"{name} is {shown(agreement, each)} now. A session that runs keeps what it began with.")
    if name in TRY_AGAIN:
        print("Try your words again with 'safeword check'.")
    if name == LANGUAGE and agreement.voice is SpokenBy.NATURAL and not agreement.naturally_spoken:
        print(
            "The natural voice speaks English only, so espeak-ng speaks now. "
            "'safeword settings voice plain' sets that too."
        )
    if name == VOICE:
        _let_hear(agreement)


def _refuse_silent(agreement: Agreement) -> None:
    """Nobody sets what would not speak."""
    if agreement.language != NATURAL:
        raise UsageProblem(
            "The natural voice speaks English only, and your language is another. Set that first: "
            f"'safeword settings language {NATURAL}'."
        )
    if not installed():
        raise ModelProblem(NOT_INSTALLED)
    with closing(NaturalVoice(patience=PATIENCE)) as voice:
        voice.check()


def _let_hear(agreement: Agreement) -> None:
    """Over a session nothing else is said."""
    if is_taken():
        return
    try:
        play_sample(agreement, print)
    except Problem as problem:
        print(f"It cannot be heard now. {problem}")
