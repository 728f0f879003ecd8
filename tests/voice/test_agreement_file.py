"""The agreement file: private, never written over, and readable by people."""

import os
import re
import stat
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intents.agreement import (
    Aftercare,
    AfterStop,
    Agreement,
    Before,
    CheckIn,
    InASentence,
    Limits,
    Listening,
    Manner,
    Person,
    Room,
    Signals,
    Sounding,
    Squeaker,
    Step,
    Words,
    agreement_from,
)
from intents.errors import AgreementProblem
from intents.limits import read_out
from intents.read_aloud import read_aloud
from intents.signs import BANDS, EXAMPLES, Sign
from voice import agreement_file
from voice.assembly import lexicon_and_plan
from voice.private_file import is_private


def test_the_example_can_be_used_and_has_every_kind_of_limit() -> None:
    lexicon, plan = lexicon_and_plan(agreement_file.example())
    assert lexicon.asked()[0] == "red"
    spoken = " ".join(text for _, text in read_out(plan.limits, (), plan.prompts))
    for person in agreement_file.example().people:
        for limit in (*person.hard, *person.soft, *person.wants):
            assert limit in spoken


def test_the_example_shows_every_setting() -> None:
    """It is the one place where all of them are described."""
    text = agreement_file.EXAMPLE.read_text(encoding="utf-8")
    models = (
        Agreement,
        Words,
        Signals,
        CheckIn,
        Limits,
        Person,
        AfterStop,
        Before,
        Aftercare,
        Step,
        Room,
    )
    names = {name for model in models for name in model.model_fields}
    assert not {name for name in names if not re.search(rf"\b{name}\b", text)}


def test_what_is_written_is_the_example_and_private(tmp_path: Path) -> None:
    path = tmp_path / "new" / "agreement.toml"
    agreement_file.write_example(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert is_private(path)
    assert agreement_file.read(path) == agreement_file.example()


def test_it_is_private_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        agreement_file.write_example(tmp_path / "agreement.toml")
    finally:
        os.umask(before)
    assert is_private(tmp_path / "agreement.toml")


def test_an_agreement_is_never_written_over(tmp_path: Path) -> None:
    path = tmp_path / "agreement.toml"
    path.write_text("ours")
    with pytest.raises(AgreementProblem, match="already"):
        agreement_file.write_example(path)
    assert path.read_text() == "ours"


@pytest.mark.parametrize("link", ["agreement.toml", "."], ids=["the file", "its folder"])
def test_a_link_that_leads_nowhere_is_not_taken_for_no_agreement(tmp_path: Path, link: str) -> None:
    folder, missing = tmp_path / "safeword", tmp_path / "not-mounted"
    if link != ".":
        folder.mkdir()
    (folder / link).symlink_to(missing)
    path = folder / "agreement.toml"
    assert agreement_file.is_there(path)
    for do in (
        lambda: agreement_file.read(path),
        lambda: agreement_file.write(path, Agreement()),
        lambda: agreement_file.write_example(path),
    ):
        with pytest.raises(AgreementProblem, match=f"a link to {missing}.*mounted"):
            do()
    assert not missing.exists()


def test_whether_people_agreed_on_something_is_told_also_where_it_is_a_good_link(
    tmp_path: Path,
) -> None:
    path, link = tmp_path / "agreement.toml", tmp_path / "link"
    link.symlink_to(path)
    assert not agreement_file.is_there(path)
    assert not agreement_file.is_there(tmp_path / "no" / "agreement.toml")
    agreement_file.write_example(path)
    assert agreement_file.is_there(path)
    assert agreement_file.is_there(link)
    assert not agreement_file.is_there(path / "agreement.toml"), "below a file there is none"


def test_one_that_others_can_read_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "agreement.toml"
    agreement_file.write_example(path)
    path.chmod(0o640)
    assert not is_private(path)


def test_a_file_that_is_not_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "agreement.toml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(AgreementProblem, match="save it again, with the encoding UTF-8"):
        agreement_file.read(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_what_editors_make_of_text_is_read_and_changed(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "agreement.toml"
    path.write_text('# Caf\u00e9\nlanguage = "fr"\n[words]\nstop = ["caf\u00e9"]', encoding)
    agreed = agreement_file.read(path)
    assert agreed.words.stop == ("caf\u00e9",)
    words = agreed.words.model_copy(update={"slow": ("mangue",)})
    agreement_file.write(path, agreed.model_copy(update={"words": words}))
    assert path.read_text(encoding="utf-8").startswith("# Caf\u00e9\n")
    assert agreement_file.read(path).words.slow == ("mangue",)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"a=" + b"9" * 5_000, "too long a number"),
        (b"a=" + b"[" * 5_000 + b"]" * 5_000, "too many brackets"),
        (b"#" * (agreement_file.LARGEST + 1), "shorten it"),
        (b"".join(b'[[people]]\nname = "%d"\n' % n for n in range(51)), "at most 50"),
    ],
    ids=["number", "brackets", "size", "people"],
)
def test_what_is_out_of_all_measure_is_told(tmp_path: Path, content: bytes, told: str) -> None:
    path = tmp_path / "agreement.toml"
    path.write_bytes(content)
    with pytest.raises(AgreementProblem, match=told):
        agreement_file.read(path)


