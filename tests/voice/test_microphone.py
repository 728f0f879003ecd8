import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from intents.clock import FRAME_RATE
from models.ears import Frames
from tests.fixtures.listener import Listener
from tests.fixtures.pulse import PulseServer
from tests.fixtures.waiting import wait_until
from voice.audio.convert import BLOCK


def noise(seconds: float, rate: int = 16_000) -> Frames:
    samples = np.random.default_rng(5).uniform(0.05, 0.5, round(seconds * rate))
    return samples.astype(np.float32)


def play(server: PulseServer, sound: Frames, rate: int = 16_000) -> None:
    """Let the microphone hear it; silence follows, as what it hears arrives a little later."""
    server.play_to_mic(np.concatenate([sound, np.zeros(rate, np.float32)]))


def first_loud(frames: Frames) -> int:
    return int(np.flatnonzero(np.abs(frames) > 0.04)[0])


def test_what_is_said_is_heard_exactly(pulse: PulseServer, tmp_path: Path) -> None:
    pulse.noise_off()
    sound = noise(1.5)
    with Listener(pulse, tmp_path) as listener:
        assert listener.said["name"] == "Bedroom"
        listener.listen().becomes()
        play(pulse, sound)
        heard = listener.end()
    start = first_loud(heard)
    assert np.array_equal(heard[start : start + len(sound)], sound)
    assert listener.said["sizes"] == [BLOCK]
    assert listener.said["dropped"] == 0
    assert listener.said["threads"] == ["MainThread"]


def test_first_words_are_kept_while_nobody_takes_blocks(pulse: PulseServer, tmp_path: Path) -> None:
    sound = noise(1.0)
    with Listener(pulse, tmp_path) as listener:
        play(pulse, sound)
        listener.listen()
        wait_until(lambda: "caught_up" in listener.said, 15, "the last of what waited")
        heard = listener.end()
    start = first_loud(heard)
    assert np.abs(heard[start : start + len(sound)] - sound).max() < 0.01
    assert listener.said["backlog"] >= FRAME_RATE


def test_a_microphone_at_48_khz_is_resampled_without_aliases(tmp_path: Path) -> None:
    moments = np.arange(2 * 48_000) / 48_000
    low, high = (np.sin(2 * np.pi * pitch * moments) for pitch in (1_000, 12_000))
    sound = (0.3 * low + 0.3 * high).astype(np.float32)
    with PulseServer(mic_rate=48_000) as server, Listener(server, tmp_path) as listener:
        listener.listen().becomes()
        play(server, sound, 48_000)
        heard = listener.end()
    start = first_loud(heard) + 4_000
    spectrum = np.abs(np.fft.rfft(heard[start : start + FRAME_RATE])) / (FRAME_RATE / 2)
    assert abs(spectrum[1_000] - 0.3) < 0.01
    assert np.delete(spectrum, 1_000).max() < 0.01


def test_a_microphone_that_falls_silent(pulse: PulseServer, tmp_path: Path) -> None:
    with Listener(pulse, tmp_path) as listener:
        listener.listen().becomes()
        pulse.suspend_mic()
        listener.becomes("no_frames")
        pulse.resume_mic()
        listener.becomes()
        listener.end()
    assert listener.said["session"] == pytest.approx(listener.said["wall"], abs=1.0)


def test_a_microphone_that_is_muted_by_a_switch(pulse: PulseServer, tmp_path: Path) -> None:
    with Listener(pulse, tmp_path) as listener:
        listener.listen().becomes()
        pulse.noise_off()
        listener.becomes("digital_silence")
        pulse.noise_on()
        listener.becomes()


def test_a_microphone_that_is_unplugged_while_another_source_is_there(
    pulse: PulseServer, tmp_path: Path
) -> None:
    with Listener(pulse, tmp_path) as listener:
        listener.listen().becomes()
        pulse.remove_mic()
        listener.becomes("source_moved", "digital_silence")
        assert pulse.recorders().count("mic") == 0
        pulse.add_mic()
        listener.becomes()
        assert "mic" in pulse.recorders()
    assert {"source_moved"} in listener.states


def test_a_stream_that_somebody_moves_is_moved_back(pulse: PulseServer, tmp_path: Path) -> None:
    with Listener(pulse, tmp_path) as listener:
        listener.listen().becomes()
        number = pulse.pactl("list", "short", "source-outputs").splitlines()[-1].split("\t")[0]
        pulse.pactl("move-source-output", number, "speaker.monitor")
        listener.becomes()
        wait_until(lambda: "mic" in pulse.recorders(), 10, "the moving back")
    assert listener.states[0] == set()


