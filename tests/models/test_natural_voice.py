"""The natural voice, with the real hibari, and espeak-ng where it cannot speak."""

import os
import sys
import threading
import tomllib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import numpy as np
import psutil
import pytest

from bench.mixing import active_level
from models import natural_voice
from models.ears import Frames
from models.errors import ModelProblem
from models.natural_voice import (
    BROKEN,
    GIVEN_UP,
    LATE,
    NOT_INSTALLED,
    PACKAGE,
    STARTING,
    UNKNOWN,
    NaturalVoice,
)
from models.pyttsx_voice import PyttsxVoice
from models.spare_voice import WithSpare
from tests.fixtures.waiting import wait_until
from voice.audio.convert import as_heard
from voice.audio.level import as_loud
from voice.language import prompts_of

PRIVATE = "never touch the blindfold"
TEXT = "Say that again, please."


@pytest.fixture(scope="module")
def voice() -> Iterator[NaturalVoice]:
    """One that has loaded."""
    with closing(NaturalVoice(patience=60)) as voice:
        voice.check()
        yield voice


@pytest.fixture
def absent(monkeypatch: pytest.MonkeyPatch) -> None:
    """As where it is not installed."""
    monkeypatch.setitem(sys.modules, "hibari", None)


@pytest.fixture
def told() -> list[str]:
    return []


def process() -> psutil.Process:
    """The process of the voice that was started last."""
    return next(
        each
        for each in reversed(psutil.Process().children())
        if "models.natural_process" in each.cmdline()
    )


def plainly(text: str) -> Frames:
    return PyttsxVoice("en").render(text).frames


def test_longer_text_is_longer_sound(voice: NaturalVoice) -> None:
    short = voice.render("All is paused.")
    long = voice.render("All is paused. Say it when you both want to continue.")
    assert 0.5 < short.seconds < long.seconds
    assert short.frames.dtype == np.float32
    assert 0.1 < np.abs(short.frames).max() <= 1.0


def test_each_step_slower_takes_longer(voice: NaturalVoice) -> None:
    lengths = [voice.render(TEXT, slower).seconds for slower in range(4)]
    assert lengths == sorted(set(lengths))


def test_the_same_text_sounds_the_same_from_any_thread(voice: NaturalVoice) -> None:
    with ThreadPoolExecutor(3) as pool:
        sounds = list(pool.map(voice.render, [TEXT, "Some water?"] * 3))
    assert len({sound.frames.tobytes() for sound in sounds}) == 2


def test_it_is_as_loud_as_the_other_one(voice: NaturalVoice) -> None:
    texts = [prompts_of("en")[key] for key in ("limits_close", "deaf", "slow")]
    levels = [
        np.mean([active_level(as_heard(as_loud(each.render(text), 0))) for text in texts])
        for each in (voice, PyttsxVoice("en"))
    ]
    assert levels[0] == pytest.approx(levels[1], abs=2)


def test_it_begins_and_ends_soon(voice: NaturalVoice) -> None:
    """By itself it breathes for a third of a second at each end."""
    sound = voice.render(TEXT)
    loud = np.flatnonzero(np.abs(sound.frames) > 0.01 * np.abs(sound.frames).max()) / sound.rate
    assert loud[0] <= 0.1
    assert sound.seconds - loud[-1] < 0.11


@pytest.mark.parametrize("name", ["Robin", "Grzegorz", "Zo\u00eb", "Siobh\u00e1n"])
def test_names_that_it_has_not_read_are_spoken(voice: NaturalVoice, name: str) -> None:
    assert voice.render(f"{name}, come here.").seconds > voice.render("Come here.").seconds


def test_numbers_and_signs_are_spoken_as_they_are_checked(voice: NaturalVoice) -> None:
    words = voice.render("ninety-nine percent and twenty degrees").frames
    assert np.array_equal(voice.render("99% & 20\u00b0 \u2764\ufe0f").frames, words)


@pytest.mark.parametrize(
    "text", ["\uc548\ub155", "Tell \u0410\u043b\u0451\u0448\u0430.", "a" * 30, "so " * 700]
)
def test_what_it_would_leave_out_it_does_not_say(voice: NaturalVoice, text: str) -> None:
    with pytest.raises(ModelProblem, match=UNKNOWN):
        voice.render(text)


