"""Hours of talk in which nobody says an agreed word: what is heard by mistake, for each hour.

`python -m bench.long_talk --hours 0.2` prints this part of the report alone.
"""

import argparse
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import cycle
from math import ceil
from pathlib import Path

import numpy as np

from bench.clips import AUDIO, Clip, Playlist
from bench.hearing import MISTAKES, Heard, agreement_with, hear
from bench.mixing import QUIET_ROOM, VOICE, Sound, at_level, background, noises
from bench.noises.song import music
from bench.part import Part, count, hours
from bench.sessions import IN_TALK
from bench.side_by_side import Task, ears, played
from bench.speaking import ESPEAK, MANNERS, Piper, espeak
from bench.stats import rate
from intents.clock import frames

TALK = Path(__file__).parent / "talk"
HOURS = 0.2
"""Of the full report."""
UNDER = 15.0
"""How many dB the music is under the voices."""
KINDS = ("lines of an evening and of intimacy", "lines that sound alike")
SHOWN = tuple(name for name in MISTAKES if name != "maybe_stop")
PIPER, OTHER = "Piper", "espeak-ng"
PAUSE = (0.3, 1.4)
"""Seconds between two lines, from and to."""
_LONGEST = 600
"""Seconds of one session, about."""
_LETTER = 0.062
"""Seconds that these voices take for a character, measured."""
_REPEATS = frames(60)


@dataclass(frozen=True, slots=True)
class Piece:
    """One session: lines by one kind of voice. `number` is the seed of all that is by chance."""

    number: int
    speaker: str
    music: bool
    clips: tuple[Clip, ...]

    @property
    def length(self) -> float:
        """About how many seconds."""
        return sum(len(clip.text) * _LETTER + sum(PAUSE) / 2 for clip in self.clips)


def corpus() -> list[str]:
    """All lines of `bench/talk`."""
    return [line for path in sorted(TALK.glob("*.txt")) for line in _lines(path)]


@cache
def sound_alikes() -> frozenset[str]:
    """Those with words that sound like the agreed ones."""
    return frozenset(_lines(TALK / "sound_alikes.txt"))


def as_people_talk(clip: Clip) -> bool:
    """Whether it is none of those."""
    return clip.text not in sound_alikes()


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def talk(hours: float) -> list[Piece]:
    """So many hours, nearly: kinds of voices take turns, with music and without."""
    kinds = [(speaker, with_music) for with_music in (False, True) for speaker in (PIPER, OTHER)]
    count = len(kinds) * ceil(hours * 3600 / _LONGEST / len(kinds))
    lines = _shuffled(corpus())
    voices = {PIPER: cycle(MANNERS), OTHER: cycle(voice for voice, _, _ in ESPEAK)}
    made = []
    for number in range(count):
        speaker, with_music = kinds[number % len(kinds)]
        clips, length = [], 0.0
        while length < hours * 3600 / count:
            text = next(lines)
            clips.append(Clip(TALK, text, next(voices[speaker])))
            length += len(text) * _LETTER + sum(PAUSE) / 2
        made.append(Piece(number, speaker, with_music, tuple(clips)))
    return made


def _shuffled(lines: Sequence[str]) -> Iterator[str]:
    """All of them in another order each time, without an end."""
    chance = np.random.default_rng(1)
    while True:
        yield from (lines[at] for at in chance.permutation(len(lines)))


def sounds(piece: Piece) -> Iterator[Sound]:
    """Each line of the piece at the level of a voice, with the pause after it."""
    chance = np.random.default_rng(piece.number)
    speakers = {voice: (voice, speed, pitch) for voice, speed, pitch in ESPEAK}
    piper = Piper(piece.number) if piece.speaker == PIPER else None
    for clip in piece.clips:
        if piper is not None:
            said = piper.say(clip.text, MANNERS[clip.voice])
        else:
            said = espeak(clip.text, *speakers[clip.voice])
        pause = np.zeros(frames(chance.uniform(*PAUSE)), np.float32)
        yield np.concatenate([at_level(said, VOICE), pause])


