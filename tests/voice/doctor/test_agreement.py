"""Each way in which an agreement can be unusable, told without a word of it."""

import io
import sys
from pathlib import Path

import pytest

from intents.agreement import Agreement
from voice import agreement_file
from voice.doctor import agreement
from voice.doctor.finding import Finding, Level
from voice.lock import locked
from voice.passphrase import VARIABLE

GOOD = b'language = "de"\n[words]\nstop = ["zinnober"]\n'
OURS = "two zinnober foxes"


@pytest.fixture
def path(home: Path) -> Path:
    assert home.exists()
    path = agreement_file.default_path()
    path.parent.mkdir(parents=True)
    return path


@pytest.fixture(scope="module")
def under_lock() -> bytes:
    """It takes a second to make."""
    return locked(GOOD.decode(), OURS).encode()


def looked(chosen: Path | None = None) -> tuple[Finding, list[Agreement]]:
    taken: list[Agreement] = []
    (finding,) = agreement.look(chosen, taken.append)
    assert "zinnober" not in finding.sentence + finding.mend
    return finding, taken


def test_none_is_the_example(path: Path) -> None:
    assert not path.exists()
    finding, taken = looked()
    assert finding.level is Level.ADVICE
    assert taken == [agreement_file.example()]


def test_one_that_was_named_and_is_not_there(home: Path) -> None:
    finding, taken = looked(home / "zinnober.toml")
    assert (finding.level, taken) == (Level.WRONG, [])


@pytest.mark.parametrize("link", ["agreement.toml", "."], ids=["the file", "its folder"])
def test_one_that_is_a_link_to_nowhere(path: Path, link: str) -> None:
    if link == ".":
        path.parent.rmdir()
    (path.parent / link).symlink_to("/nowhere/zinnober")
    for chosen in (None, path):
        finding, taken = looked(chosen)
        assert (finding.level, taken) == (Level.WRONG, [])
        assert "link" in finding.sentence


def test_one_that_can_be_read(path: Path) -> None:
    path.write_bytes(GOOD)
    finding, (taken,) = looked()
    assert finding.level is Level.FINE
    assert finding.sentence == (
        "The agreement ~/.config/safeword/agreement.toml can be read (plain text), in the "
        "language 'de'."
    )
    assert taken.words.stop == ("zinnober",)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"[words]\nstop = zinnober", "not valid TOML"),
        (b'zinnober = "zinnober"', "has a mistake"),
        (b'[words]\nstop = ["zinnober\xff"]', "not UTF-8"),
        (b"x-----END AGE ENCRYPTED FILE-----", "damaged"),
        (b'[words]\nstop = ["resume"]', "does not go together"),
    ],
)
def test_one_that_cannot_be_used(path: Path, content: bytes, said: str) -> None:
    path.write_bytes(content)
    finding, _ = looked()
    assert finding.level is Level.WRONG
    assert said in finding.sentence


def test_one_that_cannot_be_read(path: Path) -> None:
    path.mkdir()
    finding, _ = looked()
    assert finding.level is Level.WRONG
    assert "Is a directory" in finding.sentence


def test_nobody_is_asked_for_the_passphrase_of_a_locked_one(path: Path, under_lock: bytes) -> None:
    path.write_bytes(under_lock)
    finding, taken = looked()
    assert (finding.level, taken) == (Level.ADVICE, [])
    assert VARIABLE in finding.mend


@pytest.mark.parametrize(("given", "level"), [(OURS, Level.FINE), ("other", Level.WRONG)])
def test_a_passphrase_that_is_given_is_tried(
    path: Path, under_lock: bytes, given: str, level: Level, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.write_bytes(under_lock)
    secret = path.with_name("secret")
    secret.write_text(given, encoding="utf-8")
    secret.chmod(0o644)
    monkeypatch.setenv(VARIABLE, str(secret))
    said = io.StringIO()
    monkeypatch.setattr(sys, "stderr", said)
    assert looked()[0].level is level
    assert said.getvalue() == ""
