"""The screen: what it says of a session, in every language, and what it never shows."""

import threading
import time
from collections.abc import Mapping
from dataclasses import replace

import pytest
from rich.console import Console

from intents.clock import frames
from intents.decide import decide
from intents.deciding.decision import Decision
from intents.faults import Fault
from intents.names import STOPS, Name
from intents.signs import Sign
from intents.state import (
    CheckIn,
    Closing,
    Hearing,
    Mode,
    Place,
    Schedule,
    State,
    Stop,
    new_session,
)
from intents.words import same_key
from tests.fixtures.waiting import wait_until
from tests.intents.story import plan, signal
from voice.language import languages
from voice.players.players import Doing, PlayerState
from voice.telling.can_say import can_say
from voice.telling.happening import Happening, Kind, View
from voice.telling.screen import HANGS, Screen
from voice.telling.screen_page import COLOURS, Around, screen_page, screen_words

PLAYING = State(plan())
QUIET = View(PLAYING, level=-60.0, background=-60.0, backlog=0, lost=0, heard="")


def shown(
    view: View = QUIET,
    around: Around | None = None,
    *,
    heard: bool = False,
    language: str = "en",
    size: tuple[int, int] = (100, 40),
) -> str:
    console = Console(width=size[0], force_terminal=False)
    page = screen_page(view, around or Around(), screen_words(language), size, show_heard=heard)
    with console.capture() as captured:
        console.print(page)
    return captured.get()


def with_state(**changes: object) -> View:
    return replace(QUIET, state=replace(PLAYING, **changes))  # type: ignore[arg-type]


IN_MODE: Mapping[Mode, Mapping[str, object]] = {
    Mode.UNARMED: {"phase": Mode.UNARMED},
    Mode.ARMED: {"phase": Mode.ARMED},
    Mode.PLAYING: {},
    Mode.SLOW: {"slow": True},
    Mode.RESTING: {"phase": Mode.RESTING},
    Mode.CHECKING_IN: {"check_in": CheckIn(answer_by=frames(12))},
    Mode.STOPPED: {"stop": Stop(latched=True)},
    Mode.CLOSING: {"closing": Closing(ends_at=frames(12))},
}


def test_every_place_has_a_colour_of_its_own_meaning() -> None:
    assert COLOURS.keys() == set(Place)
    assert COLOURS[Place.STOPPED] not in [COLOURS[each] for each in Place if each != Place.STOPPED]


@pytest.mark.parametrize("language", languages())
def test_every_language_has_a_word_for_every_place(language: str) -> None:
    words = screen_words(language)
    assert words.places.keys() == set(Place)
    assert len(set(words.places.values())) == len(Place)


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("mode", Mode)
def test_the_state_is_said_in_words(language: str, mode: Mode) -> None:
    view = with_state(**IN_MODE[mode])
    assert screen_words(language).places[mode] in shown(view, language=language)


def test_the_state_is_large_where_there_are_large_letters() -> None:
    assert shown().count("|") > 10
    assert shown(language="ko").count("진행 중") == 2


def test_when_it_asks_next_and_until_when_it_waits() -> None:
    due = Schedule(check_in_at=frames(125))
    assert "next check-in   2:05" in shown(with_state(schedule=due))
    waiting = with_state(**IN_MODE[Mode.CHECKING_IN], schedule=due, now=frames(3))
    assert "answer within   0:09" in shown(waiting)
    assert "next check-in" not in shown(waiting)
    assert "next check-in" not in shown(with_state(**IN_MODE[Mode.STOPPED], schedule=due))


def test_what_the_ears_do() -> None:
    assert "listening" in shown()
    assert "catching up" in shown(replace(QUIET, backlog=frames(1)))
    assert "lost: 0.5 s" in shown(replace(QUIET, lost=frames(0.5)))


def test_who_is_deaf_never_looks_alive() -> None:
    """Law 1: a fault, or a loop that does not answer any more, is the first thing that is seen."""
    for view, around in (
        (with_state(hearing=Hearing(faults=frozenset({Fault.NO_FRAMES}))), Around()),
        (QUIET, Around(hangs=True)),
    ):
        page = shown(view, around)
        assert "cannot hear" in page
        assert "listening" not in page
        assert "playing" not in page


@pytest.mark.parametrize(("level", "filled"), [(0.0, 40), (-45.0, 20), (-72.0, 8), (-90.0, 0)])
def test_the_bar_follows_the_level_and_a_quiet_room_is_not_nothing(
    level: float, filled: int
) -> None:
    assert shown(replace(QUIET, level=level)).count("\u2588") == filled


