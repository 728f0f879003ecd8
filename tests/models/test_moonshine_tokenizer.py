"""The vocabulary, checked against ids from outside and against another way to merge."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.moonshine import files
from models.moonshine.tokenizer import END, START, Tokenizer

PATH = files.folder() / files.TOKENIZER.name
TOKENIZER = Tokenizer(PATH)


def vocabulary() -> dict[str, int]:
    """Text of each token that stands for text, read without the code under test."""
    numbers = {}
    with PATH.open("rb") as file:
        for number in range(32_768):
            token = file.read(file.read(1)[0])
            if number > 258:
                numbers[token.decode()] = number
    return numbers


VOCABULARY = vocabulary()


@pytest.mark.parametrize(
    ("text", "numbers"),
    [  # published ids of the Llama vocabulary, which Moonshine shares
        ("Hello world", [15043, 3186]),
        ("Hello", [15043]),
        ("The", [450]),
        (".", [869]),
    ],
)
def test_ids_are_those_of_the_public_vocabulary(text: str, numbers: list[int]) -> None:
    assert TOKENIZER.encode(text) == numbers


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Yellow.", ["Y", "ellow", "."]),
        ("Pineapple.", ["P", "ine", "apple", "."]),
        ("Red, red.", ["Red", ",", "red", "."]),
    ],
)
def test_words_fall_into_their_parts(text: str, parts: list[str]) -> None:
    assert [TOKENIZER.decode([number]) for number in TOKENIZER.encode(text)] == parts


def merged_by_substitution(text: str) -> list[str]:
    """Byte-pair merging by rewriting a string: every place of the best pair at once."""
    marked = "\u2581" + text.replace(" ", "\u2581")
    parts = "\0" + "\0".join(marked) + "\0"
    while True:
        pairs = set(pairwise(parts.strip("\0").split("\0")))
        known = [(VOCABULARY[a + b], a, b) for a, b in pairs if a + b in VOCABULARY]
        if not known:
            return parts.strip("\0").split("\0")
        _, left, right = min(known)
        while f"\0{left}\0{right}\0" in parts:
            parts = parts.replace(f"\0{left}\0{right}\0", f"\0{left}{right}\0")


@given(st.text(st.sampled_from("abcdefghilmnoprstuwy ,.!?'RYGSCP"), min_size=1, max_size=40))
def test_merging_agrees_with_another_way_to_merge(text: str) -> None:
    assert TOKENIZER.encode(text) == [VOCABULARY[part] for part in merged_by_substitution(text)]


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\u2581")))
def test_decoding_gives_the_text_back(text: str) -> None:
    assert TOKENIZER.decode(TOKENIZER.encode(text)) == text.strip()


@given(st.lists(st.integers(0, len(TOKENIZER) + 5)))
def test_any_ids_can_be_decoded(numbers: list[int]) -> None:
    assert isinstance(TOKENIZER.decode(numbers), str)


def test_start_and_end_are_not_text() -> None:
    assert TOKENIZER.decode([START, *TOKENIZER.encode("Red."), END]) == "Red."


def test_the_vocabulary_is_whole() -> None:
    assert len(TOKENIZER) == 32_768