def test_a_sound_server_that_dies_and_comes_back(pulse: PulseServer, tmp_path: Path) -> None:
    sound = noise(1.0)
    with Listener(pulse, tmp_path) as listener:
        listener.listen().becomes()
        pulse.kill()
        listener.becomes("stream_ended")
        pulse.start()
        listener.becomes()
        play(pulse, sound)
        heard = listener.end()
    start = first_loud(heard)
    assert np.abs(heard[start : start + len(sound)] - sound).max() < 0.01
    assert listener.said["session"] == pytest.approx(listener.said["wall"], abs=1.0)


def test_a_sound_server_that_freezes_and_goes_on(pulse: PulseServer, tmp_path: Path) -> None:
    with Listener(pulse, tmp_path) as listener:
        listener.listen().becomes()
        pulse.sigstop()
        listener.becomes("no_frames")
        pulse.sigcont()
        listener.becomes()


def test_close_does_not_wait_for_a_frozen_sound_server(pulse: PulseServer, tmp_path: Path) -> None:
    with Listener(pulse, tmp_path) as listener:
        listener.listen().becomes()
        pulse.sigstop()
        listener.becomes("no_frames")
        listener.end()
    assert listener.said["threads"] == ["MainThread"]


def test_a_microphone_is_chosen_by_part_of_its_name(pulse: PulseServer, tmp_path: Path) -> None:
    pulse.pactl("load-module", "module-null-source", "source_name=webcam", "description=Webcam")
    pulse.pactl("set-default-source", "webcam")
    with Listener(pulse, tmp_path, "bedr") as listener:
        assert listener.said["name"] == "Bedroom"
        listener.listen().becomes()
        assert "mic" in pulse.recorders()
        assert "webcam" not in pulse.recorders()


def test_an_unknown_microphone_is_answered_with_those_there_are(
    pulse: PulseServer, tmp_path: Path
) -> None:
    with Listener(pulse, tmp_path, "Badroom") as listener:
        problem = listener.said["problem"]
    assert 'no microphone "Badroom"' in problem
    assert 'Did you mean "Bedroom"?' in problem
    assert 'There are: "Bedroom"' in problem


def test_what_the_loudspeaker_plays_is_no_microphone(pulse: PulseServer, tmp_path: Path) -> None:
    pulse.remove_mic()
    with Listener(pulse, tmp_path) as listener:
        assert "There is no microphone" in listener.said["problem"]


def test_no_sound_server(pulse: PulseServer, tmp_path: Path) -> None:
    pulse.kill()
    with Listener(pulse, tmp_path) as listener:
        assert "There is no microphone" in listener.said["problem"]


def test_a_frozen_sound_server_is_told(pulse: PulseServer, tmp_path: Path) -> None:
    pulse.sigstop()
    with Listener(pulse, tmp_path) as listener:
        assert "does not answer" in listener.said["problem"]


