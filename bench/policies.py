"""Stop words inside a sentence: what each policy of the agreement makes of the same sentences."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from bench.clips import Clip, Playlist, humans, load, synthetic
from bench.hearing import Heard, agreement_with, hear
from intents import heard
from intents.agreement import InASentence
from intents.clock import frames
from intents.understand import AGAIN
from models.ears import Ear, EarModel, Frames

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
        told = [Tape(ear) for ear in ears]
        lines += [_row(sentences, policy, _play(sentences, policy, told)) for policy in InASentence]
    return "\n".join([*lines, ""])


def _sets(audio: Path) -> Iterator[Sentences]:
    talk = synthetic(audio, "talk")
    red = {clip.voice: clip for clip in synthetic(audio, "safewords") if clip.text == "red"}
    tin = [clip for clip in talk if "red" in clip.text.split()]
    other = [clip for clip in talk if "red" not in clip.text.split()]
    late = [clip for clip in other if clip.voice in red][::3]
    coffee = _saying(humans(audio, "continuous/s2i"), COFFEE)[::6]
    books = _saying(humans(audio, "continuous/librispeech_train-clean-100"), READ_ALOUD)[::2]
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


def _play(sentences: Sentences, policy: InASentence, ears: Sequence[EarModel]) -> Heard:
    playlist = Playlist(sentences.clips, sound=sentences.sound, gap=APART)
    return hear(ears, playlist, agreement_with(sentences.stop, policy))


def _row(sentences: Sentences, policy: InASentence, result: Heard) -> str:
    counts = " | ".join(str(sum(result.by_clip(name))) for name in SIGNALS)
    return f"| {sentences.title} | {len(sentences.clips)} | `{policy}` | {counts} |"


def _list(words: Sequence[str]) -> str:
    return ", ".join(f"\u201c{word}\u201d" for word in words)


@dataclass
class Tape:
    """An ear that listens to its first session, and tells the same in every later one."""

    model: EarModel
    told: list[Sequence[heard.Heard]] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The name of the ear that listened."""
        return self.model.name

    @property
    def language(self) -> str:
        """Its language."""
        return self.model.language

    def unknown(self, phrases: Sequence[str]) -> Sequence[str]:
        """What it can never hear."""
        return self.model.unknown(phrases)

    def listen(self, phrases: Sequence[str]) -> Ear:
        """The ear, or what it told."""
        if self.told:
            return _Replay(self.name, iter(self.told))
        return _Recorder(self.name, self.model.listen(phrases), self.told)


@dataclass
class _Recorder:
    name: str
    ear: Ear
    told: list[Sequence[heard.Heard]]

    def hear(self, block: Frames) -> Sequence[heard.Heard]:
        self.told.append(self.ear.hear(block))
        return self.told[-1]

    def finish(self) -> Sequence[heard.Heard]:
        self.told.append(self.ear.finish())
        return self.told[-1]


@dataclass
class _Replay:
    name: str
    told: Iterator[Sequence[heard.Heard]]

    def hear(self, _: Frames) -> Sequence[heard.Heard]:
        return next(self.told)

    def finish(self) -> Sequence[heard.Heard]:
        return next(self.told)


TEXT = """## Stop words inside a sentence, by policy

The agreement says what one stop word inside a longer sentence is: under `strict`, the default, it
is asked about (`embedded`), or a stop where it ends the sentence or two early looks in a row are
sure of it; under `standalone` it is nothing unless it is said again. Both decide on the same
reports of the ears. Of the sentences of people a part is played. The numbers are clips in which a
signal was told at least once; a `maybe_stop` makes the music low for 1.5 s. That a stop word which
ends a sentence is only that under `standalone` is its price.
"""
