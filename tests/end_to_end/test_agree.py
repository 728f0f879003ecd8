"""`safeword agree` in a real terminal, as people use it."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bench.first_time.agreeing import agree
from bench.first_time.terminal import CLEAR, DOWN, ENTER, Terminal
from intents.agreement import (
    Agreement,
    Experience,
    Intensity,
    Listening,
    Manner,
    Person,
    Signals,
)
from intents.signs import Sign
from tests.fixtures.command import COMMAND, safeword
from voice import agreement_file
from voice.private_file import is_private

UP = "\x1b[A"
CTRL_C = "\x03"
AGREE = (*COMMAND, "agree", "--agreement")


def env_of(folder: Path) -> dict[str, str]:
    return {**os.environ, "XDG_CONFIG_HOME": str(folder), "XDG_STATE_HOME": str(folder)}


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    return env_of(tmp_path)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "safeword" / "agreement.toml"


@dataclass(frozen=True)
class First:
    """Two people's first agreement, and what they saw while they made it."""

    folder: Path
    screens: dict[str, list[str]]

    @property
    def path(self) -> Path:
        return self.folder / "safeword" / "agreement.toml"

    @property
    def agreed(self) -> Agreement:
        return agreement_file.read(self.path)


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> First:
    """Made once: it takes a quarter of a minute."""
    folder = tmp_path_factory.mktemp("first")
    return First(folder, dict(agree(env_of(folder))))


def test_two_people_make_their_first_agreement(first: First) -> None:
    agreed, env = first.agreed, env_of(first.folder)
    alex, sam = agreed.people
    assert (alex.name, sam.name) == ("Alex", "Sam")
    assert agreed.experience is Experience.NEW
    assert agreed.words.stop == ("red", "pineapple")
    assert agreed.check_in.silence_seconds == 60
    assert agreed.intensity is Intensity.FIRM
    assert (alex.after_stop.manner, alex.after_stop.calls) == (Manner.ASK, "Robin")
    assert (alex.stop, sam.stop) == (("mango",), ())
    assert agreed.aftercare.reminder
    assert is_private(first.path)
    assert "pineapple" in safeword("agree", "--show", env=env).stdout
    assert "can be used" in safeword("agree", "--lint", env=env).stdout


def test_only_what_both_want_is_kept_and_a_no_has_no_owner(first: First) -> None:
    agreed = first.agreed
    assert agreed.together.wants == ("kissing with force", "being held down")
    assert agreed.together.soft == ("hands tied", "rope")
    assert agreed.together.hard == ("photographs",)
    alex, sam = agreed.people
    assert alex.hard == ("marks that last", "hands around the neck")
    assert (*sam.hard, *sam.soft, *alex.wants, *sam.wants) == ()


def test_nobody_sees_what_another_one_answered(first: First) -> None:
    screens = first.screens
    assert any("marks that last" in line for line in screens["Alex, alone"])
    assert not any("marks that last" in line for line in screens["Sam, alone"])
    on_the_main_screen = [line for line in screens["What came of it"] if line.startswith("?")]
    assert not any("never happen" in line for line in on_the_main_screen)


@pytest.fixture
def theirs(path: Path) -> Iterator[Path]:
    agreement_file.write_example(path)
    yield path
    assert is_private(path)


def test_one_part_is_changed_and_the_rest_stays(theirs: Path, env: dict[str, str]) -> None:
    """Also what the dialogue does not ask for."""
    before = theirs.read_text(encoding="utf-8").replace('= "strict"', '= "standalone"')
    theirs.write_text(before, encoding="utf-8")
    with Terminal([*AGREE, str(theirs)], env) as terminal:
        for question, keys in (
            ("What do you want to change", f"{DOWN}{DOWN}{ENTER}"),
            ("Stop words", f"{CLEAR}resume{ENTER}"),  # which means something else
            ("Slow words", ENTER),
            ("Go words", ENTER),
            ("House words", ENTER),
            ("What else asks", ENTER),
            ("choose another word.\n? Stop words", ""),
            ("Stop words", f"{CLEAR}pineapple{ENTER}"),
            ("pineapple\n? Slow words", ENTER),
            ("yellow\n? Go words: all is well, go on (commas between) green", ENTER),
        ):
            terminal.wait_for(question)
            terminal.press(keys)
        terminal.press(ENTER * 2)
        terminal.wait_for("stop           pineapple")
        terminal.wait_for("in a sentence  a stop word counts only when it is said again")
        terminal.press(ENTER)
        assert terminal.end() == 0
    changed = theirs.read_text(encoding="utf-8")
    assert agreement_file.read(theirs).words.stop == ("pineapple",)
    assert changed.replace('stop = ["pineapple"]', 'stop = ["red"]') == before


