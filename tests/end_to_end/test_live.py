"""The whole of it on real parts: speech into a microphone, real players, sound at the speaker."""

from pathlib import Path

import pytest

from intents.messages import ChimeKind
from models.pyttsx_voice import PyttsxVoice
from tests.fixtures.bus import PrivateBus
from tests.fixtures.clips import spoken
from tests.fixtures.finding import FOUND, likeness
from tests.fixtures.live import listening
from tests.fixtures.mpd import Mpd
from tests.fixtures.pulse import PulseServer
from tests.fixtures.waiting import wait_until
from voice.audio.chimes import chime
from voice.language import prompts_of

AGREED = {
    "en": 'language = "en"',
    # No Korean voice was to be had. This word is one that foreign voices can pronounce.
    "ko": 'language = "ko"\nwords = {stop = ["초록색"], go = ["빨간색"]}',
}


@pytest.mark.parametrize(
    ("language", "clip"), [("en", "red__af_bella"), ("ko", "ko/초록색__ef_dora")]
)
def test_a_stop_word_pauses_the_players_and_is_answered_aloud(
    pulse: PulseServer, bus: PrivateBus, tmp_path: Path, language: str, clip: str
) -> None:
    agreement = tmp_path / "agreement.toml"
    agreement.write_text(AGREED[language], encoding="utf-8")
    with (
        Mpd(bus.env) as mpd,
        listening(pulse, bus, "--agreement", str(agreement)) as (listener, mpv),
    ):
        # What the loudspeaker plays does not come to this microphone.
        listener.wait_for("fault", "not_heard_back")
        recorder = pulse.record_speaker()
        pulse.play_to_mic(spoken(clip))
        listener.wait_for("heard", "stop")
        listener.wait_for("effect", "players_paused", players=["MPD", "mpv"])
        assert not mpv.playing
        assert not mpd.playing
        listener.wait_for("state", "stopped")
        music_off = listener.wait_for("effect", "say", prompt="music_off")
        voice = PyttsxVoice(language)
        sentences = [voice.render(prompts_of(language)[key]) for key in ("stopping", "music_off")]
        expected = [chime(ChimeKind.STOP), *sentences]
        wait_until(
            lambda: all(
                likeness(recorder.so_far(), recorder.rate, sound) > FOUND for sound in expected
            ),
            30,
            f"the chime and {music_off['text']} at the loudspeaker",
        )
        recorder.stop()
