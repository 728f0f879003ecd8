"""A microphone that is a satellite's."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fixtures.satellite import Satellite
from voice.doctor import microphone
from voice.doctor.finding import Finding, Level
from voice.doctor.wanted import Wanted
from voice.only_one import only_one


@pytest.fixture
def satellite() -> Iterator[Satellite]:
    with Satellite() as one:
        yield one


@pytest.fixture(autouse=True)
def _home(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(home))


def looked(address: str) -> list[Finding]:
    found = list(microphone.look(Wanted(microphone=address), lambda: None))
    assert "127.0.0.1" not in str(found)
    return found


def test_one_that_a_session_has_that_is_gone_or_is_none(satellite: Satellite) -> None:
    with only_one():
        assert [each.level for each in looked(satellite.address)] == [Level.ADVICE]
    satellite.kill()
    found = looked(satellite.address)
    assert [each.level for each in found] == [Level.FINE, Level.WRONG]
    assert "not encrypted" in found[0].sentence
    assert [each.level for each in looked(f"{satellite.address}/x")] == [Level.WRONG]
