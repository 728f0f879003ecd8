"""Versions, and libraries that are missing."""

import platform

import pytest

from voice.doctor import versions
from voice.doctor.finding import Level


def test_what_a_bug_report_needs() -> None:
    system, libraries = versions.look()
    assert f"Python {platform.python_version()}" in system.sentence
    assert all(name in libraries.sentence for name in ("onnxruntime", "sounddevice", "pulsectl"))


def test_a_library_that_is_missing_is_named_and_an_extra_is_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    needed = ["numpy>=2", "no-such-library>=1", "no-such-extra>=1; extra == 'mqtt'"]
    monkeypatch.setattr(versions, "requires", lambda _: needed)
    _, missing, _ = versions.look()
    assert missing.level is Level.WRONG
    assert missing.sentence == "Libraries are missing: no-such-library."
