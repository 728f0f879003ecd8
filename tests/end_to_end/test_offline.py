"""Law 7: nothing leaves the machine. A session runs whole without a network, and asks for none."""

import json
import re
import signal
import subprocess
from pathlib import Path

import pytest

from tests.end_to_end.test_live import AGREED
from tests.fixtures.bus import PrivateBus
from tests.fixtures.clips import CLIPS, spoken
from tests.fixtures.command import COMMAND, Listener
from tests.fixtures.mpv import Mpv
from tests.fixtures.pulse import PulseServer

RED = str(CLIPS / "red__af_bella.flac")


def test_a_session_runs_whole_without_a_network(tmp_path: Path, bus: PrivateBus) -> None:
    room = tmp_path / "room.wav"
    with Mpv(bus.env) as mpv:
        words = ["listen", "--json", "--fast", "--input", RED, "--output", str(room)]
        done = subprocess.run(
            ["unshare", "-rn", *COMMAND, *words],
            capture_output=True,
            text=True,
            timeout=120,
            check=True,
        )
        assert not mpv.playing
    heard = [json.loads(line)["name"] for line in done.stdout.splitlines()]
    assert "stop" in heard
    assert room.stat().st_size > 10_000


@pytest.mark.parametrize(
    ("language", "clip"), [("en", "red__af_bella"), ("ko", "ko/초록색__ef_dora")]
)
def test_a_session_opens_no_socket_but_local_ones(
    tmp_path: Path, pulse: PulseServer, bus: PrivateBus, language: str, clip: str
) -> None:
    """The live session: microphone, loudspeaker, player, voice. Traced from its first call."""
    agreement = tmp_path / "agreement.toml"
    agreement.write_text(AGREED[language], encoding="utf-8")
    words = ("--agreement", str(agreement))
    trace = tmp_path / "trace"
    # -D: the command keeps the process, so that the signal at the end reaches it.
    tracing = ("strace", "-D", "-f", "-qq", "-e", "trace=socket", "-o", str(trace))
    # Libraries that report home are silent where they see that they are being tested.
    env = {name: value for name, value in (pulse.env | bus.env).items() if name != "CI"}
    with Mpv(bus.env) as mpv, Listener(*words, env=env, prefix=tracing) as listener:
        listener.wait_for("effect", "say", prompt="listening")
        pulse.play_to_mic(spoken(clip, clip, clip))
        listener.wait_for("effect", "say", prompt="music_off")
        assert not mpv.playing
        listener.end(signal.SIGTERM)
    families = set(re.findall(r"socket\((\w+)", trace.read_text()))
    assert families == {"AF_UNIX"}
