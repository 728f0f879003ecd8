"""`safeword lock` and `safeword unlock`: the agreement under a passphrase, and in plain text."""

import argparse
from pathlib import Path

from voice import agreement_file, check_file
from voice.passphrase import Passphrase


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add both commands."""
    for name, run, text in (
        ("lock", _lock, "put your agreement under a passphrase, or under another one"),
        ("unlock", _unlock, "keep your agreement as plain text again"),
    ):
        parser = commands.add_parser(name, help=text, description=text)
        parser.add_argument("--agreement", type=Path, metavar="FILE", help="another agreement file")
        parser.set_defaults(run=run)


def _lock(args: argparse.Namespace) -> int:
    path = args.agreement or agreement_file.default_path()
    agreement_file.lock(path, Passphrase())
    print(
        f"{path} is locked. Nobody can read it without the passphrase: if you forget it, agree "
        "anew. Older copies stay readable, in backups and maybe on the disk itself."
    )
    if check_file.path().exists():
        print(
            f"{check_file.path()} is not locked: it says which of your words 'safeword check' "
            "heard, and who said them."
        )
    return 0


def _unlock(args: argparse.Namespace) -> int:
    path = args.agreement or agreement_file.default_path()
    agreement_file.unlock(path, Passphrase())
    print(f"{path} is plain text again, for its owner only.")
    return 0
