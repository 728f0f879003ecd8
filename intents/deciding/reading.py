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
    """The hard ones; where one person was named theirs and those without a name.

    All of them if nobody of that name is known: a name may be heard as another one.
    """
    hard = [limit for limit in d.state.plan.limits if limit.kind is Kind.HARD]
    if theirs := [limit for limit in about(signal.topic, hard) if limit.person is not None]:
        people = {limit.person for limit in theirs}
        hard = [limit for limit in hard if limit.person is None or limit.person in people]
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
    lines = list(read_out(found, sayable, plan.prompts))
    if len(sayable) < len(tonight):
        lines.append(("narrowed_unsaid", plan.prompts["narrowed_unsaid"]))
    if not plan.limits and not d.state.tonight:
        lines.append(("limits_none", plan.prompts["limits_none"]))
    return d.cut().say(*lines, ("limits_close", plan.prompts["limits_close"]))