@pytest.mark.parametrize("text", ["", "...", "\u2764\ufe0f"])
def test_nothing_to_say(voice: NaturalVoice, text: str) -> None:
    with pytest.raises(ModelProblem):
        voice.render(text)


def test_one_that_ends_again_and_again_is_given_up() -> None:
    with closing(NaturalVoice()) as voice:
        for _ in range(natural_voice.STARTS):
            process().kill()
            with pytest.raises(ModelProblem, match="could not be loaded"):
                voice.check()
        with pytest.raises(ModelProblem, match=GIVEN_UP):
            voice.render(TEXT)


def test_one_that_cannot_be_loaded_says_how_to_mend_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "hibari.py").write_text("raise RuntimeError", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path}{os.pathsep}{os.environ.get('PYTHONPATH', '')}")
    with closing(NaturalVoice()) as voice, pytest.raises(ModelProblem) as problem:
        voice.check()
    assert str(problem.value) == BROKEN
    assert PACKAGE in BROKEN


@pytest.mark.usefixtures("absent")
def test_absent_it_says_how_to_get_it(told: list[str]) -> None:
    with closing(WithSpare(NaturalVoice(), PyttsxVoice("en"), told.append)) as voice:
        voice.check()
        assert np.array_equal(voice.render(TEXT).frames, plainly(TEXT))
    assert told == [f"{NOT_INSTALLED} espeak-ng speaks instead."]


def test_what_it_says_to_install_is_what_was_tried() -> None:
    project = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["optional-dependencies"]["natural"] == [PACKAGE]
    assert PACKAGE in project["dependency-groups"]["dev"]


def test_no_word_is_in_a_command_line_or_a_file(
    voice: NaturalVoice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("TMPDIR", "XDG_RUNTIME_DIR", "XDG_CACHE_HOME", "HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.chdir(tmp_path)
    with closing(NaturalVoice(rate=250, patience=60)) as fast:
        fast.check()
        assert fast.render(PRIVATE).seconds < voice.render(PRIVATE).seconds
        assert "blindfold" not in " ".join(process().cmdline()) + repr(process().environ())
        assert process().open_files() == []
    assert list(tmp_path.rglob("*")) == []


def test_its_process_ends_with_whoever_started_it() -> None:
    with closing(NaturalVoice()) as voice:
        child = process()
        assert voice._speaker is not None
        assert voice._speaker._process.stdin is not None
        voice._speaker._process.stdin.close()
        wait_until(lambda: child.status() == psutil.STATUS_ZOMBIE, 20, "its end")


def test_close_ends_what_is_waited_for() -> None:
    voice = NaturalVoice()
    child = process()
    child.suspend()
    problems: list[ModelProblem] = []

    def wait() -> None:
        try:
            voice.check()
        except ModelProblem as problem:
            problems.append(problem)

    thread = threading.Thread(target=wait)
    thread.start()
    wait_until(voice._asking.locked, 5, "the wait")
    voice.close()
    thread.join(5)
    assert "closed" in str(problems[0])
    assert not child.is_running()
    with pytest.raises(ModelProblem, match="closed"):
        voice.render(TEXT)


def test_espeak_stands_in_at_once_and_each_reason_is_told_once(
    monkeypatch: pytest.MonkeyPatch, told: list[str]
) -> None:
    for name in ("START_WITHIN", "WAIT", "PATIENCE"):  # a computer may have much to do
        monkeypatch.setattr(natural_voice, name, 60)
    natural = NaturalVoice()
    plain = plainly(TEXT)
    with closing(WithSpare(natural, PyttsxVoice("en"), told.append)) as spared:
        spared.check()
        naturally = spared.render(TEXT).frames
        assert not np.array_equal(naturally, plain)
        for _ in range(2):
            assert spared.render("Tell \uc548\ub155.").frames.any()
        hung = process()
        hung.suspend()
        monkeypatch.setattr(natural_voice, "PATIENCE", 0.1)
        assert np.array_equal(spared.render(TEXT).frames, plain)
        assert not hung.is_running()
        assert np.array_equal(spared.render(TEXT).frames, plain)  # another process still loads
        monkeypatch.setattr(natural_voice, "PATIENCE", 60)
        natural.check()
        assert np.array_equal(spared.render(TEXT).frames, naturally)
    with pytest.raises(ModelProblem, match="closed"):
        spared.render(TEXT)
    assert told == [f"{why} espeak-ng speaks instead." for why in (UNKNOWN, LATE, STARTING)]
