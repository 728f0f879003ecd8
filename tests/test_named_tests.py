"""Every test that a document names is there, and every file in docs/privacy.md is that file."""

import re
from pathlib import Path

import pytest

from models.store.folders import models_folder
from voice import agreement_file, check_file, only_one, reminder
from voice.control import place
from voice.mqtt import settings

ROOT = Path(__file__).parents[1]
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
PRIVACY = (ROOT / "docs" / "privacy.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("document", "at_least"), [("safety.md", 20), ("privacy.md", 10), ("peers.md", 10)]
)
def test_a_document_names_only_tests_that_exist(document: str, at_least: int) -> None:
    named = NAMED.findall((ROOT / "docs" / document).read_text(encoding="utf-8"))
    assert len(named) > at_least
    missing = [
        f"{path}::{name}"
        for path, name in named
        if not re.search(rf"^(def|class) {name}\b", (ROOT / path).read_text(encoding="utf-8"), re.M)
    ]
    assert not missing


def test_the_files_that_are_named_are_those_that_are_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    for variable in ("CONFIG_HOME", "STATE_HOME", "DATA_HOME"):
        monkeypatch.delenv(f"XDG_{variable}", raising=False)
    monkeypatch.delenv("SAFEWORD_MODELS", raising=False)
    named = {Path(path).expanduser() for path in re.findall(r"`(~/[^`]+)`", PRIVACY)}
    written = {
        *(agreement_file.default_path(), check_file.path(), reminder.path(), models_folder()),
        settings.default_path(),
    }
    assert named == written
    assert f"`{only_one.path().name}`" in PRIVACY
    assert f"`{place.path().name}`" in PRIVACY
