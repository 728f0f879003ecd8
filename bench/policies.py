"""Stop words inside a sentence: what each policy of the agreement makes of the same sentences."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bench.clips import Clip, Playlist, humans, load, synthetic
from bench.hearing import Heard, agreement_with, hear
from intents.agreement import InASentence
from models.ears import EarModel, Frames

SIGNALS = ("stop", "embedded", "maybe_stop")
COFFEE = ("sugar",)
READ_ALOUD = ("house", "little", "morning")
"""Words that people say in these sentences, agreed as stop words: they hardly ever say "red"."""
EACH = 3
"""One in so many orders is played; there are more than are needed."""


@dataclass(frozen=True, slots=True)
class Sentences:
    """Clips in which a stop word is said among others, or not at all."""

    title: str
    clips: Sequence[Clip]
    stop: tuple[str, ...] = ("red",)
    sound: Callable[[Clip], Frames] | None = None


def section(audio: Path, ears: Sequence[EarModel]) -> str:
    """The part of the report. The ears listen once; each policy decides on what they told."""
    lines = [
        TEXT,
        f"| Played | Clips | Policy | {' | '.join(f'`{name}`' for name in SIGNALS)} |",
        "|---" * (3 + len(SIGNALS)) + "|",
    ]
    for sentences in _sets(audio):
        playlist = Playlist(sentences.clips, sound=sentences.sound)
        heard = hear(ears, playlist, agreement_with(sentences.stop))
        lines += [_row(sentences.title, policy, heard) for policy in InASentence]
    return "\n".join([*lines, ""])


def _sets(audio: Path) -> Iterator[Sentences]:
    talk = synthetic(audio, "talk")
    red = {clip.voice: clip for clip in synthetic(audio, "safewords") if clip.text == "red"}
    tin = [clip for clip in talk if "red" in clip.text.split()]
    other = [clip for clip in talk if "red" not in clip.text.split()]
    late = [clip for clip in other if clip.voice in red]
    coffee = _saying(humans(audio, "continuous/s2i"), COFFEE)[::EACH]
    books = _saying(humans(audio, "continuous/librispeech_train-clean-100"), READ_ALOUD)
    sets = (
        Sentences("\u201cthe red tin\u201d in talk (synthetic)", tin),
        Sentences("other talk (synthetic)", other),
        Sentences("near misses (synthetic)", synthetic(audio, "near_misses")),
        Sentences("\u201csugar\u201d in orders of coffee, s2i", coffee, COFFEE),
        Sentences(f"{_list(READ_ALOUD)} read aloud, LibriSpeech", books, READ_ALOUD),
        Sentences("\u201cred\u201d alone (synthetic)", tuple(red.values())),
        Sentences(
            "\u201cred\u201d at the end of talk, without a pause (synthetic)",
            late,
            sound=lambda clip: np.concatenate([load(clip.path), load(red[clip.voice].path)]),
        ),
    )
    return (each for each in sets if each.clips)


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
is asked about (`embedded`); under `standalone` it is nothing unless it is said again. Both decide
on the same reports of the ears. The numbers are clips in which a signal was told at least once.
The music dips with each `maybe_stop` and is back within 1.5 s. Where the stop word ends a sentence,
`strict` calls a stop; a stop word that really was meant there is the price of `standalone`.
"""
