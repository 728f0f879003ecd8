"""An evening of two people: who says what after how long, and what should come of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import soundfile
from numpy.typing import NDArray

from bench.make_scene import clip_name, room
from intents.clock import FRAME_RATE, seconds

CLIPS = Path(__file__).parent.parent.parent / "tests" / "clips" / "evening"
VOICES = {"Alex": "af_heart", "Sam": "am_liam"}
ALEX, SAM = VOICES
Line = dict[str, Any]
"""What `safeword listen --json` tells."""


EARS_ARE_DONE = 1.5
"""Seconds after speech in which everything that was heard in it is told."""


@dataclass(frozen=True)
class Turn:
    """Somebody says something after so many seconds of quiet, or nobody does."""

    after: float
    who: str = ""
    text: str = ""
    heard: str = ""
    """What it is understood as."""
    says: Sequence[str] = ()
    """The prompts that follow until the next turn, in order."""
    where: str = ""
    """The state that follows, if another one does."""
    does: Sequence[str] = field(default=())
    """Other effects that must be among those that follow."""


def recorded(story: Sequence[Turn], path: Path) -> None:
    """Write the story as one recording, in a room that is not quite silent."""
    parts = [part for turn in story for part in (_quiet(turn), _speech(turn))]
    sound = np.concatenate([*parts, np.zeros(FRAME_RATE, np.float32)])
    soundfile.write(path, sound + room(len(sound)), FRAME_RATE, subtype="PCM_16")


def times(story: Sequence[Turn]) -> list[tuple[float, float]]:
    """From when until when each turn lasts, in seconds.

    A turn lasts from the beginning of what is said until the next one's; one of nobody begins
    when the ears are done with what was said before.
    """
    starts = []
    length = 0.0
    for turn in story:
        starts.append(length + (turn.after if turn.who else EARS_ARE_DONE))
        length += turn.after + seconds(len(_speech(turn)))
    return list(zip(starts, [*starts[1:], float("inf")], strict=True))


def between(lines: Sequence[Line], began: float, ended: float) -> list[Line]:
    """What was told in this time."""
    return [line for line in lines if began < line["at"] <= ended]


def _quiet(turn: Turn) -> NDArray[np.float32]:
    return np.zeros(round(turn.after * FRAME_RATE), np.float32)


def _speech(turn: Turn) -> NDArray[np.float32]:
    if not turn.who:
        return np.zeros(0, np.float32)
    frames, rate = soundfile.read(CLIPS / clip_name(VOICES[turn.who], turn.text), dtype="float32")
    assert rate == FRAME_RATE
    return np.asarray(frames)


EVENING = (
    # Safeword says that it listens and asks its first question. They are not quite there.
    Turn(12, ALEX, "Not yet.", "deny", ["before_wait"], "unarmed"),
    Turn(10, SAM, "We're ready.", "ready", ["before"]),
    Turn(6, ALEX, "Yes, they are.", "affirm", ["before"]),
    Turn(6, SAM, "Yes, there is.", "affirm", ["before_done"], "armed"),
    Turn(8, SAM, "Let's begin.", "begin", ["begun"], "playing"),
    # They play, and want to be sure of some of their limits.
    Turn(6, SAM, "Do not move until I say so."),
    Turn(4, SAM, "What about rope?", "about", ["limits_wants", "limits_close"]),
    Turn(9, ALEX, "What about photographs?", "about", ["limits_hard", "limits_close"]),
    Turn(10, SAM, "What's okay with spanking?", "about", ["limits_unknown"]),
    Turn(8, ALEX, "Add no slapping tonight.", "narrow", ["narrowed"]),
    Turn(
        7, SAM, "What are our hard limits?", "hard_limits",
        ["limits_hard", "limits_hard", "tonight", "limits_close"],
    ),
    # Yellow, and green.
    Turn(18, ALEX, "Yellow.", "slow", ["slow"], "slow", ["soften"]),
    Turn(9, ALEX, "Green.", "go", ["going_on"], "playing"),
    # Nobody says anything until Safeword asks by itself.
    Turn(126, says=["check_in"], where="checking_in", does=["soften"]),
    Turn(0.5, ALEX, "We're good.", "fine", ["going_on"], "playing", ["restore"]),
    # Sam asks; nobody answers, and it is asked louder; then silence is a stop.
    Turn(6, SAM, "Check in.", "check_in", ["check_in"], "checking_in"),
    Turn(
        25, says=["check_in_again", "check_in_unanswered", "music_off"],
        where="stopped", does=["pause_players", "players_paused"],
    ),
    # All is well. The stop ends only with two answers.
    Turn(12, ALEX, "Green.", "go", ["still_stopped"]),
    Turn(8, SAM, "Resume.", "resume", ["resume_ask"]),
    # It took longer than they had planned, and Safeword says so.
    Turn(
        7, ALEX, "Yes, resume.", "yes", ["resumed", "session_long"],
        "playing", ["resume_players"],
    ),
    # Small requests.
    Turn(12, ALEX, "Pause the music.", "pause_music", ["music_held"], does=["pause_players"]),
    Turn(7, SAM, "Resume the music.", "resume", does=["resume_players"]),
    Turn(5, SAM, "How long has it been?", "how_long", ["time_passed"]),
    Turn(6, ALEX, "Are you listening?", "listening", ["hears_well"]),
    Turn(8, SAM, "Speak slower, please.", "slower", ["slower"]),
    Turn(8, ALEX, "Be quiet, please.", "quiet", ["quiet"]),
    Turn(6, ALEX, "Yellow.", "slow", ["slow"], "slow"),
    Turn(12, ALEX, "Green.", "go", [], "playing"),
    Turn(6, ALEX, "Speak louder, please.", "louder", ["louder"]),
    # Alex says the word that is hers alone: it stops, asks what she needs, and offers aftercare.
    Turn(
        6, ALEX, "Mango.", "stop", ["stopping", "stop_ask", "music_off"],
        "stopped", ["pause_players", "players_paused"],
    ),
    Turn(32, says=["aftercare_offer"]),
    Turn(8, SAM, "Start aftercare.", "aftercare", ["aftercare_intro", "aftercare"]),
    Turn(16, ALEX, "Repeat that.", "repeat", ["aftercare"]),
    Turn(14, ALEX, "Next.", "next", ["aftercare", "aftercare"]),
    Turn(9, ALEX, "Wait a minute.", "wait", ["aftercare_wait"]),
    Turn(6, ALEX, "Skip this one.", "skip", ["aftercare"]),
    Turn(40, says=["aftercare"]),  # the third step had its time
    Turn(4, SAM, "How long has it been?", "how_long", ["aftercare_left"]),
    Turn(7, ALEX, "Done.", "done", ["aftercare_end", "reminder"], does=["remind_tomorrow"]),
    # The house word, from the middle of the latch, calls Robin.
    Turn(14, ALEX, "Safe word.", "house", ["house"], does=["cut_speech"]),
    # Good night. The music is theirs to start again.
    Turn(9, SAM, "End the session.", "end", ["closing"], "closing"),
    Turn(20, says=["closed_music"], does=["end_session"]),
)  # fmt: skip
