"""`safeword teach` on real parts: squeaks into a microphone, and three of them in a session."""

import subprocess
from pathlib import Path

import numpy as np
import pytest
import soundfile

from bench.signs.lessons import at, once
from bench.signs.squeakers import SQUEAKERS
from intents.clock import FRAME_RATE
from intents.names import Name
from intents.proof import Attempt, Loudness, Outcome
from intents.signs import PHRASES, SIGN_EAR, Sign
from models.ears import Frames
from tests.fixtures.command import COMMAND, lines_of, names, safeword
from tests.fixtures.pulse import PulseServer
from voice import check_file
from voice.private_file import is_private

AGREED = '[signals]\nstop = ["squeaks"]\n[before]\nask = false\n'
TRIED = Attempt("", Name.STOP, PHRASES[Sign.SQUEAKS], Loudness.NORMAL, ears=(SIGN_EAR,))


@pytest.fixture
def env(pulse: PulseServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return {**pulse.env, "XDG_STATE_HOME": str(tmp_path / "state")}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (path := tmp_path / "agreement.toml").write_text(AGREED, encoding="utf-8")
    path.chmod(0o600)
    return path


def test_what_three_squeaks_taught_stops_a_session(
    pulse: PulseServer, env: dict[str, str], path: Path, tmp_path: Path
) -> None:
    chance = np.random.default_rng(1)

    def squeak() -> Frames:
        return once(SQUEAKERS["report"]["a squeaking pig"], chance)

    soundfile.write(
        tmp_path / "squeaks.wav", at((1.5, 2.25, 3.0), [squeak() for _ in range(3)], 6), FRAME_RATE
    )
    played = ("--agreement", str(path), "--input", str(tmp_path / "squeaks.wav"))
    check_file.keep((TRIED,), (Outcome(TRIED, heard=True),))
    before = {each for each in tmp_path.rglob("*") if each.is_file()}

    command = [*COMMAND, "teach", "--agreement", str(path)]
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        said = ""
        for number in range(3):
            while said.count(": now ...") <= number:
                piece = process.stdout.read1(4096)  # type: ignore[attr-defined]
                assert piece, said
                said += piece.decode()
            pulse.play_to_mic(squeak())
        rest, _ = process.communicate(timeout=60)
    assert process.returncode == 0, said + rest.decode()
    assert is_private(path)
    written = {each for each in tmp_path.rglob("*") if each.is_file()} - before
    assert written == set()  # no sound
    assert check_file.read() == ()

    told = lines_of("listen", "--fast", "--dry-run", *played)
    (stop,) = (line for line in told if line["kind"] == "heard" and line["name"] == "stop")
    assert stop["ears"] == [SIGN_EAR]
    assert "pause_players" in names(told, "effect")


def test_what_nobody_agreed_on_is_not_taught(env: dict[str, str], path: Path) -> None:
    path.write_text('[signals]\nstop = ["hums"]\n', encoding="utf-8")
    refused = safeword("teach", "--agreement", str(path), env=env)
    assert refused.returncode == 2
    assert "'safeword agree'" in refused.stderr


def test_what_cannot_be_taught_leaves_all_as_it_was(
    pulse: PulseServer, env: dict[str, str], path: Path
) -> None:
    pulse.noise_off()
    refused = safeword("teach", "--agreement", str(path), env=env)
    assert refused.returncode == 69
    assert "cannot be heard: digital silence" in refused.stderr
    assert path.read_text(encoding="utf-8") == AGREED