def test_what_plays_and_what_each_does_and_what_went_wrong() -> None:
    players = (PlayerState("mpv", Doing.LOW), PlayerState("VLC", Doing.REFUSES))
    page = shown(replace(QUIET, says="Stopping."), Around(players, ("no bus [x]", "and more")))
    assert "mpv (low), VLC (does not obey)" in page
    assert "Stopping." in page
    assert "no bus [x]" in page
    assert "and more" in page
    assert "nothing to control" in shown(around=Around(players=()))
    assert "nothing to control" not in shown()


@pytest.mark.parametrize("language", languages())
def test_every_language_has_words_for_all_that_is_shown(language: str) -> None:
    words = screen_words(language)
    assert words.doings.keys() == set(Doing)
    assert set(Fault) <= words.faults.keys()
    assert words.signs.keys() == set(Sign)


def test_signals_without_words_are_named_where_they_are_listened_for() -> None:
    state = new_session(plan({"signals": {"stop": ["hums"]}}))
    assert "three hums" in shown(replace(QUIET, state=state))
    assert "three knocks" not in shown(replace(QUIET, state=state))
    assert "without words" not in shown()


def test_a_signal_of_one_person_is_shown_with_the_name() -> None:
    people = [{"name": "Ann", "signals": {"stop": ["hums"]}}, {"name": "Ben"}]
    state = new_session(plan({"signals": {"slow": ["knocks"]}, "people": people}))
    row = next(line for line in shown(replace(QUIET, state=state)).splitlines() if "hums" in line)
    assert "three hums (Ann) \u00b7 three knocks" in row
    assert "Ben" not in row


def test_what_is_deaf_or_mute_is_said_in_words() -> None:
    down = shown(with_state(hearing=Hearing(faults=frozenset({Fault.TURNED_DOWN}))))
    assert "cannot hear you: the microphone is turned down" in down
    mute = shown(with_state(hearing=Hearing(faults=frozenset({Fault.UNHEARD}))))
    assert "you cannot hear me: the loudspeaker is mute or gone" in mute


SMALL = (40, 12)


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("mode", Mode)
def test_a_small_terminal_shows_the_state_in_words_and_the_deafness_first(
    language: str, mode: Mode
) -> None:
    words = screen_words(language)
    players = (PlayerState("mpv", Doing.PLAYING),)
    deaf = with_state(**IN_MODE[mode], hearing=Hearing(faults=frozenset({Fault.DIGITAL_SILENCE})))
    lines = shown(deaf, Around(players), language=language, size=SMALL).splitlines()
    seen = " ".join(" ".join(lines[: SMALL[1]]).split())
    assert words.places[Place.FAULTY] in lines[0]
    assert words.deaf in seen
    assert words.players in seen
    well = shown(with_state(**IN_MODE[mode]), Around(players), language=language, size=SMALL)
    assert words.places[mode] in well.splitlines()[0]


@pytest.mark.parametrize("width", range(20, 130, 5))
@pytest.mark.parametrize("height", [8, 12, 24, 40])
def test_no_line_is_wider_than_the_terminal(width: int, height: int) -> None:
    for mode in Mode:
        page = shown(with_state(**IN_MODE[mode]), size=(width, height))
        assert max(len(line.rstrip()) for line in page.splitlines()) <= width


def test_who_ends_does_not_look_as_if_it_listened() -> None:
    for hangs in (False, True):
        ended = replace(QUIET, says="I do not hear you any more.", ended=True)
        page = shown(ended, Around(hangs=hangs))
        assert "no longer listening" in page
        assert "ears         listening" not in page
        assert "you can say" not in page


def after(*names: Name, before: bool = False) -> State:
    """The state after these were said."""
    state = new_session(plan({"before": {"ask": before}}))
    for name in names:
        state = decide(state, signal(name)).state
    return state


STATES = {
    "resume": after(Name.STOP),
    "yes resume": after(Name.STOP, Name.RESUME),
    "we're ready": after(before=True),
    "no": after(Name.READY, before=True),
    "next": after(Name.AFTERCARE),
    "green": after(Name.SLOW),
    "let's begin": after(Name.AFTERCARE, Name.DONE),
    "i'm good": after(Name.CHECK_IN),
    "check in": after(),
    "do you hear me": after(Name.END),
}


@pytest.mark.parametrize("said", STATES)
def test_what_can_be_said_now_is_shown_and_has_an_effect(said: str) -> None:
    state = STATES[said]
    phrases = can_say(state)
    assert said in phrases
    assert not {each for name in STOPS for each in state.plan.lexicon.phrases[name]} & set(phrases)
    page = shown(replace(QUIET, state=state))
    for phrase in phrases:
        assert phrase in page
        name = state.plan.lexicon.meaning[same_key(phrase)]
        assert decide(state, signal(name)) != Decision(state), phrase


