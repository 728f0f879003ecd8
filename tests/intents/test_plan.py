"""The agreement, made ready to be spoken and counted."""

import pytest

from intents.clock import FRAME_RATE, frames, seconds
from intents.errors import AgreementProblem
from tests.intents.story import BOTH, english_prompts, plan


def test_hard_limits_of_everyone_come_before_all_else() -> None:
    assert plan(BOTH).limits == (
        "Hard limits of Ann: needles, marks.",
        "Hard limits of Ben: names.",
        "Soft limits of Ann: ice.",
        "Ann would like: rope.",
        "Ben would like: a long evening.",
        "Anything not on the list is a no until you both agree.",
    )


def test_without_limits_it_says_so_and_what_that_means() -> None:
    assert plan({"people": [{"name": "Ann"}]}).limits == (
        "No limits were written down.",
        "Anything not on the list is a no until you both agree.",
    )


def test_braces_in_what_people_write_are_only_braces() -> None:
    odd = plan({"people": [{"name": "{items}", "hard": ["{person}", "{"]}]})
    assert odd.limits[0] == "Hard limits of {items}: {person}, {."


def test_own_aftercare_replaces_that_of_the_language() -> None:
    assert plan(BOTH).aftercare == ("Water.", "A blanket.", "Sleep.")
    assert plan().aftercare == english_prompts().aftercare


def test_times_are_counted_in_frames() -> None:
    own = plan({"check_in": {"every_minutes": 1.5, "answer_seconds": 20}})
    assert own.check_in_every == 90 * FRAME_RATE
    assert own.answer_within == 20 * FRAME_RATE
    assert plan().check_in_every is None


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
    ],
)
def test_it_never_says_what_it_listens_for(data: dict[str, object], word: str) -> None:
    with pytest.raises(AgreementProblem, match=f"hear itself say '{word}'"):
        plan(data)


def test_a_word_that_only_an_unused_step_contains_may_be_agreed() -> None:
    own = plan({"words": {"stop": ["blanket"]}, "aftercare": {"steps": ["Sleep."]}})
    assert own.aftercare == ("Sleep.",)


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
