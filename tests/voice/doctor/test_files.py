"""Where files are and who can read them."""

from pathlib import Path

import pytest

from voice import agreement_file, check_file
from voice.doctor import files
from voice.doctor.finding import Level
from voice.passphrase import VARIABLE


def test_what_others_can_read_is_told_with_its_mend(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    named, secret = home / "zinnober.toml", home / "zinnober"
    for path in (agreement_file.default_path(), check_file.path(), named, secret):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(0o600)
    monkeypatch.setenv(VARIABLE, str(secret))
    for path in (check_file.path(), named, secret):
        path.chmod(0o640)
    found = list(files.look(named))
    assert [each.mend for each in found if each.level is Level.ADVICE] == [
        "Run: chmod 600 ~/.local/state/safeword/check.json",
        "Run: chmod 600 FILE",
        f'Run: chmod 600 "${VARIABLE}"',
    ]
    assert any("agreement.toml, for its owner only" in each.sentence for each in found)
    assert "zinnober" not in str(found)


def test_what_is_not_there_is_not_told(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert [each.sentence for each in files.look(None)] == [
        "Models that are fetched are kept in ~/.local/share/safeword/models."
    ]
    monkeypatch.setenv("SAFEWORD_MODELS", str(home / "zinnober"))
    (moved,) = files.look(None)
    assert "in $SAFEWORD_MODELS." in moved.sentence