def test_how_easily_a_stop_is_called_may_be_changed_later(
    theirs: Path, env: dict[str, str]
) -> None:
    with Terminal([*AGREE, str(theirs)], env) as terminal:
        for question, keys in (
            ("What do you want to change", f"{DOWN * 8}{ENTER}"),
            ("calm missed 4 of 93 long words in noise", ""),
            ("How easily shall a stop be called", f"{DOWN}{ENTER}"),
            ("listening      calm: is wrong less often", ENTER),
        ):
            terminal.wait_for(question)
            terminal.press(keys)
        assert terminal.end() == 0
    assert agreement_file.read(theirs).words.listening is Listening.CALM


def test_signals_without_words_are_agreed_on(theirs: Path, env: dict[str, str]) -> None:
    with Terminal([*AGREE, str(theirs)], env) as terminal:
        for question, keys in (
            ("What do you want to change", f"{DOWN * 3}{ENTER}"),
            ("Three hums", f"{DOWN}{ENTER}"),
            ("Who will give it", f" {ENTER}"),  # Alex alone
            ("Three knocks", f"{DOWN}{DOWN}{ENTER}"),
            ("knocks on wood, or claps slows down\n? Who will give it", f" {DOWN} {ENTER}"),
            ("Three squeaks", f"{DOWN}{ENTER}"),
            ("teach afterwards stops everything\n? Who will give it", f" {DOWN} {ENTER}"),
            ("three squeaks or rings  not taught yet", ""),
            ("slow down               three knocks", ""),
            ("stop, by Alex           three hums", ENTER),
        ):
            terminal.wait_for(question)
            terminal.press(keys)
        terminal.wait_for("teach what you will squeak or ring with 'safeword teach'")
        assert terminal.end() == 0
    agreed = agreement_file.read(theirs)
    alex, sam = agreed.people
    assert agreed.signals == Signals(stop=(Sign.SQUEAKS,), slow=(Sign.KNOCKS,))
    assert (alex.signals, sam.signals) == (Signals(stop=(Sign.HUMS,)), Signals())


def test_who_says_no_words_is_left_a_signal(path: Path, env: dict[str, str]) -> None:
    ann = Person(name="Ann", speaks=False, signals=Signals(stop=(Sign.HUMS,)))
    agreed = Agreement(people=(ann, Person(name="Ben")))
    agreement_file.write(path, agreed)
    with Terminal([*AGREE, str(path)], env) as terminal:
        for question, keys in (
            ("says no words: tries signals only", ""),
            ("What do you want to change", f"{DOWN * 3}{ENTER}"),
            ("Three hums", f"{UP}{ENTER}"),
            ("Three knocks", ENTER),
            ("Three squeaks", ENTER),
            ("Ann does not speak, so agree on a signal that stops", ENTER),
        ):
            terminal.wait_for(question)
            terminal.press(keys)
        assert terminal.end() == 0
    assert agreement_file.read(path) == agreed


@pytest.mark.parametrize("keys", [CTRL_C, f"{UP}{ENTER}"])
def test_who_leaves_changes_nothing(theirs: Path, env: dict[str, str], keys: str) -> None:
    before = theirs.read_text(encoding="utf-8")
    with Terminal([*AGREE, str(theirs)], env) as terminal:
        terminal.wait_for("What do you want to change")
        terminal.press(keys)
        assert terminal.end() == 1
        assert terminal.lines[-1] == "Nothing was changed."
    assert theirs.read_text(encoding="utf-8") == before


