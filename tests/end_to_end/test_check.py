"""The proof test on real parts: words said into a microphone when the program says "now"."""

import os
import signal
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from intents.proof import Outcome, attempts_for
from tests.fixtures.bus import PrivateBus
from tests.fixtures.clips import spoken
from tests.fixtures.command import COMMAND, Listener, safeword
from tests.fixtures.mpv import Mpv
from tests.fixtures.pulse import MIC_NAME, PulseServer
from voice import agreement_file, check_file
from voice.assembly import lexicon_and_plan

AGREEMENT = """
[words]
stop = ["red"]
house = ["pineapple"]
slow = ["yellow"]
go = ["mercy"]
"""
SAID = ("red__af_bella", "pineapple__af_bella", "yellow__af_bella", "mercy__af_bella")
EACH_TWICE = [clip for clip in SAID for _ in range(2)]


@pytest.fixture
def env(pulse: PulseServer, bus: PrivateBus, tmp_path: Path) -> dict[str, str]:
    """One private world: sound, players, and the folder where results are kept."""
    return {**pulse.env, **bus.env, "XDG_STATE_HOME": str(tmp_path / "state")}


@pytest.fixture
def agreement(tmp_path: Path) -> Path:
    path = tmp_path / "agreement.toml"
    path.write_text(AGREEMENT, encoding="utf-8")
    path.chmod(0o600)
    return path


class Check:
    """A running `safeword check`, and what it said so far."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        self._process = process
        self.said = ""

    def until(self, text: str) -> None:
        """Read on until it says this once more."""
        assert self._process.stdout is not None
        wanted = self.said.count(text) + 1
        while self.said.count(text) < wanted:
            piece = os.read(self._process.stdout.fileno(), 4096)
            assert piece, self.said
            self.said += piece.decode()

    def end(self, number: signal.Signals | None = None) -> int:
        """Its exit code, after it ended by itself or was told to."""
        if number is not None:
            self._process.send_signal(number)
        rest, _ = self._process.communicate(timeout=60)
        self.said += rest.decode()
        return self._process.returncode


@contextmanager
def checking(env: dict[str, str], agreement: Path, *words: str) -> Iterator[Check]:
    command = [*COMMAND, "check", "--agreement", str(agreement), *words]
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE) as process:
        try:
            yield Check(process)
        finally:
            process.kill()


def say(pulse: PulseServer, check: Check, clips: Sequence[str]) -> None:
    for clip in clips:
        check.until("now ...")
        if clip:
            pulse.play_to_mic(spoken(clip, gap=0.3))


def test_words_that_were_heard_arm_and_a_missed_one_refuses_to(
    pulse: PulseServer, env: dict[str, str], agreement: Path
) -> None:
    with checking(env, agreement) as check:
        say(pulse, check, [*EACH_TWICE[:5], "", *EACH_TWICE[6:]])
        assert check.end() == 1
    assert check.said.count("... heard") == 7
    assert check.said.count("... not heard") == 1
    assert "'yellow', loud: no sound came" in check.said
    with Listener("--agreement", str(agreement), "--no-questions", env=env) as listener:
        listener.wait_for("state", "unarmed")
        listener.wait_for("effect", "say", prompt="before_untested")
    with checking(env, agreement, "--missed") as check:
        say(pulse, check, ["yellow__bm_george"])
        assert check.end() == 0
    assert "Every word was heard." in check.said
    with Listener("--agreement", str(agreement), "--no-questions", env=env) as listener:
        listener.wait_for("state", "playing")
    assert "heard already" in safeword(
        "check", "--missed", "--agreement", str(agreement), env=env
    ).stdout  # fmt: skip


def test_a_stop_word_that_was_not_asked_for_stops_the_music(
    pulse: PulseServer, bus: PrivateBus, env: dict[str, str], agreement: Path
) -> None:
    with Mpv(bus.env) as mpv, checking(env, agreement) as check:
        say(pulse, check, ["pineapple__af_bella"])
        assert check.end() == 1
        assert not mpv.playing
    assert "the music is paused" in check.said
    assert "taken for a house word" in check.said


def test_what_was_heard_before_ctrl_c_is_kept(
    pulse: PulseServer, env: dict[str, str], agreement: Path
) -> None:
    with checking(env, agreement) as check:
        say(pulse, check, SAID[:1])
        check.until("heard")
        assert check.end(signal.SIGINT) == 130
    assert "Not every word was tried" in check.said
    with checking(env, agreement, "--missed") as check:
        check.until("words to say")
        check.end(signal.SIGINT)
    assert "7 words to say" in check.said


def test_a_microphone_that_delivers_nothing_is_named(
    pulse: PulseServer, env: dict[str, str], agreement: Path
) -> None:
    pulse.noise_off()
    with checking(env, agreement) as check:
        assert check.end() == 69


def test_a_muted_loudspeaker_is_told_and_is_no_pass(
    pulse: PulseServer,
    env: dict[str, str],
    agreement: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", env["XDG_STATE_HOME"])
    agreed = agreement_file.read(agreement)
    *others, last = attempts_for(agreed, lexicon_and_plan(agreed)[0], ("moonshine",))
    check_file.keep((), tuple(Outcome(each, heard=True) for each in others))
    pulse.pactl("set-sink-mute", "speaker", "1")
    with checking(env, agreement, "--missed") as check:
        check.until("The loudspeaker cannot be heard: it is gone, muted or turned down.")
        check.until("now ...")
        pulse.play_to_mic(spoken("mercy__af_bella", gap=0.3))
        assert check.end() == 1
    assert "Every word was heard." in check.said
    assert "a session would begin with its music paused" in check.said
    (kept,) = (each for each in check_file.read() if each.attempt == last)
    assert kept.level is not None
    assert kept.background is not None
    assert kept.microphone == MIC_NAME
    assert kept.level > kept.background + 10
