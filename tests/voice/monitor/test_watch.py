"""`safeword monitor` on a real broker, beside real sessions in their rooms."""

import asyncio
import os
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from bench.first_time.terminal import ENTER, Terminal
from intents.messages import Chime, CutSpeech, Effect, Say
from tests.fixtures.broker import Broker, Observer
from tests.fixtures.command import COMMAND, safeword
from tests.fixtures.pulse import PulseServer
from tests.fixtures.waiting import wait_until
from tests.voice.test_mqtt import COMMANDS, STATE, STATUS, bridging
from voice.monitor.display import HEARD, UNHEARD, Lines
from voice.monitor.watch import Watch
from voice.mqtt import settings
from voice.session.performer import OnlyTelling


class Monitor:
    """One, and what it said."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process
        self.said: list[str] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def hears(self, *texts: str) -> None:
        """Wait until one of these is the last that was said."""
        wait_until(
            lambda: self.said and any(text in self.said[-1] for text in texts),
            60,
            f"{texts} to be said",
        )

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.said.append(line.strip())

    def enter(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write("\n")
        self.process.stdin.flush()


@contextmanager
def watching(broker: Broker) -> Iterator[Monitor]:
    path = broker.settings()
    with subprocess.Popen(
        [*COMMAND, "monitor", "--lines", "--dry-run", "--settings", str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield Monitor(process)
        finally:
            process.kill()


@pytest.mark.usefixtures("runtime", "session")
def test_a_stop_in_a_room_is_said_and_a_broker_that_is_gone_is_no_room(
    broker: Broker, observer: Observer
) -> None:
    with bridging(broker, name="Blue room") as bridge:
        observer.wait_for(STATE, "playing", 60)
        with watching(broker) as monitor:
            observer.publish(COMMANDS, "stop")
            monitor.hears("Blue room: stop.")
            monitor.enter()
            broker.kill()
            monitor.hears("The broker is away: no room can be seen.")
            broker.start()
            again = Observer(broker)
            again.wait_for(STATUS, "online", 60)
            bridge.kill()
            # Perhaps with the stop, which a room that comes back tells again.
            monitor.hears("away.", "no sign of life.")
            again.close()


def test_the_screen_shows_it_and_enter_answers(
    broker: Broker, observer: Observer, pulse: PulseServer
) -> None:
    """With a loudspeaker, at which the alarm is heard."""
    command = [*COMMAND, "monitor", "--settings", str(broker.settings())]
    recorder = pulse.record_speaker()
    with Terminal(command, {**os.environ, **pulse.env}, columns=100) as terminal:
        terminal.wait_for("No room was met yet", 60)
        while terminal.sees("The broker is away"):
            terminal.read()
        observer.publish("room-signal/blue/state", '{"state": "stopped", "well": "ON"}')
        terminal.wait_for("press Enter")
        terminal.wait_for("blue")
        wait_until(lambda: abs(recorder.so_far()).max(initial=0) > 0.01, 20, "the alarm")
        terminal.press(ENTER)
        terminal.wait_for("(answered)")


def test_the_screen_says_why_the_broker_is_not_reached_until_it_is(broker: Broker) -> None:
    broker.kill()
    command = [*COMMAND, "monitor", "--dry-run", "--settings", str(broker.settings())]
    with Terminal(command, dict(os.environ), columns=100) as terminal:
        terminal.wait_for(f"The broker is not reached at localhost, port {broker.port}: [Errno", 30)
        broker.start()
        while terminal.sees("not reached"):
            terminal.read()
        assert terminal.sees("No room was met yet")
        assert not terminal.sees("The broker is away")


def test_lines_tell_that_nobody_hears_the_alerts_and_that_they_do_again(
    broker: Broker, pulse: PulseServer
) -> None:
    command = [*COMMAND, "monitor", "--lines", "--settings", str(broker.settings())]
    env = {**os.environ, **pulse.env}
    with subprocess.Popen(command, env=env, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        pulse.pactl("set-sink-mute", "speaker", "1")
        assert UNHEARD in process.stderr.readline()
        pulse.pactl("set-sink-mute", "speaker", "0")
        assert HEARD in process.stderr.readline()
        process.kill()


def test_an_alert_is_said_though_it_cannot_be_shown(
    broker: Broker, observer: Observer, pulse: PulseServer
) -> None:
    """Its disk is full. That is told once."""
    command = [*COMMAND, "monitor", "--lines", "--settings", str(broker.settings())]
    recorder = pulse.record_speaker()
    with (
        Path("/dev/full").open("w") as full,
        subprocess.Popen(
            command,
            env={**os.environ, **pulse.env},
            stdin=subprocess.DEVNULL,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
        ) as process,
    ):
        _stops_until(lambda: abs(recorder.so_far()).max(initial=0) > 0.01, observer)
        observer.publish("room-signal/blue/state", '{"state": "playing", "well": "ON"}')
        observer.publish("room-signal/red/state", '{"state": "stopped", "well": "ON"}')
        time.sleep(1)
        assert process.poll() is None
        process.terminate()
        assert process.stderr is not None
        assert process.stderr.read().count("cannot be shown here (No space left on device)") == 1


def test_an_alert_is_said_before_it_is_shown(broker: Broker) -> None:
    """Showing it may take its time."""
    order: list[object] = []

    class Listening(OnlyTelling):
        def perform(self, effect: Effect) -> None:
            order.append(type(effect))

    beside = Lines(order.append, print)
    watch = Watch(settings.read(broker.settings()), Listening(), beside)
    broker.kill()

    async def watched() -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(5):
                await watch.run()

    asyncio.run(watched())
    assert order[:3] == [CutSpeech, Chime, Say]
    assert "The broker is away" in str(order[3])


def test_enter_answers_whatever_was_typed_before_it(
    broker: Broker, observer: Observer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Bytes that are no text among it."""
    monkeypatch.setenv("PYTHONIOENCODING", "utf-8:strict")
    with watching(broker) as monitor:
        keys = monitor.process.stdin
        assert keys is not None
        os.write(keys.fileno(), b"\xe9\n")
        _stops_until(lambda: monitor.said, observer)
        monitor.enter()
        time.sleep(0.5)
        said, until = len(monitor.said), time.monotonic() + 12
        _stops_until(lambda: time.monotonic() > until, observer)
        assert len(monitor.said) == said


def test_without_keys_it_watches(broker: Broker, observer: Observer) -> None:
    """Standard input is closed."""
    command = [*COMMAND, "monitor", "--lines", "--dry-run", "--settings", str(broker.settings())]
    with subprocess.Popen(
        ["sh", "-c", 'exec "$@" <&-', "sh", *command],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        monitor = Monitor(process)
        _stops_until(lambda: monitor.said, observer)
        process.terminate()
        assert process.stderr is not None
        assert not process.stderr.read()


def _stops_until(met: Callable[[], object], observer: Observer) -> None:
    """A room has stopped, and says so as long as it lives."""

    def lived() -> object:
        observer.publish("room-signal/blue/state", '{"state": "stopped", "well": "ON"}')
        return met()

    wait_until(lived, 60, "what comes of a stop")


def test_without_settings_it_says_what_to_do(tmp_path: Path) -> None:
    done = safeword("monitor", "--settings", str(tmp_path / "none.toml"))
    assert done.returncode == 78
    assert "docs/mqtt.md says what is in it" in done.stderr
