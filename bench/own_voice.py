"""What the ears make of Safeword's own voice and chimes when a microphone picks them up.

`python -m bench.own_voice`, and `--voice natural` for the other voice.
"""

import argparse
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass

import numpy as np
import soxr

from bench.clips import ROOM_NOISE
from bench.mixing import VOICE, at_level
from intents.agreement import NATURAL, Agreement, Signals, SpokenBy, Words
from intents.clock import FRAME_RATE, frames
from intents.joining import Situation
from intents.limits import read_out
from intents.messages import ChimeKind
from intents.names import Name
from intents.plan import Plan
from intents.signs import UNTAUGHT
from intents.speech import Speech
from models.ears import EarModel, Frames
from models.moonshine.ear import MoonshineModel
from models.natural_voice import NaturalVoice
from models.pyttsx_voice import PyttsxVoice
from models.spare_voice import CheckedVoice
from models.speech import Sound
from voice import agreement_file
from voice.assembly import lexicon_and_plan
from voice.audio.chimes import chime
from voice.audio.level import as_loud
from voice.ears import ear_makers, knowing
from voice.session.ear_pipeline import EarPipeline

BETWEEN = frames(0.8)
"""The room alone between two sentences: long enough that none is heard as the end of another."""
PLACES = {"person": "Robin", "items": "tickling, tight rope", "minutes": "12"}
"""What stands in the places of the prompts."""
LEVELS = (-6, 0, 6, 12)
"""How much louder than a voice the loudspeaker may be in the microphone, in dB."""
_BLOCK = frames(0.02)
SPEAKING = Situation(speech=Speech(last=0))


@dataclass(frozen=True, slots=True)
class Mistake:
    """Something that was heard in what nobody said."""

    said: str
    """The sentence, or the name of the chime."""
    name: Name
    phrase: str
    score: float


def sentences(plan: Plan) -> tuple[str, ...]:
    """Everything that Safeword may say in a session, each sentence once."""
    return tuple(dict.fromkeys(filter(None, _sentences(plan))))


def _sentences(plan: Plan) -> Iterator[str | None]:
    for text in plan.prompts.texts.values():
        yield text.format(**PLACES)
    yield from plan.before
    yield from plan.prompts.before
    for step in plan.aftercare:
        yield from step.lines
    for usual in plan.prompts.aftercare:
        yield usual.text.format(**PLACES)
    for _, text in read_out(plan.limits, (), plan.prompts):
        yield text
    for script in (plan.script, *plan.scripts.values()):
        yield script.says
        yield script.calls and plan.prompts["house"].format(person=script.calls)


def spoken(
    texts: Sequence[str], language: str, slower: int = 0, by: SpokenBy = SpokenBy.PLAIN
) -> Mapping[str, Frames]:
    """The sound of each text as the product says it, shape (n,), 16 kHz, as loud as a voice.

    Raises `ModelProblem` where that voice cannot say one: none stands in.
    """
    with closing(voice_by(by, language)) as voice, ThreadPoolExecutor(2) as pool:
        voice.check()
        sounds = pool.map(lambda text: _heard(as_loud(voice.render(text, slower), 0)), texts)
        return dict(zip(texts, sounds, strict=True))


def voice_by(by: SpokenBy, language: str) -> CheckedVoice:
    """This voice alone."""
    return NaturalVoice(patience=60) if by is SpokenBy.NATURAL else PyttsxVoice(language)


def chimes() -> Mapping[str, Frames]:
    """Every chime, in the same form."""
    return {f"chime: {kind}": _heard(chime(kind)) for kind in ChimeKind}


def mistakes(
    models: Sequence[EarModel],
    agreement: Agreement,
    sounds: Mapping[str, Frames],
    over_a_voice: float = 0,
) -> tuple[Mistake, ...]:
    """What is heard in these sounds, one after the other in a quiet room.

    They reach the microphone so many dB louder than a voice does.
    """
    lexicon, _ = lexicon_and_plan(agreement)
    ears = [make() for make in ear_makers(models, lexicon)]
    pipeline = EarPipeline(ears, knowing(models, lexicon), lexicon, lambda: SPEAKING)
    gain = 10 ** (over_a_voice / 20)
    random = np.random.default_rng(1)
    begins: list[tuple[int, str]] = []
    found: list[Mistake] = []
    now = 0
    for title, sound in sounds.items():
        begins.append((now, title))
        quiet = np.zeros(BETWEEN, np.float32)
        played = np.concatenate([quiet, sound * gain, quiet])
        played = played[: len(played) // _BLOCK * _BLOCK]
        played += random.normal(0, ROOM_NOISE, len(played)).astype(np.float32)
        now += len(played)
        for at in range(0, len(played), _BLOCK):
            found += (
                Mistake(title, signal.name, signal.phrase, signal.score)
                for understood in pipeline.hear(np.clip(played[at : at + _BLOCK], -1, 1))
                for signal in understood.signals
            )
    return tuple(found)


def _heard(sound: Sound) -> Frames:
    return at_level(soxr.resample(sound.frames, sound.rate, FRAME_RATE), VOICE)


def main() -> None:
    """Every English sentence and chime at every level, to the ear that comes with Safeword."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--voice", type=SpokenBy, choices=tuple(SpokenBy), default=SpokenBy.PLAIN)
    parser.add_argument(
        "--over", type=float, nargs="+", default=LEVELS, metavar="DB",
        help="how much louder than a voice it is in the microphone",
    )  # fmt: skip
    args = parser.parse_args()
    agreed = agreement_file.example()
    words = Words(stop=("red", "pineapple", "red red red"), house=("safe word",))
    listened_for = Agreement(words=words, signals=Signals(stop=UNTAUGHT))
    said = spoken(sentences(lexicon_and_plan(agreed)[1]), NATURAL, by=args.voice)
    sounds = {**said, **chimes()}
    for level in args.over:
        found = mistakes((MoonshineModel.load(),), listened_for, sounds, level)
        print(f"{level:+g} dB over a voice: {len(found)} of {len(sounds)} were heard as something")
        for each in found:
            print(f"  {each.name} ({each.phrase}, {each.score:.2f}): {each.said}")


if __name__ == "__main__":
    main()
