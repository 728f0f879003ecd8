"""A session that speaks with the natural voice."""

from contextlib import closing
from pathlib import Path

import pytest

from models.natural_voice import NaturalVoice
from models.pyttsx_voice import PyttsxVoice
from models.speech import Sound, Voice
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


@pytest.fixture
def agreement(tmp_path: Path) -> Path:
    path = tmp_path / "agreement.toml"
    path.write_text(AGREED, encoding="utf-8")
    return path


def beginning(voice: Voice, text: str) -> Sound:
    """Its first second and a half."""
    sound = voice.render(text)
    return Sound(sound.frames[: round(1.5 * sound.rate)], sound.rate)


def test_it_speaks_and_is_cut_and_while_it_hangs_espeak_speaks(
    pulse: PulseServer, bus: PrivateBus, agreement: Path
) -> None:
    with (
        closing(NaturalVoice()) as natural,
        listening(pulse, bus, "--agreement", str(agreement)) as (listener, mpv),
    ):
        natural.check()
        voice = next(
            each for each in listener.processes() if "models.natural_process" in each.cmdline()
        )
        voice.suspend()
        recorder = pulse.record_speaker()

        def heard(sound: Sound) -> bool:
            return likeness(recorder.so_far(), recorder.rate, sound) > FOUND

        pulse.play_to_mic(spoken("what_are_our_limits__af_heart"))
        listener.wait_for("fault", "plain_voice")
        limits = listener.wait_for("effect", "say", prompt="limits_hard")["text"]
        plainly = beginning(PyttsxVoice("en"), limits)
        wait_until(lambda: heard(plainly), 20, "espeak-ng in its place")
        pulse.play_to_mic(spoken("red__af_bella"))
        listener.wait_for("effect", "cut_speech")
        # It was rendered before, so nothing that hangs is waited for.
        stopping = natural.render(prompts_of("en")["stopping"])
        wait_until(lambda: heard(stopping), 20, "the natural voice")
        assert not mpv.playing
        whole = PyttsxVoice("en").render(limits)
        assert not heard(whole)
        recorder.stop()


def test_it_is_set_where_it_can_speak(pulse: PulseServer, agreement: Path, tmp_path: Path) -> None:
    env = {**pulse.env, "XDG_CONFIG_HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path)}
    recorder = pulse.record_speaker()
    done = safeword("settings", "voice", "natural", "--agreement", str(agreement), env=env)
    assert done.returncode == 0, done.stderr
    with closing(NaturalVoice()) as natural:
        natural.check()
        sample = natural.render(prompts_of("en")["before_intro"])
    assert likeness(recorder.so_far(), recorder.rate, sample) > FOUND
    recorder.stop()
    agreement.write_text('language = "de"\n', encoding="utf-8")
    done = safeword("settings", "voice", "natural", "--agreement", str(agreement), env=env)
    assert "English only" in done.stderr
    assert agreement.read_text(encoding="utf-8") == 'language = "de"\n'
