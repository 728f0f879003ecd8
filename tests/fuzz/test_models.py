"""Models and what belongs to them, damaged on the disk or on their way: never heard with."""

import io
import shutil
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import ModelProblem
from models.moonshine import files
from models.moonshine.ear import MoonshineModel
from models.moonshine.tokenizer import Tokenizer
from models.store import manifest
from models.store.unpack import ArchiveProblem, unpack
from tests.fuzz.amount import tries
from tests.fuzz.damage import damaged
from tests.fuzz.refusing import or_refused

VOCABULARY = (files.folder() / files.TOKENIZER.name).read_bytes()
MANIFEST = manifest.Manifest(
    name="vosk-model-small-xx-0.1",
    language="xx",
    engine="vosk",
    archive_sha256="0" * 64,
    files={"am/final.mdl": manifest.FileRecord(size=7, sha256="1" * 64)},
)


@given(
    pin=st.sampled_from(files.PINS),
    at=st.floats(0, 1, exclude_max=True),
    bit=st.integers(0, 7),
)
@tries(6)
def test_one_changed_bit_of_the_weights_is_found_at_the_start(
    tmp_path: Path, pin: files.Pin, at: float, bit: int
) -> None:
    """It would hear worse, or nothing, and nobody would know."""
    for each in files.PINS:
        shutil.copy(files.folder() / each.name, tmp_path / each.name)
    with (tmp_path / pin.name).open("r+b") as file:
        file.seek(int(at * pin.size))
        byte = file.read(1)[0]
        file.seek(-1, io.SEEK_CUR)
        file.write(bytes([byte ^ 1 << bit]))
    with pytest.raises(ModelProblem, match=f"wrong content.*{files.REINSTALL[:10]}"):
        MoonshineModel.load(tmp_path)


@given(content=st.one_of(damaged(VOCABULARY, within=2_000), st.binary(max_size=300)))
@tries(20)
def test_any_vocabulary_can_be_looked_into(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "tokenizer.bin").write_bytes(content)
    tokenizer = Tokenizer(tmp_path / "tokenizer.bin")
    assert isinstance(tokenizer.decode(range(len(tokenizer))), str)
    tokenizer.encode("red, 빨강")


@given(content=st.one_of(damaged(MANIFEST.model_dump_json().encode()), st.binary(max_size=100)))
@tries(60)
def test_a_damaged_list_of_files(tmp_path: Path, content: bytes) -> None:
    (tmp_path / manifest.FILE_NAME).write_bytes(content)
    with or_refused(ModelProblem, "safeword models fetch"):
        assert isinstance(manifest.read(tmp_path), manifest.Manifest)


def archive() -> bytes:
    """Of a small model, as those of Vosk are."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("model/am/final.mdl", b"weights " * 50)
        packed.writestr("model/conf/mfcc.conf", b"--sample-frequency=16000\n")
    return written.getvalue()


@given(content=damaged(archive()))
@tries(100)
def test_a_damaged_archive_is_refused_whole(tmp_path: Path, content: bytes) -> None:
    packed, into = tmp_path / "model.zip", tmp_path / "into"
    packed.write_bytes(content)
    shutil.rmtree(into, ignore_errors=True)
    into.mkdir()
    with or_refused(ArchiveProblem, "The archive model.zip"):
        assert unpack(packed, into).parent == into
