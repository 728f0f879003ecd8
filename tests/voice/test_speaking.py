"""The voice of an agreement."""

from contextlib import closing

import pytest

from intents.agreement import Agreement, SpokenBy
from models.pyttsx_voice import PyttsxVoice
from models.spare_voice import WithSpare
from voice.speaking import voice_for


@pytest.mark.parametrize(
    ("voice", "language", "kind"),
    [("natural", "en", WithSpare), ("natural", "de", PyttsxVoice), ("plain", "en", PyttsxVoice)],
)
def test_it_is_the_one_that_was_chosen(voice: str, language: str, kind: type) -> None:
    agreement = Agreement(voice=SpokenBy(voice), language=language)
    with closing(voice_for(agreement, print)) as chosen:
        assert isinstance(chosen, kind)
