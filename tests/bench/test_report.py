"""The whole report, from made-up sessions."""

from dataclasses import replace
from pathlib import Path

from bench import long_talk, policies, scene_noises
from bench.cost import Cost
from bench.measured import Measured
from bench.noises import NOISES
from bench.outcomes import Outcome, Part
from bench.peers.peer import Detection
from bench.people import words
from bench.people.playing import Session
from bench.report import written
from bench.sessions import Job
from intents.clock import frames
from tests.bench.sessions import session, trial

HEARD = session([10, 20], [(10.2, "red", 0.9)], [(10.2, "stop"), (20.1, "maybe_stop")])
ALIKE = replace(HEARD.clips[1], text=min(long_talk.sound_alikes()))
LONG = replace(HEARD, clips=[HEARD.clips[0], ALIKE])
OUTCOME = Outcome((0,), frames(10), (Detection(frames(2), 1.0),), 1.0)
SAID = replace(HEARD.clips[0], text="staircase")
PEOPLE = Session(words.ROW, (SAID,), "report", "rain", ("staircase",))
SCENE = [scene_noises.Session(kind, word) for word in ("", "red") for kind in NOISES]
MEASURED = Measured(
    words={Job("\u201cred\u201d", (), expect="stop"): HEARD},
    talk={Job("read aloud", tuple(HEARD.clips), ordinary=True): HEARD},
    people={PEOPLE: HEARD},
    noisy={trial(): HEARD, trial("computer"): HEARD},
    scene=dict.fromkeys(SCENE, HEARD),
    long={long_talk.talk(0.01)[0]: LONG},
    by_policy={policies.Sentences("in talk", ()): HEARD},
    compared={("Safeword", "red", part): [OUTCOME] for part in Part},
    costs=[Cost("talk", 2.0, 0.2, 300.0, 1.0, [0.1, 0.2])],
)


def test_every_part_is_written_and_drawn(tmp_path: Path) -> None:
    text = written(MEASURED, tmp_path, tmp_path)
    titles = [line.removeprefix("## ") for line in text.splitlines() if line.startswith("## ")]
    assert titles == [
        "What was to be reached",
        "Any word, said by people",
        "People, if it were more or less easily convinced",
        "Words in noise, and said in other ways",
        "More or less easily convinced",
        "Safe words found in a quiet room",
        "How soon",
        "Heard by mistake",
        "Hours of talk",
        "Noises of a scene",
        "Stop words inside a sentence, by policy",
        "Cost",
        "What you would pick instead",
    ]
    pictures = {path.name for path in tmp_path.glob("*.png")}
    assert pictures == {"cost.png", "curves.png", "delays.png", "peers.png"}
    assert all(f"({picture})" in text for picture in pictures)
