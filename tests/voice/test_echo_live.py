"""A real sound server whose loudspeaker reaches the microphone, as loud as it plays, and later."""

from pathlib import Path

import numpy as np
import pytest
import soundfile

from bench.mixing import at_level
from bench.noises.song import music
from intents.clock import FRAME_RATE, frames
from models.ears import Frames
from tests.fixtures.listener import Listener
from tests.fixtures.pulse import PulseServer

PLAYED = at_level(music(frames(12), np.random.default_rng(1)), -20.0)


@pytest.fixture
def echoing(pulse: PulseServer) -> PulseServer:
    pulse.echo()
    return pulse


def written(folder: Path, seconds: float) -> Path:
    """The beginning of what is played, as a file."""
    path = folder / "song.wav"
    soundfile.write(path, PLAYED[: frames(seconds)], FRAME_RATE, subtype="FLOAT")
    return path


def heard_of(
    server: PulseServer,
    folder: Path,
    seconds: float = 4,
    role: str = "music",
    *,
    cancel_echo: bool = True,
) -> tuple[Frames, Listener]:
    """What the ears would get from when a song began."""
    with Listener(server, folder, cancel_echo=cancel_echo) as listener:
        listener.listen().becomes()
        server.play(written(folder, seconds), role)
        heard = listener.end()
    began = int(np.flatnonzero(np.abs(heard) > 0.01)[0])
    return heard[began:], listener


def loudness(sound: Frames, since: int = 0) -> float:
    """Of three seconds, in dB."""
    return float(10 * np.log10((sound[frames(since) : frames(since + 3)] ** 2).mean()))


def test_music_of_this_computer_is_taken_out(echoing: PulseServer, tmp_path: Path) -> None:
    """Once the way is learned: anew, where a busy server loses a piece of the loop."""
    heard, listener = heard_of(echoing, tmp_path, 12)
    assert min(loudness(heard, at) - loudness(PLAYED, at) for at in range(4, 9)) < -10
    assert listener.said["told"] == []
    assert listener.said["dropped"] == 0


def test_it_is_heard_where_nobody_asked_for_that(echoing: PulseServer, tmp_path: Path) -> None:
    heard, _ = heard_of(echoing, tmp_path, cancel_echo=False)
    assert loudness(heard) == pytest.approx(loudness(PLAYED), abs=1)


def test_who_speaks_from_far_away_is_heard(echoing: PulseServer, tmp_path: Path) -> None:
    heard, listener = heard_of(echoing, tmp_path, role="phone")
    assert loudness(heard) == pytest.approx(loudness(PLAYED), abs=1)
    assert listener.said["told"] == []


def test_the_microphone_stays_the_microphone(echoing: PulseServer, tmp_path: Path) -> None:
    """The server knows two recordings of ours, and only one of them is watched and moved back."""
    with Listener(echoing, tmp_path, cancel_echo=True) as listener:
        listener.listen().becomes()
        echoing.play(written(tmp_path, 1))
        assert sorted(echoing.recorders())[:1] == ["mic"]
        assert echoing.recorders().count("speaker.monitor") == 2  # the loop and the reference
        assert listener.states == [set()]
        listener.end()
    assert listener.said["echoes"]


def test_a_microphone_without_echo_is_left_alone(echoing: PulseServer, tmp_path: Path) -> None:
    echoing.pactl(
        *("load-module", "module-remap-source", "master=mic", "source_name=mic.echo-cancel"),
        "source_properties=device.description=Cancelled",
    )
    with Listener(echoing, tmp_path, "Cancelled", cancel_echo=True) as listener:
        listener.listen().becomes()
        assert echoing.recorders().count("speaker.monitor") == 1  # the loop
        listener.end()
    assert not listener.said["echoes"]