def floor(piece: Piece, audio: Path) -> Sound:
    """What is under the voices: music, or a quiet room. Repeated after a minute."""
    kinds = noises(audio)
    if not piece.music:
        return background(kinds["room"](), QUIET_ROOM, _REPEATS)
    if "music" in kinds:
        return background(kinds["music"](), VOICE - UNDER, 5 * _REPEATS)
    return background(music(_REPEATS, np.random.default_rng(1)), VOICE - UNDER, _REPEATS)


def play(piece: Piece, audio: Path) -> Heard:
    """One session over the piece."""
    each = sounds(piece)
    playlist = Playlist(piece.clips, sound=lambda _: next(each), floor=floor(piece, audio), gap=0)
    return hear(ears(), playlist, agreement_with(IN_TALK))


# ---- Tables. ----------------------------------------------------------------------------------


def section(audio: Path, results: Mapping[Piece, Heard]) -> str:
    """The part of the report."""
    own = "played by people" if "music" in noises(audio) else "computed"
    text = TEXT.format(lines=len(corpus()), alike=len(sound_alikes()), under=UNDER, music=own)
    return "\n".join([text, *_tables(list(results.items()))])


def _tables(results: Sequence[tuple[Piece, Heard]]) -> Iterator[str]:
    yield f"| Spoken by | Lines | Hours | {' | '.join(f'`{name}`' for name in MISTAKES)} |"
    yield "|---" * (3 + len(MISTAKES)) + "|"
    for title, parts in _by_kind(results).items():
        counts = " | ".join(str(count(parts, name)) for name in MISTAKES)
        lines = sum(len(part.heard.starts) for part in parts)
        yield f"| {title} | {lines} | {hours(parts):.2f} | {counts} |"
    everything = [heard for _, heard in results]
    yield ""
    usual = [Part(heard, as_people_talk) for heard in everything]
    alike = [Part(heard, lambda clip: not as_people_talk(clip)) for heard in everything]
    titles = (
        f"{hours(parts):.2f} h of {what}" for parts, what in ((usual, KINDS[0]), (alike, KINDS[1]))
    )
    yield f"| For each hour of | {' | '.join(titles)} |"
    yield "|---|---|---|"
    for name in MISTAKES:
        cells = (_rate(parts, name) for parts in (usual, alike))
        yield f"| `{name}` | {' | '.join(cells)} |"
    yield ""
    yield "All of them but `maybe_stop`, which only softens the music, and the line before:"
    yield ""
    for piece, heard in results:
        for name in SHOWN:
            for happening in heard.named(name):
                clip = Part(heard).clip_at(happening.at)
                yield f"- `{name}`: “{clip.text}” ({piece.speaker}, {clip.voice})"
    yield ""


def _rate(parts: Sequence[Part], name: str) -> str:
    found = count(parts, name)
    return f"{found}: {rate(found, hours(parts))}"


def _by_kind(results: Sequence[tuple[Piece, Heard]]) -> dict[str, list[Part]]:
    kinds: dict[str, list[Part]] = {}
    for piece, heard in results:
        title = f"{piece.speaker}, {'music' if piece.music else 'quiet room'}"
        kinds.setdefault(title, []).append(Part(heard))
    return kinds


TEXT = """## Hours of talk

{lines} lines of `bench/talk`, over and over in another order: an evening's talk, what is said in
intimacy, and {alike} lines with words that sound like the agreed ones ("thread", "mellow", "keen",
"read"), which is far more of those than people say; most of these words were among what the ears
were taught, by other voices. None has an agreed word in it, so all that is heard is a mistake;
only "read" in the past sounds just like "red". They are spoken by Piper's voice `joe` in several
manners and by espeak-ng's English voices, so no person speaks, and espeak-ng is further from people
than Piper. The music is {music}, {under:.0f} dB under the voices. An hour has its pauses, of 0.3 to
1.4 s between lines. The intervals are Garwood's, 95%.
"""


def main() -> None:
    """Measure this alone and print it."""
    parser = argparse.ArgumentParser("python -m bench.long_talk", description=__doc__)
    parser.add_argument("--hours", type=float, default=HOURS)
    parser.add_argument("--audio", type=Path, default=AUDIO)
    args = parser.parse_args()
    tasks = [Task(partial(play, audio=args.audio), it, it.length) for it in talk(args.hours)]
    print(section(args.audio, played(tasks)))


if __name__ == "__main__":
    main()
