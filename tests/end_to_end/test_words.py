"""`safeword words` as people use it."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.end_to_end.test_bad_input import refused
from tests.fixtures.command import COMMAND, safeword

FEW_VOICES = """
import sys
from voice.cli.main import main
from voice.session import word_trial

word_trial.VARIANTS, word_trial.RATES = ("m3", "f2"), (150,)
sys.exit(main())
"""
"""The command with two of the voices: all of them take a minute."""
AGREEMENT = """
[words]
stop = ["red", "marshmallow"]
slow = ["mellow"]
"""


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    """Without an agreement."""
    folders = {name: str(tmp_path) for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME")}
    return {**os.environ, **folders, "COLUMNS": "120"}


@pytest.fixture
def agreement(env: dict[str, str]) -> Path:
    path = Path(env["XDG_CONFIG_HOME"], "safeword", "agreement.toml")
    path.parent.mkdir(parents=True)
    path.write_text(AGREEMENT, encoding="utf-8")
    return path


def said(env: dict[str, str], *words: str) -> str:
    done = safeword("words", *words, env=env)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return done.stdout


def row(page: str, word: str) -> list[str]:
    """The cells of a word's line."""
    lines = [line for line in page.splitlines() if line.startswith(f"│ {word} ")]
    return [cell.strip() for cell in lines[-1].strip("│").split("│")]


def test_a_good_word_and_a_poor_one(env: dict[str, str]) -> None:
    page = said(env, "Pineapple!", "red", "yes")
    assert row(page, "pineapple")[1:3] == ["7", "moonshine"]
    assert [row(page, word)[-1] for word in ("pineapple", "red", "yes")] == [
        "good", "could be better", "poor",
    ]  # fmt: skip
    assert "'red' is short (3 sounds" in page
    assert "'yes' is said in play" in page
    assert "'marshmallow'" in page.splitlines()[-1]


def test_nothing_better_is_offered_for_good_words(env: dict[str, str]) -> None:
    assert said(env, "pineapple", "kangaroo").splitlines()[-1].startswith("└")


@pytest.mark.usefixtures("agreement")
def test_without_words_those_of_the_agreement_are_judged(env: dict[str, str]) -> None:
    page = said(env)
    assert [row(page, word)[-1] for word in ("red", "marshmallow", "mellow", "green")] == [
        "could be better", "good", "could be better", "could be better",
    ]  # fmt: skip


@pytest.mark.usefixtures("agreement")
def test_words_are_compared_with_those_of_the_agreement(env: dict[str, str]) -> None:
    assert "'fellow' sounds much like 'mellow', which means" in said(env, "fellow")


@pytest.mark.usefixtures("agreement")
def test_the_lint_of_the_agreement_judges_alike(env: dict[str, str]) -> None:
    page = safeword("agree", "--lint", env=env).stdout
    assert "'red' is short (3 sounds" in page
    assert "'mellow' is short (4 sounds" in page
    assert "'marshmallow'" not in page.replace("such as 'marshmallow'", "")


def test_another_language_without_an_ear(env: dict[str, str]) -> None:
    page = said(env, "Schmetterling", "rot", "--language", "de")
    assert "No speech model for 'de' is installed" in page
    assert row(page, "schmetterling")[1:3] == ["8", "not asked"]
    assert row(page, "schmetterling")[-1] == "good"
    assert "'rot' is short (3 sounds" in page


def test_words_are_tried_by_synthetic_voices(env: dict[str, str]) -> None:
    words = ["words", "pineapple", "resume", "--try"]
    command = [sys.executable, "-c", FEW_VOICES, *words]
    page = subprocess.run(command, env=env, capture_output=True, text=True, check=True).stdout
    word, missed, mistaken, _ = row(page, "pineapple")
    assert word == "pineapple"
    assert " of 2 (" in missed
    assert " of 8 (" in mistaken
    assert row(page, "resume")[1] == "not tried"
    assert "synthetic voices" in page


def test_judging_opens_no_socket_but_local_ones(env: dict[str, str], tmp_path: Path) -> None:
    """Law 7: also the dictionaries work without a network."""
    trace = tmp_path / "trace"
    tracing = ["strace", "-f", "-qq", "-e", "trace=socket", "-o", str(trace)]
    words = ["words", "red", "blorf"]  # the second one is in no dictionary
    subprocess.run([*tracing, *COMMAND, *words], env=env, capture_output=True, check=True)
    assert set(re.findall(r"socket\((\w+)", trace.read_text())) <= {"AF_UNIX"}


def test_signals_have_advice_of_their_own(env: dict[str, str]) -> None:
    """Also without an agreement; what is not heard is said as plainly as what is."""
    page = " ".join(said(env, "--signals").split())
    assert "A thing that drops is for the others: Safeword does not know it." in page
    assert "Breath play no word and no signal can be relied on" in page
    assert "docs/signs.md" in page


def test_bad_input_says_what_to_do(env: dict[str, str]) -> None:
    assert "Which words?" in refused(2, "words", env=env)
    assert "'?!': this has no word in it" in refused(2, "words", "?!", env=env)
    assert "too long" in refused(2, "words", "a" * 400, env=env)
    assert "safeword models" in refused(69, "words", "Ananas", "--language", "de", "--try", env=env)
    missing = ("--agreement", "nowhere.toml")
    assert "no agreement at" in refused(78, "words", "pineapple", *missing, env=env)