def test_what_it_would_hear_itself_say_is_refused_at_once(
    theirs: Path, env: dict[str, str]
) -> None:
    with Terminal([*AGREE, str(theirs)], env) as terminal:
        terminal.wait_for("What do you want to change")
        terminal.press(DOWN * 5 + ENTER)
        terminal.wait_for("What else shall be on it")
        terminal.press(ENTER)
        terminal.wait_for("Limits without a name that stay")
        terminal.press(ENTER)
        terminal.wait_for("Press Enter")
        terminal.press(ENTER)
        terminal.wait_for("What would you like")
        terminal.press(ENTER)  # what was agreed is ticked already
        terminal.wait_for("What of the rest")
        terminal.press(ENTER)
        terminal.wait_for("What must never happen")
        terminal.press(f"{CLEAR}red things{ENTER}")
        terminal.wait_for("It would hear itself say 'red'")
        terminal.press(CTRL_C)
        assert terminal.end() == 1


def test_a_mended_name_keeps_what_was_agreed_for_it(theirs: Path, env: dict[str, str]) -> None:
    before = agreement_file.read(theirs)
    with Terminal([*AGREE, str(theirs)], env) as terminal:
        for question, keys in (
            ("What do you want to change", DOWN + ENTER),
            ("What do you speak", ENTER),
            ("Your names", f"{CLEAR}Alexa, sam{ENTER}"),
            ("Who is Alexa", ENTER),
            ("How used to this", ENTER),
            ("never, Alexa", ""),
        ):
            terminal.wait_for(question)
            terminal.press(keys)
        terminal.press(ENTER)
        assert terminal.end() == 0
    after = agreement_file.read(theirs)
    assert [person.name for person in after.people] == ["Alexa", "sam"]
    assert [person.hard for person in after.people] == [person.hard for person in before.people]


def test_a_word_of_ones_own_that_clashes_is_refused_at_once(
    theirs: Path, env: dict[str, str]
) -> None:
    with Terminal([*AGREE, str(theirs)], env) as terminal:
        for question, keys in (
            ("What do you want to change", DOWN * 5 + ENTER),
            ("What else shall be on it", ENTER),
            ("Limits without a name that stay", ENTER),
            ("Press Enter", ENTER),
            ("What would you like", ENTER),
            ("What of the rest", ENTER),
            ("What must never happen", ENTER),
            ("What else may happen", ENTER),
            ("How may these limits", ENTER),
            ("How far may it go", ENTER),
            ("After a stop", ENTER),
            ("Offer aftercare", "n"),
            ("Whom shall the house word call", ENTER),
            ("A stop word that only you say", f"green{ENTER}"),
            ("'green' is a stop word and", ""),
        ):
            terminal.wait_for(question)
            terminal.press(keys)


ALONE = (
    ("What do you want to change", DOWN * 5 + ENTER),
    ("What else shall be on it", ENTER),
    ("Press Enter", ENTER),
)
"""The way to the first question that one person answers alone, in an agreement with nothing yet."""


def play(terminal: Terminal, *dialogue: tuple[str, str]) -> None:
    for question, keys in dialogue:
        terminal.wait_for(question)
        terminal.press(keys)


@pytest.fixture
def bare(path: Path) -> Path:
    ann = Person(name="Ann", signals=Signals(stop=(Sign.HUMS,)))
    agreement_file.write(path, Agreement(people=(ann,)))
    return path


def test_to_tick_nothing_must_be_meant(bare: Path, env: dict[str, str]) -> None:
    with Terminal([*AGREE, str(bare)], env) as terminal:
        play(
            terminal,
            *ALONE,
            ("What would you like", ENTER),
            ("Do you mean none of these", "n"),
            ("Enter goes on", f" {ENTER}"),
            ("What of the rest", ENTER),
            ("Do you mean none of these? (y/N)", "y"),
            ("What must never happen", ""),
        )
        assert terminal.sees("[kissing with force]")


