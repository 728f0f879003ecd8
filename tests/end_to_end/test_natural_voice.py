"""A session that speaks with the natural voice."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from models.natural_voice import NaturalVoice
from models.pyttsx_voice import PyttsxVoice
from models.speech import Sound
from tests.fixtures.bus import PrivateBus
from tests.fixtures.clips import spoken
from tests.fixtures.command import safeword
from tests.fixtures.finding import FOUND, likeness
from tests.fixtures.live import listening
from tests.fixtures.pulse import PulseServer
from tests.fixtures.waiting import wait_until
from voice.language import prompts_of

AGREED = """voice = "natural"
before = {ask = false}
[[people]]
name = "Alex"
hard = ["marks that last", "anything around the neck", "photographs", "name calling"]
"""


@pytest.fixture(scope="module")
def natural() -> Iterator[NaturalVoice]:
    """What is compared with."""
    with closing(NaturalVoice(patience=60)) as voice:
        voice.check()
        yield voice


@pytest.fixture
def agreement(tmp_path: Path) -> Path:
    path = tmp_path / "agreement.toml"
    path.write_text(AGREED, encoding="utf-8")
    return path


def beginning(sound: Sound) -> Sound:
    """Short, because a computer with much to do plays longer ones with gaps."""
    return Sound(sound.frames[: round(0.8 * sound.rate)], sound.rate)


def test_it_speaks_and_is_cut_and_while_it_hangs_espeak_speaks(
    pulse: PulseServer, bus: PrivateBus, agreement: Path, natural: NaturalVoice
) -> None:
    with listening(pulse, bus, "--agreement", str(agreement)) as (listener, mpv):
        recorder = pulse.record_speaker()

        def heard(sound: Sound) -> bool:
            return likeness(recorder.so_far(), recorder.rate, sound) > FOUND

        voice = next(
            each for each in listener.processes() if "models.natural_process" in each.cmdline()
        )
        voice.suspend()
        pulse.play_to_mic(spoken("what_are_our_limits__af_heart"))
        listener.wait_for("fault", "plain_voice")
        limits = listener.wait_for("effect", "say", prompt="limits_hard")["text"]
        whole = PyttsxVoice("en").render(limits)
        wait_until(lambda: heard(beginning(whole)), 20, "espeak-ng in its place")
        pulse.play_to_mic(spoken("red__af_bella", gap=0.2))
        listener.wait_for("heard", "stop")
        # It was rendered before, so nothing that hangs is waited for.
        stopping = natural.render(prompts_of("en")["stopping"])
        wait_until(lambda: heard(stopping), 20, "the natural voice")
        assert not heard(whole)
        assert not mpv.playing
        recorder.stop()


def test_it_is_heard_when_it_is_set(
    pulse: PulseServer, agreement: Path, tmp_path: Path, natural: NaturalVoice
) -> None:
    env = {**pulse.env, "XDG_CONFIG_HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path)}
    words = ("settings", "voice", "natural", "--agreement", str(agreement))
    recorder = pulse.record_speaker()
    done = safeword(*words, env=env)
    sample = beginning(natural.render(prompts_of("en")["before_intro"]))
    assert likeness(recorder.so_far(), recorder.rate, sample) > FOUND, done
    assert done.returncode == 0
    recorder.stop()
