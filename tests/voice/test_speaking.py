"""The voice of an agreement."""

import argparse
import sys
from contextlib import closing
from pathlib import Path

import pytest

from intents.agreement import Agreement, SpokenBy
from intents.errors import Problem
from models.pyttsx_voice import PyttsxVoice
from models.spare_voice import WithSpare
from voice.cli import settings
from voice.speaking import voice_for


@pytest.mark.parametrize(
    ("voice", "language", "kind"),
    [("natural", "en", WithSpare), ("natural", "de", PyttsxVoice), ("plain", "en", PyttsxVoice)],
)
def test_it_is_the_one_that_was_chosen(voice: str, language: str, kind: type) -> None:
    agreement = Agreement(voice=SpokenBy(voice), language=language)
    with closing(voice_for(agreement, print)) as chosen:
        assert isinstance(chosen, kind)


@pytest.mark.parametrize(
    ("language", "absent", "said"), [("de", False, "English only"), ("en", True, "pipx inject")]
)
def test_what_would_not_speak_is_not_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str, said: str, *, absent: bool
) -> None:
    if absent:
        monkeypatch.setitem(sys.modules, "hibari", None)
    path = tmp_path / "agreement.toml"
    agreed = f'language = "{language}"\n'
    path.write_text(agreed, encoding="utf-8")
    with pytest.raises(Problem, match=said):
        settings.run(argparse.Namespace(name="voice", value="natural", agreement=path))
    assert path.read_text(encoding="utf-8") == agreed
