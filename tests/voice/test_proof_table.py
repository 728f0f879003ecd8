"""What people read when they have tried their words."""

from intents.agreement import Listening
from intents.names import Name
from intents.proof import Attempt, Loudness, Outcome
from intents.signs import PHRASES, SIGN_EAR, Sign
from voice.telling.proof_table import advice, by_listening


def outcome(name: Name, phrase: str, score: float, person: str = "Ann") -> Outcome:
    attempt = Attempt(person, name, phrase, Loudness.LOUD, listening=Listening.CALM)
    return Outcome(attempt, heard=True, score=score)


def test_each_setting_says_what_it_would_surely_hear() -> None:
    tried = [
        outcome(Name.STOP, "pineapple", 0.9),
        outcome(Name.HOUSE, "safe word", 0.3),
        outcome(Name.STOP, "lighthouse", 0.1, person=""),
        outcome(Name.GO, "green", 0.1),
    ]
    assert list(by_listening(tried)) == [
        "careful: 3 of 3",
        "usual: 2 of 3; not 'lighthouse', loud",
        "calm (yours): 1 of 3; not Ann's 'safe word', loud; not 'lighthouse', loud",
    ]


def test_without_a_stop_word_there_is_nothing_to_choose() -> None:
    assert not list(by_listening([outcome(Name.SLOW, "yellow", 0.9)]))


def test_a_signal_that_was_not_heard_has_advice_of_its_own() -> None:
    """To choose another word does not help there."""
    attempt = Attempt("Ann", Name.STOP, PHRASES[Sign.HUMS], Loudness.NORMAL, ears=(SIGN_EAR,))
    (line,) = advice([Outcome(attempt)])
    assert line.startswith("Ann's 'three hums', as usual: give it three times, evenly")
    assert "word" not in line
