"""What the benchmark of the echo plays."""

from pathlib import Path

import numpy as np

from bench.clips import own
from bench.echo import AFTER, ALONE, BEFORE, MUSIC, PATHS, Echoing, Trial
from bench.mixing import VOICE, active_level
from models.ears import Frames
from voice.audio.convert import BLOCK


def played(trial: Trial, audio: Path) -> Frames:
    """What the ears get, with computed music."""
    return np.concatenate([block.frames for block in Echoing(trial, audio).blocks()])


def test_the_echo_alone_lasts_as_long_as_it_says(tmp_path: Path) -> None:
    sound = played(Trial(MUSIC, 6.0, False, PATHS[0], "report"), tmp_path)
    assert abs(len(sound) - ALONE) <= 2 * BLOCK
    assert abs(active_level(sound) - VOICE - 6) < 2


def test_a_word_is_said_over_the_echo_and_the_canceller_takes_the_echo(tmp_path: Path) -> None:
    word = own("pineapple")[0]
    echoing, cancelled, alone = (
        played(Trial(source, 6.0, on, PATHS[0], "report", word), tmp_path)
        for source, on in ((MUSIC, False), (MUSIC, True), ("", False))
    )
    assert len(echoing) == len(cancelled) == len(alone)
    assert len(alone) > BEFORE + AFTER
    before = slice(0, BEFORE)
    assert (cancelled[before] ** 2).mean() < (echoing[before] ** 2).mean() / 5
    assert np.linalg.norm(cancelled - alone) < np.linalg.norm(echoing - alone) / 2
