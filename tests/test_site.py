"""The site of documents: whole, no link leads nowhere, and nothing is loaded from elsewhere."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from voice.cli.parser import COMMANDS

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
LOADED = re.compile(r'(?:src|srcset)="([^"]+)"|<link [^>]*href="([^"]+)"|url\(([^)]+)\)')
NAMED = re.compile(r"^safeword (\w+)", re.MULTILINE)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    made = subprocess.run(
        [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", DOCS, folder],
        check=False,
        capture_output=True,
        text=True,
        env={**os.environ, "NO_COLOR": "1"},
    )
    assert made.returncode == 0, made.stderr
    return folder


def test_every_document_is_a_page(site: Path) -> None:
    pages = {path.stem for path in site.glob("*.html")}
    assert {path.stem for path in DOCS.glob("*.md")} <= pages
    assert list(site.glob("_images/graphviz-*.svg")), "the diagram of the states"


def test_who_reads_it_asks_nobody_else_for_anything(site: Path) -> None:
    loaded = [
        next(filter(None, found))
        for path in [*site.rglob("*.html"), *site.rglob("*.css")]
        for found in LOADED.findall(path.read_text(encoding="utf-8"))
    ]
    assert len(loaded) > 100
    assert not [address for address in loaded if re.match(r"[\"']?(https?:)?//", address)]


def test_the_tutorial_names_commands_that_exist() -> None:
    named = NAMED.findall((DOCS / "tutorial.md").read_text(encoding="utf-8"))
    assert len(named) >= 4
    assert set(named) <= {*COMMANDS}
