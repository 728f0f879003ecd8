"""What reaches Safeword from outside."""

import importlib.util
import os
from pathlib import Path

import pytest

from voice.doctor import integrations
from voice.doctor.finding import Level
from voice.mqtt import settings
from voice.service import unit


@pytest.fixture(autouse=True)
def _home(home: Path) -> None:
    assert home.exists()


def advised() -> list[str]:
    found = list(integrations.look())
    assert len(found) == 4
    assert "zinnober" not in str(found)
    return [each.sentence for each in found if each.level is Level.ADVICE]


def mqtt(text: str, mode: int = 0o600) -> None:
    path = settings.default_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    path.chmod(mode)


def test_nothing_is_set_up() -> None:
    assert advised() == []


def test_settings_for_mqtt(monkeypatch: pytest.MonkeyPatch) -> None:
    mqtt('host = "zinnober.lan"')
    assert advised() == []
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    assert advised() == ["MQTT is set up, but its parts are not installed."]
    for text, mode in (('host = "zinnober.lan"', 0o644), ("host = zinnober", 0o600)):
        mqtt(text, mode)
        assert advised() == ["The settings for MQTT cannot be used."]


def test_a_service_of_another_version() -> None:
    for satellite in (False, True):
        unit.install(satellite=satellite)
        assert advised() == []
    unit.path().write_text("[Unit]\n", encoding="utf-8")
    (said,) = advised()
    assert "another version" in said


def test_a_socket_whose_path_is_too_long(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / ("zinnober" * 12)))
    (said,) = advised()
    assert "too long" in said


def test_a_canceller_without_its_library(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> None:
        raise OSError

    monkeypatch.setattr(integrations, "SpeexEcho", missing)
    (said,) = advised()
    assert "libspeexdsp" in said


def test_a_folder_that_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", os.devnull)
    (said,) = advised()
    assert "$XDG_CONFIG_HOME/systemd/user cannot be seen: Not a directory" in said
