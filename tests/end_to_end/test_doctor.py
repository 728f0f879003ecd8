"""`safeword doctor` on real parts: what is wrong is found, told with its mend, and nothing private.

Each device, player and file is real; the sound server's own devices stand for hardware.
"""

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from intents.proof import Outcome, attempts_for
from tests.fixtures.bus import PrivateBus
from tests.fixtures.command import COMMAND, Listener, safeword
from tests.fixtures.control import socket_of
from tests.fixtures.mpv import Mpv
from tests.fixtures.pulse import MIC_NAME, PulseServer
from voice import agreement_file, check_file
from voice.assembly import lexicon_and_plan

AGREEMENT = """
language = "en"
[words]
stop = ["pineapple"]
slow = ["zinnober"]
[[people]]
name = "Zelda"
hard = ["feathers"]
[[people]]
name = "Odette"
[aftercare]
steps = ["a bath of milk"]
"""
PRIVATE = ("pineapple", "zinnober", "zelda", "odette", "feathers", "milk")
NAMED = """
import os, socket, sys
socket.sethostname("quetzal")
os.execv(sys.argv[1], sys.argv[1:])
"""
"""A command on a computer of another name."""
HEARS, IS_WRONG = 0, 1
SOON = 60.0
"""Seconds. Each look has less; a hung sound server is met by several of them."""

Found = dict[str, list[dict[str, Any]]]


@pytest.fixture
def env(pulse: PulseServer, bus: PrivateBus, tmp_path: Path) -> dict[str, str]:
    """One private world, and a home in it with an agreement."""
    home = tmp_path / "home" / "xavier"
    path = home / ".config" / "safeword" / "agreement.toml"
    path.parent.mkdir(parents=True)
    path.write_text(AGREEMENT, encoding="utf-8")
    path.chmod(0o600)
    return {**pulse.env, **bus.env, "HOME": str(home), "USER": "xavier", "LOGNAME": "xavier"}


def found(env: Mapping[str, str], code: int, *words: str) -> Found:
    """What it found, by kind."""
    done = safeword("doctor", "--json", *words, env=env)
    assert done.returncode == code, done.stdout + done.stderr
    told = json.loads(done.stdout)
    assert told["hears"] is (code == HEARS)
    by: Found = {}
    for finding in told["findings"]:
        by.setdefault(finding["kind"], []).append(finding)
    return by


def wrong(findings: Found) -> dict[str, str]:
    """What keeps a session from hearing: by kind what it is and how it is mended."""
    return {
        kind: f"{each['sentence']} {each['mend']}"
        for kind, several in findings.items()
        for each in several
        if each["level"] == "wrong"
    }


def agreement_of(env: Mapping[str, str]) -> Path:
    return Path(env["HOME"]) / ".config" / "safeword" / "agreement.toml"


def files_of(env: Mapping[str, str]) -> set[Path]:
    """All in the home folder, but for the cookie that libpulse makes itself."""
    files = {path for path in Path(env["HOME"]).rglob("*") if path.is_file()}
    return {path for path in files if path.parts[-2:] != ("pulse", "cookie")}


def keep_check(env: Mapping[str, str], monkeypatch: pytest.MonkeyPatch, microphone: str) -> Path:
    """A proof test in which every word was heard."""
    monkeypatch.setenv("XDG_STATE_HOME", f"{env['HOME']}/.local/state")
    agreed = agreement_file.read(agreement_of(env))
    attempts = attempts_for(agreed, lexicon_and_plan(agreed)[0], ("moonshine",))
    check_file.keep((), tuple(Outcome(a, heard=True, microphone=microphone) for a in attempts))
    return check_file.path()


