"""`python -m bench.platforms`: for which computers there are built packages of all that it needs.

Asks the package index that pip is set to. Nothing is installed.
"""

import argparse
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]
OUT = ROOT / "docs" / "platforms.md"
PYTHON = "3.11"
PAGE = """\
# Computers

For which computers there are built packages of all that Safeword needs, in the versions that the
tests passed with, for Python {python}. Where one is missing, pip would have to build it, or there
is none in that version. The English speech model is inside `moonshine-voice`. Beside packages,
PortAudio, espeak-ng and a sound server are needed.

Written by `python -m bench.platforms --write`, which asks the package index.

| Computer | needed | missing | tried |
|---|---|---|---|
{rows}

A session needs Linux, for its guardian and for players and volumes. Whether a Raspberry Pi or
another small computer keeps up was not measured: `python -m bench` measures it there, under "share
of one core". Stay well under a half, because the look at the end of a word takes more for a moment.
A session that falls behind says so, and stops the music.
"""


@dataclass(frozen=True, slots=True)
class Platform:
    """A kind of computer, and the tags that its packages may have."""

    name: str
    system: str
    """As `sys.platform` has it."""
    tags: Sequence[str]
    tried: str


def _linux(machine: str) -> tuple[str, ...]:
    return (
        f"manylinux2014_{machine}",
        *(f"manylinux_2_{version}_{machine}" for version in (17, 24, 27, 28, 31, 34)),
    )


PLATFORMS = (
    Platform("Linux, x86-64", "linux", _linux("x86_64"), "yes: all tests run there"),
    Platform("Linux, 64-bit ARM, as a Raspberry Pi 5", "linux", _linux("aarch64"), "no"),
    Platform(
        "macOS, Apple's processors",
        "darwin",
        (
            *(f"macosx_10_{version}_universal2" for version in range(6, 16)),
            *(f"macosx_{v}_0_{kind}" for v in range(11, 16) for kind in ("arm64", "universal2")),
        ),
        "no",
    ),
    Platform(
        "Windows, x86-64",
        "win32",
        ("win_amd64",),
        "no",
    ),
)


def needed(platform: Platform) -> list[Requirement]:
    """What the project depends on there, without what is optional."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    requirements = map(Requirement, project["dependencies"])
    where = {"sys_platform": platform.system, "python_version": PYTHON}
    return [each for each in requirements if not each.marker or each.marker.evaluate(where)]


def is_built(platform: Platform, requirement: Requirement) -> bool:
    """Whether the index has it for that platform, in the version that the tests passed with."""
    with TemporaryDirectory() as folder:
        asked = subprocess.run(
            [
                *(sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"),
                *("--only-binary=:all:", "--python-version", PYTHON, "--dest", folder),
                *(word for tag in platform.tags for word in ("--platform", tag)),
                *("--constraint", str(ROOT / "script" / "constraints.txt")),
                f"{requirement.name}{requirement.specifier}",
            ],
            check=False,
            capture_output=True,
        )
    return asked.returncode == 0


def row(platform: Platform) -> str:
    """Its line of the table."""
    wanted = needed(platform)
    with ThreadPoolExecutor(4) as pool:
        built = pool.map(partial(is_built, platform), wanted)
        missing = [each.name for each, there in zip(wanted, built, strict=True) if not there]
    return (
        f"| {platform.name} | {len(wanted)} | {', '.join(missing) or 'none'} | {platform.tried} |"
    )


def main() -> None:
    """Print the page, or write it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write docs/platforms.md")
    text = PAGE.format(python=PYTHON, rows="\n".join(map(row, PLATFORMS)))
    if parser.parse_args().write:
        OUT.write_text(text, encoding="utf-8")
    else:
        print(text, end="")


if __name__ == "__main__":
    main()
