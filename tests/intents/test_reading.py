"""The limits by voice: whole, in part, by person, and narrower."""

import pytest

from intents.messages import CutSpeech, Restore, Say, Soften, Spoke
from intents.names import Name
from intents.state import Mode
from tests.intents.story import Story, after, quiet, started

CLOSE = "Anything not on the list is a no until you both agree."
NOT_LISTED = "That is not on your list, so it is a no until you both agree."


def asked(topic: str, name: Name = Name.ABOUT, **agreement: object) -> list[str]:
    """What is said when somebody asks about this."""
    story = Story.of(**agreement)
    story.hears(name, topic=topic)
    return story.texts


@pytest.mark.parametrize("mode", [Mode.PLAYING, Mode.SLOW, Mode.CHECKING_IN, Mode.STOPPED])
def test_the_limits_are_read_hard_ones_first(mode: Mode) -> None:
    said = {Mode.SLOW: [Name.SLOW], Mode.CHECKING_IN: [Name.CHECK_IN], Mode.STOPPED: [Name.STOP]}
    story = after(*said.get(mode, []))
    story.hears(Name.LIMITS)
    assert CutSpeech() in story.effects
    assert story.texts == [
        "Hard limits of Ann: needles, marks.",
        "Hard limits of Ben: names.",
        "Soft limits of Ann: ice.",
        "Ann would like: rope.",
        "Ben would like: a long evening.",
        CLOSE,
    ]
    assert story.state.mode is mode


def test_the_music_is_low_while_limits_are_read() -> None:
    story = started()
    assert story.hears(Name.LIMITS)[0] == Soften()
    first, last = story.state.speech.utterances - 6, story.state.speech.utterances - 1
    assert story.happens(*map(Spoke, range(first, last))) == []
    assert story.happens(Spoke(last)) == [Restore()]


def test_what_both_agreed_on_is_read_without_whose_it_was() -> None:
    together = {"hard": ["knives"], "soft": ["candles"], "wants": ["music"]}
    story = Story.of(people=[], together=together)
    story.hears(Name.LIMITS)
    assert story.texts == [
        "Hard limits for both: knives.",
        "With care: candles.",
        "Both would like: music.",
        CLOSE,
    ]


def test_without_limits_it_says_so_and_what_that_means() -> None:
    story = Story.of(people=[])
    story.hears(Name.LIMITS)
    assert story.texts == ["No limits were written down.", CLOSE]


def test_the_hard_ones_alone() -> None:
    assert asked("", Name.HARD_LIMITS) == [
        "Hard limits of Ann: needles, marks.",
        "Hard limits of Ben: names.",
        CLOSE,
    ]


def test_the_hard_ones_of_one_person() -> None:
    assert asked("ben", Name.HARD_LIMITS) == ["Hard limits of Ben: names.", CLOSE]


@pytest.mark.parametrize("topic", ["rope", "Ropes"])
def test_one_thing_that_is_liked(topic: str) -> None:
    assert asked(topic) == ["Ann would like: rope.", CLOSE]


def test_one_thing_that_must_not_be() -> None:
    assert asked("mark") == ["Hard limits of Ann: marks.", CLOSE]


@pytest.mark.parametrize("topic", ["ben", "Ben's"])
def test_one_person(topic: str) -> None:
    assert asked(topic) == ["Hard limits of Ben: names.", "Ben would like: a long evening.", CLOSE]


@pytest.mark.parametrize("topic", ["spanking", "rope and spanking", "robe", "dice"])
def test_what_is_not_listed_is_a_no(topic: str) -> None:
    assert asked(topic) == [NOT_LISTED]


@pytest.mark.parametrize(
    ("topic", "limit", "listed"),
    [
        ("spanking", "spank", True),
        ("spank", "a light spanking, by hand", True),
        ("light spanking", "a light spanking, by hand", True),
        ("spa", "spanking", False),
        ("ice", "nice words", False),
        ("뺨때리기", "뺨 때리기", True),
        ("밧줄", "밧줄로 묶기", True),
        ("밧줄", "사진", False),
    ],
)
def test_how_alike_a_topic_must_be(topic: str, limit: str, *, listed: bool) -> None:
    people = [{"name": "Ann", "wants": [limit]}]
    assert (asked(topic, people=people) != [NOT_LISTED]) is listed


# ---- Narrower, never wider. ------------------------------------------------------------------


def test_a_limit_for_tonight_is_said_back_and_read_among_the_hard_ones() -> None:
    story = started()
    story.hears(Name.NARROW, topic="slapping")
    assert story.texts == ["Added for tonight: no slapping."]
    quiet(story).hears(Name.HARD_LIMITS)
    assert story.texts[2:] == ["Added tonight: no slapping.", CLOSE]
    quiet(story).hears(Name.ABOUT, topic="slapping")
    assert story.texts == ["Added tonight: no slapping.", CLOSE]


def test_what_was_liked_and_is_now_a_no_is_read_as_a_no_first() -> None:
    story = started()
    story.hears(Name.NARROW, topic="rope")
    quiet(story).hears(Name.ABOUT, topic="rope")
    assert story.texts == ["Added tonight: no rope.", "Ann would like: rope.", CLOSE]


def test_a_limit_is_added_once() -> None:
    story = started()
    story.hears(Name.NARROW, Name.NARROW, topic="slapping")
    assert story.state.tonight == ("slapping",)


def test_only_the_loudspeaker_gets_words_that_were_heard() -> None:
    story = started()
    story.hears(Name.NARROW, topic="slapping")
    quiet(story).hears(Name.LIMITS)
    says = [effect for effect in story.effects if isinstance(effect, Say)]
    assert [say.prompt for say in says if say.heard] == ["tonight"]


def test_a_limit_that_would_sound_like_a_request_is_kept_but_never_said() -> None:
    story = started()
    story.hears(Name.NARROW, topic="check in")
    assert story.prompts == ["narrowed_unsaid"]
    quiet(story).hears(Name.LIMITS)
    assert "tonight" not in story.prompts
    assert story.state.tonight == ("check in",)


@pytest.mark.parametrize("name", ["shawn", "bennett"])
def test_a_name_that_is_not_known_gets_all_hard_limits(name: str) -> None:
    """It may be a name that was heard as another one: never say that there are none."""
    story = quiet(Story.of())
    story.hears(Name.HARD_LIMITS, topic=name)
    assert story.prompts == ["limits_hard", "limits_hard", "limits_close"]


def test_a_persons_hard_limits_come_with_those_that_have_no_name() -> None:
    story = quiet(Story.of(together={"hard": ["photographs"]}))
    story.hears(Name.HARD_LIMITS, topic="ann")
    assert story.prompts == ["together_hard", "limits_hard", "limits_close"]


def test_no_limits_is_only_said_where_there_are_none() -> None:
    only_soft = quiet(Story.of(people=[{"name": "Ann", "soft": ["ice"]}]))
    only_soft.hears(Name.HARD_LIMITS)
    assert only_soft.prompts == ["limits_close"]
    unsayable = quiet(Story.of(people=[]))
    unsayable.hears(Name.NARROW, topic="check in")
    quiet(unsayable).hears(Name.LIMITS)
    assert unsayable.prompts == ["narrowed_unsaid", "limits_close"]
    nothing = quiet(Story.of(people=[]))
    nothing.hears(Name.LIMITS)
    assert nothing.prompts == ["limits_none", "limits_close"]
