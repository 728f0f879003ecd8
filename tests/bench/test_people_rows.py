"""Rows about people: what is played for each, and what is counted, from made-up sessions."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile

from bench.clips import Clip, load
from bench.hearing import Heard
from bench.mixing import VOICE, active_level
from bench.people import convinced, joined, nonverbal, singles, talk, waited, words
from bench.people.backgrounds import NOISES, ROOM
from bench.people.figures import Figure, table
from bench.people.playing import Session, play, playlist
from bench.people.refreshing import BEFORE, NOTE, refreshed
from bench.people.rows import ROWS, results, sections, targets, tasks
from bench.people.split import PARTS, READERS
from bench.targets import table_line
from intents.clock import FRAME_RATE, frames
from tests.bench.people import written
from tests.bench.sessions import session
from tests.fixtures.clips import CLIPS


@pytest.fixture(name="audio")
def fixture_audio(tmp_path: Path) -> Path:
    """A few recordings of people."""
    return written(tmp_path)


def made(row: str, text: str, **more: object) -> Session:
    clip = Clip(Path("humans/words_other/englishccc/x.flac"), text, "ccc_s1")
    return replace(Session(row, (clip,), "report"), **more)  # type: ignore[arg-type]


def heard(*told: tuple[float, str]) -> Heard:
    """One recording that ends after 10 s."""
    return session([10], [], told)


FOUND, LOST = heard((10.1, "stop")), heard((10.1, "maybe_stop"))


def cells(figures: list[Figure]) -> dict[tuple[str, str], tuple[int, float]]:
    return {(figure.row, figure.column): (figure.count, figure.of) for figure in figures}


def test_every_recording_of_the_part_is_a_stop_word_of_its_own(audio: Path) -> None:
    made = words.sessions(audio, "report")
    assert {each.over for each in made} == {ROOM, *NOISES}
    assert all(each.stop == (each.clips[0].text,) for each in made)
    assert {each.clips[0].text for each in made} >= {"staircase", "morning", "alexa"}
    assert {each.clips[0].text for each in words.sessions(audio, "tune")} == {"splendour"}


def test_words_that_were_never_taught_stand_apart() -> None:
    never = made(words.ROW, "staircase", over="rain")
    common = made(words.ROW, "morning", over="rain")
    listed = made(words.ROW, "computer", over="babble")
    found = cells(words.figures({never: LOST, common: FOUND, listed: FOUND}))
    rows = ("never taught", "common words, taught now and then", "taught")
    counts = [found[f"6 sounds or more, {row}", "10 dB"] for row in rows]
    assert counts == [(1, 1), (0, 1), (0, 1)]


def test_what_is_called_too_late_does_not_count() -> None:
    late = made(words.ROW, "staircase")
    found = cells(words.figures({late: heard((13.0, "stop"))}))
    assert found["6 sounds or more, never taught", ROOM] == (1, 1)


def test_a_word_comes_into_another_ones_talk_after_each_pause(audio: Path) -> None:
    made = joined.sessions(audio, "report")
    assert {each.pauses for each in made} == {(0.1,), (0.3,), (0.6,), (0.1, 0.3)}
    assert {each.clips[0].text for each in made} == {"a coffee please"}, "the tin is red"
    assert {joined.kind_of(each.clips[1]) for each in made} == set(joined.KINDS)
    assert all(each.stop == (each.clips[1].text,) for each in made)


def test_what_is_spoken_is_as_far_apart_as_it_should_be(audio: Path) -> None:
    between = next(
        each for each in joined.sessions(audio, "report") if each.pauses == joined.GOES_ON
    )
    played = playlist(between, audio)
    sound = np.concatenate([block.frames for block in played.blocks()])
    (_, word, after), (talk, said, _) = played.starts, played.ends
    assert word - talk == pytest.approx(frames(0.1), abs=frames(0.005))
    assert after - said == pytest.approx(frames(0.3), abs=frames(0.005))
    assert np.abs(sound[talk + frames(0.02) : word - frames(0.02)]).max() < 0.01


def test_a_stop_into_talk_counts_also_when_the_other_one_speaks_again() -> None:
    def into(*told: tuple[float, str]) -> Heard:
        """The word ends after 11 s, and the next sentence begins after 11.3."""
        return replace(session([9, 11, 14], [], told), starts=[frames(5), frames(10), frames(11.3)])

    word = made(joined.ROW, "staircase", pauses=joined.GOES_ON)
    word = replace(word, clips=(word.clips[0], *word.clips, word.clips[0]))

    def lost(*told: tuple[float, str]) -> list[int]:
        """How often it was missed, and how often nothing came of it."""
        return [each.count for each in joined.figures({word: into(*told)})]

    assert lost((11.5, "stop")) == [0, 0]
    assert lost((11.5, "maybe_stop")) == [1, 0]
    assert lost((8.0, "stop")) == lost((13.5, "stop")) == [1, 1]


def test_conversation_is_played_with_any_words_and_with_long_ones(audio: Path) -> None:
    made = talk.sessions(audio, "report")
    assert [(each.row.split(",")[1].strip(), len(each.stop)) for each in made] == [
        ("any", 3),
        ("long", 2),
    ], "in the meeting somebody says red"


def test_false_stops_are_counted_by_the_hour_of_what_was_recorded(audio: Path) -> None:
    (first, second) = talk.sessions(audio, "report")
    told = heard((3, "stop"), (5, "house"), (8, "embedded"))
    figures = talk.figures({first: told, second: heard()})
    stops = [figure for figure in figures if figure.column == "stops"]
    counts = [(figure.count, round(figure.of * 3600)) for figure in stops]
    assert counts == [(2, 1), (2, 1), (0, 1), (0, 1)], "the telephone and all, for each set"
    assert [figure.reached for figure in stops] == [False, False, True, True]


def test_sounds_of_people_stand_by_kind(audio: Path) -> None:
    quiet, loud = nonverbal.sessions(audio, "report")
    assert (quiet.over, loud.over) == (ROOM, "music")
    figures = nonverbal.figures({quiet: heard((3, "stop")), loud: heard((4, "go"))})
    found = cells(figures)
    counts = [
        found[kind, name][0] for kind in ("moaning", "all of them") for name in ("stops", "`go`")
    ]
    assert counts == [1, 1, 1, 1]
    assert found["moaning", "stops"][1] == pytest.approx(2 / 3600)


def test_other_words_leave_out_what_sounds_like_an_agreed_one(audio: Path) -> None:
    said = {each.clips[0].text for each in singles.sessions(audio, "report")}
    assert "read" not in said, "in the past it sounds like red"
    found = cells(
        singles.figures({made(singles.ROW, "dog"): FOUND, made(singles.ROW, "cat"): LOST})
    )
    assert found[ROOM, "a stop"] == (1, 2)
    assert found[ROOM, "only softer (dip, question, slow)"] == (1, 2)


def test_a_go_word_counts_only_where_the_slow_word_was_heard() -> None:
    yellow = Clip(Path("yellow.flac"), "yellow", "")
    pair = made(waited.PEOPLE, "dog")
    pair = replace(pair, clips=(yellow, *pair.clips))
    again = replace(pair, over="rain")
    slow = session([10, 20], [], [(10.1, "slow"), (20.1, "go")])
    stopped = session([10, 20], [], [(10.1, "slow"), (20.1, "stop")])
    deaf = session([10, 20], [], [(20.1, "go")])
    found = cells(waited.figures({pair: slow, again: stopped, replace(pair, stop=("x",)): deaf}))
    assert found[waited.PEOPLE, f"missed, {ROOM}"] == (0, 1)
    assert found[waited.PEOPLE, "taken for a stop, 10 dB"] == (1, 1)
    assert found[waited.PEOPLE, "missed, 10 dB"] == (1, 1)


def test_a_recording_is_as_loud_as_a_voice_after_some_seconds_of_its_background(
    audio: Path,
) -> None:
    rain = next(each for each in words.sessions(audio, "report") if each.over == "rain")
    played = playlist(rain, audio)
    sound = np.concatenate([block.frames for block in played.blocks()])
    (start,) = played.starts
    assert frames(1) <= start <= frames(6)
    noise = sound[:start].astype(np.float64)
    assert 10 * np.log10((noise**2).mean()) == pytest.approx(VOICE - 10, abs=1)
    assert active_level(sound[start : start + FRAME_RATE]) == pytest.approx(VOICE, abs=1)
    again = np.concatenate([block.frames for block in playlist(rain, audio).blocks()])
    assert np.array_equal(sound, again)


def test_the_product_hears_it_and_what_nobody_can_agree_on_is_left_out(audio: Path) -> None:
    red = Clip(CLIPS / "red__af_bella.flac", "red", "af_bella")
    said = Session(words.ROW, (red,), "report", stop=("red",))
    both = replace(said, slow=("red",))
    found = results({each: play(each, audio) for each in (said, both)})
    assert list(found) == [said], "one word cannot mean two things"
    assert not words.missed(said, found)


def test_a_part_plays_its_own_recordings_only(audio: Path) -> None:
    for part in PARTS:
        readers = {
            clip.voice
            for task in tasks(audio, part, 1)
            if isinstance(task.job, Session)
            for clip in task.job.clips
            if clip.voice in READERS
        }
        assert readers == {who for who, theirs in READERS.items() if theirs == part} - {"ccc_s4"}


def test_without_people_there_is_nothing(tmp_path: Path) -> None:
    assert tasks(tmp_path, "report", 1) == []
    assert sections({}) == ""


def test_figures_with_a_target_are_called_by_what_they_are_about() -> None:
    found = targets({made(words.ROW, "staircase", over="rain"): LOST})
    assert [(each.row, each.target, each.reached) for each in found] == [
        (
            "people, a word as the stop word, missed: 6 sounds or more, never taught, 10 dB",
            0.03,
            False,
        )
    ]


def test_the_odds_can_be_shifted_afterwards(audio: Path) -> None:
    said = session([10], [(10.2, "red", 0.6)], [(10.2, "stop")])
    word = made(words.ROW, "staircase", over="rain")
    call = talk.sessions(audio, "report")[0]
    found = cells(convinced.figures({word: said, call: said}))
    missed, false = (list(dict.fromkeys(title for _, title in found))[at] for at in (0, 1))
    assert (found["as it is", missed][0], found["-3.0", missed][0]) == (0, 1)
    assert (found["as it is", false][0], found["-3.0", false][0]) == (1, 0)


def test_every_row_is_written() -> None:
    for row in ROWS.values():
        assert row.figures({}) == []
    text = sections({made(words.ROW, "staircase"): LOST, made(singles.ROW, "dog"): FOUND})
    assert "1 words of" in text
    assert "- \u201cdog\u201d (quiet room)" in text


def test_a_report_can_be_made_anew_where_it_tells_of_people() -> None:
    word = made(words.ROW, "staircase", over="rain")
    lost, found = {word: LOST}, {word: FOUND, made(singles.ROW, "dog"): LOST}
    (target,) = targets(lost)
    first = f"# Report\n\n{BEFORE}\n{table_line(target)}\n| red | 1% |\n\n"
    after = refreshed(f"{first}{sections(lost)}\n## Cost\n\nMuch.\n", found)
    assert after.startswith(f"# Report\n\n{NOTE}{BEFORE}\n| {target.row} | 3% | 0/1")
    assert "| red | 1% |\n\n## Any word" in after
    assert "100.0%" not in after.partition("## Go words")[0].partition("## Other words")[0]
    assert "## Other words, said by people" in after
    assert after.endswith("\n\n## Cost\n\nMuch.\n")
    assert refreshed(after, found) == after
    with pytest.raises(ValueError, match="no parts about people"):
        refreshed("# Report\n", found)


def test_a_table_has_its_rows_and_columns_in_order() -> None:
    figures = [Figure("a", "x", 1, 2), Figure("a", "y", 1, 2.0, "an hour"), Figure("b", "y", 0, 3)]
    lines = table("What", figures)
    assert lines[0] == "| What | x | y |"
    assert lines[2].startswith("| a | 1/2 = 50.0%")
    assert "| 1: 0.50 (" in lines[2]
    assert lines[3].startswith("| b |  | 0/3")
    assert not Figure("a", "x", 1, 2, target=0.0).reached


def test_a_telephone_is_heard_as_any_recording(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "call.ogg", np.zeros(8_000, np.float32), 8_000)
    assert len(load(tmp_path / "call.ogg")) == FRAME_RATE