def test_no_portaudio() -> None:
    script = (
        "import ctypes.util, sys\n"
        "ctypes.util.find_library = lambda name: None\n"
        "from voice.audio.microphone import Microphone\n"
        "from voice.errors import DeviceProblem\n"
        "assert 'sounddevice' not in sys.modules\n"
        "try:\n    Microphone(None)\n"
        "except DeviceProblem as problem:\n    print(problem)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        env=dict(os.environ),
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert "PortAudio is missing" in done.stdout
    assert "libportaudio2" in done.stdout


def test_a_stereo_microphone_with_one_channel_inverted_is_heard(
    pulse: PulseServer, tmp_path: Path
) -> None:
    pulse.pactl("load-module", "module-null-sink", "sink_name=pair", "norewinds=1", "channels=2")
    pulse.pactl(
        "load-module",
        "module-remap-source",
        "master=pair.monitor",
        "source_name=stereo",
        "source_properties=device.description=Stereo",
    )
    sound = noise(1.0, 44_100)
    left_right = np.stack([sound, -sound], axis=1).astype(np.float32)
    (tmp_path / "pair.f32").write_bytes(left_right.tobytes())
    with Listener(pulse, tmp_path, "Stereo") as listener:
        listener.listen()
        subprocess.run(
            [
                *("pacat", "--playback", "--device=pair", "--raw", "--format=float32le"),
                *("--rate=44100", "--channels=2", str(tmp_path / "pair.f32")),
            ],
            env=pulse.env,
            check=True,
            timeout=30,
        )
        listener.becomes("digital_silence")
        heard = listener.end()
    assert np.abs(heard).max() > 0.3


@pytest.mark.parametrize("volume", ["10%", "3%", "0%"])
def test_a_microphone_that_another_program_turns_down(
    pulse: PulseServer, tmp_path: Path, volume: str
) -> None:
    with Listener(pulse, tmp_path) as listener:
        listener.listen().becomes()
        pulse.pactl("set-source-volume", "mic", volume)
        wait_until(lambda: "turned_down" in listener.states[-1], 10, "the fault")
        pulse.pactl("set-source-volume", "mic", "100%")
        listener.becomes()


def test_a_microphone_that_cuts_voices_off_says_so(pulse: PulseServer, tmp_path: Path) -> None:
    """Its volume is turned up further than its numbers go."""
    with Listener(pulse, tmp_path) as listener:
        listener.listen().becomes()
        play(pulse, noise(0.5))
        assert "cut_off" not in listener.said
        pulse.pactl("set-source-volume", "mic", "300%")
        play(pulse, noise(0.5))
        wait_until(lambda: listener.said.get("cut_off"), 10, "the report")
        assert listener.states == [set()]


def test_a_microphone_that_is_muted_at_the_server(pulse: PulseServer, tmp_path: Path) -> None:
    with Listener(pulse, tmp_path) as listener:
        listener.listen().becomes()
        pulse.pactl("set-source-mute", "mic", "1")
        wait_until(lambda: "turned_down" in listener.states[-1], 10, "the fault")
        pulse.pactl("set-source-mute", "mic", "0")
        listener.becomes()


def test_a_recording_stream_that_is_turned_down(pulse: PulseServer, tmp_path: Path) -> None:
    """Mixers have a slider for each program that records, and remember it."""
    with Listener(pulse, tmp_path) as listener:
        listener.listen().becomes()
        number = pulse.pactl("list", "short", "source-outputs").splitlines()[-1].split("\t")[0]
        pulse.pactl("set-source-output-volume", number, "3%")
        wait_until(lambda: "turned_down" in listener.states[-1], 10, "the fault")


def test_a_microphone_that_works_at_a_low_volume_is_no_fault(
    pulse: PulseServer, tmp_path: Path
) -> None:
    with Listener(pulse, tmp_path) as listener:
        listener.listen().becomes()
        pulse.pactl("set-source-volume", "mic", "20%")
        play(pulse, noise(1.0))
        assert listener.states == [set()]


def twins(server: PulseServer) -> None:
    """Two more microphones, both called Webcam."""
    for name in ("webcam.2", "webcam.3"):
        server.pactl(
            *("load-module", "module-remap-source", "master=micfeed.monitor"),
            *(f"source_name={name}", "source_properties=device.description=Webcam"),
        )


def test_twin_microphones_are_told_apart_and_each_can_be_chosen(
    pulse: PulseServer, tmp_path: Path
) -> None:
    twins(pulse)
    with Listener(pulse, tmp_path, "webcam") as listener:
        problem = listener.said["problem"]
    assert "more than one microphone" in problem
    assert '"Webcam (webcam.2)", "Webcam (webcam.3)"' in problem
    for name in ("Webcam (webcam.2)", "Webcam (webcam.3)"):
        with Listener(pulse, tmp_path, name) as listener:
            assert listener.said["name"] == name
            listener.listen().becomes()
            assert name.split("(")[1][:-1] in pulse.recorders()


def test_a_microphone_that_comes_back_under_another_name_is_taken_again(
    pulse: PulseServer, tmp_path: Path
) -> None:
    with Listener(pulse, tmp_path) as listener:
        listener.listen().becomes()
        pulse.remove_mic()
        wait_until(lambda: "source_moved" in listener.states[-1], 10, "the fault")
        pulse.pactl(
            *("load-module", "module-remap-source", "master=micfeed.monitor"),
            *("source_name=mic.2", "source_properties=device.description=Bedroom"),
        )
        listener.becomes()
        assert "mic.2" in pulse.recorders()


def test_a_twin_is_not_taken_for_the_chosen_microphone(pulse: PulseServer, tmp_path: Path) -> None:
    pulse.pactl(
        *("load-module", "module-remap-source", "master=micfeed.monitor"),
        *("source_name=twin", "source_properties=device.description=Bedroom"),
    )
    with Listener(pulse, tmp_path, "mic") as listener:
        listener.listen().becomes()
        pulse.remove_mic()
        wait_until(lambda: "source_moved" in listener.states[-1], 10, "the fault")
        pulse.add_mic()
        listener.becomes()
        assert "mic" in pulse.recorders()
