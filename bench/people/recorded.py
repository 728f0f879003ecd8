"""Single words that people recorded, with what each of them says."""

from collections.abc import Sequence
from pathlib import Path

from bench.clips import Clip, humans
from bench.people.split import Part, of_part
from bench.people.taught import LONG
from intents.words import normalise
from models.sounds.alike import Pronunciation
from models.sounds.spoken import sounds

READERS = "words_other/englishccc"
CROWD = "words_other/pv_wakeword"
HOMES = "words_other/precise"
OTHERS = (
    "words_other/gsc",
    "words_other/acct252000_Nexus-7-Toddler",
    "words_other/backpackcoder_ona-na-ongea",
)
_MEANT = {
    "heychatterbox": "hey chatterbox",
    "heycomputer": "hey computer",
    "onehundred": "one hundred",
    "polarbear": "polar bear",
    "watermellon": "watermelon",
    "cannister": "canister",
}
"""What some of the labels stand for."""
_known: dict[str, Pronunciation] = {}


def words(audio: Path, part: Part, *folders: str) -> list[Clip]:
    """The recordings of single words in these folders, each with the word as its text."""
    found = [
        Clip(clip.path, word(clip.text), clip.voice)
        for folder in folders
        for clip in of_part(part, humans(audio, folder))
    ]
    _learn(sorted({clip.text for clip in found}))
    return found


def word(label: str) -> str:
    """The word that a label stands for."""
    return normalise(_MEANT.get(label, label))


def length(word: str) -> int:
    """How many sounds it has."""
    return len(pronounced(word))


def is_long(clip: Clip) -> bool:
    """Whether the word has as many sounds as an advised one."""
    return length(clip.text) >= LONG


def pronounced(word: str) -> Pronunciation:
    """Its sounds."""
    if word not in _known:
        _learn([word])
    return _known[word]


def _learn(words: Sequence[str]) -> None:
    """All at once, because starting espeak-ng takes longer than what it does."""
    _known.update(zip(words, sounds(tuple(words), "en"), strict=True))