def test_words_that_were_heard_are_shown_only_where_people_asked_for_it() -> None:
    view = replace(QUIET, heard="pineapple")
    assert "pineapple" not in shown(view)
    assert "pineapple" in shown(view, heard=True)


# ---- The thread that draws. -------------------------------------------------------------------


class Paper:
    """A terminal that keeps what is written, and can get stuck."""

    def __init__(self) -> None:
        self.text = ""
        self.flows = threading.Event()
        self.flows.set()

    def write(self, text: str) -> int:
        self.flows.wait()
        self.text += text
        return len(text)

    def flush(self) -> None:
        pass

    def isatty(self) -> bool:
        return True


def screen_on(paper: Paper, *, keys: bool = False) -> Screen:
    console = Console(file=paper, width=100, height=40, force_terminal=True)  # type: ignore[arg-type]
    return Screen(console, "en", show_heard=False, keys=keys, warnings=["run chmod"])


MPV = PlayerState("mpv", Doing.HELD)
ANY_KEY = "any key in this window: stop"


def test_it_draws_the_newest_view_and_tells_of_speech_players_and_faults() -> None:
    paper = Paper()
    with screen_on(paper) as screen:
        screen.players = lambda: [MPV]
        screen.tell(Happening(0, Kind.FAULT, "frames_dropped", {"frames": 3}))
        screen.tell(
            Happening(
                0, Kind.FAULT, "out_of_reach", {"present": True, "bus": True, "programs": ["vlc"]}
            )
        )
        screen.tell(Happening(0, Kind.FAULT, "loudspeaker_gone", {"present": True}))
        screen.tell(Happening(0, Kind.FAULT, "loudspeaker_gone", {"present": False}))
        screen.watch(QUIET)
        screen.watch(replace(with_state(**IN_MODE[Mode.STOPPED]), says="Stopping."))
        for text in (
            "stopped",
            "Stopping.",
            "some sound was lost",
            "mpv (held)",
            "run chmod",
            "paused: vlc",
        ):
            wait_until(lambda text=text: text in paper.text, 10, text)  # type: ignore[misc]
    assert "playing" not in paper.text
    assert "loudspeaker gone" not in paper.text


def test_keys_are_offered_until_who_takes_them_is_lost() -> None:
    paper = Paper()
    with screen_on(paper, keys=True) as screen:
        screen.watch(QUIET)
        wait_until(lambda: ANY_KEY in paper.text, 10, ANY_KEY)
        screen.watch(with_state(hearing=Hearing(faults=frozenset({Fault.GUARDIAN_LOST}))))
        wait_until(lambda: "cannot hear" in paper.text, 10, "the fault")
        paper.text = ""
        screen.watch(QUIET)
        wait_until(lambda: "playing" in paper.text, 10, "the end of the fault")
    assert ANY_KEY not in paper.text


def test_a_loop_that_hangs_is_shown_as_deaf() -> None:
    paper = Paper()
    with screen_on(paper) as screen:
        screen.watch(QUIET)
        wait_until(lambda: "cannot hear" in paper.text, HANGS + 10, "the end of trust")


def test_a_screen_that_fails_says_so_and_lets_the_session_go_on(
    capfd: pytest.CaptureFixture[str],
) -> None:
    class Broken(Paper):
        def write(self, text: str) -> int:
            if "playing" in text:
                raise ValueError("no such letter")
            return super().write(text)

    with screen_on(Broken()) as screen:
        screen.watch(QUIET)
        said = []

        def told() -> bool:
            said.append(capfd.readouterr().err)
            return "listens on" in "".join(said)

        wait_until(told, 10, "the end of the screen")
        screen.watch(QUIET)
    assert "no such letter" in "".join(said)


def test_players_that_cannot_be_asked_do_not_end_the_screen() -> None:
    def broken() -> list[PlayerState]:
        raise ValueError

    paper = Paper()
    with screen_on(paper) as screen:
        screen.players = broken
        screen.watch(QUIET)
        wait_until(lambda: "playing" in paper.text, 10, "the screen")
        screen.watch(with_state(**IN_MODE[Mode.STOPPED]))
        wait_until(lambda: "stopped" in paper.text, 10, "the next state")


def test_a_stuck_terminal_and_a_hung_player_do_not_make_the_loop_wait() -> None:
    paper = Paper()
    hung = threading.Event()
    with screen_on(paper) as screen:
        screen.players = lambda: [MPV] * hung.wait()
        screen.watch(QUIET)
        wait_until(lambda: "playing" in paper.text, 10, "the screen beside a hung player")
        paper.flows.clear()
        began = time.monotonic()
        for _ in range(1000):
            screen.watch(QUIET)
        took = time.monotonic() - began
        paper.flows.set()
        hung.set()
    assert took < HANGS
