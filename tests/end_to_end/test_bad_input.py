"""Bad input: one clear sentence, the right exit code, no traceback."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.fixtures.clips import CLIPS
from tests.fixtures.command import COMMAND, lines_of, names, safeword
from tests.fixtures.pulse import PulseServer

RED = str(CLIPS / "red__af_bella.flac")
DRY = ("listen", "--fast", "--dry-run")


def refused(code: int, *words: str, env: dict[str, str] | None = None) -> str:
    """Run it; the sentence it ends with."""
    done = safeword(*words, env=env)
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    said = [line for line in done.stderr.splitlines() if line.startswith("safeword: ")]
    assert len(said) == 1, done.stderr
    return said[0]


def test_no_microphone(pulse: PulseServer) -> None:
    pulse.remove_mic()
    assert "no microphone" in refused(69, "listen", env=pulse.env)
    assert "no microphone" in refused(69, "devices", env=pulse.env)


def test_what_devices_there_are(pulse: PulseServer) -> None:
    pulse.pactl("load-module", "module-null-source", "source_name=webcam", "description=Webcam")
    done = safeword("devices", env=pulse.env)
    assert done.stderr == ""
    inputs, outputs = done.stdout.split("Loudspeakers")
    assert "--microphone" in inputs
    assert "--speaker" in outputs
    assert "* Bedroom\n" in inputs
    assert "  Webcam\n" in inputs
    assert "* Null Output (speaker)\n" in outputs
    assert safeword("devices", "--loudspeaker", env=pulse.env).returncode == 0
    pulse.kill()
    assert "loudspeaker" in refused(69, "devices", "--loudspeaker", env=pulse.env)


def test_what_sound_libraries_complain_about_is_not_shown(pulse: PulseServer) -> None:
    pulse.kill()
    for words in (("devices",), ("listen",), ("devices", "--loudspeaker")):
        lines = safeword(*words, env=pulse.env).stderr.splitlines()
        assert all(line.startswith(("safeword: ", "No agreement of yours")) for line in lines)


def test_an_agreement_that_names_a_microphone_and_a_loudspeaker(
    pulse: PulseServer, tmp_path: Path
) -> None:
    path = tmp_path / "agreement.toml"
    path.write_text('[room]\nmicrophone = "Kitchen"\n', encoding="utf-8")
    asked = ("listen", "--agreement", str(path))
    assert 'no microphone "Kitchen"' in refused(69, *asked, env=pulse.env)
    path.write_text('[room]\nloudspeaker = "Cellar"\n', encoding="utf-8")
    assert 'no loudspeaker "Cellar"' in refused(69, *asked, env=pulse.env)
    other = (*asked, "--speaker", "Attic")  # the command line goes before it
    assert 'no loudspeaker "Attic"' in refused(69, *other, env=pulse.env)


def test_no_sound_server_and_no_sound_card(pulse: PulseServer) -> None:
    pulse.kill()
    assert "microphone" in refused(69, "listen", env=pulse.env)


def test_an_unknown_microphone(pulse: PulseServer) -> None:
    assert "Bedroom" in refused(69, "listen", "--microphone", "Bedrom", env=pulse.env)


def test_an_unknown_loudspeaker(pulse: PulseServer) -> None:
    assert "nonesuch" in refused(69, "listen", "--speaker", "nonesuch", env=pulse.env)


@pytest.mark.parametrize("content", [None, b"", b"this is no sound", "folder"])
def test_an_input_that_is_not_audio(tmp_path: Path, content: bytes | str | None) -> None:
    path = tmp_path / "input.wav"
    if content == "folder":
        path.mkdir()
    elif isinstance(content, bytes):
        path.write_bytes(content)
    assert str(path) in refused(66, *DRY, "--input", RED, str(path))


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("language = ", "not valid TOML"),
        ('[words]\nstop = "red"', "words.stop"),
        ('[words]\nstopp = ["red"]', "no such setting"),
        ('[words]\nstop = ["red"]\nslow = ["red"]', "choose one"),
        ('[words]\nstop = ["..."]', "no word in it"),
        ('[words]\nstop = ["resume"]', "is inside"),
        ('[words]\ngo = ["resume"]', "already means"),
        ('[words]\nstop = ["off"]', "hear itself say"),
        ('[[people]]\nname = "Sam"\n[[people]]\nname = "sam"', "a name of their own"),
        ('language = "tlh"', "language"),
        ('language = "xx"', "does not speak"),
        ('[[people]]\nname = "Kim"\nhard = ["seeing red"]', "hear itself say"),
    ],
)
def test_a_broken_agreement(tmp_path: Path, text: str, part: str) -> None:
    path = tmp_path / "agreement.toml"
    path.write_text(text, encoding="utf-8")
    assert part in refused(78, *DRY, "--agreement", str(path), "--input", RED)
    linted = safeword("agree", "--lint", "--agreement", str(path))
    assert linted.returncode == 78
    assert part in (linted.stdout + linted.stderr).replace("\n", " ")
    assert "Traceback" not in linted.stderr


def test_an_agreement_that_is_not_there(tmp_path: Path) -> None:
    said = refused(78, *DRY, "--agreement", str(tmp_path / "none.toml"), "--input", RED)
    assert "safeword agree" in said


@pytest.mark.parametrize(
    "words", [(*DRY, "--input", RED), ("words",), ("settings",), ("settings", "voice")]
)
def test_an_agreement_that_is_a_link_to_nowhere(tmp_path: Path, words: tuple[str, ...]) -> None:
    """Nobody agreed on the words of the example, so they must not be what is listened for."""
    (tmp_path / "safeword").mkdir()
    (tmp_path / "safeword" / "agreement.toml").symlink_to("/nowhere/agreement.toml")
    said = refused(78, *words, env={**os.environ, "XDG_CONFIG_HOME": str(tmp_path)})
    assert "/nowhere/agreement.toml, which is not there" in said


@pytest.mark.parametrize("word", ["빨강", "xqzt", "r2d2"])
def test_a_stop_word_that_no_ear_can_know(word: str) -> None:
    assert word in refused(78, *DRY, "--stop", word, "--input", RED)


@pytest.mark.parametrize(
    ("word", "instead"),
    [
        ("red, pineapple", '"red" and "pineapple"'),
        ("code 99", '"code ninety nine"'),
        ("caf\u00e9", "'cafe'"),
        ("shh", "with a vowel"),
        ("?!", "no word in it"),
    ],
)
def test_a_stop_word_that_must_be_written_otherwise(word: str, instead: str) -> None:
    said = refused(78, *DRY, "--stop", word, "--input", RED)
    assert instead in said
    assert "agreement" not in said


def test_a_word_for_one_session_is_judged_as_elsewhere() -> None:
    done = safeword(*DRY, "--stop", "ok", "--input", RED)
    assert done.returncode == 0, done.stderr
    assert "'ok' is short" in done.stderr
    assert "'ok'" not in safeword(*DRY, "--input", RED).stderr


@pytest.mark.parametrize("name", ["[/b].flac", "[take two].flac", os.fsdecode(b"\xff.flac")])
def test_a_recording_with_an_odd_name_is_played(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    shutil.copy(RED, path)
    done = safeword(*DRY, "--input", str(path), RED)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert name.replace("\udcff", "\ufffd") in done.stdout.replace("\n", "")
    told = lines_of(*DRY, "--input", str(path))
    assert names(told, "heard")[-1] == "stop"


def test_a_recording_with_an_odd_name_that_is_not_there(tmp_path: Path) -> None:
    refused(66, *DRY, "--input", str(tmp_path / "[/b].wav"))
    refused(66, *DRY, "--input", str(tmp_path / os.fsdecode(b"\xff.wav")))


def test_a_missing_model(tmp_path: Path) -> None:
    said = refused(69, *DRY, "--model", str(tmp_path / "none"), "--input", RED)
    assert str(tmp_path / "none") in said


def test_a_damaged_model(tmp_path: Path) -> None:
    (tmp_path / "am").mkdir()
    (tmp_path / "am" / "final.mdl").write_bytes(b"damaged")
    assert str(tmp_path) in refused(69, *DRY, "--model", str(tmp_path), "--input", RED)


def test_no_voice(tmp_path: Path) -> None:
    """An empty file is mounted over the library of espeak-ng, for this process alone."""
    library = next(Path("/usr/lib").glob("*/libespeak-ng.so.1")).resolve()
    empty = tmp_path / "empty"
    empty.touch()
    hide = f'mount --bind "{empty}" "{library}" && exec "$0" "$@"'
    done = subprocess.run(
        ["unshare", "-rm", "sh", "-c", hide, *COMMAND, "listen", "--fast", "--input", RED],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 69, done.stderr
    assert "safeword: espeak-ng" in done.stderr


def test_no_players_and_no_bus_are_said_once_and_it_goes_on(pulse: PulseServer) -> None:
    lines = lines_of("listen", "--fast", "--input", RED, env=pulse.env)
    assert names(lines, "fault") == ["no_player_bus"]
    assert names(lines, "heard")[-1] == "stop"


@pytest.mark.parametrize(
    "words",
    [
        ("listen", "--fast"),
        ("listen", "--output", "x.wav", "--input", RED, RED),
        ("listen", "--input"),
        ("nonsense",),
    ],
)
def test_options_that_do_not_go_together(words: tuple[str, ...]) -> None:
    done = safeword(*words)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_an_output_that_cannot_be_written(tmp_path: Path) -> None:
    path = tmp_path / "no" / "room.wav"
    for words in (("listen", "--input", RED), ("scene",)):
        done = safeword(*words, "--fast", "--output", str(path))
        assert done.returncode == 73, done.stderr
        assert f'The sound cannot be written to "{path}"' in done.stderr
        assert done.stdout == "", "it is told before anything is played"


@pytest.mark.parametrize("how", ["itself", "a link"])
def test_a_recording_is_not_written_over(tmp_path: Path, how: str) -> None:
    recording, output = tmp_path / "mine.flac", tmp_path / "mine.flac"
    shutil.copy(RED, recording)
    if how == "a link":
        output = tmp_path / "link.wav"
        output.symlink_to(recording)
    words = ("listen", "--fast", "--no-questions", "--input", str(recording))
    assert "is the recording itself" in refused(2, *words, "--output", str(output))
    assert recording.read_bytes() == Path(RED).read_bytes()


def test_json_that_cannot_be_written_is_refused_before_anything_begins(
    pulse: PulseServer, tmp_path: Path
) -> None:
    missing, pipe = tmp_path / "missing" / "told", tmp_path / "pipe"
    os.mkfifo(pipe)
    for path in (missing, pipe, tmp_path):
        assert str(path) in refused(73, "listen", "--json-to", str(path), env=pulse.env)
    for number in ("1", "99", "-1", "9" * 20):
        done = safeword("listen", "--json-to", number, env=pulse.env)
        assert done.returncode == 2
        assert "not the number of an open file" in done.stderr
