"""A decision in the making: the state that follows, and what is to be done."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from intents.clock import Frames, frames, seconds
from intents.limits import Line
from intents.messages import CutSpeech, Effect, Say, Signal
from intents.state import Mode, State

LONGEST_SPEECH: Frames = frames(60)
"""If no end of speech is reported within this time, waiting for an answer goes on without it."""
LOUDEST = 3
"""Steps that speech can be louder than usual."""
SLOWEST = 2
"""Steps that speech can be slower than usual."""

CHATTER = frozenset(
    {
        *("listening", "stop_ask", "music_off", "going_on", "resumed", "begun"),
        *("aftercare_offer", "session_long", "closing_kept"),
    }
)
"""Prompts that somebody who wants quiet can do without."""

REPEATS_WORDS = frozenset({"tonight", "narrowed"})
"""Prompts whose text repeats words that were heard."""


@dataclass(frozen=True, slots=True)
class Decision:
    """The state that follows, and what is to be done, in this order."""

    state: State
    effects: tuple[Effect, ...] = ()

    def set(self, **changes: Any) -> "Decision":
        """With the state changed."""
        return replace(self, state=replace(self.state, **changes))

    def set_speech(self, **changes: Any) -> "Decision":
        """With the voice changed."""
        return self.set(speech=replace(self.state.speech, **changes))

    def do(self, *effects: Effect) -> "Decision":
        """With more to be done."""
        return replace(self, effects=self.effects + effects)

    def cut(self) -> "Decision":
        """With all speech cut."""
        return self.do(CutSpeech()).set_speech(last=None).await_answer(0)

    def say(self, *lines: Line, louder: int = 0) -> "Decision":
        """With (prompt, text) lines spoken one after the other, so many steps louder than usual."""
        speech = self.state.speech
        wanted = tuple(line for line in lines if not (speech.quiet and line[0] in CHATTER))
        if not wanted:
            return self
        utterances = speech.utterances + len(wanted)
        says = tuple(
            Say(
                number,
                prompt,
                text,
                louder=min(LOUDEST, speech.louder + louder),
                slower=speech.slower,
                heard=prompt in REPEATS_WORDS,
            )
            for number, (prompt, text) in enumerate(wanted, start=speech.utterances)
        )
        spoken = self.do(*says)
        spoken = spoken.set_speech(last=utterances - 1, utterances=utterances, lines=wanted)
        return spoken.await_answer(LONGEST_SPEECH)

    def await_answer(self, after: Frames) -> "Decision":
        """If a check-in is open: with the wait for its answer beginning so many frames from now.

        It begins anew whenever something is said or read, so that nobody is stopped for listening.
        """
        state = self.state
        if state.mode is not Mode.CHECKING_IN:
            return self
        by = state.now + after + state.plan.answer_within
        return self.set(check_in=replace(state.check_in, answer_by=by))

    def prompt(self, *keys: str, louder: int = 0, **places: str) -> "Decision":
        """With these prompts spoken, their places filled in."""
        prompts = self.state.plan.prompts
        return self.say(*((key, prompts[key].format(**places)) for key in keys), louder=louder)


Answer = Callable[[Decision, Signal], Decision]
"""What follows a signal."""


def nothing(d: Decision, _: Signal) -> Decision:
    """No answer is the right one here."""
    return d


def minutes(passed: Frames) -> str:
    """So many frames in whole minutes, as it is spoken."""
    return str(max(0, round(seconds(passed) / 60)))


def is_due(at: Frames | None, now: Frames) -> bool:
    """Whether the time has come, if there is one."""
    return at is not None and now >= at
