"""`python -m bench.intelligibility`: how well each voice is understood, and what it costs.

Every English sentence is spoken by both voices, equally loud, in a quiet room and over steady noise
5 dB under it, and Moonshine (tiny-en) writes down what it hears. It becomes docs/voices.md.
"""

import argparse
import re
import resource
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path

import numpy as np
from rapidfuzz.distance import Levenshtein

from bench.mixing import QUIET_ROOM, VOICE, Sound, at_level, background
from bench.noises.shaping import band
from bench.own_voice import sentences, spoken, voice_by
from intents.agreement import NATURAL, SpokenBy
from intents.clock import frames
from intents.read_aloud import read_aloud
from models.ears import Frames
from models.moonshine import files
from models.moonshine.ear import plain
from models.moonshine.scorer import Scorer
from models.moonshine.steps import whole
from voice import agreement_file
from voice.assembly import lexicon_and_plan

OUT = Path(__file__).parents[1] / "docs" / "voices.md"
UNDER = 5.0
"""How much quieter than the voice the noise is, in dB."""
EDGE = frames(0.3)
"""So much of the room before and after each sentence."""
PLACES = {"a quiet room": QUIET_ROOM, f"noise {UNDER:g} dB under it": VOICE - UNDER}


def pieces(texts: Sequence[str]) -> tuple[str, ...]:
    """Each sentence by itself: the recogniser takes no more than nine seconds."""
    found = (piece.strip() for text in texts for piece in re.findall(r"[^.?!]+[.?!]*", text))
    return tuple(dict.fromkeys(found))


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


def understood(scorer: Scorer, texts: Sequence[str], by: SpokenBy) -> Iterator[str]:
    """A row for each place."""
    # Steady, with most of its power where speech has it.
    noise = np.asarray(band(np.random.default_rng(1), frames(20), 100, 1_000), np.float32)
    sounds: Mapping[str, Frames] = spoken(texts, NATURAL, by=by)
    for place, level in PLACES.items():
        counts = [
            wrong(text, whole(scorer.opinion(over(sound, noise, level))).text)
            for text, sound in sounds.items()
        ]
        lost, words = np.sum(counts, axis=0)
        some = sum(bool(count) for count, _ in counts)
        share = f"{lost} of {words} ({lost / words:.0%})"
        yield f"| {by} | {place} | {share} | {some} of {len(texts)} |"


def cost(texts: Sequence[str], by: SpokenBy) -> str:
    """A row: one sentence after the other, with nothing else to do. Call it for espeak-ng first."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.monotonic()
    with closing(voice_by(by, NATURAL)) as voice:
        voice.check()
        loaded = time.monotonic() - began
        took, length = [], 0.0
        for text in texts:
            begun = time.monotonic()
            length += voice.render(text).seconds
            took.append(time.monotonic() - begun)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    computed = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return (
        f"| {by} | {loaded:.1f} s | {np.median(took):.2f} s | {max(took):.2f} s | {computed:.0f} s "
        f"| {length:.0f} s | {after.ru_maxrss / 1024:.0f} MB |"
    )


def main() -> None:
    """Write the page, and print it."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    texts = sentences(lexicon_and_plan(agreement_file.example())[1])
    costs = [cost(texts, by) for by in SpokenBy]
    scorer = Scorer.load(files.folder())
    rows = [row for by in SpokenBy for row in understood(scorer, pieces(texts), by)]
    page = "\n".join([TEXT, HEADS, *rows, COSTS, *costs, ""])
    OUT.write_text(page, encoding="utf-8")
    print(page)


TEXT = """# Two voices

Safeword speaks with espeak-ng (`plain`): in every language, and at once. For English there is
another one that sounds like a person (`natural`): hibari-tts, a network of 8 MB that learned from
Kokoro's American voice "heart". It is not installed with Safeword:

```
pipx inject safeword-voice hibari-tts==0.2.1       # or what fits how Safeword is installed:
uv tool install . --with hibari-tts==0.2.1
.venv/bin/pip install hibari-tts==0.2.1

safeword settings voice natural                    # chooses it, and lets you hear it
```

It works without a network, in a process of its own, and nothing that it says is written anywhere.
Where it cannot speak, espeak-ng says the sentence: when it is not there, fails, hangs or takes
longer than a second and a half and 3 ms for each letter; when a text has letters that are not
Latin, or is longer than 2000. `plain_voice` in [json.md](json.md) tells why, each reason once,
and `safeword doctor` looks beforehand. What follows a stop, and most that tells of danger, is
rendered ahead, so nobody waits for a voice then. The guardian, which speaks when nobody listens
any more, always has espeak-ng, and so do the test words of a session.

It is as loud as espeak-ng, and "speak slower" works alike. Like that one it says nothing that is
listened for, and is taken out of what the microphone hears where that can be done. Even where it
is not, no sentence was heard as a word or a signal: `python -m bench.own_voice --voice natural`
plays all hundred to the ears, with three hums and three knocks agreed on, 6 dB under a voice, as
loud as one, and 6 and 12 dB louder (the alarm's chime, which both voices share, was an unsure
"three knocks" there).

Names and words that it has not read it pronounces as it learned from espeak-ng. Which voice is
more pleasant, only people can say, and none were asked.

## How well they are understood

By `python -m bench.intelligibility`: all English sentences, with the example's limits, equally
loud, are written down by Moonshine (tiny-en), a recogniser. Over steady noise, most of it from
100 to 1000 Hz, the voice is 5 dB louder. People understand otherwise, and both voices better.
"""
HEADS = """| voice | place | words wrong | sentences with one |
|---|---|---|---|"""
COSTS = """
## What they cost

One text after the other. It is played when all of it is rendered, so the median and the longest are
how late its first sound is where it was not rendered ahead.

| voice | loads in | a text, median | longest | computing, with loading | of speech | memory |
|---|---|---|---|---|---|---|"""


if __name__ == "__main__":
    main()
