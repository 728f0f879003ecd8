"""The sessions of the benchmark that play clips as they are: words to be found, and sound in which
nothing should be.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.by_people import SPOKEN, report_set
from bench.clips import GAP, Clip, Playlist, humans, synthetic
from bench.hearing import Heard, agreement_with, hear
from bench.in_noise import STOPS
from bench.people.split import of_part
from bench.policies import APART
from bench.side_by_side import ears
from voice.assembly import lexicon_and_plan

AGREED = {"red": "stop", "yellow": "slow", "green": "go", "check in": "check_in"}
"""The default words, and the name each should be heard by."""
OTHER_STOPS = ("mercy", "stop")
"""Words that people choose instead of red, each measured as the only stop word. Those of
`bench.in_noise` are said there by other voices."""
IN_TALK = tuple(word for word in STOPS if word != "safe word")
"""The stop words for all sound in which nothing should be found, at once; "safe word" is the house
word there, as always."""
ENDS = ("end the session",)
"""Requests that are left out, because nothing after them would be heard."""


@dataclass(frozen=True, slots=True)
class Job:
    """One session to play."""

    title: str
    clips: tuple[Clip, ...]
    stop: tuple[str, ...] = IN_TALK
    expect: str = ""
    ordinary: bool = False
    """Whether it is talk as people talk, and not single words, noises or look-alikes."""
    gap: int = GAP
    """Frames of quiet before each clip."""


def play(job: Job) -> Heard:
    """The whole session."""
    return hear(ears(), Playlist(job.clips, gap=job.gap), agreement_with(job.stop))


def word_jobs(audio: Path, others: Sequence[Clip]) -> list[Job]:
    """Every agreed word by itself. `others` are somebody's own clips, each text a stop word."""
    clips = synthetic(audio, "safewords")
    jobs = [
        Job(f"\u201c{word}\u201d", _saying(clips, word), (), name) for word, name in AGREED.items()
    ]
    jobs += [_stop(word, _saying(clips, word)) for word in OTHER_STOPS]
    jobs += [_stop(word, report_set(audio, word), "people") for word in SPOKEN]
    for word in sorted({clip.text for clip in others} - set(AGREED)):
        jobs.append(_stop(word, _saying(others, word), "the clips that were named"))
    for word, name in AGREED.items():
        title = f"\u201c{word}\u201d, said by the clips that were named"
        jobs.append(Job(title, _saying(others, word), (), name))
    return [job for job in jobs if job.clips]


def can_be_agreed(others: Sequence[Clip]) -> None:
    """Raises `AgreementProblem` for a text that cannot be a stop word."""
    for word in sorted({clip.text for clip in others} - set(AGREED)):
        lexicon_and_plan(agreement_with((word,)))


def _stop(word: str, clips: Sequence[Clip], by: str = "") -> Job:
    title = f"\u201c{word}\u201d as the stop word" + (f", said by {by}" if by else "")
    return Job(title, tuple(clips), (word,), "stop")


def _saying(clips: Sequence[Clip], text: str) -> tuple[Clip, ...]:
    return tuple(clip for clip in clips if clip.text == text)


def talk_jobs(audio: Path) -> list[Job]:
    """What should not be taken for a word: nothing that thresholds were chosen on."""

    def people(folder: str) -> list[Clip]:
        return of_part("report", humans(audio, folder))

    ordinary = {
        "ordering coffee, s2i": people("continuous/s2i"),
        "read aloud, LibriSpeech train-clean": people("continuous/librispeech_train-clean-100")[
            ::2
        ],
        "read aloud, LibriSpeech test-other": people("continuous/librispeech_test-other"),
    }
    others = {
        "requests (synthetic)": [
            clip for clip in synthetic(audio, "commands") if clip.text not in ENDS
        ],
        "wake words at home, Precise": people("words_other/precise")[::4],
        "noises, ESC-10": people("noise/esc10")[::2],
        "music": humans(audio, "music/librosa")[2:],
    }
    jobs = [Job(title, tuple(clips), ordinary=True) for title, clips in ordinary.items()]
    alike = tuple(synthetic(audio, "talk"))
    jobs.append(Job("talk with look-alikes (synthetic)", alike, gap=APART))
    jobs += [Job(title, tuple(clips)) for title, clips in others.items()]
    return [job for job in jobs if job.clips]
