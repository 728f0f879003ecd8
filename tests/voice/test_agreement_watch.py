"""A session keeps the agreement that it began with, and says so when that is changed."""

from pathlib import Path

import pytest

from tests.fixtures.waiting import wait_until
from voice.agreement_watch import AgreementWatch

OFTEN = 0.01


@pytest.mark.parametrize("before", ["[words]\nstop = ['red']\n", None])
def test_a_change_is_told_once(tmp_path: Path, before: str | None) -> None:
    path, told = tmp_path / "agreement.toml", list[None]()
    if before is not None:
        path.write_text(before, encoding="utf-8")
    with AgreementWatch(path, lambda: told.append(None), OFTEN) as watch:
        path.write_text("[words]\nstop = ['pineapple']\n", encoding="utf-8")
        wait_until(lambda: told, 10, "the news")
        path.unlink()
        watch._thread.join(10)
    assert len(told) == 1


def test_a_file_that_is_written_again_as_it_was_is_no_change(tmp_path: Path) -> None:
    path, told = tmp_path / "agreement.toml", list[None]()
    path.write_text("as it was", encoding="utf-8")
    watch = AgreementWatch(path, lambda: told.append(None), OFTEN)
    stamp = watch._stamp
    path.write_text("as it was", encoding="utf-8")
    path.touch()
    with watch:
        wait_until(lambda: watch._stamp != stamp, 10, "a look at the new file")
        path.write_text("otherwise", encoding="utf-8")
        wait_until(lambda: told, 10, "the news")
    assert len(told) == 1
