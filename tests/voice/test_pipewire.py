"""The same on PipeWire, which most desktops have in PulseAudio's place."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fixtures.bus import PrivateBus
from tests.fixtures.clips import spoken
from tests.fixtures.live import listening
from tests.fixtures.pipewire import PipeWireServer
from tests.fixtures.players import SteeredPlayers
from tests.fixtures.tone import write_tone
from tests.fixtures.waiting import wait_until
from tests.voice import test_echo_live as echo
from tests.voice import test_microphone as microphone
from tests.voice import test_players_streams as streams
from voice.players.players import Report


@pytest.fixture
def pulse(pipewire: PipeWireServer) -> PipeWireServer:
    """In its place too."""
    return pipewire


play, steered = streams.play, streams.steered
echoing = echo.echoing

test_music_is_taken_out = echo.test_music_of_this_computer_is_taken_out
test_unplugged = microphone.test_a_microphone_that_is_unplugged_while_another_source_is_there
test_moved = microphone.test_a_stream_that_somebody_moves_is_moved_back
test_frozen = microphone.test_a_sound_server_that_freezes_and_goes_on
test_low = streams.test_low_is_ten_decibels_lower_as_heard
test_remembered_volume = streams.test_a_server_that_remembers_volumes_does_not_keep_ours
test_remembered_silence = streams.test_a_server_that_remembers_what_was_silenced_forgets_it
test_no_player = streams.test_what_no_player_owns_is_told_and_silenced


def test_a_stop_word_and_a_server_that_dies(pulse: PipeWireServer, bus: PrivateBus) -> None:
    with listening(pulse, bus) as (listener, mpv):
        pulse.play_to_mic(spoken("red__af_bella"))
        listener.wait_for("heard", "stop")
        listener.wait_for("effect", "players_paused", players=["mpv"])
        assert not mpv.playing
        pulse.kill()
        listener.wait_for("fault", "stream_ended", present=True)
        pulse.start()
        listener.wait_for("fault", "stream_ended", present=False)
        pulse.play_to_mic(spoken("red__af_bella"))
        listener.wait_for("heard", "stop")
        assert not mpv.playing


@pytest.fixture
def native(sound: PipeWireServer, tmp_path: Path) -> Iterator[None]:
    """A program of PipeWire's own, which nobody can pause, plays on whatever PulseAudio's do."""
    tone = write_tone(tmp_path / "tone.wav")
    program = subprocess.Popen(["pw-play", str(tone)], env=sound.env, stderr=subprocess.DEVNULL)
    yield
    program.kill()
    program.communicate()


@pytest.mark.usefixtures("native")
def test_what_was_silenced_sounds_again_though_the_server_was_started_anew(
    sound: PipeWireServer, steered: SteeredPlayers
) -> None:
    def muted() -> list[bool]:
        listed = json.loads(sound.pactl("--format=json", "list", "sink-inputs"))
        names = [each["properties"].get("application.name") for each in listed]
        return [each["mute"] for each, n in zip(listed, names, strict=True) if n == "pw-play"]

    wait_until(lambda: steered.pause().muted == ("pw-play",), 10, "silence")
    sound.kill_pulse()
    sound.start_pulse()
    assert muted() == [True]
    steered.resume()
    assert muted() == [False], "a connection that is lost does not mean that the stream is gone"
    wait_until(lambda: steered.pause() == Report() and muted() == [True], 10, "silence again")
    sound.kill_pulse()
    steered.resume()
    sound.start_pulse()
    wait_until(lambda: muted() == [False], 10, "it to be tried again")
