"""The voice that an agreement asks for."""

import threading
from collections.abc import Callable
from contextlib import closing

from intents.agreement import Agreement
from models.natural_voice import NaturalVoice
from models.pyttsx_voice import PyttsxVoice
from models.spare_voice import CheckedVoice, WithSpare
from voice.audio.level import as_loud
from voice.audio.loudspeaker import Loudspeaker
from voice.language import prompts_of

SAMPLE = "before_intro"
"""A prompt that means nothing by itself, and is long enough to know a voice by."""
PATIENCE = 10.0
"""Seconds it may take to load or to speak, where nobody needs it at once."""
LATEST = 5.0
"""Seconds after its length in which a sample must have been heard."""


def voice_for(
    agreement: Agreement, tell: Callable[[str], None], patience: float | None = None
) -> CheckedVoice:
    """The voice. A natural one begins to load, and espeak-ng stands in for it: why, is told."""
    plain = PyttsxVoice(agreement.language)
    if not agreement.naturally_spoken:
        return plain
    return WithSpare(NaturalVoice(patience=patience), plain, tell)


def play_sample(agreement: Agreement, tell: Callable[[str], None]) -> None:
    """A sentence by that voice, at the agreed loudspeaker; it is over when this returns.

    Raises `ModelProblem` without a voice and `DeviceProblem` without a loudspeaker.
    """
    with closing(voice_for(agreement, tell, PATIENCE)) as voice:
        voice.check()
        sound = as_loud(voice.render(prompts_of(agreement.language)[SAMPLE]), 0)
    heard = threading.Event()
    with closing(Loudspeaker(agreement.room.loudspeaker)) as speaker:
        speaker.play(sound, heard.set)
        heard.wait(sound.seconds + LATEST)
