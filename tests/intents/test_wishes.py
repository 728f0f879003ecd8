"""What people answered alone, and what of it becomes known."""

from hypothesis import given
from hypothesis import strategies as st

from intents.agreement import Intensity
from intents.wishes import Wishes, intensity, together

ACTIVITIES = ("rope", "ice", "praise", "Wax")
SOME = st.frozensets(st.sampled_from(ACTIVITIES))
TEXTS = st.lists(st.sampled_from(["marks", "wax", "photos", "Ice"]), max_size=2).map(tuple)
WISHES = st.builds(
    Wishes,
    wants=SOME,
    careful=SOME,
    hard=TEXTS,
    soft=TEXTS,
    named=st.booleans(),
    intensity=st.sampled_from(Intensity),
)
ALL_WISHES = st.lists(WISHES, min_size=1, max_size=3)


@given(ALL_WISHES)
def test_only_what_everybody_wants_is_shown(all_wishes: list[Wishes]) -> None:
    agreed = together(ACTIVITIES, all_wishes)
    for activity in set(agreed.wants) & set(ACTIVITIES):
        assert all(activity in each.wants for each in all_wishes)
    own_soft = {text for each in all_wishes for text in each.soft if not each.named}
    for activity in set(agreed.soft) - own_soft:
        assert all(activity in each.wants | each.careful for each in all_wishes)


@given(ALL_WISHES, st.randoms())
def test_nothing_shows_whose_it_was(all_wishes: list[Wishes], chance: object) -> None:
    """The same answers from other people give the same list."""
    shuffled = sorted(all_wishes, key=lambda _: chance.random())  # type: ignore[attr-defined]
    assert together(ACTIVITIES, shuffled) == together(ACTIVITIES, all_wishes)
    assert intensity(shuffled) == intensity(all_wishes)


@given(ALL_WISHES)
def test_it_goes_no_further_than_anybody_wants(all_wishes: list[Wishes]) -> None:
    scale = list(Intensity)
    assert all(
        scale.index(intensity(all_wishes)) <= scale.index(each.intensity) for each in all_wishes
    )


def test_a_want_that_one_of_them_has_with_care_is_for_both_with_care() -> None:
    agreed = together(
        ACTIVITIES,
        [
            Wishes(frozenset({"rope", "praise"}), frozenset({"ice"})),
            Wishes(frozenset({"praise", "ice"}), frozenset({"rope"})),
        ],
    )
    assert agreed.wants == ("praise",)
    assert agreed.soft == ("rope", "ice")


def test_what_one_of_them_does_not_want_is_not_there_at_all() -> None:
    agreed = together(ACTIVITIES, [Wishes(frozenset({"rope"})), Wishes()])
    assert (agreed.hard, agreed.soft, agreed.wants) == ((), (), ())


def test_a_hard_limit_is_stronger_than_a_want() -> None:
    wax = Wishes(frozenset({"Wax"}), hard=("wax",))
    assert together(ACTIVITIES, [wax, Wishes(frozenset({"Wax"}))]).wants == ()


def test_limits_without_a_name_are_everyones_and_those_with_one_are_not() -> None:
    agreed = together(
        ACTIVITIES,
        [
            Wishes(hard=("photos", "crying"), soft=("heat",), named=False),
            Wishes(hard=("names",), soft=("cold",)),
        ],
    )
    assert agreed.hard == ("crying", "photos")
    assert agreed.soft == ("heat",)
