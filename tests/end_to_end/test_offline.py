"""Law 7: nothing leaves the machine. A session runs whole without a network, and asks for none."""

import json
import os
import re
import signal
import socket
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.end_to_end.test_live import AGREED
from tests.fixtures.bus import PrivateBus
from tests.fixtures.clips import CLIPS, spoken
from tests.fixtures.command import COMMAND, Listener, lines_of, safeword
from tests.fixtures.mpv import Mpv
from tests.fixtures.pulse import PulseServer
from tests.fixtures.waiting import wait_until

TRACED = 180
"""Seconds: a traced or probed program is slow."""
RED = str(CLIPS / "red__af_bella.flac")
PROBE = """
import atexit, os, pathlib, resource, socket, sys

def probe():
    try:
        socket.socket().close()
        came = "allowed"
    except OSError as error:
        came = type(error).__name__
    name = next((word for word in sys.orig_argv if word.startswith(("voice.", "models."))), "")
    dumped = resource.getrlimit(resource.RLIMIT_CORE)
    dumped += (int(pathlib.Path("/proc/self/coredump_filter").read_text(), 16),)
    path = pathlib.Path(os.environ["PROBED"]) / f"{os.getpid()} {name}"
    path.write_text(f"network {came}, dumped {dumped}")

atexit.register(probe)
"""
"""What every Python process here does at its end: try the network, look at how much of its memory
would be dumped (the limits, and the mask of what), and write it down."""
REFUSED = "network NetworkRefused, dumped (0, 0, 0)"


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
    # The natural voice where it may speak; then espeak-ng only looks whether it could.
    agreement.write_text(f'voice = "natural"\n{AGREED[language]}', encoding="utf-8")
    words = ("--agreement", str(agreement))
    trace = tmp_path / "trace"
    # -D: the command keeps the process, so that the signal at the end reaches it. --seccomp-bpf: it
    # is stopped at these calls only, or tracing makes it too slow to hear in time.
    tracing = ("strace", "-D", "-f", "--seccomp-bpf", "-qq", "-e", "trace=socket", "-o", str(trace))
    # Libraries that report home are silent where they see that they are being tested.
    env = {name: value for name, value in (pulse.env | bus.env).items() if name != "CI"}
    with Mpv(bus.env) as mpv, Listener(*words, env=env, prefix=tracing) as listener:
        listener.wait_for("effect", "say", prompt="listening", seconds=TRACED)
        pulse.play_to_mic(spoken(clip, clip, clip))
        # Where the traced program fell behind, the music was paused before, and is not called off.
        listener.wait_for("effect", "say", prompt="stopping", seconds=TRACED)
        wait_until(lambda: not mpv.playing, TRACED, "the pause of the music")
        listener.end(signal.SIGTERM)
    families = set(re.findall(r"socket\((\w+)", trace.read_text()))
    assert families == {"AF_UNIX"}


@pytest.fixture
def probed(tmp_path: Path) -> Path:
    """Where each process of a command writes down what it found."""
    (tmp_path / "code").mkdir()
    (tmp_path / "code" / "sitecustomize.py").write_text(PROBE)
    (tmp_path / "probed").mkdir()
    return tmp_path / "probed"


def probing(env: Mapping[str, str], probed: Path) -> dict[str, str]:
    """This environment, for commands that are probed."""
    path = os.pathsep.join([str(probed.parent / "code"), env.get("PYTHONPATH", str(Path.cwd()))])
    return {**env, "PYTHONPATH": path, "PROBED": str(probed)}


def found(probed: Path) -> set[tuple[str, str]]:
    """The module of each process, and what it found."""
    return {(file.name.split()[1], file.read_text()) for file in probed.iterdir()}


def test_guardian_listener_and_voice_get_no_network_and_leave_no_dump(
    pulse: PulseServer, bus: PrivateBus, probed: Path
) -> None:
    env = probing(pulse.env | bus.env, probed)
    with Listener("--no-questions", env=env) as listener:
        listener.wait_for("state", "playing", seconds=TRACED)
        listener.the_guardian().kill()  # the next one is started by the listener
        listener.wait_for("fault", "guardian_lost", present=False, seconds=TRACED)
        listener.the_guardian().send_signal(signal.SIGTERM)
        wait_until(lambda: not listener.processes(), 20, "the end")
    processes = ("voice.cli.guardian", "voice.cli.listener", "models.pyttsx_process")
    assert found(probed) == {(name, REFUSED) for name in processes}


def test_only_fetching_models_may_use_one(probed: Path) -> None:
    env = probing(os.environ, probed)
    assert safeword("models", "list", env=env).returncode == 0
    assert safeword("agree", env=env).returncode == 2
    assert found(probed) == {("voice.cli", REFUSED)}
    assert safeword("models", "fetch", "no such model", env=env).returncode == 69
    assert ("voice.cli", "network allowed, dumped (0, 0, 0)") in found(probed)


def test_players_on_another_computer_are_not_asked_for() -> None:
    """Where the address of the bus leads to is not Safeword's choice."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.1)
        address = f"tcp:host=127.0.0.1,port={server.getsockname()[1]}"
        env = {**os.environ, "DBUS_SESSION_BUS_ADDRESS": address}
        lines = lines_of("listen", "--input", RED, "--fast", env=env)
        with pytest.raises(TimeoutError):
            server.accept()
    texts = [line["text"] for line in lines if line["name"] == "no_player_bus"]
    assert ["over a network" in text for text in texts] == [True]