def test_all_is_well(
    pulse: PulseServer, env: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_check(env, monkeypatch, MIC_NAME)
    before, files = pulse.recorders(), files_of(env)
    with Mpv(env) as mpv:
        findings = found(env, HEARS)
        assert mpv.playing
        assert mpv.volume == 100
    assert wrong(findings) == {}
    assert "the default one of 1: 16000 Hz" in findings["microphone"][0]["sentence"]
    assert re.search(r"floor -7\d dBFS", findings["level"][0]["sentence"])
    assert "pulseaudio" in findings["sound_server"][0]["sentence"]
    assert findings["players"] == [
        {
            "kind": "players",
            "level": "fine",
            "sentence": "The player mpv (playing) can be paused.",
            "mend": None,
        }
    ]
    assert [each["level"] for each in findings["proof_test"]] == ["fine"]
    assert "'en'" in findings["ears"][0]["sentence"]
    assert (pulse.recorders(), files_of(env)) == (before, files)


def test_a_microphone_that_is_muted_and_a_loudspeaker_too(
    pulse: PulseServer, env: dict[str, str]
) -> None:
    pulse.pactl("set-source-mute", "mic", "1")
    pulse.pactl("set-sink-mute", "speaker", "1")
    findings = found(env, IS_WRONG)
    said = wrong(findings)
    assert said.keys() == {"microphone", "loudspeaker"}
    assert "pactl set-source-mute @DEFAULT_SOURCE@ 0" in said["microphone"]
    assert "pactl set-sink-mute @DEFAULT_SINK@ 0" in said["loudspeaker"]
    assert "level" not in findings


def test_both_turned_down(pulse: PulseServer, env: dict[str, str]) -> None:
    pulse.pactl("set-source-volume", "mic", "2%")
    pulse.pactl("set-sink-volume", "speaker", "0")
    said = wrong(found(env, IS_WRONG))
    assert said.keys() == {"level", "loudspeaker"}
    assert "turned down" in said["level"]
    assert "turned down" in said["loudspeaker"]


def test_a_microphone_that_gives_zeros_and_one_that_gives_nothing(
    pulse: PulseServer, env: dict[str, str]
) -> None:
    pulse.noise_off()
    said = wrong(found(env, IS_WRONG))
    assert said.keys() == {"level"}
    assert "digital silence" in said["level"]
    pulse.suspend_mic()
    assert "nothing comes from it" in wrong(found(env, IS_WRONG))["level"]


def test_a_microphone_that_is_missing(pulse: PulseServer, env: dict[str, str]) -> None:
    said = wrong(found(env, IS_WRONG, "--microphone", "Kitchen", "--speaker", "Kitchen"))
    assert "microphone that was chosen is not there" in said["microphone"]
    assert "loudspeaker that was chosen is not there" in said["loudspeaker"]
    pulse.remove_mic()
    said = wrong(found(env, IS_WRONG))
    assert said.keys() == {"microphone"}
    assert "There is no microphone. Plug one in" in said["microphone"]


def test_nothing_at_all(tmp_path: Path) -> None:
    """No microphone, no sound server, no bus, no agreement: each is told, with its mend."""
    env = {name: value for name, value in os.environ.items() if "XDG_" not in name}
    env |= {"HOME": str(tmp_path), "PULSE_SERVER": "unix:/nowhere"}
    env |= {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere"}
    findings = found(env, IS_WRONG, "--speak")
    assert wrong(findings).keys() == {"microphone", "loudspeaker"}
    advised = {
        kind
        for kind, several in findings.items()
        if all(each["level"] == "advice" and each["mend"] for each in several)
    }
    assert advised == {"agreement", "sound_server", "players", "proof_test", "echo"}


def test_a_sound_server_that_hangs_is_told_in_time(pulse: PulseServer, env: dict[str, str]) -> None:
    pulse.sigstop()
    began = time.monotonic()
    said = wrong(found(env, IS_WRONG))
    pulse.sigcont()
    assert time.monotonic() - began < SOON
    assert {"sound_server", "microphone", "loudspeaker"} <= said.keys()
    assert all("pipewire-pulse" in each for each in said.values())


def test_an_agreement_that_is_broken(env: dict[str, str]) -> None:
    agreement_of(env).write_text("[words]\nstop = pineapple\n", encoding="utf-8")
    said = wrong(found(env, IS_WRONG))
    assert said.keys() == {"agreement"}
    assert "is not valid TOML" in said["agreement"]
    assert "safeword agree --show" in said["agreement"]
    assert "~/.config/safeword/agreement.toml" in said["agreement"]


def test_a_proof_test_that_is_old_and_of_another_microphone(
    env: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = keep_check(env, monkeypatch, "Kitchen")
    then = time.time() - 45.5 * 86_400
    os.utime(path, (then, then))
    told = [each["sentence"] for each in found(env, HEARS)["proof_test"]]
    assert told == [
        "Every word was heard in the latest proof test, which was 45 days ago.",
        "It was made with another microphone.",
        "The latest proof test is old: it was 45 days ago.",
    ]


def test_a_spoken_test_finds_the_loudspeaker_in_the_microphone(
    pulse: PulseServer, env: dict[str, str]
) -> None:
    (echo,) = found(env, HEARS, "--speak")["echo"]
    assert (echo["level"], "not in what" in echo["sentence"]) == ("advice", True)
    pulse.pactl(
        *("load-module", "module-loopback", "source=speaker.monitor", "sink=micfeed"),
        *("latency_msec=100", "adjust_time=0"),
    )
    (echo,) = found(env, HEARS, "--speak")["echo"]
    assert echo["level"] == "fine", echo
    late = re.search(r"(\d\.\d\d) s after", echo["sentence"])
    assert late is not None
    assert 0.1 <= float(late.group(1)) < 0.5


def test_a_session_that_runs_is_asked_and_not_disturbed(
    pulse: PulseServer, env: dict[str, str]
) -> None:
    # Its control socket is in a folder of the login.
    assert socket_of(env).is_relative_to(pulse.env["XDG_RUNTIME_DIR"])
    with Listener("--no-questions", env=env) as listener:
        listener.wait_for("state", "playing")
        listener.wait_for("effect", "say", prompt="listening")
        before = len(listener.lines)
        findings = found(env, HEARS, "--speak")
        assert "A session runs and hears" in findings["session"][0]["sentence"]
        assert "Nothing was said" in findings["echo"][0]["sentence"]
        after = listener.lines[before:]
    kinds = {(line["kind"], line["name"]) for line in after if line["kind"] in {"heard", "fault"}}
    assert kinds == set()


def test_what_people_paste_holds_nothing_private(
    pulse: PulseServer, env: dict[str, str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Neither words, names or limits, nor home, user or computer, nor what plays."""
    keep_check(env, monkeypatch, "Zelda's headset")
    pulse.remove_mic()
    mine = ("module-remap-source", "master=micfeed.monitor", "source_name=alsa_input.usb")
    pulse.pactl("load-module", *mine, "source_properties=device.description=Odette")
    pulse.pactl("set-default-source", "alsa_input.usb")
    sink = ("module-null-sink", "sink_name=bluez_sink.00_11_22", "norewinds=1")
    pulse.pactl("load-module", *sink, "sink_properties=device.description=Alexandra")
    pulse.pactl("set-default-sink", "bluez_sink.00_11_22")
    named = tmp_path / "our wishes.toml"
    named.write_text(AGREEMENT.replace('"a bath', "'a bath"), encoding="utf-8")
    titled = ["--force-media-title=Nocturne"]
    unshared = ["unshare", "-ru", sys.executable, "-c", NAMED, *COMMAND, "doctor"]
    texts = []
    with Mpv(env, options=titled), Mpv(env, plugin=False, options=titled):
        for words in ((), ("--json",), ("--agreement", str(named)), ("--speak",)):
            done = subprocess.run(
                [*unshared, *words], env=env, capture_output=True, text=True, check=False
            )
            texts.append(done.stdout + done.stderr)
    assert all("mpv" in text and "Bluetooth" in text for text in texts)
    assert "xavier" in env["HOME"]
    everything = "\n".join(texts).casefold()
    private = (*PRIVATE, "alexandra", "nocturne", "xavier", "quetzal", "wishes", "00_11")
    assert [word for word in (*private, str(tmp_path)) if word in everything] == []


def test_people_read_lines_and_are_told_what_it_comes_to(
    pulse: PulseServer, env: dict[str, str]
) -> None:
    pulse.pactl("set-source-mute", "mic", "1")
    done = safeword("doctor", env=env)
    assert done.returncode == IS_WRONG
    lines = done.stdout.splitlines()
    at = lines.index("wrong  microphone   It is muted at the sound server.")
    assert lines[at + 1].startswith("                    -> Unmute it")
    assert lines[-1].startswith("1 thing keeps a session from hearing you")
    pulse.pactl("set-source-mute", "mic", "0")
    done = safeword("doctor", env=env)
    assert done.returncode == HEARS
    assert done.stderr == "Listening for 3 seconds ...\n"
    assert done.stdout.splitlines()[-1].startswith("Nothing that was looked at")
