"""Speech out, with the real pyttsx3 and espeak-ng."""

import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import numpy as np
import psutil
import pytest

from models import pyttsx_voice
from models.errors import ModelProblem
from models.pyttsx_voice import PyttsxVoice
from tests.fixtures.pulse import PulseServer
from tests.fixtures.waiting import wait_until

PRIVATE = "never touch the blindfold"


@pytest.fixture
def voice() -> Iterator[PyttsxVoice]:
    with closing(PyttsxVoice("en")) as voice:
        yield voice


@pytest.fixture
def hung(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The voice's process takes the order and never answers."""
    python = tmp_path / "python"
    python.write_text("#!/bin/sh\nexec sleep 600\n")
    python.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(python))


@pytest.fixture
def no_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The loader finds libraries of those names that are none."""
    for name in ("libespeak-ng.so.1", "libespeak.so.1"):
        (tmp_path / name).write_text("not a library")
    monkeypatch.setenv("LD_LIBRARY_PATH", str(tmp_path))


def test_longer_text_is_longer_sound(voice: PyttsxVoice) -> None:
    short = voice.render("All is paused.")
    long = voice.render("All is paused. Say resume when you both want to go on.")
    assert short.rate == long.rate
    assert 0.5 < short.seconds < long.seconds
    assert short.frames.dtype == np.float32
    assert short.frames.ndim == 1
    assert 0.1 < np.abs(short.frames).max() <= 1.0


def test_a_lower_rate_is_slower(voice: PyttsxVoice) -> None:
    text = "Say resume when you both want to go on."
    assert PyttsxVoice("en", rate=100).render(text).seconds > voice.render(text).seconds
    assert PyttsxVoice("en", rate=250).render(text).seconds < voice.render(text).seconds


def test_any_rate_is_taken() -> None:
    seconds = [PyttsxVoice("en", rate).render("Hello.").seconds for rate in (10, 150, 1000)]
    assert seconds == sorted(seconds, reverse=True)


def test_languages_have_their_own_voices() -> None:
    text = "1 2 3"
    sounds = [PyttsxVoice(code).render(text).frames for code in ("en", "en-gb", "ko", "fr")]
    assert len({sound.tobytes() for sound in sounds}) == len(sounds)


def test_the_same_text_sounds_the_same(voice: PyttsxVoice) -> None:
    again = PyttsxVoice("en").render("Hello.")
    assert np.array_equal(voice.render("Hello.").frames, again.frames)


def test_signs_are_not_spoken(voice: PyttsxVoice) -> None:
    """espeak-ng says "red heart", "red circle" and "yellow heart"."""
    plain = voice.render("I love you").frames
    assert np.array_equal(voice.render("I love you \u2764\ufe0f\U0001f534\U0001f49b").frames, plain)


def test_numbers_are_spoken_as_they_are_checked(voice: PyttsxVoice) -> None:
    numbers = voice.render("99% & 20\u00b0").frames
    words = voice.render("ninety-nine percent and twenty degrees").frames
    assert np.array_equal(numbers, words)


def test_long_silence_at_the_ends_is_cut(voice: PyttsxVoice) -> None:
    sound = voice.render("Hello.")
    sounding = np.flatnonzero(sound.frames) / sound.rate
    assert sounding[0] <= 0.1
    assert sound.seconds - sounding[-1] < 0.11


def test_unknown_language() -> None:
    with pytest.raises(ModelProblem, match='no voice for the language "xx"'):
        PyttsxVoice("xx").check()
    with pytest.raises(ModelProblem, match='no voice for the language "xx"'):
        PyttsxVoice("xx").render("Hello.")


def test_check_is_content_where_it_can_speak(voice: PyttsxVoice) -> None:
    voice.check()


@pytest.mark.usefixtures("no_library")
def test_without_the_library(voice: PyttsxVoice) -> None:
    with pytest.raises(ModelProblem, match="apt install espeak-ng"):
        voice.check()
    with pytest.raises(ModelProblem, match="apt install espeak-ng"):
        voice.render("Hello.")


@pytest.mark.parametrize("text", ["", " ", "...", "\u2764\ufe0f"])
def test_nothing_to_say(voice: PyttsxVoice, text: str) -> None:
    with pytest.raises(ModelProblem):
        voice.render(text)


def test_many_threads_at_once(voice: PyttsxVoice) -> None:
    texts = [f"{count} of us would like some water and a blanket." for count in range(2, 6)]
    with ThreadPoolExecutor(len(texts)) as pool:
        together = list(pool.map(voice.render, texts * 2))
    for text, sound in zip(texts * 2, together, strict=True):
        assert np.array_equal(sound.frames, voice.render(text).frames)


def test_leaves_no_file(
    voice: PyttsxVoice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("TMPDIR", "XDG_RUNTIME_DIR", "HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.chdir(tmp_path)
    voice.render(PRIVATE)
    assert list(tmp_path.rglob("*")) == []


def test_a_folder_named_models_is_not_run(
    voice: PyttsxVoice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "__init__.py").write_text("raise SystemExit(1)")
    monkeypatch.chdir(tmp_path)
    voice.check()


def test_speaks_though_the_sound_server_hangs(
    voice: PyttsxVoice, pulse: PulseServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PULSE_SERVER", pulse.env["PULSE_SERVER"])
    pulse.sigstop()
    assert voice.render("Hello.").seconds > 0


@pytest.mark.usefixtures("hung")
def test_hung_process_is_killed(voice: PyttsxVoice, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pyttsx_voice, "TIMEOUT", 0.1)
    before = psutil.Process().children()
    with pytest.raises(ModelProblem, match="did not speak within"):
        voice.render(PRIVATE)
    assert psutil.Process().children() == before


@pytest.mark.usefixtures("hung")
def test_close_ends_what_is_being_rendered(voice: PyttsxVoice) -> None:
    problems: list[ModelProblem] = []

    def render() -> None:
        try:
            voice.render(PRIVATE)
        except ModelProblem as problem:
            problems.append(problem)

    before = psutil.Process().children()
    thread = threading.Thread(target=render)
    thread.start()
    child = wait_until(
        lambda: [each for each in psutil.Process().children() if each not in before],
        5,
        "the start of the process",
    )[0]
    wait_until(lambda: child.name() == "sleep", 5, "the start of the program in it")
    assert "blindfold" not in " ".join(child.cmdline()) + repr(child.environ())
    voice.close()
    thread.join(5)
    assert not thread.is_alive()
    assert not child.is_running()
    assert "closed" in str(problems[0])


def test_nothing_is_rendered_after_close(voice: PyttsxVoice) -> None:
    voice.close()
    voice.close()
    with pytest.raises(ModelProblem, match="closed"):
        voice.render("Hello.")


def test_each_step_slower_takes_longer(voice: PyttsxVoice) -> None:
    lengths = [
        voice.render("Say resume when you both want.", slower).seconds for slower in range(3)
    ]
    assert lengths == sorted(set(lengths))
