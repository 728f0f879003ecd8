"""The same on PipeWire, which most desktops have in PulseAudio's place."""

import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.fixtures.bus import PrivateBus
from tests.fixtures.clips import spoken
from tests.fixtures.live import listening
from tests.fixtures.mpv import Mpv
from tests.fixtures.pipewire import PipeWireServer
from tests.fixtures.players import SteeredPlayers
from tests.fixtures.tone import write_tone
from tests.fixtures.waiting import wait_until
from tests.voice import test_echo_live as echo
from tests.voice import test_microphone as microphone
from tests.voice import test_players_streams as streams


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


SINK = (
    "{ factory.name=support.null-audio-sink node.name=card media.class=Audio/Sink"
    " object.linger=true }"
)


def add_card(pipewire: PipeWireServer) -> None:
    """Make a device that stays when its PulseAudio is gone."""
    subprocess.run(["pw-cli", "create-node", "adapter", SINK], env=pipewire.env, check=True)
    wait_until(lambda: "card" in pipewire.pactl("list", "short", "sinks"), 10, "the device")
    pipewire.pactl("set-default-sink", "card")


@contextmanager
def playing_there_directly(pipewire: PipeWireServer, folder: Path) -> Iterator[None]:
    """A program of PipeWire's own, at a device that stays when its PulseAudio is gone."""
    tone = write_tone(folder / "tone.wav")
    add_card(pipewire)
    program = subprocess.Popen(["pw-play", "--target=card", str(tone)], env=pipewire.env)
    try:
        yield
    finally:
        program.kill()
        program.wait()


def test_what_was_silenced_sounds_again_though_its_server_was_away_meanwhile(
    pulse: PipeWireServer, steered: SteeredPlayers, tmp_path: Path
) -> None:
    with playing_there_directly(pulse, tmp_path):
        wait_until(lambda: "pw-play" in steered.news[-1].streams, 10, "the telling")  # type: ignore[union-attr]
        steered.pause()
        assert streams.silenced(pulse, "pw-play") == [True]
        pulse.kill_pulse_server()
        pulse.start_pulse_server()
        assert streams.silenced(pulse, "pw-play") == [True]
        steered.resume()
        assert streams.silenced(pulse, "pw-play") == [False], "at the first try"
        pulse.pactl("set-default-sink", "card")
        steered.pause()
        wait_until(lambda: streams.silenced(pulse, "pw-play") == [True], 10, "its silence")
        pulse.kill_pulse_server()
        steered.resume()
        pulse.start_pulse_server()
        wait_until(lambda: streams.silenced(pulse, "pw-play") == [False], 10, "its sound")


def test_what_was_turned_down_is_turned_up_though_its_server_was_away_meanwhile(
    pulse: PipeWireServer, bus: PrivateBus, steered: SteeredPlayers
) -> None:
    """It is restored before anybody has seen anew what plays there."""

    def volumes() -> list[int]:
        listed = pulse.pactl("list", "sink-inputs").split("Sink Input #")
        ours = [each for each in listed if 'application.name = "mpv"' in each]
        return [int(percent) for each in ours for percent in re.findall(r"(\d+)%", each)]

    def is_low() -> bool:
        steered.soften()
        if volumes() == [68]:
            return True
        steered.restore()  # its stream was not seen yet, and its own volume was turned down
        return False

    add_card(pulse)
    with Mpv(pulse.env | bus.env, output="pipewire"):
        wait_until(lambda: steered.names() and volumes() == [100], 10, "mpv")
        wait_until(is_low, 10, "low music")
        pulse.kill_pulse_server()
        pulse.start_pulse_server()
        assert volumes() == [68]
        steered.restore()
        wait_until(lambda: volumes() == [100], 10, "music as before")
