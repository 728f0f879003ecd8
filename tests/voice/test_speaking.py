"""The voice of an agreement, and how loud it is."""

from contextlib import closing

import pytest

from bench.mixing import active_level
from intents.agreement import Agreement, SpokenBy
from models.natural_voice import NaturalVoice
from models.pyttsx_voice import PyttsxVoice
from models.spare_voice import WithSpare
from voice.audio.convert import as_heard
from voice.audio.level import as_loud
from voice.language import prompts_of
from voice.speaking import voice_for

TEXTS = tuple(prompts_of("en")[key] for key in ("stopping", "limits_close", "deaf", "slow"))


@pytest.mark.parametrize(
    ("voice", "language", "kind"),
    [("natural", "en", WithSpare), ("natural", "de", PyttsxVoice), ("plain", "en", PyttsxVoice)],
)
def test_it_is_the_one_that_was_chosen(voice: str, language: str, kind: type) -> None:
    agreement = Agreement(voice=SpokenBy(voice), language=language)
    with closing(voice_for(agreement, print)) as chosen:
        assert isinstance(chosen, kind)


def test_one_voice_is_as_loud_as_the_other() -> None:
    with closing(NaturalVoice(patience=60)) as natural, closing(PyttsxVoice("en")) as plain:
        natural.check()
        mean = [
            sum(active_level(as_heard(as_loud(voice.render(text), 0))) for text in TEXTS)
            / len(TEXTS)
            for voice in (natural, plain)
        ]
    assert mean[0] == pytest.approx(mean[1], abs=2)
