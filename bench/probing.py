"""`python -m bench.probing`: whether test words tell how well people would be heard.

A word is said by people, and by the computer's own voice as the test word of a session, at the same
level and over the same backgrounds. And the test word is tried all through people's talk and music,
as in a session: how often would it be said that it is too loud?
"""

import argparse
from collections.abc import Iterator, Sequence
from contextlib import closing
from functools import cache
from itertools import product
from pathlib import Path

import numpy as np

from bench.clips import AUDIO, load
from bench.mixing import VOICE, Sound, active_level, at_level
from bench.people.backgrounds import NOISES, ROOM, floor, recorded
from bench.people.recorded import CROWD, words
from bench.people.split import PARTS, Part
from bench.people.talk import KINDS, pieces
from bench.side_by_side import ears, tell
from bench.stats import rate, share
from intents.agreement import Agreement, Words
from intents.clock import FRAME_RATE, frames, seconds
from intents.decide import decide
from intents.messages import Probed, Started, Ticked
from intents.notices import Notice
from intents.state import new_session
from models.pyttsx_voice import PyttsxVoice
from voice.assembly import lexicon_and_plan
from voice.audio.convert import BLOCK, as_heard
from voice.audio.level import loudest
from voice.ears import knowing
from voice.session.ear_pipeline import EarPipeline, pipeline_for
from voice.session.probe import AFTER, BEFORE, Probe, comes_through

OUT = Path(__file__).parents[1] / "docs" / "probing.md"
SPOKEN = ("computer", "alexa")
OVER = (10.0, 5.0, 0.0, -5.0)
"""How much louder than the background the word is, in dB."""
LONG = frames(900)
"""So much of each kind of talk or music is listened to."""


def main() -> None:
    """Print both tables; those of the report become docs/probing.md."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", choices=PARTS, default="report")
    parser.add_argument("--people", type=int, default=20, help="recordings of each word")
    args = parser.parse_args()
    page = _page(heard_alike(args.part, args.people), told(args.part))
    if args.part == "report":
        OUT.write_text(page, encoding="utf-8")
    print(page)


def _page(alike: Iterator[str], told: Iterator[str]) -> str:
    return "\n".join([TEXT, ALIKE, *alike, "", THROUGH, *told, ""])


def heard_alike(part: Part, people: int) -> Iterator[str]:
    """The rows of the first table."""
    said = {word: _by_people(word, part, people) for word in SPOKEN}
    for kind, over in ((ROOM, VOICE + 65), *product(NOISES, OVER)):
        tell(f"{kind}, {over:.0f} dB")
        theirs: list[bool] = []
        ours: list[bool] = []
        for word, clips in said.items():
            pipeline = alike(word)
            for seed, clip in enumerate(clips):
                for sound, found in ((clip, theirs), (spoken(word), ours)):
                    count = BEFORE + len(sound) + AFTER
                    room = floor(recorded(kind, part, AUDIO), VOICE - over, count, seed)
                    found.append(comes_through(pipeline, word, sound, room))
        yield f"| {kind} | {over:.0f} | {_share(theirs)} | {_share(ours)} |"


def told(part: Part) -> Iterator[str]:
    """The rows of the second."""
    talk = {kind: _talk(folder, part) for kind, folder in KINDS.items()}
    kinds = talk | {kind: recorded(kind, part, AUDIO) for kind in ("music", "babble")}
    for (kind, sound), over in product(kinds.items(), (10.0, 0.0)):
        tell(f"{kind}, {over:.0f} dB")
        probed, notices = session(at_level(np.resize(sound, LONG), VOICE - over))
        hours = seconds(LONG) / 3600
        yield f"| {kind} | {over:.0f} | {_share(probed)} | {rate(notices, hours)} |"


def session(sound: Sound) -> tuple[list[bool], int]:
    """What came of each test word, and how often it was told that it is too loud.

    In a session with this sound, shape (n,).
    """
    _, plan = lexicon_and_plan(Agreement())
    state = decide(new_session(plan), Started()).state
    heard, notices = [], 0
    with closing(
        Probe(
            ["red"],
            render=lambda _: spoken("red"),
            listen=lambda: alike("red"),
            level=loudest(spoken("red")),
            replay=True,
        )
    ) as probe:
        for block in np.split(sound, range(BLOCK, len(sound), BLOCK)):
            state = decide(state, Ticked(state.now + len(block))).state
            for result in probe.take(block, usable=True):
                if not isinstance(result, Probed):
                    raise SystemExit(f"No test word: {result.more['text']}")
                before = state.notices.had
                state = decide(state, result).state
                heard.append(result.heard)
                notices += Notice.TOO_LOUD in state.notices.had - before
    return heard, notices


def _by_people(word: str, part: Part, count: int) -> list[Sound]:
    clips = [clip for clip in words(AUDIO, part, CROWD) if clip.text == word]
    return [at_level(load(clip.path), VOICE) for clip in clips[:count]]


def _talk(folder: str, part: Part) -> Sound:
    """Each piece as loud as the others."""
    sounds = (load(clip.path) for clip in pieces(AUDIO, part, folder))
    audible = (sound for sound in sounds if len(sound) > FRAME_RATE and active_level(sound) > -70)
    return np.concatenate([at_level(sound, VOICE) for sound in audible])


@cache
def spoken(word: str) -> Sound:
    """What the computer's own voice says, as loud as people say it."""
    with closing(PyttsxVoice("en")) as voice:
        return at_level(as_heard(voice.render(word)), VOICE)


def alike(word: str) -> EarPipeline:
    """Ears like those of a session with this stop word."""
    lexicon, _ = lexicon_and_plan(Agreement(words=Words(stop=(word,))))
    models = ears()
    return pipeline_for(models, knowing(models, lexicon), lexicon)


def _share(found: Sequence[bool]) -> str:
    return share(sum(found), len(found))


TEXT = f"""# Test words

About once a minute a session puts one of your stop words, in the computer's own voice, into a copy
of the room's sound, for ears like those that listen. Here is how near that is to what people are
heard of, written by `python -m bench.probing`. Of four of the latest six that are lost it is said
that it is too loud.

"dB" is how much louder the speech of the word is than what it is played over. People are a crowd
that recorded {" and ".join(SPOKEN)} by themselves; what they are played over is the report's part.
"""
ALIKE = """| over | dB | people's words that came through | test words that came through |
|---|---|---|---|"""
THROUGH = f"""\
For {seconds(LONG) / 60:.0f} minutes each, all through people's talk without a pause, music and
babble. That words are lost in talk as loud as they are is true: so is what people say over it.

| all through | dB | test words that came through | said that it is too loud, times an hour |
|---|---|---|---|"""


if __name__ == "__main__":
    main()
