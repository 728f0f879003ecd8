"""A stop word that somebody says right after another person's sentence, or between two of them."""

from collections.abc import Sequence
from pathlib import Path

import soundfile

from bench.clips import TUNE_VOICES, Clip, humans, own, synthetic
from bench.hearing import IN_TIME, Heard
from bench.people.figures import Figure, table
from bench.people.playing import Results, Session
from bench.people.recorded import CROWD, READERS, is_long, length, words
from bench.people.split import Part, of_part
from bench.people.talk import says_one
from bench.people.taught import LONG
from bench.people.words import RED

ROW = "a stop word into talk"
PAUSES = (0.1, 0.3, 0.6)
"""Seconds after the other one's sentence."""
GOES_ON = (0.1, 0.3)
"""Seconds before the word, and after it until the other one speaks again."""
LASTING = (3.0, 6.0)
"""Seconds of the sentence, from and to."""
EVERY = {"long": 10, "short": 6, "crowd": 12}
"""Of each kind of word one of so many is played."""
KINDS = {
    "long": f"{LONG} sounds or more",
    "short": "3 to 5 sounds",
    "voices": "\u201cred\u201d, by synthetic voices",
}
REACTIONS = ("stop", "house", "maybe_stop", "embedded", "slow")


def sessions(audio: Path, part: Part) -> list[Session]:
    """Each word after another sentence, at each pause, and once with the talk that goes on."""
    talk = sentences(audio, part)
    made: list[Session] = []
    for at, clip in enumerate(spoken_words(audio, part) if talk else ()):
        before, behind = talk[2 * at % len(talk)], talk[(2 * at + 1) % len(talk)]
        stop = (clip.text,)
        made += [Session(ROW, (before, clip), part, stop=stop, pauses=(pause,)) for pause in PAUSES]
        made.append(Session(ROW, (before, clip, behind), part, stop=stop, pauses=GOES_ON))
    return made


def spoken_words(audio: Path, part: Part) -> list[Clip]:
    """The words: by people, and "red" by voices."""
    readers = words(audio, part, READERS)
    short = [clip for clip in readers if RED <= length(clip.text) < LONG]
    return [
        *[clip for clip in readers if is_long(clip)][:: EVERY["long"]],
        *short[:: EVERY["short"]],
        *words(audio, part, CROWD)[:: EVERY["crowd"]],
        *reds(audio, part),
    ]


def reds(audio: Path, part: Part) -> list[Clip]:
    """By the voices of this part."""
    if part == "report":
        return own("red")[::2]
    said = [clip for clip in synthetic(audio, "safewords") if clip.text == "red"]
    return [clip for clip in said if clip.voice in TUNE_VOICES]


def sentences(audio: Path, part: Part) -> list[Clip]:
    """Read aloud, ordered and told by people, in which no agreed word is said."""
    clips = [
        *of_part(part, humans(audio, "continuous")),
        *of_part(part, humans(audio, "interviews")),
    ]
    return [
        clip
        for clip in clips
        if LASTING[0] <= soundfile.info(clip.path).duration <= LASTING[1] and not says_one(clip)
    ]


def figures(results: Results) -> list[Figure]:
    """What was missed by kind of word and pause; then what nothing at all came of."""
    these = [session for session in results if session.row == ROW]
    found = []
    for kind, title in KINDS.items():
        for pauses in (*((each,) for each in PAUSES), GOES_ON):
            of_kind = [
                each for each in these if kind_of(each.clips[1]) == kind and each.pauses == pauses
            ]
            if of_kind:
                cases = {"missed": missed, "without any reaction": ignored}
                for name, case in cases.items():
                    lost = sum(case(each, results) for each in of_kind)
                    found.append(Figure(f"{title}, {name}", _column(pauses), lost, len(of_kind)))
    return found


def kind_of(clip: Clip) -> str:
    """Which of `KINDS`."""
    if clip.text == "red":
        return "voices"
    return "long" if is_long(clip) else "short"


def _column(pauses: Sequence[float]) -> str:
    column = f"{pauses[0]:.1f} s after a sentence"
    return column + (f", and {pauses[1]:.1f} s before the next" if pauses[1:] else "")


def missed(session: Session, results: Results) -> bool:
    """Whether the word was not taken for a stop in time, be it that the other one spoke again."""
    return not _told(("stop",), results[session])


def ignored(session: Session, results: Results) -> bool:
    """Whether the music was not even made soft, and nobody was asked."""
    return not _told(REACTIONS, results[session])


def _told(names: Sequence[str], heard: Heard) -> bool:
    times = [happening.at for name in names for happening in heard.named(name)]
    return any(heard.starts[1] < at <= heard.ends[1] + IN_TIME for at in times)


def section(results: Results) -> str:
    """The part of the report."""
    return "\n".join([TEXT, *table("Into another person's talk", figures(results))])


TEXT = f"""## A stop word into another person's talk

Who calls a stop does not wait until somebody else has finished. Each word is said after another
person's sentence, {LASTING[0]:.0f} to {LASTING[1]:.0f} s long, with a pause that is too
short to tell that the sentence is over, or just long enough; and once between two sentences. All
are equally loud, in a quiet room. Nobody speaks at the same time here, which is harder. Without any
reaction: not even the music became low, and nobody was asked. The sentences were read aloud,
ordered or told in interviews. One of {EVERY["long"]} words with six sounds or more is played, one
of {EVERY["short"]} of the shorter ones, and one of {EVERY["crowd"]} times that a crowd said
"computer" or "alexa".
"""
