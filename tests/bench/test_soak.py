"""The long run: what it plays, what it keeps and what it says."""

from collections import Counter

import numpy as np

from bench.soak import MINUTE, SAID, Rounds, Soaked, one_round, page
from voice.audio.convert import BLOCK


def test_a_round_has_ten_whole_minutes_and_every_word() -> None:
    sound = one_round()
    assert len(sound) == 10 * MINUTE
    assert not len(sound) % BLOCK
    loud = np.abs(sound.reshape(-1, 16_000)).max(axis=1) > 0.02
    assert loud[:120].sum() == 0  # a quiet room
    assert loud[8 * 60 : 8 * 60 + 8 * len(SAID)].sum() >= len(SAID)


def test_memory_is_looked_at_once_a_minute() -> None:
    rounds = Rounds(np.zeros(2 * MINUTE, np.float32), 2)
    blocks = sum(len(block.frames) for block in rounds.blocks())
    assert blocks == 4 * MINUTE
    assert len(rounds.megabytes) == 4
    assert min(rounds.megabytes) > 1


def test_the_page_has_what_was_missed_and_what_was_heard_by_mistake() -> None:
    heard: Counter[str] = Counter(dict.fromkeys(SAID, 3))
    heard.update(maybe_stop=1)
    heard.subtract(["stop"])
    text = page(Soaked([300.0, 310.0, 305.0], heard, rounds=3))
    assert "| `stop` | 3 | 2 |" in text
    assert "| `maybe_stop` | 0 | 1 |" in text
    assert "300 MB" in text
    assert "most was 310 MB" in text
