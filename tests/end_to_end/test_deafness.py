"""Being deaf is told: each way of it pauses the music, sounds the alarm, and ends when it ends."""

from collections.abc import Callable

import pytest

from intents.messages import ChimeKind
from tests.fixtures.bus import PrivateBus
from tests.fixtures.finding import FOUND, likeness
from tests.fixtures.live import listening
from tests.fixtures.pulse import PulseServer
from tests.fixtures.waiting import wait_until
from voice.audio.chimes import chime

Act = Callable[[PulseServer], None]


@pytest.mark.parametrize(
    ("fault", "begin", "end"),
    [
        ("digital_silence", PulseServer.noise_off, PulseServer.noise_on),
        ("no_frames", PulseServer.suspend_mic, PulseServer.resume_mic),
        ("source_moved", PulseServer.remove_mic, PulseServer.add_mic),
    ],
)
def test_a_deaf_microphone(
    pulse: PulseServer, bus: PrivateBus, fault: str, begin: Act, end: Act
) -> None:
    with listening(pulse, bus) as (listener, mpv):
        recorder = pulse.record_speaker()
        begin(pulse)
        told = listener.wait_for("fault", fault, present=True)
        alarm = listener.wait_for("effect", "chime", sound="alarm")
        assert alarm["at"] == told["at"]
        wait_until(lambda: not mpv.playing, 10, "the pause of the music")
        wait_until(
            lambda: likeness(recorder.so_far(), recorder.rate, chime(ChimeKind.ALARM)) > FOUND,
            10,
            "the alarm at the loudspeaker",
        )
        end(pulse)
        listener.wait_for("fault", fault, present=False)
        listener.wait_for("effect", "say", prompt="hearing_again")
        assert not mpv.playing, "nothing starts again by itself"
        recorder.stop()


def test_a_sound_server_that_dies(pulse: PulseServer, bus: PrivateBus) -> None:
    with listening(pulse, bus) as (listener, mpv):
        pulse.kill()
        listener.wait_for("fault", "stream_ended", present=True)
        wait_until(lambda: not mpv.playing, 10, "the pause of the music")
        pulse.start()
        listener.wait_for("fault", "stream_ended", present=False)
        listener.wait_for("effect", "say", prompt="hearing_again")
