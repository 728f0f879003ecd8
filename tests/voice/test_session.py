"""The loop: time, order, faults and results, with an ear and a source that follow a script."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np
import pytest

from intents.agreement import Agreement, Before, CheckIn, InASentence, Words
from intents.clock import FRAME_RATE, frames, seconds
from intents.faults import Fault
from intents.heard import Heard, Look
from intents.joining import A_WORD
from intents.messages import OtherDevice, OwnVoice, Probed
from intents.names import Name
from intents.proof import Levels
from intents.state import MISSED_ENOUGH
from models.ears import Frames
from voice.assembly import lexicon_and_plan
from voice.audio.interfaces import Block
from voice.session.contained_ear import EarMaker
from voice.session.own_voice import OwnVoiceSearch
from voice.session.performer import OnlyTelling, Performer
from voice.session.probe import Probe
from voice.session.session import Session, SessionFailed
from voice.telling.happening import Happening, Kind

STEP = frames(0.02)
PLAYING = Agreement(before=Before(ask=False))
SILENT = Agreement(before=Before(ask=False), check_in=CheckIn(every_minutes=0))


class ScriptedSource:
    """Plays blocks; ends where they end."""

    name = "script"

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._blocks = blocks

    def blocks(self) -> Iterator[Block]:
        yield from self._blocks

    def close(self) -> None:
        pass


class ScriptedEar:
    """Hears each phrase when the session has reached its time; with "..." it is an early look, one
    that goes back long enough for a word.
    """

    name = "script"

    def __init__(self, phrases: dict[float, str]) -> None:
        self._left = sorted((frames(at), phrase) for at, phrase in phrases.items())
        self.now = 0

    def hear(
        self, block: Frames, expected: Sequence[str] = (), /, *, hurry: bool = False
    ) -> Sequence[Heard]:
        del expected, hurry
        self.now += len(block)
        heard = []
        while self._left and self._left[0][0] <= self.now:
            at, phrase = self._left.pop(0)
            look = Look.EARLY if phrase.endswith("...") else Look.FINAL
            began = at - (A_WORD if look is Look.EARLY else STEP)
            heard.append(Heard(self.name, phrase, 1.0, look, False, max(0, began), at))
        return heard

    def finish(self) -> Sequence[Heard]:
        return []


def quiet(seconds: float, **more: object) -> list[Block]:
    """Blocks in which nothing is said."""
    return [
        Block(np.zeros(STEP, np.float32), **more)  # type: ignore[arg-type]
        for _ in range(round(seconds / 0.02))
    ]


def play(
    blocks: Sequence[Block],
    *phrases: dict[float, str],
    kind: type[ScriptedEar] = ScriptedEar,
    agreement: Agreement = PLAYING,
) -> list[Happening]:
    """Run a session over the blocks, with one ear for each script."""
    told: list[Happening] = []
    ears = [partial(kind, script) for script in phrases]
    run(told, blocks, *ears, agreement=agreement)
    return told


def run(
    told: list[Happening],
    blocks: Sequence[Block],
    *ears: EarMaker,
    agreement: Agreement = PLAYING,
    performer: Performer | None = None,
    **more: Any,
) -> None:
    """Run a session over the blocks, and keep what it tells."""
    lexicon, plan = lexicon_and_plan(agreement)
    parts: dict[str, Any] = {
        "source": ScriptedSource(blocks),
        "ears": ears,
        "knowing": dict.fromkeys(Name, frozenset({"script"})),
        "lexicon": lexicon,
        "plan": plan,
        "performer": performer or OnlyTelling(),
        "tellers": [told.append],
        "paced": False,
    }
    Session(**parts | more).run()


def names(told: Sequence[Happening], kind: Kind) -> list[str]:
    return [happening.name for happening in told if happening.kind is kind]


def first(told: Sequence[Happening], name: str) -> Happening:
    return next(happening for happening in told if happening.name == name)


def test_the_first_line_is_a_state() -> None:
    begin = play(quiet(0.1))[0]
    assert (begin.at, begin.kind, begin.name) == (0, Kind.STATE, "playing")


def test_what_is_heard_is_told_before_what_is_done_and_at_its_frame() -> None:
    told = play(quiet(2), {1.0: "red"})
    kinds = [(h.kind, h.name) for h in told if h.at == frames(1.0)]
    assert kinds[:2] == [(Kind.HEARD, "stop"), (Kind.EFFECT, "pause_players")]
    assert (Kind.STATE, "stopped") in kinds


class DoubtfulEar(ScriptedEar):
    """Is rather sure of what it hears, and not more."""

    def hear(
        self, block: Frames, expected: Sequence[str] = (), /, *, hurry: bool = False
    ) -> Sequence[Heard]:
        return [replace(heard, score=0.8) for heard in super().hear(block, expected, hurry=hurry)]


def test_what_lets_things_go_on_may_be_doubtful_where_it_is_waited_for() -> None:
    """After "yellow" people are waited for; while they play on, "green" would do nothing."""
    told = play(quiet(8), {2.0: "green", 4.0: "yellow", 6.0: "green"}, kind=DoubtfulEar)
    assert names(told, Kind.HEARD) == ["slow", "go"]


def test_the_ears_know_what_is_waited_for() -> None:
    """While people play nothing is; after "yellow" it is the go word."""
    asked: dict[float, Sequence[str]] = {}

    class Curious(ScriptedEar):
        def hear(
            self, block: Frames, expected: Sequence[str] = (), /, *, hurry: bool = False
        ) -> Sequence[Heard]:
            heard = super().hear(block, expected, hurry=hurry)
            asked[self.now / FRAME_RATE] = expected
            return heard

    play(quiet(3), {1.0: "yellow"}, kind=Curious)
    assert not asked[1.0]
    assert set(asked[2.0]) == {"green"}


def test_danger_waits_for_no_slower_ear() -> None:
    """Law 2: what the first ear heard is acted on before the second one is asked."""
    told: list[Happening] = []
    known_by_then: list[str] = []

    class Slow(ScriptedEar):
        def hear(
            self, block: Frames, expected: Sequence[str] = (), /, *, hurry: bool = False
        ) -> Sequence[Heard]:
            heard = super().hear(block, expected, hurry=hurry)
            if self.now == frames(1.0):
                known_by_then.extend(names(told, Kind.EFFECT))
            return heard

    run(told, quiet(2), partial(ScriptedEar, {1.0: "red"}), partial(Slow, {}))
    assert "pause_players" in known_by_then


def test_the_same_recording_gives_the_same_story() -> None:
    script = {1.0: "red", 3.0: "resume", 5.0: "yes resume", 7.0: "check in"}
    assert play(quiet(60), script) == play(quiet(60), script)


TIN = {
    0.8: "the tea is in the red...",
    1.0: "the tea is in the red...",
    2.0: "the tea is in the red tin",
}
"""One early look inside a sentence may have but the beginning of a word; two soften."""


def told_of(policy: InASentence, script: dict[float, str]) -> list[tuple[float, str]]:
    """What was heard and done to the music, by the second."""
    words = Words(stop_in_a_sentence=policy)
    told = play(quiet(4), script, agreement=PLAYING.model_copy(update={"words": words}))
    music = ("soften", "restore", "pause_players")
    later = [h for h in told if h.at >= frames(1.0)]  # after the announcement
    return [(seconds(h.at), h.name) for h in later if h.kind is Kind.HEARD or h.name in music]


def test_a_look_that_the_whole_sentence_does_not_confirm_softens_for_a_moment() -> None:
    assert told_of(InASentence.STANDALONE, TIN) == [
        (1.0, "maybe_stop"), (1.0, "soften"), (2.5, "restore"),
    ]  # fmt: skip


def test_a_stop_word_in_a_sentence_is_asked_about_if_any_counts() -> None:
    assert told_of(InASentence.STRICT, TIN) == [
        (1.0, "maybe_stop"), (1.0, "soften"), (2.0, "embedded"),
    ]  # fmt: skip


@pytest.mark.parametrize("policy", InASentence)
def test_a_look_that_the_whole_utterance_confirms_stops(policy: InASentence) -> None:
    assert told_of(policy, {1.0: "red...", 1.6: "oh red"}) == [
        (1.0, "maybe_stop"), (1.0, "soften"), (1.6, "stop"), (1.6, "pause_players"),
    ]  # fmt: skip


def test_silence_after_a_check_in_ends_in_a_stop() -> None:
    told = play(quiet(60), {1.0: "check in"})
    assert names(told, Kind.STATE)[-1] == "stopped"
    assert first(told, "pause_players").at == frames(31.0)


def test_the_listening_sign_waits_until_the_ears_have_caught_up() -> None:
    told = play([*quiet(1, backlog=frames(2)), *quiet(1)])
    ready = next(h for h in told if h.more.get("prompt") == "listening")
    assert ready.at == frames(1.0)
    assert not names(told, Kind.FAULT)


def test_ears_that_fall_behind_are_a_fault_until_they_have_caught_up() -> None:
    blocks = [
        *quiet(1),
        *quiet(0.6, backlog=frames(0.6)),
        *quiet(0.1, backlog=frames(0.3)),
        *quiet(1),
    ]
    told = play(blocks)
    faults = [(h.at, h.name, h.more["present"]) for h in told if h.kind is Kind.FAULT]
    assert faults == [(frames(1.5), "behind", True), (frames(1.7), "behind", False)]
    assert names(told, Kind.STATE) == ["playing", "stopped"]


def test_ears_hurry_before_they_are_behind() -> None:
    hurried: list[bool] = []

    class Timed(ScriptedEar):
        def hear(
            self, block: Frames, expected: Sequence[str] = (), /, *, hurry: bool = False
        ) -> Sequence[Heard]:
            hurried.append(hurry)
            return super().hear(block, expected)

    waits = [0, 0.2, 0.3, 0.45, 0.3, 0.2, 0]
    blocks = [block for each in waits for block in quiet(0.02, backlog=frames(each))]
    assert not names(play(blocks, {}, kind=Timed), Kind.FAULT)
    assert hurried == [False, False, True, True, True, False, False]


def test_ears_that_are_far_behind_are_a_fault_at_once() -> None:
    """They may take seconds for the next block."""
    told = play([*quiet(1), *quiet(0.02, backlog=frames(1.1)), *quiet(1)])
    faults = [(h.at, h.name, h.more["present"]) for h in told if h.kind is Kind.FAULT]
    assert faults[0] == (frames(1), "behind", True)


def test_one_long_sentence_is_not_falling_behind() -> None:
    told = play([*quiet(1), *quiet(0.4, backlog=frames(0.9)), *quiet(1)])
    assert not names(told, Kind.FAULT)


def test_a_deaf_microphone_pauses_the_music_and_sounds_the_alarm_again_and_again() -> None:
    deaf = quiet(25, faults=frozenset({Fault.DIGITAL_SILENCE}))
    told = play([*quiet(1), *deaf, *quiet(1)])
    alarms = [h.at for h in told if h.more.get("sound") == "alarm"]
    assert alarms == [frames(1.0), frames(11.0), frames(21.0)]
    assert "pause_players" in names(told, Kind.EFFECT)
    assert "resume_players" not in names(told, Kind.EFFECT)
    said = [h.more["prompt"] for h in told if h.name == "say"]
    assert said[-1] == "hearing_again"


def test_a_microphone_that_is_deaf_from_the_start_is_never_said_to_listen() -> None:
    told = play(quiet(3, faults=frozenset({Fault.NO_FRAMES})))
    assert "listening" not in [h.more.get("prompt") for h in told]


def test_dropped_frames_are_counted_and_told() -> None:
    told = play([*quiet(0.1), *quiet(0.02, dropped=640), *quiet(0.1)])
    assert first(told, "frames_dropped").more == {"frames": 640}


def lost_in(told: Sequence[Happening]) -> list[tuple[float, object]]:
    """When it was told that frames were lost, and how many."""
    return [(seconds(h.at), h.more["frames"]) for h in told if h.name == "frames_dropped"]


def test_frames_that_are_dropped_again_and_again_are_told_once_in_ten_seconds() -> None:
    told = play([*quiet(1), *quiet(12, dropped=32), *quiet(20)])
    # What came after the second time is told when no more are lost.
    assert lost_in(told) == [(1.0, 32), (11.0, 500 * 32), (21.0, 99 * 32)]


def test_what_was_dropped_and_not_told_is_told_at_the_end() -> None:
    told = play(quiet(5, dropped=32))
    assert [at for at, _ in lost_in(told)] == [0.0, 5.0]
    assert sum(int(str(frames)) for _, frames in lost_in(told)) == 250 * 32


def test_what_was_dropped_is_told_also_where_the_session_fails() -> None:
    class Failing(ScriptedSource):
        def blocks(self) -> Iterator[Block]:
            yield from super().blocks()
            raise RuntimeError

    told: list[Happening] = []
    with pytest.raises(SessionFailed):
        run(told, (), source=Failing(quiet(5, dropped=32)))
    assert sum(int(str(frames)) for _, frames in lost_in(told)) == 250 * 32


def test_ending_stops_after_the_block() -> None:
    lexicon, plan = lexicon_and_plan(PLAYING)
    ear = ScriptedEar({1.0: "red"})
    session: Session = Session(
        source=ScriptedSource(quiet(60)),
        ears=[lambda: ear],
        knowing=dict.fromkeys(Name, frozenset({"script"})),
        lexicon=lexicon,
        plan=plan,
        performer=OnlyTelling(),
        tellers=[lambda _: session.end()],
        paced=False,
    )
    session.run()
    assert ear.now == STEP


def test_nothing_told_contains_what_was_said() -> None:
    """Law 7: names of meanings, never words."""
    told = play(quiet(60), {1.0: "let's check in", 5.0: "red", 9.0: "resume the music"})
    for happening in told:
        shown = " ".join(map(str, happening.as_object("x").values())).lower()
        assert "resume the music" not in shown
        assert "let's check in" not in shown
        assert "red" not in shown.split()


def test_sound_that_was_lost_is_owned_up_to_when_somebody_asks() -> None:
    blocks = [*quiet(1), *quiet(0.02, dropped=320), *quiet(20)]
    told = play(blocks, {3.0: "are you listening", 15.0: "are you listening"})
    prompts = [h.more["prompt"] for h in told if h.name == "say"]
    assert prompts == ["listening", "hears_gaps", "hears_well"]


def test_a_session_that_was_ended_by_voice_hears_nothing_more() -> None:
    told = play(quiet(60), {1.0: "end the session", 30.0: "red"})
    assert names(told, Kind.HEARD) == ["end"]
    assert told[-1].name == "end_session"
    assert told[-1].at < frames(30)


def test_words_that_were_heard_are_told_to_nobody() -> None:
    told = play(quiet(5), {1.0: "add no slapping tonight", 3.0: "what are our limits"})
    texts = {h.more["prompt"]: h.more["text"] for h in told if h.name == "say"}
    assert texts["narrowed"] is None
    assert texts["tonight"] is None
    assert texts["limits_close"]
    assert "slapping" not in str(told)


def test_ears_that_took_long_to_load_have_time_for_what_waits_for_them() -> None:
    catching_up = [
        block for tenths in range(160, 0, -1) for block in quiet(0.1, backlog=frames(tenths / 20))
    ]
    told = play([*catching_up, *quiet(1)])
    assert not names(told, Kind.FAULT)
    assert "listening" in [h.more.get("prompt") for h in told]


def test_ears_that_never_keep_up_are_a_fault() -> None:
    """Law 1: whoever is too slow from the start must not look alive."""
    told = play(quiet(20, backlog=frames(2)))
    assert names(told, Kind.FAULT) == ["behind"]
    assert "stopped" in names(told, Kind.STATE)
    assert "listening" not in [h.more.get("prompt") for h in told]


def test_red_in_the_last_moment_is_in_time() -> None:
    end = play(quiet(60), {1.0: "end the session"})[-1]
    assert end.name == "end_session"
    told = play(quiet(60), {1.0: "end the session", seconds(end.at): "red"})
    assert names(told, Kind.HEARD) == ["end", "stop"]
    assert "end_session" not in names(told, Kind.EFFECT)
    assert names(told, Kind.STATE)[-1] == "stopped"


def test_what_is_still_being_said_at_the_end_is_heard() -> None:
    end = play(quiet(60), {1.0: "end the session"})[-1]

    class Slow(ScriptedEar):
        def finish(self) -> Sequence[Heard]:
            if self.now < end.at or self.now > end.at + frames(1):
                return []
            return [Heard(self.name, "red", 1.0, Look.FINAL, False, end.at - STEP, end.at)]

    told = play(quiet(60), {1.0: "end the session"}, kind=Slow)
    assert names(told, Kind.HEARD) == ["end", "stop"]
    assert "end_session" not in names(told, Kind.EFFECT)


def test_voices_that_the_microphone_cuts_off_are_told_and_said_once() -> None:
    told = play([*quiet(1), *quiet(4, cut_off=True), *quiet(4), *quiet(4, cut_off=True)], {})
    assert [h.at for h in told if h.name == "cut_off"] == [frames(1 + 0.1 * 31)]
    said = [h.more["text"] for h in told if h.name == "say"]
    assert said.count(next(h.more["text"] for h in told if h.name == "cut_off")) == 1


def test_a_room_that_is_far_quieter_than_when_words_were_tried_is_told() -> None:
    told: list[Happening] = []
    _, plan = lexicon_and_plan(SILENT)
    seconds_of_zeros = [Block(np.zeros(frames(1), np.float32))] * 700
    run(
        told,
        seconds_of_zeros,
        partial(ScriptedEar, {}),
        plan=replace(plan, levels=Levels(voice=-30, background=-60)),
    )
    assert [h.name for h in told if h.kind is Kind.FAULT] == ["faint"]


class ScriptedProbe(Probe):
    """Tells that no word came through, with each block that is usable."""

    def __init__(self) -> None:
        self.usable: list[bool] = []

    def take(self, block: Frames, *, usable: bool) -> Iterator[Probed]:
        self.usable.append(usable)
        if usable and len(block):
            yield Probed(heard=False)


def test_a_room_in_which_no_word_comes_through_is_told_and_said_once() -> None:
    told: list[Happening] = []
    run(told, quiet(2), partial(ScriptedEar, {}), probe=ScriptedProbe())
    assert names(told, Kind.FAULT) == ["too_loud"]
    assert [h.more["prompt"] for h in told if h.name == "say"].count("too_loud") == 1


def test_no_word_is_tried_while_it_is_deaf() -> None:
    probe = ScriptedProbe()
    deaf = quiet(1, faults=frozenset({Fault.DIGITAL_SILENCE}))
    run([], [*deaf, *quiet(1)], partial(ScriptedEar, {}), probe=probe)
    assert not any(probe.usable[:50])
    assert any(probe.usable[50:])


class ScriptedOwnVoice(OwnVoiceSearch):
    """Does not find what was said, in the first blocks that are usable, and then fails."""

    def __init__(self, most: int) -> None:
        super().__init__(-30.0, replay=True)
        self._most = most
        self.asked: list[dict[str, bool]] = []

    def take(self, block: Block, **how: bool) -> Iterator[OwnVoice | OtherDevice]:  # noqa: ARG002
        self.asked.append(how)
        if len(self.asked) > self._most:
            raise RuntimeError("broken")
        if how["usable"]:
            yield OwnVoice(found=False)


def test_a_voice_that_does_not_come_back_is_told_and_whatever_fails_is_not() -> None:
    told: list[Happening] = []
    own_voice = ScriptedOwnVoice(MISSED_ENOUGH + 1)
    run(told, quiet(12), partial(ScriptedEar, {}), agreement=SILENT, own_voice=own_voice)
    assert [how["known"] for how in own_voice.asked] == [False] * MISSED_ENOUGH + [True] * 2
    assert names(told, Kind.FAULT) == ["not_heard_back"]
    assert [h.more["prompt"] for h in told if h.name == "say"] == ["listening", "not_heard_back"]
    assert {*names(told, Kind.STATE)} == {"playing"}


def test_its_own_voice_is_not_looked_for_while_it_is_deaf() -> None:
    own_voice = ScriptedOwnVoice(100)
    deaf = quiet(1, faults=frozenset({Fault.DIGITAL_SILENCE}))
    run([], [*deaf, *quiet(1)], partial(ScriptedEar, {}), own_voice=own_voice)
    assert [how["usable"] for how in own_voice.asked] == [False] * 50 + [True] * 50
