"""How questions are shown in a terminal."""

import pytest

from voice.agreeing.questions import fitted

QUESTION = "What else asks how everyone is, besides 'check in'? (commas between)"


@pytest.mark.parametrize("columns", ["30", "50", "80", "200"])
@pytest.mark.parametrize("answer", [0, 12])
def test_lines_break_between_words(
    monkeypatch: pytest.MonkeyPatch, columns: str, answer: int
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    shown = fitted(QUESTION, answer)
    assert " ".join(shown.split()) == QUESTION
    lines = shown.split("\n")
    assert all(len(line) <= int(columns) - 4 for line in lines)
    assert len(lines[-1]) + answer <= int(columns) - 4


def test_a_line_that_fits_is_left_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert fitted("Stop words") == "Stop words"
    assert fitted("") == ""
    assert fitted("one\n\ntwo") == "one\n\ntwo"
