"""The weights are found without importing their package, and damage is told from wholeness."""

import subprocess
import sys
from pathlib import Path

import pytest

from models.errors import ModelProblem
from models.moonshine import files
from models.moonshine.ear import MoonshineModel


def pretend(where: Path) -> None:
    """Files of the right names and sizes, full of zeros."""
    for pin in files.PINS:
        with (where / pin.name).open("wb") as file:
            file.truncate(pin.size)


def test_the_installed_weights_are_the_pinned_ones() -> None:
    files.check(files.folder())
    files.verify(files.folder())


def test_loading_does_not_import_the_package_that_carries_the_weights() -> None:
    code = (
        "import sys; from models.moonshine.ear import MoonshineModel; MoonshineModel.load();"
        "sys.exit('moonshine_voice' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("pin", files.PINS, ids=lambda pin: pin.name)
def test_a_missing_file_is_named_with_the_remedy(pin: files.Pin, tmp_path: Path) -> None:
    pretend(tmp_path)
    (tmp_path / pin.name).unlink()
    with pytest.raises(ModelProblem, match=rf"{pin.name}.*pip install"):
        files.check(tmp_path)


@pytest.mark.parametrize("pin", files.PINS, ids=lambda pin: pin.name)
def test_a_cut_off_file_stops_the_start(pin: files.Pin, tmp_path: Path) -> None:
    pretend(tmp_path)
    with (tmp_path / pin.name).open("r+b") as file:
        file.truncate(pin.size - 1)
    with pytest.raises(ModelProblem, match=rf"damaged: .*{pin.name}"):
        MoonshineModel.load(tmp_path)


@pytest.mark.parametrize(("size", "told"), [(None, "incomplete"), (7, "damaged")])
def test_our_own_encoder_is_looked_at_too(
    size: int | None, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "OURS", tmp_path)
    if size:
        (tmp_path / files.ENCODER.name).write_bytes(bytes(size))
    with pytest.raises(ModelProblem, match=rf"{told}: .*encoder.ort .*Install Safeword again"):
        MoonshineModel.load()


def test_wrong_content_of_the_right_size_is_found_by_the_thorough_look(tmp_path: Path) -> None:
    pretend(tmp_path)
    files.check(tmp_path)
    with pytest.raises(ModelProblem, match="wrong content"):
        files.verify(tmp_path)


def test_wrong_content_of_the_right_size_is_a_problem_the_user_can_read(tmp_path: Path) -> None:
    pretend(tmp_path)
    with pytest.raises(ModelProblem, match=r"wrong content.*pip install"):
        MoonshineModel.load(tmp_path)


def test_our_own_encoder_with_wrong_content_has_its_own_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "OURS", tmp_path)
    (tmp_path / files.ENCODER.name).write_bytes(bytes(files.ENCODER.size))
    with pytest.raises(ModelProblem, match=r"encoder.ort has the wrong .* Install Safeword"):
        MoonshineModel.load()


def test_without_the_package_the_user_is_told_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "moonshine_voice", None)
    with pytest.raises(ModelProblem, match=r"not installed.*pip install"):
        files.folder()
