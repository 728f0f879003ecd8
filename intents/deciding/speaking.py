"""The end of speech: whatever waits for people waits from then on."""

from intents.deciding.aftercare import step_was_read
from intents.deciding.closing import announced
from intents.deciding.decision import Decision, is_due
from intents.deciding.resuming import resume_was_asked
from intents.deciding.starting import question_was_asked


def spoke(d: Decision, utterance: int) -> Decision:
    """The end of one utterance; it may be the last that was queued."""
    speech = d.state.speech
    if speech.last is None or utterance > speech.last:
        return d
    if speech.kept is not None and utterance >= speech.kept:
        d = d.set_speech(kept=None, kept_until=None)
    if utterance == speech.last:
        return _all_was_said(d)
    return d.set_speech(queued=speech.queued[utterance - speech.last :])


def speech_ticked(d: Decision) -> Decision:
    """An end that was not reported in time: nothing waits for a lost report for ever."""
    speech, now = d.state.speech, d.state.now
    if is_due(speech.kept_until, now):
        d = d.set_speech(kept=None, kept_until=None)
    return _all_was_said(d) if is_due(speech.over_by, now) else d


def _all_was_said(d: Decision) -> Decision:
    d = d.set(speech=d.state.speech.ended(d.state.now)).await_answer()
    for each in (step_was_read, announced, resume_was_asked, question_was_asked):
        d = each(d)
    return d
