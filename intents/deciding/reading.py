"""The limits: whole, in part, by person, and made narrower; never wider."""

from collections.abc import Sequence

from intents.deciding.decision import Decision
from intents.limits import Kind, Limit, about, mentions, read_out
from intents.messages import Signal
from intents.phrases import triggers_in


def limits(d: Decision, _: Signal) -> Decision:
    """All of them, hard ones first."""
    return _read(d, d.state.plan.limits, d.state.tonight)


def hard_limits(d: Decision, signal: Signal) -> Decision:
    """The hard ones, of one person where one was named."""
    hard = [limit for limit in d.state.plan.limits if limit.kind is Kind.HARD]
    if signal.topic:
        hard = [limit for limit in about(signal.topic, hard) if limit.person is not None]
    return _read(d, hard, d.state.tonight)


def about_topic(d: Decision, signal: Signal) -> Decision:
    """What they say about one thing or one person; what they do not say is a no."""
    found = about(signal.topic, d.state.plan.limits)
    tonight = [text for text in d.state.tonight if mentions(text, signal.topic)]
    if not found and not tonight:
        return d.cut().prompt("limits_unknown")
    return _read(d, found, tonight)


def narrow(d: Decision, signal: Signal) -> Decision:
    """One more hard limit for tonight. It is said aloud unless that would sound like a request."""
    topic = signal.topic
    d = d.cut()
    if topic not in d.state.tonight:
        d = d.set(tonight=(*d.state.tonight, topic))
    if triggers_in(topic, d.state.plan.lexicon):
        return d.prompt("narrowed_unsaid")
    return d.prompt("narrowed", items=topic)


def _read(d: Decision, found: Sequence[Limit], tonight: Sequence[str]) -> Decision:
    plan = d.state.plan
    sayable = [text for text in tonight if not triggers_in(text, plan.lexicon)]
    lines = read_out(found, sayable, plan.prompts) or (
        ("limits_none", plan.prompts["limits_none"]),
    )
    return d.cut().say(*lines, ("limits_close", plan.prompts["limits_close"]))
