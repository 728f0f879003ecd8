"""The queue behind the loudspeaker."""

from collections.abc import Callable

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from voice.audio.playlist import Playlist


def nobody() -> None:
    """Waits for no sound."""


@given(st.lists(st.integers(0, 50), max_size=6), st.lists(st.integers(0, 40), max_size=10))
def test_takes_every_frame_once_and_then_zeros(lengths: list[int], counts: list[int]) -> None:
    playlist = Playlist()
    whole = np.arange(1, sum(lengths) + 1, dtype=np.float32)
    ends = np.cumsum(lengths).tolist()
    waiting: list[Callable[[], None]] = [lambda: None for _ in lengths]
    for end, length, done in zip(ends, lengths, waiting, strict=True):
        playlist.add(whole[end - length : end], done)
    taken = np.zeros(0, dtype=np.float32)
    ended = []
    for count in counts:
        frames, just_ended = playlist.take(count)
        assert len(frames) == count
        taken = np.concatenate([taken, frames])
        ended += just_ended
    expected = np.concatenate([whole, np.zeros(len(taken))])[: len(taken)]
    assert np.array_equal(taken, expected)
    assert ended == waiting[: len(ended)]
    assert playlist.clear() == waiting[len(ended) :]


@given(st.integers(1, 100), st.integers(0, 99), st.integers(0, 20))
def test_a_cut_sound_fades_and_wakes_nobody(length: int, played: int, fade: int) -> None:
    playlist = Playlist()
    playlist.add(np.ones(length, dtype=np.float32), nobody)
    playlist.add(np.ones(length, dtype=np.float32), nobody)
    playlist.take(min(played, length - 1))
    playlist.cut(fade)
    rest, ended = playlist.take(2 * length)
    assert ended == []
    assert not rest[fade:].any()
    assert np.all(np.diff(rest[: min(fade, length)]) <= 0)
    assert playlist.until_end is None


def test_cutting_twice_does_not_begin_the_fade_anew() -> None:
    playlist = Playlist()
    playlist.add(np.ones(100, dtype=np.float32), nobody)
    playlist.cut(10)
    first, _ = playlist.take(5)
    playlist.cut(10)
    second, _ = playlist.take(20)
    fading = np.concatenate([first, second])
    assert np.all(np.diff(fading) <= 0)
    assert not fading[10:].any()


def test_a_sound_after_a_cut_follows_the_fade() -> None:
    playlist = Playlist()
    playlist.add(np.ones(100, dtype=np.float32), nobody)
    playlist.cut(10)
    playlist.add(np.full(5, 0.5, dtype=np.float32), nobody)
    frames, ended = playlist.take(20)
    assert np.array_equal(frames[10:], [0.5] * 5 + [0] * 5)
    assert ended == [nobody]
