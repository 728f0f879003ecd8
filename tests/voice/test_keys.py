"""What is a key that somebody pressed, and what a terminal sends by itself."""

import pytest

from voice.control.keys import is_a_press

BY_ITSELF = [
    b"\x1b[A\x1b[A\x1bOB",  # a wheel
    b"\x1b[I",  # the focus
    b"\x1b[<64;10;5M\x1b[<0;10;5m",  # a mouse
    b"\x1b[M !!",
    b"\x1b[?62;22c\x1b[>41;377;0c\x1b[24;80R\x1b[0n",  # what it is, and where
    b"\x1b[?2026;2$y",  # a mode
    b"\x1b[8;24;80t\x1b[?1u",  # its size, its keyboard
    b"\x1b]11;rgb:1e1e/1e1e/2e2e\x07",  # a colour
    b"\x1b]4;1;rgb:cdcd/0000/0000\x1b\\\x1b]10;rgb:0/0/0\x1b\\",
    b"\x1bP>|XTerm(379)\x1b\\",  # its name
]


@pytest.mark.parametrize("sent", BY_ITSELF)
def test_what_a_terminal_sends_by_itself_is_no_press(sent: bytes) -> None:
    assert not is_a_press(sent)


KEYS = [
    b" ",
    b"\r",
    b"\x13",
    b"\x1b",
    b"\x1b[6~",
    b"\x1b[5~",
    b"\x1bOP",
    b"\x1b[C",
    b"\xc3\xa9",
    b"\x1b]",
]


@pytest.mark.parametrize("key", KEYS)
def test_a_key_is_one_whatever_a_terminal_sends_beside_it(key: bytes) -> None:
    """Page keys are what presenters send."""
    assert is_a_press(key)
    for sent in BY_ITSELF:
        assert is_a_press(sent + key)
        assert is_a_press(sent + key + sent)
