"""The agreement file: private, never written over, and readable by people."""

import os
import stat
from pathlib import Path

import pytest

from intents.errors import AgreementProblem
from intents.limits import read_out
from voice import agreement_file
from voice.assembly import lexicon_and_plan


def test_the_example_can_be_used_and_has_every_kind_of_limit() -> None:
    lexicon, plan = lexicon_and_plan(agreement_file.example())
    assert lexicon.asked()[0] == "red"
    spoken = " ".join(text for _, text in read_out(plan.limits, (), plan.prompts))
    for person in agreement_file.example().people:
        for limit in (*person.hard, *person.soft, *person.wants):
            assert limit in spoken


def test_what_is_written_is_the_example_and_private(tmp_path: Path) -> None:
    path = tmp_path / "new" / "agreement.toml"
    agreement_file.write_example(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert agreement_file.is_private(path)
    assert agreement_file.read(path) == agreement_file.example()


def test_it_is_private_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        agreement_file.write_example(tmp_path / "agreement.toml")
    finally:
        os.umask(before)
    assert agreement_file.is_private(tmp_path / "agreement.toml")


def test_an_agreement_is_never_written_over(tmp_path: Path) -> None:
    path = tmp_path / "agreement.toml"
    path.write_text("ours")
    with pytest.raises(AgreementProblem, match="already"):
        agreement_file.write_example(path)
    assert path.read_text() == "ours"


def test_one_that_others_can_read_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "agreement.toml"
    agreement_file.write_example(path)
    path.chmod(0o640)
    assert not agreement_file.is_private(path)


def test_a_file_that_is_not_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "agreement.toml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(AgreementProblem, match="cannot be read"):
        agreement_file.read(path)
