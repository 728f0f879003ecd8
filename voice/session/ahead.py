"""What is rendered ahead of its need: what follows a stop, and what tells of danger."""

from collections.abc import Iterator

from intents.plan import Plan

SOON = ("stopping", "stop_ask", "listening", "music_off", "music_refused", "deaf", "slow")
STANDING_IN = (
    "deaf",
    "music_off",
    "music_refused",
    "other_music",
    "silenced_music",
    "no_players",
    "music_unknown",
)
LATER = (
    *("check_in", "check_in_again", "check_in_unanswered", "embedded", "check_in_silence"),
    *("hearing_again", "house_nobody", "still_stopped", "resume_ask", "resume_kept"),
)


def spoken_ahead(plan: Plan) -> Iterator[str]:
    """The texts, the most urgent first: nobody waits for the sentence that they asked for."""
    scripts = (plan.script, *plan.scripts.values())
    texts = [script.says for script in scripts if script.says]
    texts += [plan.prompts[key] for key in SOON]
    texts += [
        plan.prompts["house"].format(person=script.calls) for script in scripts if script.calls
    ]
    texts += [plan.prompts[key] for key in LATER]
    yield from dict.fromkeys(texts)


def spoken_while_nobody_listens(plan: Plan) -> Iterator[str]:
    """The texts of a guardian."""
    return (plan.prompts[key] for key in STANDING_IN)