@pytest.mark.parametrize("encoding", ["latin-1", "cp949", "utf-16-le", "utf-16-be"])
def test_where_nothing_tells_the_letters_it_says_how_to_save_it(
    tmp_path: Path, encoding: str
) -> None:
    path = tmp_path / "agreement.toml"
    name = "\ube68\uac15" if encoding == "cp949" else "Zo\u00eb"
    path.write_text(f'[[people]]\nname = "{name}"', encoding)
    with pytest.raises(AgreementProblem, match="save it again, with the encoding UTF-8"):
        agreement_file.read(path)


# ---- What the dialogue writes. -----------------------------------------------------------------

TEXTS = st.text("abc {}'\"\\#=[].\u00e9\ube68", min_size=1, max_size=8).filter(
    lambda text: read_aloud(text, "en")
)
PEOPLE = st.builds(
    Person,
    name=TEXTS,
    hard=st.lists(TEXTS, max_size=2).map(tuple),
    signals=st.sampled_from([Signals(), Signals(stop=(Sign.HUMS,)), Signals(slow=(Sign.KNOCKS,))]),
    after_stop=st.builds(AfterStop, manner=st.sampled_from(Manner), calls=st.none() | TEXTS),
)
SQUEAKERS = [
    Squeaker(version=1, examples=(Sounding(bands=(depth,) * BANDS, seconds=0.3),) * EXAMPLES)
    for depth in (0, 9)
]
AGREEMENTS = st.builds(
    Agreement,
    language=st.sampled_from(["en", "ko"]),
    words=st.builds(
        Words,
        stop=st.sampled_from([(), ("red",), ("red", "mercy")]),
        stop_in_a_sentence=st.sampled_from(InASentence),
        listening=st.sampled_from(Listening),
    ),
    check_in=st.builds(CheckIn, every_minutes=st.sampled_from([None, 0, 2.5])),
    squeaker=st.sampled_from([Squeaker(), *SQUEAKERS]),
    people=st.lists(PEOPLE, max_size=3, unique_by=lambda person: person.name.casefold()).map(
        tuple
    ),
    before=st.builds(Before, ask=st.booleans()),
    aftercare=st.builds(
        Aftercare,
        steps=st.lists(st.builds(Step, text=TEXTS, minutes=st.sampled_from([1, 2])), max_size=2)
        .map(tuple),
    ),
)  # fmt: skip


def written(text: str, agreement: Agreement) -> str:
    return agreement_file.updated(text, agreement)


def read(text: str) -> Agreement:
    return agreement_from(tomllib.loads(text), "test.toml")


@given(before=AGREEMENTS, after=AGREEMENTS)
@settings(deadline=None)
def test_whatever_was_there_the_file_says_what_was_agreed(
    before: Agreement, after: Agreement
) -> None:
    text = written("", before)
    assert read(text) == before
    assert read(written(text, after)) == after
    assert read(written(agreement_file.EXAMPLE.read_text(encoding="utf-8"), after)) == after


def test_what_says_the_same_is_left_as_it_is() -> None:
    example = agreement_file.EXAMPLE.read_text(encoding="utf-8")
    assert written(example, agreement_file.example()) == example


def test_a_change_leaves_the_comments_of_everything_else() -> None:
    example = agreement_file.EXAMPLE.read_text(encoding="utf-8")
    agreement = agreement_file.example()
    changed = agreement.model_copy(
        update={"words": agreement.words.model_copy(update={"slow": ("mango",)})}
    )
    lines = set(written(example, changed).splitlines())
    assert len(set(example.splitlines()) - lines) == 1


def test_it_is_written_privately_and_a_failure_is_named(tmp_path: Path) -> None:
    path = tmp_path / "new" / "agreement.toml"
    agreement_file.write(path, Agreement())
    assert is_private(path)
    assert agreement_file.read(path) == Agreement()
    with pytest.raises(AgreementProblem, match="cannot be written"):
        agreement_file.write(path / "inside", Agreement())
