"""Hours of talk: nobody says an agreed word, and the same is said in every run."""

import re

import numpy as np
import pytest

from bench.hearing import MISTAKES, agreement_with
from bench.long_talk import OTHER, PIPER, Piece, corpus, sounds, talk
from bench.mixing import VOICE, active_level
from bench.speaking import ESPEAK, MANNERS, Piper, espeak
from intents.heard import Heard, Look
from intents.names import SPOKEN, Name
from intents.phrases import Lexicon
from intents.understand import understand
from intents.words import has_run, normalise
from voice.assembly import lexicon_and_plan

STOPS = ("red", "mercy", "pineapple")
AGREED = tuple(Name(name) for name in MISTAKES if Name(name) in SPOKEN)


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    """Of the language's own words, and the stop words that people choose instead."""
    return lexicon_and_plan(agreement_with(STOPS))[0]


def meaning(text: str, lexicon: Lexicon) -> str | None:
    heard = Heard("moonshine", text, 1.0, Look.FINAL, asked=False, began=0, ended=16_000)
    found = understand(heard, lexicon)
    return found.name if found else None


def parts(line: str) -> list[str]:
    """The line and what an ear may take for an utterance in it."""
    return [line, *re.split(r"[,.?!] *", line)]


@pytest.mark.parametrize("text", ["The tea is in the red tin on the shelf.", "Yes, resume."])
def test_this_test_would_see_an_agreed_word(text: str, lexicon: Lexicon) -> None:
    assert meaning(text, lexicon) in MISTAKES


def test_no_line_has_an_agreed_word_in_it(lexicon: Lexicon) -> None:
    agreed = [phrase for name in AGREED for phrase in lexicon.phrases[name]]
    assert {"red", "yellow", "green", "resume", "safe word"} <= set(agreed)
    for line in corpus():
        assert not [phrase for phrase in agreed if has_run(normalise(line), phrase)], line
        assert not {meaning(part, lexicon) for part in parts(line)} & {*MISTAKES, "check_in"}, line


def test_the_corpus_is_varied_and_full_of_words_that_sound_alike() -> None:
    lines = corpus()
    assert len(lines) == len(set(lines)) > 500
    words = {word for line in lines for word in normalise(line).split()}
    assert {"read", "bed", "ready", "said", "head", "thread", "mellow", "hello", "keen"} <= words
    assert {"grin", "bring", "stopped", "pine", "apple", "marcy", "next", "yes"} <= words


def test_hours_are_as_asked_for_and_the_same_in_every_run() -> None:
    pieces = talk(3)
    assert pieces == talk(3)
    assert {(piece.speaker, piece.music) for piece in pieces} == {
        (speaker, music) for speaker in (PIPER, OTHER) for music in (True, False)
    }
    said = {clip.text for piece in pieces for clip in piece.clips}
    assert said == set(corpus())
    assert {clip.voice for piece in pieces for clip in piece.clips} == {
        *MANNERS,
        *(voice for voice, _, _ in ESPEAK),
    }


@pytest.mark.parametrize("number", [0, 1])
def test_a_piece_sounds_the_same_in_every_run(number: int) -> None:
    piece = talk(0.1)[number]
    short = Piece(piece.number, piece.speaker, piece.music, piece.clips[:4])
    first, again = list(sounds(short)), list(sounds(short))
    assert all(np.array_equal(a, b) for a, b in zip(first, again, strict=True))
    for sound in first:
        assert sound.dtype == np.float32
        assert active_level(sound) == pytest.approx(VOICE, abs=0.3)
        assert not sound[-4_800:].any()


def test_about_as_long_as_asked_for() -> None:
    """Ten lines of each kind of voice, against what is reckoned for them."""
    for piece in talk(0.1)[:2]:
        ten = Piece(piece.number, piece.speaker, piece.music, piece.clips[:10])
        spoken = sum(map(len, sounds(ten))) / 16_000
        reckoned = 360 / 4 * 10 / len(piece.clips)
        assert spoken == pytest.approx(reckoned, rel=0.3)


def test_another_seed_says_it_otherwise() -> None:
    manner = MANNERS["joe"]
    one, other = Piper(1).say("Come here.", manner), Piper(2).say("Come here.", manner)
    assert len(one) != len(other) or not np.array_equal(one, other)


def test_a_smaller_throat_has_a_higher_voice() -> None:
    def middle(manner: str) -> float:
        sound = Piper(1).say("Put the kettle on, and sit down beside me.", MANNERS[manner])
        power = np.abs(np.fft.rfft(sound)) ** 2
        return float((np.fft.rfftfreq(len(sound), 1 / 16_000) * power).sum() / power.sum())

    assert middle("joe, smaller") > middle("joe, larger")


@pytest.mark.parametrize(("voice", "speed", "pitch"), ESPEAK)
def test_espeak_has_every_voice(voice: str, speed: int, pitch: int) -> None:
    assert 8_000 < len(espeak("Put the kettle on.", voice, speed, pitch)) < 64_000
