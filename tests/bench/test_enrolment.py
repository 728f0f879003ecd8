"""The enrolled ear of the benchmark: it finds what was enrolled, where it was said."""

import numpy as np
import pytest

from bench.clips import WORDS, load
from bench.enrolment import BLOCK, STEP, blocks_of, embed, enrol, similar, threshold, unit


def rows(count: int) -> np.ndarray:
    return unit(np.random.default_rng(1).normal(size=(count, 96)).astype(np.float32))


def test_the_same_embeddings_are_wholly_alike_where_they_end() -> None:
    played = rows(200)
    scores = similar(played, [played[50:60], played[120:125]])
    assert scores[[59, 124]] == pytest.approx(1.0, abs=1e-5)
    assert np.delete(scores, [59, 124]).max() < 0.6


def test_what_is_shorter_than_a_take_is_not_like_it() -> None:
    played = rows(5)
    assert similar(played, [rows(6)]).tolist() == [-1.0] * 5


def test_a_threshold_lets_through_what_is_allowed() -> None:
    scores = np.random.default_rng(2).normal(size=(4, 9000)).astype(np.float32)
    hours = 4 * 5.0
    assert (scores > threshold(scores, hours, 0.1)).sum() == 2
    assert (scores > threshold(scores, hours, 10.0)).sum() == 200


def test_what_matches_within_2_s_is_counted_once() -> None:
    scores = np.zeros(4 * BLOCK + 3, np.float32)
    scores[[BLOCK, 2 * BLOCK - 1, 3 * BLOCK]] = 1
    assert blocks_of(scores).tolist() == [0, 1, 0, 1]


def test_embeddings_follow_the_sound_and_nothing_before_it() -> None:
    sound = load(WORDS / "pineapple__af_aoede-0.85.flac")
    later = np.concatenate([np.zeros(10 * STEP, np.float32), sound])
    first, moved = embed(sound), embed(later)
    assert len(moved) == len(first) + 10
    # Silence before a sound changes the first window only, by where the spectrum begins.
    assert (moved[10:] * first).sum(axis=1).min() > 0.999


def test_a_voice_finds_its_word_said_at_another_speed_and_not_another_word() -> None:
    templates = enrol([load(WORDS / "pineapple__am_echo-0.85.flac")])
    quiet = np.zeros(16_000, np.float32)

    def best(name: str) -> float:
        sound = load(WORDS / f"{name}__am_echo-1.15.flac")
        return float(similar(embed(np.concatenate([quiet, sound, quiet])), templates).max())

    assert best("pineapple") > max(best(name) for name in ("red", "safe_word", "yellow")) + 0.1
