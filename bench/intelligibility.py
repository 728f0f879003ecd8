"""`python -m bench.intelligibility`: how well each voice is understood, by the recogniser we have.

Every English sentence is spoken by both voices, equally loud, in a quiet room and over steady noise
5 dB under it, and Moonshine (tiny-en) writes down what it hears. That tells which words are lost.
How pleasant a voice is, only people can say.
"""

from collections.abc import Mapping

import numpy as np
from rapidfuzz.distance import Levenshtein

from bench.mixing import QUIET_ROOM, VOICE, Sound, at_level, background
from bench.noises.shaping import band
from bench.own_voice import sentences, spoken
from intents.agreement import NATURAL, SpokenBy
from intents.clock import frames
from intents.read_aloud import read_aloud
from models.ears import Frames
from models.moonshine import files
from models.moonshine.ear import plain
from models.moonshine.network import Network
from models.moonshine.scorer import Scorer
from models.moonshine.tokenizer import Tokenizer
from voice import agreement_file
from voice.assembly import lexicon_and_plan

UNDER = 5.0
"""How much quieter than the voice the noise is, in dB."""
EDGE = frames(0.3)
"""So much of the room before and after each sentence."""
PLACES = {"a quiet room": QUIET_ROOM, f"noise {UNDER:g} dB under it": VOICE - UNDER}


def wrong(said: str, heard: str) -> tuple[int, int]:
    """How many words were lost, added or taken for others, and how many were said."""
    words = _words(said)
    return Levenshtein.distance(words, _words(heard)), len(words)


def _words(text: str) -> list[str]:
    return plain(read_aloud(text, NATURAL).replace("-", " ")).split()


def over(sound: Frames, noise: Sound, level: float) -> Frames:
    """The sentence, shape (n,), over noise at this level, in dB of full scale."""
    padded = np.pad(at_level(sound, VOICE), EDGE)
    return np.asarray(padded + background(noise, level, len(padded)), np.float32)


def errors(scorer: Scorer, sounds: Mapping[str, Frames], level: float) -> Mapping[str, int]:
    """The wrong words of each sentence that has some."""
    # Steady, with most of its power where speech has it.
    noise = np.asarray(band(np.random.default_rng(1), frames(20), 100, 1_000), np.float32)
    found = {}
    for text, sound in sounds.items():
        count, _ = wrong(text, scorer.opinion(over(sound, noise, level)).text)
        if count:
            found[text] = count
    return found


def main() -> None:
    """Print a row for each voice and place."""
    where = files.folder()
    network = Network(files.encoder(), where / files.DECODER.name)
    scorer = Scorer(network, Tokenizer(where / files.TOKENIZER.name))
    texts = sentences(lexicon_and_plan(agreement_file.example())[1])
    words = sum(wrong(text, "")[1] for text in texts)
    print(
        "| voice | place | words wrong | of | sentences with any | of |\n|---|---|---|---|---|---|"
    )
    for by in SpokenBy:
        sounds = spoken(texts, NATURAL, by=by)
        for place, level in PLACES.items():
            found = errors(scorer, sounds, level)
            lost = f"{sum(found.values())} ({sum(found.values()) / words:.0%})"
            print(f"| {by} | {place} | {lost} | {words} | {len(found)} | {len(texts)} |")


if __name__ == "__main__":
    main()
