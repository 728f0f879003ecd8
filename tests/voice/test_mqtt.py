"""Home Assistant over MQTT: a real session, a real broker with TLS, and the program between."""

import asyncio
import json
import os
import signal
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from intents.names import PERMISSIVE
from intents.state import Mode
from tests.fixtures.broker import Broker, Observer
from tests.fixtures.command import COMMAND, safeword
from tests.fixtures.control import Running, running
from tests.fixtures.waiting import wait_until
from voice.errors import SettingsProblem
from voice.mqtt import home_assistant, settings
from voice.mqtt.bridge import Bridge

pytestmark = pytest.mark.usefixtures("runtime")
BASE = "room-signal/bedroom"
STATUS, STATE, COMMANDS = f"{BASE}/status", f"{BASE}/state", f"{BASE}/command"
DEVICE = "homeassistant/device/room_signal_bedroom/config"


@contextmanager
def bridging(broker: Broker, **more: object) -> Iterator[subprocess.Popen[str]]:
    """`safeword mqtt`, running."""
    path = broker.settings(topic="bedroom", **more)
    with subprocess.Popen(
        [*COMMAND, "mqtt", "--settings", str(path)], stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            yield process
        finally:
            process.kill()


@pytest.fixture
def bridge(broker: Broker, runtime: Path) -> Iterator[subprocess.Popen[str]]:
    """One for a session of this test, if there is one."""
    assert runtime.exists()
    with bridging(broker) as process:
        yield process


def test_a_session_is_told_while_it_gives_signs_of_life_and_only_then(
    bridge: subprocess.Popen[str], observer: Observer
) -> None:
    observer.wait_for(STATUS, "offline", 60)
    with running() as session:
        observer.wait_for(STATUS, "online")
        observer.wait_for(STATE, '{"state": "playing", "well": "ON"}')
        before = len(observer.payloads(STATE))
        wait_until(lambda: len(observer.payloads(STATE)) > before + 2, 10, "signs of life")
        session.room.moves.clear()
        observer.wait_for(STATUS, "offline")
        session.room.moves.set()
        observer.wait_for(STATUS, "online")
    observer.wait_for(STATUS, "offline")
    assert bridge.poll() is None


def test_a_stop_can_be_asked_for_from_there_and_nothing_that_lets_things_go_on(
    session: Running, bridge: subprocess.Popen[str], observer: Observer
) -> None:
    observer.wait_for(STATUS, "online", 60)
    observer.publish(COMMANDS, "check_in")
    observer.wait_for(STATE, "checking_in")
    observer.publish(COMMANDS, "stop")
    observer.wait_for(STATE, "stopped")
    observer.publish(COMMANDS, "music_plays")
    for name in (*PERMISSIVE, "end", "nonsense"):
        observer.publish(COMMANDS, name)
    observer.publish(COMMANDS, "stop")
    wait_until(lambda: [name for name, _ in session.heard()].count("stop") == 2, 10, "the stop")
    assert {name for name, _ in session.heard()} == {"check_in", "stop", "music_plays"}
    assert bridge.poll() is None


def test_a_stop_waits_for_no_other_command(
    session: Running, bridge: subprocess.Popen[str], observer: Observer
) -> None:
    """The session takes what is asked often once a second only."""
    observer.wait_for(STATUS, "online", 60)
    for _ in range(20):
        observer.publish(COMMANDS, "music_plays")
    observer.publish("homeassistant/status", "online")
    observer.publish(COMMANDS, "stop")
    wait_until(lambda: ("stop", ["control"]) in session.heard(), 3, "the stop")
    assert bridge.poll() is None


def test_a_stop_that_comes_while_one_is_asked_for_is_asked_for_too(
    broker: Broker, observer: Observer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where the broker is lost meanwhile; many are one."""
    asked: list[str] = []
    goes_on = threading.Event()

    def ask(name: str) -> None:
        asked.append(name)
        goes_on.wait(20)

    monkeypatch.setattr("voice.mqtt.bridge._ask", ask)

    async def bridged() -> None:
        running = asyncio.create_task(Bridge(settings.read(broker.settings()), print).run())
        await asyncio.to_thread(observer.wait_for, "room-signal/room/status", "offline")
        for _ in range(3):
            observer.publish("room-signal/room/command", "stop")
            await asyncio.sleep(0.2)
        broker.kill()
        await asyncio.sleep(0.2)
        assert asked == ["stop"]
        goes_on.set()
        await asyncio.to_thread(wait_until, lambda: len(asked) == 2, 10, "the other stop")
        await asyncio.sleep(0.2)
        running.cancel()
        await asyncio.wait([running])

    asyncio.run(bridged())
    assert asked == ["stop"] * 2


def test_a_command_that_was_kept_is_not_carried_out(
    session: Running, broker: Broker, observer: Observer
) -> None:
    observer.publish(COMMANDS, "stop", retain=True)
    with bridging(broker):
        observer.wait_for(STATUS, "online", 60)
        observer.publish(COMMANDS, "check_in")
        observer.wait_for(STATE, "checking_in")
    assert [name for name, _ in session.heard()] == ["check_in"]


def test_home_assistant_is_told_of_one_device_again_when_it_comes_back(
    bridge: subprocess.Popen[str], observer: Observer
) -> None:
    wait_until(lambda: observer.payloads(DEVICE), 60, "the device")
    observer.publish("homeassistant/status", "online")
    wait_until(lambda: len(observer.payloads(DEVICE)) == 2, 10, "the device again")
    device = json.loads(observer.payloads(DEVICE)[0])
    assert device["availability_topic"] == STATUS
    assert set(device["components"]) == {"state", "well", "stop", "check_in"}
    assert device["components"]["state"]["expire_after"] == home_assistant.EXPIRES
    assert device["components"]["state"]["options"] == list(Mode)
    assert device["components"]["stop"]["payload_press"] == "stop"
    assert bridge.poll() is None


def test_what_the_house_can_read_is_neutral(session: Running, broker: Broker) -> None:
    """Law 7: states, never words or limits, and no name that says what it is for."""
    observer = Observer(broker)
    with bridging(broker, name="Bedroom"):
        observer.wait_for(STATUS, "online", 60)
        observer.publish(COMMANDS, "check_in")
        observer.wait_for(STATE, "checking_in")
    wait_until(session.heard, 10, "the check-in")
    observer.close()
    everything = " ".join(f"{topic} {payload}" for topic, payload, _ in observer.seen).lower()
    for word in ("safe", "kink", "limit", "quiet room", "red"):
        assert word not in everything.replace("discovered", "")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL, signal.SIGSTOP])
def test_however_it_ends_it_is_offline(
    session: Running, bridge: subprocess.Popen[str], observer: Observer, number: signal.Signals
) -> None:
    observer.wait_for(STATUS, "online", 60)
    bridge.send_signal(number)
    observer.wait_for(STATUS, "offline")
    assert session.room.moves.is_set()
    if number is signal.SIGTERM:
        assert bridge.wait(10) == 143


def test_a_broker_that_comes_back_is_told_again(
    session: Running, broker: Broker, bridge: subprocess.Popen[str]
) -> None:
    first = Observer(broker)
    first.wait_for(STATUS, "online", 60)
    first.close()
    broker.kill()
    assert bridge.stderr is not None
    assert "The broker is not reached" in bridge.stderr.readline()
    broker.start()
    second = Observer(broker)
    second.wait_for(STATUS, "online")
    second.publish(COMMANDS, "stop")
    second.wait_for(STATE, "stopped")
    second.close()
    assert session.heard() == [("stop", ["control"])]


@pytest.mark.parametrize(
    ("more", "check"),
    [
        ({"password": "guessed"}, "username and password"),
        ({"ca": None}, "host and ca"),
        ({"host": "nowhere.invalid"}, "that it runs, and host and port"),
    ],
)
def test_who_is_not_let_in_or_not_vouched_for_says_so(
    broker: Broker, runtime: Path, more: dict[str, object], check: str
) -> None:
    """And what is to be checked, and where."""
    assert runtime.exists()
    path = broker.settings(**{key: value for key, value in more.items() if value})
    if more.get("ca", "") is None:
        lines = path.read_text(encoding="utf-8").splitlines()
        path.write_text("\n".join(line for line in lines if not line.startswith("ca")))
    with subprocess.Popen(
        [*COMMAND, "mqtt", "--settings", str(path)], stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stderr is not None
        said = process.stderr.readline()
        process.kill()
    host = more.get("host", "localhost")
    assert f"The broker is not reached at {host}, port {broker.port}: " in said
    assert f". Check {check} in {path}." in said
    assert not said.rstrip().endswith("..")
    assert "guessed" not in said


# ---- The settings. -----------------------------------------------------------------------------

ALONE = (
    "write the computer alone, such as host = 'homeassistant.local', and the port by itself, such "
    "as port = 8883."
)
NOT_ALONE = ("mqtts://localhost", "localhost/mqtt", "localhost:8883", "[::1]:8883")


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604])
def test_a_password_that_others_can_read_is_refused(broker: Broker, mode: int) -> None:
    path = broker.settings()
    path.chmod(mode)
    done = safeword("mqtt", "--settings", str(path))
    assert done.returncode == 78
    assert f"chmod 600 '{path}'" in done.stderr


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("", "host: it is missing: write it."),
        ("host = 'x..y'", "host: write the name"),
        ("host = 'x'\nport = 'y'", "port: "),
        ("host = 'x'\ntopic = 'Blue Room'", "topic: write small letters, digits, - and _ only"),
        ("host = 'x'\ndiscovery = '#'", "discovery: write letters"),
        ("host = 'x'\npassword = ['hunter2']", "password: "),
        ("host = 'x'\npassword = 'hunter2'", "password: no broker takes it without a username."),
        ("host = 'x'\nusername = []\npassword = 'hunter2'", "username: "),
        ("host = 'x'\npasword = 'hunter2'", "pasword: "),
        ("host = 'x'\npassword = hunter2", "TOML"),
        *((f"host = '{host}'", f"host: {ALONE}") for host in NOT_ALONE),
        (f"host = '{'ü' * 60}'", "host: write the name"),
        ("host = 'x'\nca = \"a\\u0000\"", "ca: write the path of a file"),
        ("host = 'x'\nusername = \"a\\u0000\"", "username: write it without"),
        ('host = "x"\nusername = "a"\npassword = "hunter2\\u0000"', "password: write it without"),
        (f"host = 'x'\nusername = '{'u' * 70_000}'", "username: it must have at most 16000"),
        (f"host = 'x'\nusername = 'a'\npassword = '{'hunter2' * 10_000}'", "password: it must"),
        (f"host = 'x'\ndiscovery = '{'d' * 70_000}'", "discovery: write letters"),
    ],
)
def test_what_is_wrong_is_named_and_no_password_shown(tmp_path: Path, text: str, hint: str) -> None:
    path = tmp_path / "mqtt.toml"
    path.write_text(text, encoding="utf-8")
    path.chmod(0o600)
    with pytest.raises(SettingsProblem) as problem:
        settings.read(path)
    assert hint in str(problem.value)
    assert "hunter2" not in str(problem.value)
    assert not str(problem.value).endswith("..")


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "fe80::1%eth0", "bücher.example."])
def test_a_computer_may_be_an_address_or_have_letters_of_its_language(host: str) -> None:
    assert settings.Settings(host=host).host == host


def test_a_folder_of_settings_is_called_one(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    with pytest.raises(SettingsProblem, match=r"is a folder: .* such as .*/mqtt\.toml\."):
        settings.read(tmp_path)


def test_a_certificate_is_found_in_the_home_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    (path := tmp_path / "mqtt.toml").touch(0o600)
    path.write_text("host = 'x'\nca = '~/broker.pem'", encoding="utf-8")
    assert settings.read(path).ca == tmp_path / "broker.pem"
    path.write_text("host = 'x'\nca = '~nobody-of-this-name/broker.pem'", encoding="utf-8")
    assert settings.read(path).ca == Path("~nobody-of-this-name/broker.pem")


def test_without_its_parts_it_says_where_it_is_said_how_to_get_them(tmp_path: Path) -> None:
    (tmp_path / "aiomqtt.py").write_text("raise ModuleNotFoundError", encoding="utf-8")
    (path := tmp_path / "mqtt.toml").write_text("host = 'x'", encoding="utf-8")
    path.chmod(0o600)
    env = {**os.environ, "PYTHONPATH": f"{tmp_path}{os.pathsep}{Path.cwd()}"}
    done = safeword("mqtt", "--settings", str(path), env=env)
    assert done.returncode == 78
    assert "docs/mqtt.md" in done.stderr


def test_without_settings_it_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(SettingsProblem, match=r"docs/mqtt\.md"):
        settings.read(tmp_path / "mqtt.toml")
