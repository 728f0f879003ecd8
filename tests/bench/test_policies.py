"""Sentences for the policies: what follows a clip follows it without a pause."""

from pathlib import Path

import numpy as np
import pytest

from bench import policies
from bench.clips import Clip, Playlist, load, own
from bench.policies import APART, Sentences

ONE, OTHER = own("red")[0], own("yellow")[0]


@pytest.mark.parametrize("then", [(), (OTHER,)])
def test_what_follows_is_joined(then: tuple[Clip, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[Playlist] = []
    monkeypatch.setattr(policies, "hear", lambda _, playlist, __: given.append(playlist))
    policies.play(Sentences("one", (ONE,), then=then))
    sound = np.concatenate([block.frames for block in given[0].blocks()])[APART:]
    whole = np.concatenate([load(clip.path) for clip in (ONE, *then)])
    assert np.abs(sound[: len(whole)] - whole).max() < 0.01
    assert np.abs(sound[len(whole) :]).max() < 0.01


def test_where_nothing_is_nothing_is_played(tmp_path: Path) -> None:
    assert policies.sets(tmp_path) == []
