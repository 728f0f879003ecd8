"""Stop words inside a sentence: what each policy of the agreement makes of the same sentences."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bench.clips import Clip, Playlist, humans, load, synthetic
from bench.hearing import Heard, agreement_with, hear
from bench.people.split import of_part
from bench.side_by_side import ears
from intents.agreement import InASentence
from intents.clock import frames
from intents.understand import AGAIN
from models.ears import Frames

SIGNALS = ("stop", "embedded", "maybe_stop")
COFFEE = ("sugar",)
READ_ALOUD = ("house", "little", "morning")
"""Words that people say in these sentences, agreed as stop words: they hardly ever say "red"."""
APART = AGAIN + frames(2)
"""So much before each clip: a stop word in two of them is not one that is said again."""


@dataclass(frozen=True, slots=True)
class Sentences:
    """Clips in which a stop word is said among others, or not at all."""

    title: str
    clips: tuple[Clip, ...]
    stop: tuple[str, ...] = ("red",)
    then: tuple[Clip, ...] = ()
    """One for each clip, if any: it follows the clip without a pause."""


def play(sentences: Sentences) -> Heard:
    """One session over the sentences."""
    then = dict(zip(sentences.clips, sentences.then, strict=bool(sentences.then)))

    def sound(clip: Clip) -> Frames:
        parts = [clip, then[clip]] if clip in then else [clip]
        return np.concatenate([load(part.path) for part in parts])

    playlist = Playlist(sentences.clips, sound=sound, gap=APART)
    return hear(ears(), playlist, agreement_with(sentences.stop))


def section(results: Mapping[Sentences, Heard]) -> str:
    """The part of the report: each policy decides on what the ears told once."""
    lines = [
        TEXT,
        f"| Played | Clips | Policy | {' | '.join(f'`{name}`' for name in SIGNALS)} |",
        "|---" * (3 + len(SIGNALS)) + "|",
    ]
    for sentences, heard in results.items():
        lines += [_row(sentences.title, policy, heard) for policy in InASentence]
    return "\n".join([*lines, ""])


def sets(audio: Path) -> list[Sentences]:
    """All that the report needs, of what is there."""
    talk = synthetic(audio, "talk")
    red = {clip.voice: clip for clip in synthetic(audio, "safewords") if clip.text == "red"}
    tin = [clip for clip in talk if "red" in clip.text.split()]
    other = [clip for clip in talk if "red" not in clip.text.split()]
    late = [clip for clip in other if clip.voice in red][::3]
    people = of_part("report", humans(audio, "continuous/s2i"))
    readers = of_part("report", humans(audio, "continuous/librispeech_train-clean-100"))
    coffee = _saying(people, COFFEE)[::3]
    books = _saying(readers, READ_ALOUD)
    near = synthetic(audio, "near_misses")
    made = (
        Sentences("\u201cthe red tin\u201d in talk (synthetic)", tuple(tin)),
        Sentences("other talk (synthetic)", tuple(other[::2])),
        Sentences("near misses (synthetic)", tuple(near[::2])),
        Sentences("\u201csugar\u201d in orders of coffee, s2i", tuple(coffee), COFFEE),
        Sentences(f"{_list(READ_ALOUD)} read aloud, LibriSpeech", tuple(books), READ_ALOUD),
        Sentences("\u201cred\u201d alone (synthetic)", tuple(red.values())),
        Sentences(
            "\u201cred\u201d at the end of talk, without a pause (synthetic)",
            tuple(late),
            then=tuple(red[clip.voice] for clip in late),
        ),
    )
    return [each for each in made if each.clips]


def _saying(clips: Sequence[Clip], words: Sequence[str]) -> list[Clip]:
    """Those in which one of the words is said, by what little is known of them."""
    return [clip for clip in clips if set(words) & set(clip.text.split())]


def _row(title: str, policy: InASentence, heard: Heard) -> str:
    signals = heard.reports.by_policy(policy).signals()
    counts = [
        sum(at is not None for at in heard.firsts([at for at, s in signals if s.name == name]))
        for name in SIGNALS
    ]
    return f"| {title} | {len(heard.clips)} | `{policy}` | {' | '.join(map(str, counts))} |"


def _list(words: Sequence[str]) -> str:
    return ", ".join(f"\u201c{word}\u201d" for word in words)


TEXT = """## Stop words inside a sentence, by policy

The agreement says what one stop word inside a longer sentence is: under `strict`, the default, it
is asked about (`embedded`), or a stop where it ends the sentence or early looks add up to one;
under `standalone` it is nothing unless it is said again. Both decide on the same reports of the
ears. Of the sentences a part is played; the synthetic ones were among what the ears were taught.
The numbers are clips in which a signal was told at least once; a `maybe_stop` makes the music low
for 1.5 s. The last row is the price of `standalone`: there the stop word is meant.
"""
