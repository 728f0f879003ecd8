"""OpenVoiceOS: its real bus and core with the skill in it, and a real session on the other side."""

import tomllib
from importlib.metadata import Distribution, distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from bench.ovos_locale import OUT, TAGS, asked, dialogs, locale
from intents.agreement import Limits
from intents.faults import Fault
from intents.messages import Say
from intents.names import PERMISSIVE, Name
from intents.phrases import triggers_in
from intents.state import Hears, Mode
from intents.words import normalise, same_key
from tests.fixtures.clips import spoken as recorded
from tests.fixtures.control import PLAYING, Panel, Running, running
from tests.fixtures.ovos import ENVIRONMENT, ROOT, Ovos
from tests.fixtures.waiting import wait_until
from tests.intents.test_phrases import LANGUAGES, heard, spoken
from voice.control import place
from voice.ovos.asking import INTENTS
from voice.telling.happening import Kind

STATE, STOP = "safeword.state", "safeword.stop"


def says(language: str, *names: str) -> list[str]:
    """The one sentence, or those after each other, that OpenVoiceOS says."""
    return [" ".join(dict(dialogs(language))[name] for name in names)]


def prompts(session: Running) -> list[object]:
    """What the session itself said."""
    return [each.more["prompt"] for each in session.told if each.name == Say.name]