def test_each_person_sees_all_their_answers_and_can_change_them(
    bare: Path, env: dict[str, str]
) -> None:
    with Terminal([*AGREE, str(bare)], env) as terminal:
        play(
            terminal,
            *ALONE,
            ("What would you like", f" {ENTER}"),
            ("What of the rest", f" {ENTER}"),
            ("What must never happen", f"needels{ENTER}"),
            ("What else may happen", ENTER),
            ("How may these limits", f"{DOWN}{ENTER}"),
            ("How far may it go", f"{DOWN}{ENTER}"),
            ("After a stop", f"{DOWN}{ENTER}"),
            ("Offer aftercare", "y"),
            ("Whom shall the house word call", ENTER),
            ("A stop word that only you say", ENTER),
            ("Is all of this as you want it", "n"),
        )
        assert terminal.sees("liked            kissing with force")
        assert terminal.sees("never            needels")
        for question, keys in (
            ("What would you like", ENTER),
            ("What of the rest", ENTER),
            ("What must never happen? (commas between) needels", f"{CLEAR}needles{ENTER}"),
            ("What else may happen", ENTER),
            ("How may these limits", ENTER),
            ("How far may it go", ENTER),
            ("After a stop", ENTER),
            ("Offer aftercare", "y"),
            ("Whom shall the house word call", ENTER),
            ("A stop word that only you say", ENTER),
        ):
            terminal.wait_for(question, times=2)
            terminal.press(keys)
        terminal.wait_for("never            needles")
        terminal.press("y")
        play(terminal, ("Press Enter", ENTER), ("What do you want to change", ENTER))
        assert terminal.end() == 0
    agreed = agreement_file.read(bare)
    assert (agreed.together.hard, agreed.together.wants) == (("needles",), ("kissing with force",))
    assert agreed.intensity is Intensity.FIRM
    assert agreed.people[0].after_stop.manner is Manner.ASK
    assert agreed.people[0].signals.stop == (Sign.HUMS,)


@pytest.mark.parametrize(
    ("word", "instead"),
    [
        ("code 99", '"code ninety nine"'),
        ("red/mango", '"red" and "mango"'),
        ("caf\u00e9", "'cafe'"),
    ],
)
def test_a_word_that_cannot_be_heard_is_refused_with_how_to_write_it(
    theirs: Path, env: dict[str, str], word: str, instead: str
) -> None:
    with Terminal([*AGREE, str(theirs)], env, columns=50) as terminal:
        play(
            terminal,
            ("What do you want to change", f"{DOWN}{DOWN}{ENTER}"),
            ("Stop words", f"{CLEAR}{word}{ENTER}"),
        )
        terminal.wait_for(instead.rsplit(maxsplit=1)[-1])
        terminal.wait_for("Stop words", times=2)  # keys before that may be lost
        terminal.press(f"{CLEAR}pineapple{ENTER}")
        terminal.wait_for("Slow words")
        terminal.press(CTRL_C)
        assert terminal.end() == 1


def test_what_no_ear_can_hear_is_found_by_the_lint(path: Path, env: dict[str, str]) -> None:
    path.parent.mkdir()
    path.write_text('[words]\nstop = ["shh"]', encoding="utf-8")
    done = safeword("agree", "--lint", env=env)
    assert done.returncode == 78
    assert "No ear can hear the stop word 'shh'" in done.stdout


def test_without_a_terminal_it_says_what_to_do(path: Path, env: dict[str, str]) -> None:
    done = safeword("agree", env=env)
    assert done.returncode == 2
    assert "agree --init" in done.stderr
    assert not path.exists()


def test_the_example_is_written_once(path: Path, env: dict[str, str]) -> None:
    assert str(path) in safeword("agree", "--init", env=env).stdout
    again = safeword("agree", "--init", env=env)
    assert again.returncode == 78
    assert "already" in again.stderr


def test_a_file_that_others_can_read_is_pointed_at(theirs: Path, env: dict[str, str]) -> None:
    theirs.chmod(0o644)
    assert "chmod 600" in safeword("agree", "--lint", env=env).stdout
    theirs.chmod(0o600)
    assert "chmod" not in safeword("agree", "--lint", env=env).stdout
