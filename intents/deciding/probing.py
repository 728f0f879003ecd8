"""Test words: whether people's words would come through now."""

from dataclasses import replace

from intents.clock import Frames, frames
from intents.deciding.decision import Decision
from intents.deciding.noticing import forget, noticed
from intents.notices import Notice
from intents.state import LATEST

AGAIN: Frames = frames(600)
"""So long nobody is told once more that it is too loud, however often it becomes quiet between."""


def probed(d: Decision, *, heard: bool) -> Decision:
    """A test word came through, or did not."""
    before, now = d.state.probing, d.state.now
    d = d.set(probing=replace(before, latest=(*before.latest, heard)[-LATEST:]))
    if not d.state.too_loud:
        return forget(d, Notice.TOO_LOUD)
    if before.told_at is not None and now - before.told_at < AGAIN:
        return d
    return noticed(d.set(probing=replace(d.state.probing, told_at=now)), Notice.TOO_LOUD)