@pytest.fixture
def runtime(ovos: Ovos, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A session of these tests is found by that OpenVoiceOS."""
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(ovos.runtime))
    return ovos.runtime


# ---- What people ask OpenVoiceOS. --------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "utterance", "answer"),
    [
        ("en", "are you listening", "nobody"),
        ("en", "what are our limits", "nobody"),
        ("en", "start aftercare", "nobody"),
        ("de", "wie steht es um die session", "nobody"),
        ("es", "cómo va la sesión", "nobody"),
        ("fr", "où en est la séance", "nobody"),
        ("ko", "세션 상태 알려줘", "nobody"),
        ("en", "red", "not_taken"),
        ("en", "safe word", "not_taken"),
        ("ko", "노란불", "not_taken"),
    ],
)
def test_where_nobody_listens_it_says_so(
    ovos: Ovos, language: str, utterance: str, answer: str
) -> None:
    assert ovos.answers(utterance, TAGS[language]) == says(language, answer)


def test_whether_it_listens_is_the_truth_of_that_moment(ovos: Ovos, session: Running) -> None:
    """Law 1."""
    assert ovos.answers("are you listening") == says("en", "hears_well", "state_playing")
    assert ovos.answers("wie steht es um die session", "de-de") == says(
        "de", "hears_well", "state_playing"
    )
    session.room.faults = frozenset({Fault.DIGITAL_SILENCE})
    ovos.bus.wait_for(STATE, listening=False, state="stopped")
    assert ovos.answers("are you listening") == says("en", "hears_faulty")
    session.room.moves.clear()
    assert ovos.answers("are you listening") == says("en", "no_answer")
    assert ovos.answers("red") == says("en", "not_taken")
    assert {name for name, _ in session.heard()} <= {"stop"}


def test_limits_are_read_by_the_session_and_are_on_no_bus(ovos: Ovos, runtime: Path) -> None:
    assert place.path().is_relative_to(runtime)
    before = len(ovos.bus.seen)
    with running(PLAYING.model_copy(update={"together": Limits(hard=("feathers",))})) as session:
        ovos.bus.wait_for(STATE, since=before, listening=True)
        for utterance in ("what are our limits", "what are our hard limits", "what about rope"):
            assert ovos.answers(utterance) == []
    registered = ("padatious:register_intent", "detach_intent")
    assert not any(ovos.bus.of(kind, before) for kind in registered), "engines are deaf meanwhile"
    assert [name for name, _ in session.heard()] == [Name.LIMITS] * 3
    assert prompts(session).count("together_hard") == 3
    assert "feathers" in str([each.more for each in session.told])
    assert "feathers" not in str(ovos.bus.seen[before:])


def test_what_about_something_is_ours_only_while_a_session_is_there(
    ovos: Ovos, runtime: Path
) -> None:
    """Else who asks an assistant "what about london?" would be read limits, or told of them."""
    assert place.path().is_relative_to(runtime)
    asked_about = [
        ("de", "was ist mit seilen"),
        ("en", "what are sam's hard limits"),
        ("ko", "밧줄은 어때"),
    ]
    for language, utterance in asked_about:
        assert ovos.answers("what about london") is None
        before = len(ovos.bus.seen)
        with running():
            ovos.bus.wait_for(STATE, since=before, listening=True)
            assert ovos.answers(utterance, TAGS[language]) == []
            assert ovos.answers("what about tomorrow") is None
            assert ovos.answers("play something else") is None
        ovos.bus.wait_for(STATE, since=before, listening=False)


def test_a_check_in_is_asked_by_the_session_and_nobody_speaks_into_it(
    ovos: Ovos, session: Running
) -> None:
    """Law 5: being asked again does not put off what follows from silence."""
    assert ovos.answers("check in") == []
    assert ovos.answers("let's check in") == []
    assert ovos.answers("what are our limits") == says("en", "refused")
    assert session.heard() == [("check_in", ["control"])]
    assert ovos.answers("are you listening") == says("en", "hears_well", "state_checking_in")


def test_aftercare_begins_after_a_stop_and_takes_nobody_the_check_ins(
    ovos: Ovos, session: Running
) -> None:
    assert ovos.answers("start aftercare") == says("en", "refused")
    assert session.heard() == []
    assert ovos.answers("red") == []
    assert ovos.answers("start aftercare") == []
    assert session.heard() == [("stop", ["control"]), ("aftercare", ["control"])]
    assert "aftercare_intro" in prompts(session)
    assert ovos.answers("are you listening") == says("en", "hears_well", "state_stopped")


def test_what_lets_things_go_on_is_asked_of_nobody(ovos: Ovos, session: Running) -> None:
    """Law 4."""
    assert ovos.answers("red") == []
    for utterance in ("green", "we're good", "resume", "yes resume", "end the session"):
        assert ovos.answers(utterance) is None
    assert session.heard() == [("stop", ["control"])]


# ---- What the bus is told. ---------------------------------------------------------------------


def test_state_and_stop_are_told_while_there_are_signs_of_life(ovos: Ovos, runtime: Path) -> None:
    before = len(ovos.bus.seen)
    with running() as session:
        ovos.bus.wait_for(STATE, since=before, listening=True, state="playing")
        assert ovos.bus.of(STOP, before) == []
        with Panel(runtime / "safeword" / "control.sock") as panel:
            assert panel.asked("slow")["done"]
            ovos.bus.wait_for(STATE, since=before, state="slow")
            assert panel.asked("stop")["done"]
            ovos.bus.wait_for(STATE, since=before, state="stopped")
        stopped = len(ovos.bus.seen)
        wait_until(lambda: len(ovos.bus.of(STATE, stopped)) >= 2, 10, "signs of life")
        session.room.moves.clear()
        ovos.bus.wait_for(STATE, since=stopped, listening=False, state=None)
    assert ovos.bus.of(STOP, before) == [{}]
    assert {tuple(each) for each in ovos.bus.of(STATE, before)} == {("listening", "state")}


def test_danger_needs_no_bus(ovos: Ovos, session: Running) -> None:
    """The session does not know that it is gone, and the skill tells of it when it is back."""
    before = len(ovos.bus.seen)
    ovos.bus.wait_for(STATE, since=before, listening=True)
    ovos.bus.kill()
    with Panel(place.path()) as panel:
        panel.ask("watch")
        panel.wait_for("beat", "heard", faults=[])
        assert panel.asked("stop")["state"] == "stopped"
        panel.wait_for("beat", "heard", faults=[], state="stopped")
    assert session.heard() == [("stop", ["control"])]
    assert not [
        each for each in session.told if each.kind is Kind.FAULT and each.name in set(Fault)
    ]
    ovos.bus.start()
    ovos.bus.wait_for(STATE, since=len(ovos.bus.seen), listening=True, state="stopped")
    assert ovos.answers("are you listening") == says("en", "hears_well", "state_stopped")


# ---- Its listener, with our ears for a hotword. -------------------------------------------------


def test_a_hotword_that_its_listener_hears_with_our_ears_stops_a_session(
    ovos: Ovos, session: Running
) -> None:
    """What is said in the room comes out as a stop; without the hotword it would be for nobody."""
    before = len(ovos.bus.seen)
    with ovos.listening_to(recorded("yellow__bm_george", "red__af_bella")):
        wait_until(session.heard, 30, "the stop")
    assert session.heard() == [("stop", ["control"])]
    assert ovos.bus.of("recognizer_loop:utterance", before) == [
        {"utterances": ["red"], "lang": "en-us"}
    ]


# ---- What it is asked and says, as data. -------------------------------------------------------


def test_the_locale_is_what_the_command_writes() -> None:
    there = {
        path.relative_to(OUT).as_posix(): path.read_text(encoding="utf-8")
        for path in OUT.rglob("*.*")
    }
    assert there == locale(), "run python -m bench.ovos_locale"


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_is_asked_and_said_in_every_language(language: str) -> None:
    assert all(list(asked(language, intent)) for intent in INTENTS)
    states = {f"state_{mode}" for mode in Mode} | {f"hears_{hears}" for hears in Hears}
    others = {"nobody", "no_answer", "refused", "not_taken"}
    assert dict(dialogs(language)).keys() == states | others


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_asks_it_says_the_same_as_to_safeword(language: str) -> None:
    """So people need to know one way to say it; no phrase was forgotten or made up."""
    lexicon = spoken(language)
    for name, intent in INTENTS.items():
        plain = {phrase for each in intent.phrases for phrase in lexicon.language.plain[each]}
        assert plain <= set(asked(language, name))
        for phrase in asked(language, name):
            meaning = heard(phrase, language)
            if intent.phrases:
                assert meaning is not None, phrase
                assert meaning.name in intent.phrases, phrase
            else:
                assert meaning is None, phrase


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_that_it_says_is_taken_for_somebody_in_the_room(language: str) -> None:
    """Nor is its own name in it, which sounds like the house word."""
    for name, sentence in dialogs(language):
        assert not triggers_in(sentence, spoken(language)), name
        answers = triggers_in(sentence, spoken(language), question=True)
        assert not {spoken(language).meaning[same_key(each)] for each in answers} & PERMISSIVE, name
        assert heard(sentence, language) is None, name
        assert "safe" not in sentence.lower()
        chosen = {"stop", "slow", "go", "okay", "pause", "wait"}
        assert not chosen & set(normalise(sentence).split()), name


# ---- Both in one environment. ------------------------------------------------------------------


def test_our_bounds_can_be_met_beside_openvoiceos() -> None:
    """`pip install 'safeword-voice[ovos]'` where OpenVoiceOS is."""
    there: dict[str, Distribution] = {
        each.name.lower().replace("_", "-"): each
        for each in distributions(path=[str(*ENVIRONMENT.glob("lib/python3.*/site-packages"))])
    }
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = (*project["dependencies"], *project["optional-dependencies"]["ovos"])
    wanted = [Requirement(line) for line in lines]
    met = {
        each.name: each.specifier.contains(there[each.name.lower()].version)
        for each in wanted
        if each.name.lower() in there
    }
    assert all(met.values()), met
    assert {"filelock", "rich", "requests", "pyyaml", "ovos-workshop"} <= met.keys()
