"""The agreement, made ready to be spoken and counted."""

import pytest

from intents.agreement import agreement_from
from intents.clock import FRAME_RATE, frames, seconds
from intents.errors import AgreementProblem
from intents.limits import read_out
from intents.phrases import lexicon_for
from intents.plan import Plan, draft_plan, echoes_in
from tests.intents.story import BOTH, english, english_prompts, plan


def texts(made: Plan) -> list[str]:
    return [text for _, text in read_out(made.limits, (), made.prompts)]


def test_hard_limits_of_everyone_come_before_all_else() -> None:
    together = {"hard": ["knives"], "wants": ["music"]}
    assert texts(plan({**BOTH, "together": together})) == [
        "Hard limits for both: knives.",
        "Hard limits of Ann: needles, marks.",
        "Hard limits of Ben: names.",
        "Soft limits of Ann: ice.",
        "Both would like: music.",
        "Ann would like: rope.",
        "Ben would like: a long evening.",
    ]


def test_braces_in_what_people_write_are_only_braces() -> None:
    odd = plan({"people": [{"name": "{items}", "hard": ["{person}", "{x"]}]})
    assert texts(odd) == ["Hard limits of {items}: {person}, {x."]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("I love you \u2764\ufe0f\U0001f534\U0001f49b", None),
        ("Take 99 breaths", "ninety nine"),
        ("99% of it", "ninety nine"),
        ("re\u00add wine", "red"),
        ("\uff52\uff45\uff44 wine", "red"),
        ("red.wine", "red"),
        ("I can\u00b4t", "i can't"),
    ],
)
def test_what_is_looked_at_is_what_the_voice_says(text: str, word: str | None) -> None:
    words = {"stop": ["red", "red heart", "red circle", "ninety nine", "i can't"]}
    ways: list[dict[str, object]] = [
        {"people": [{"name": "Ann", "after_stop": {"says": text}}]},
        {"people": [{"name": "Ann", "hard": [text]}]},
        {"people": [{"name": text, "hard": ["ice"]}]},
        {"aftercare": {"steps": [text]}},
        {"before": {"questions": [text]}},
    ]
    for way in ways:
        if word is None:
            plan({"words": words, **way})
        else:
            with pytest.raises(AgreementProblem, match=f"hear itself say '{word}'"):
                plan({"words": words, **way})


def test_own_aftercare_replaces_that_of_the_language() -> None:
    own = plan(BOTH).aftercare
    assert [step.lines for step in own] == [("Water.",), ("A blanket.",), ("Sleep.",)]
    usual = plan({"people": [{"name": "Ann"}]}).aftercare
    assert len(usual) == len(english_prompts().aftercare)
    assert "Ann, say something kind, and say what felt good." in usual[4].lines


def test_times_are_counted_in_frames() -> None:
    own = plan(
        {
            "check_in": {
                "every_minutes": 1.5,
                "answer_seconds": 20,
                "session_minutes": 10,
                "silence_seconds": 30,
            }
        }
    )
    assert own.check_in_every == 90 * FRAME_RATE
    assert own.answer_within == 20 * FRAME_RATE
    assert own.session_length == 600 * FRAME_RATE
    assert own.silence_after == 30 * FRAME_RATE


def test_who_is_new_is_asked_every_five_minutes_and_keeps_it_short() -> None:
    new = plan()
    assert new.check_in_every == 5 * 60 * FRAME_RATE
    assert new.session_length is not None
    assert new.silence_after is None


def test_who_knows_it_is_asked_less_often() -> None:
    every = [plan({"experience": each}).check_in_every for each in ("new", "some", "long")]
    minutes = [each // (60 * FRAME_RATE) for each in every if each is not None]
    assert minutes == [5, 10, 20]
    assert plan({"experience": "long"}).session_length is None


def test_never_is_never() -> None:
    never = plan({"check_in": {"every_minutes": 0, "session_minutes": 0}})
    assert never.check_in_every is None
    assert never.session_length is None


def test_frames_and_seconds_are_each_other_s_inverse() -> None:
    assert frames(0.5) == 8_000
    assert seconds(8_000) == 0.5


@pytest.mark.parametrize(
    ("data", "word"),
    [
        ({"people": [{"name": "Ann", "hard": ["red marks"]}]}, "red"),
        ({"people": [{"name": "Red", "soft": ["ice"]}]}, "red"),
        ({"aftercare": {"steps": ["Say you are DONE!"]}}, "done"),
        ({"words": {"stop": ["Stopping"]}}, "stopping"),
        ({"words": {"slow": ["off"]}}, "off"),
        ({"check_in": {"phrases": ["how is everyone"]}}, "how is everyone"),
        ({"words": {"go": ["water"]}}, "water"),
        ({"before": {"questions": ["Is red enough?"]}}, "red"),
        ({"before": {"questions": ["Do you all say yes?"]}}, "yes"),
        ({"together": {"soft": ["red candles"]}}, "red"),
        ({"people": [{"name": "Ann", "after_stop": {"says": "Say green."}}]}, "green"),
        ({"people": [{"name": "Ann", "after_stop": {"calls": "Red"}}]}, "red"),
        ({"people": [{"name": "Red"}]}, "red"),
    ],
)
def test_it_never_says_what_it_listens_for(data: dict[str, object], word: str) -> None:
    with pytest.raises(AgreementProblem, match=f"hear itself say '{word}'"):
        plan(data)


def test_a_word_that_only_an_unused_step_contains_may_be_agreed() -> None:
    own = plan({"words": {"stop": ["blanket"]}, "aftercare": {"steps": ["Sleep."]}})
    assert own.aftercare[0].lines == ("Sleep.",)


@pytest.mark.parametrize("tier", ["stop", "slow", "go"])
@pytest.mark.parametrize(
    "word",
    [
        "stop",
        "slow",
        "go",
        "okay",
        "wait",
        "pause",
        "mercy",
        "pineapple",
        "safe word",
    ],
)
def test_no_prompt_stands_in_the_way_of_a_usual_choice(tier: str, word: str) -> None:
    plan({"words": {tier: [word]}})


def test_every_echo_is_found_at_once() -> None:
    data = {"people": [{"name": "Ann", "hard": ["red marks"], "soft": ["green ink"]}]}
    agreement = agreement_from(data, "x")
    draft = draft_plan(agreement, english_prompts(), lexicon_for(agreement, english()))
    assert [("red" in echo, "green" in echo) for echo in echoes_in(draft)] == [
        (True, False),
        (False, True),
    ]
    assert echoes_in(plan(BOTH)) == ()
