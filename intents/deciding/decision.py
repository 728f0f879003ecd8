"""A decision in the making: the state that follows, and what is to be done."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from intents.clock import Frames, frames, seconds
from intents.limits import Line
from intents.messages import CutSpeech, Effect, Say, Signal
from intents.state import Mode, State

SPEECH_BEGINS_WITHIN: Frames = frames(10)
"""So long it takes at most until something that is said can be heard."""
LINE_AT_MOST: Frames = frames(1)
BYTE_AT_MOST: Frames = frames(0.15)
"""So long a line takes to be said at most, and each byte of it: letters of alphabets are one byte
or two and sound short, a Korean syllable is three."""
CHIME_AT_MOST: Frames = frames(2)
LOUDEST = 3
"""Steps that speech can be louder than usual."""
SLOWEST = 2
"""Steps that speech can be slower than usual."""

CHATTER = frozenset(
    {
        *("listening", "stop_ask", "music_off", "going_on", "resumed", "begun"),
        *("aftercare_offer", "session_long", "closing_kept", "agreement_changed"),
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
        """With all speech cut; but what only a stop may cut is said first."""
        return self if self.state.keeps else self.cut_everything()

    def cut_everything(self) -> "Decision":
        """With all speech cut, alarms and the answer to a stop too."""
        silent = self.do(CutSpeech()).set(speech=self.state.speech.cut(self.state.now))
        return silent.await_answer()

    def keep_chime(self) -> "Decision":
        """With nothing but a stop to cut the chime that begins now."""
        return self.set_speech(kept=None, kept_until=self.state.now + CHIME_AT_MOST)

    def say(self, *lines: Line, louder: int = 0, keep: int = 0) -> "Decision":
        """With (prompt, text) lines spoken one after the other, so many steps louder than usual.

        Nothing but a stop cuts the first `keep` of them.
        """
        speech, now = self.state.speech, self.state.now
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
        begins_by = max(now + SPEECH_BEGINS_WITHIN, speech.over_by or 0)
        spoken = self.do(*says).set_speech(
            last=utterances - 1,
            over_by=begins_by + sum(map(_at_most, says)),
            utterances=utterances,
            queued=speech.queued + wanted,
            lines=wanted,
        )
        if keep:
            kept_until = begins_by + sum(map(_at_most, says[:keep]))
            spoken = spoken.set_speech(kept=says[keep - 1].utterance, kept_until=kept_until)
        return spoken.await_answer()

    def await_answer(self) -> "Decision":
        """If a check-in is open: with the wait for its answer beginning when all was said.

        It begins anew whenever something is said or read, so that nobody is stopped for listening.
        """
        state = self.state
        if state.mode is not Mode.CHECKING_IN:
            return self
        by = (state.speech.over_by or state.now) + state.plan.answer_within
        return self.set(check_in=replace(state.check_in, answer_by=by))

    def prompt(self, *keys: str, louder: int = 0, keep: int = 0, **places: str) -> "Decision":
        """With these prompts spoken, their places filled in."""
        prompts = self.state.plan.prompts
        lines = ((key, prompts[key].format(**places)) for key in keys)
        return self.say(*lines, louder=louder, keep=keep)


Answer = Callable[[Decision, Signal], Decision]
"""What follows a signal."""


def nothing(d: Decision, _: Signal) -> Decision:
    """No answer is the right one here."""
    return d


def _at_most(say: Say) -> Frames:
    """How long it may take to say this."""
    return (LINE_AT_MOST + BYTE_AT_MOST * len(say.text.encode())) * (2 + say.slower) // 2


def minutes(passed: Frames) -> str:
    """So many frames in whole minutes, as it is spoken."""
    return str(max(0, round(seconds(passed) / 60)))


def is_due(at: Frames | None, now: Frames) -> bool:
    """Whether the time has come, if there is one."""
    return at is not None and now >= at
