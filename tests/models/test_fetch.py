"""Fetching from a real server on this computer: what can go wrong, and what is left then."""

import hashlib
import os
import shutil
import signal
import stat
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from models.errors import FetchProblem, ModelProblem
from models.store import manifest
from models.store.catalogue import Catalogue
from models.store.download import PIECE
from models.store.fetch import fetch, swap
from models.store.folders import etag_of, models_folder, part_of, replaced_in, staging_prefix
from models.store.installed import installed, path
from models.store.unpack import ArchiveProblem, unpack
from models.store.verify import verify
from tests.fixtures.model_server import NAME, ModelServer, model_server, model_zip, zip_of
from tests.fixtures.waiting import wait_until

FETCHING = f"""
import resource, sys
from pathlib import Path
from models.errors import FetchProblem
from models.store.catalogue import Catalogue
from models.store.fetch import fetch

limit = int(sys.argv[3])
if limit:
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
try:
    fetch({NAME!r}, Catalogue.model_validate_json(sys.argv[1]), Path(sys.argv[2]), pauses=())
except FetchProblem as problem:
    sys.exit(str(problem))
"""
"""A process of its own, for signals and limits."""


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


@pytest.fixture(name="server")
def _server() -> Iterator[ModelServer]:
    with model_server(model_zip()) as server:
        yield server


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> Path:
    return tmp_path / "models"


def _get(server: ModelServer, folder: Path, pauses: tuple[float, ...] = (0, 0)) -> Path:
    return fetch(NAME, server.catalogue(), folder, pauses=pauses)


def _left(folder: Path) -> set[str]:
    """What lies beside the models: locks are empty and stay."""
    return {entry.name for entry in folder.iterdir() if not entry.name.endswith(".lock")}


def _readme(folder: Path) -> str:
    return (folder / NAME / "README").read_text()


def _start(server: ModelServer, folder: Path, file_limit: int = 0) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [
            sys.executable,
            "-c",
            FETCHING,
            server.catalogue().model_dump_json(),
            str(folder),
            str(file_limit),
        ],
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.fixture(name="old")
def _old(server: ModelServer, folder: Path) -> Path:
    """An installed model (seed 1), and a server that has a newer one (seed 2)."""
    where = _get(server, folder)
    server.told.body = model_zip(seed=2)
    server.told.etag = '"two"'
    server.told.asked.clear()
    return where


def _assert_old_model_is_whole(server: ModelServer, folder: Path) -> None:
    assert _readme(folder) == "made from seed 1"
    assert verify(NAME, server.catalogue(), folder).whole


# A good fetch


def test_a_model_arrives_whole_and_nothing_else_stays(server: ModelServer, folder: Path) -> None:
    seen: list[tuple[int, int]] = []
    size = len(server.told.body)
    where = fetch(NAME, server.catalogue(), folder, progress=lambda *now: seen.append(now))
    assert where == path(NAME, server.catalogue(), folder)
    assert _left(folder) == {NAME}
    assert {file.relative_to(where).as_posix() for file in where.rglob("*") if file.is_file()} == {
        "am/final.mdl",
        "conf/mfcc.conf",
        "README",
        manifest.FILE_NAME,
    }
    assert verify(NAME, server.catalogue(), folder).whole
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert seen[-1] == (size, size)


def test_a_whole_model_is_not_fetched_again(server: ModelServer, folder: Path) -> None:
    _get(server, folder)
    _get(server, folder)
    assert len(server.told.asked) == 1


def test_a_damaged_model_is_fetched_again(server: ModelServer, folder: Path) -> None:
    (_get(server, folder) / "README").write_text("spoilt")
    _get(server, folder)
    _assert_old_model_is_whole(server, folder)
    assert _left(folder) == {NAME}


def test_a_newer_model_replaces_the_old_one(server: ModelServer, folder: Path, old: Path) -> None:
    assert _get(server, folder) == old
    assert _readme(folder) == "made from seed 2"
    assert _left(folder) == {NAME}


def test_it_is_listed_for_the_listener(server: ModelServer, folder: Path) -> None:
    where = _get(server, folder)
    (model,) = installed(server.catalogue(), folder)
    assert (model.name, model.language, model.engine, model.folder) == (NAME, "en", "vosk", where)


# Connections that break


def test_a_cut_connection_is_resumed_at_once(server: ModelServer, folder: Path) -> None:
    server.told.cuts = [10 * PIECE, 5 * PIECE + 1]
    _get(server, folder)
    assert [headers.get("range") for headers in server.told.asked] == [
        None,
        f"bytes={10 * PIECE}-",
        f"bytes={15 * PIECE}-",
    ]
    assert verify(NAME, server.catalogue(), folder).whole


def test_a_later_fetch_goes_on(server: ModelServer, folder: Path) -> None:
    server.told.cuts = [10 * PIECE]
    with pytest.raises(FetchProblem, match="try again later to go on"):
        _get(server, folder, pauses=())
    part = part_of(folder, NAME)
    assert part.stat().st_size == 10 * PIECE
    assert _left(folder) == {part.name, etag_of(part).name}
    _get(server, folder)
    assert server.told.asked[-1]["range"] == f"bytes={10 * PIECE}-"
    assert server.told.asked[-1]["if-range"] == '"one"'
    assert _left(folder) == {NAME}


def test_a_server_that_ignores_ranges_starts_over(server: ModelServer, folder: Path) -> None:
    server.told.cuts = [10 * PIECE]
    server.told.ranges = False
    _get(server, folder)
    assert "range" in server.told.asked[1]
    assert verify(NAME, server.catalogue(), folder).whole


def test_a_file_that_changed_meanwhile_starts_over(server: ModelServer, folder: Path) -> None:
    server.told.cuts = [10 * PIECE]
    with pytest.raises(FetchProblem):
        _get(server, folder, pauses=())
    server.told.body, server.told.etag = model_zip(seed=2), '"two"'
    _get(server, folder)
    assert server.told.asked[-1]["if-range"] == '"one"'
    assert _readme(folder) == "made from seed 2"


def test_a_server_that_ignores_if_range_starts_over(server: ModelServer, folder: Path) -> None:
    server.told.cuts = [10 * PIECE]
    server.told.if_range = False
    with pytest.raises(FetchProblem):
        _get(server, folder, pauses=())
    server.told.body, server.told.etag = model_zip(seed=2), '"two"'
    _get(server, folder)
    assert [headers.get("range") for headers in server.told.asked[1:]] == [
        f"bytes={10 * PIECE}-",
        None,
    ]
    assert _readme(folder) == "made from seed 2"


@pytest.mark.parametrize("etag", ["", 'W/"one"'])
def test_without_a_strong_etag_it_starts_over(server: ModelServer, folder: Path, etag: str) -> None:
    server.told.etag = etag
    server.told.cuts = [10 * PIECE]
    _get(server, folder)
    assert "range" not in server.told.asked[1]
    assert verify(NAME, server.catalogue(), folder).whole


def test_a_part_that_is_too_long_starts_over(server: ModelServer, folder: Path) -> None:
    folder.mkdir()
    part_of(folder, NAME).write_bytes(b"x" * (len(server.told.body) + 1))
    _get(server, folder)
    assert verify(NAME, server.catalogue(), folder).whole


def test_it_gives_up_on_a_file_that_always_ends_early(server: ModelServer, folder: Path) -> None:
    server.told.cuts = [PIECE, PIECE, PIECE]
    with pytest.raises(FetchProblem, match="could not be fetched"):
        _get(server, folder)
    assert len(server.told.asked) == 3
    assert part_of(folder, NAME).stat().st_size == 3 * PIECE


def test_a_busy_server_is_asked_again(server: ModelServer, folder: Path) -> None:
    server.told.statuses = [503, 429]
    _get(server, folder)
    assert verify(NAME, server.catalogue(), folder).whole


def test_a_missing_file_is_not_asked_for_again(server: ModelServer, folder: Path) -> None:
    server.told.statuses = [404]
    with pytest.raises(FetchProblem, match="status 404"):
        _get(server, folder)
    assert len(server.told.asked) == 1
    assert _left(folder) == set()


def test_a_server_that_is_not_there_is_a_problem(folder: Path) -> None:
    with model_server(model_zip()) as server:
        catalogue = server.catalogue()
    with pytest.raises(FetchProblem, match="could not be fetched"):
        fetch(NAME, catalogue, folder, pauses=(0,))


# Servers that give something else


def test_a_wrong_hash_leaves_nothing(server: ModelServer, folder: Path) -> None:
    with pytest.raises(FetchProblem, match="SHA-256"):
        fetch(NAME, server.catalogue(sha256="0" * 64), folder, pauses=())
    assert _left(folder) == set()


def test_a_wrong_hash_leaves_the_old_model(server: ModelServer, folder: Path, old: Path) -> None:
    with pytest.raises(FetchProblem, match="SHA-256"):
        fetch(NAME, server.catalogue(sha256="0" * 64), folder, pauses=())
    assert _left(folder) == {old.name}
    _assert_old_model_is_whole(server, folder)


def test_a_file_of_another_size_is_not_begun(server: ModelServer, folder: Path) -> None:
    with pytest.raises(FetchProblem, match="not the file that the catalogue means"):
        fetch(NAME, server.catalogue(size=len(server.told.body) - 1), folder, pauses=())
    assert _left(folder) == set()


def test_a_file_that_does_not_end_is_cut_off(server: ModelServer, folder: Path) -> None:
    catalogue = server.catalogue()
    server.told.lengths = False
    server.told.body += b"x"
    with pytest.raises(FetchProblem, match="more than"):
        fetch(NAME, catalogue, folder, pauses=())
    assert _left(folder) == set()


def test_a_server_that_tells_no_length_is_good_enough(server: ModelServer, folder: Path) -> None:
    server.told.lengths = False
    _get(server, folder)
    assert verify(NAME, server.catalogue(), folder).whole


@pytest.mark.parametrize(
    "there", ["http://example.invalid/x", "file:///etc/passwd", "//example.invalid/x"]
)
def test_it_follows_no_redirect_to_an_unsafe_place(
    server: ModelServer, folder: Path, there: str
) -> None:
    server.told.location = there
    with pytest.raises(FetchProblem, match="not a secure address"):
        _get(server, folder)
    assert len(server.told.asked) == 1


def test_it_follows_a_redirect_on_this_computer(server: ModelServer, folder: Path) -> None:
    server.told.location = "/moved"
    _get(server, folder)
    assert verify(NAME, server.catalogue(), folder).whole


def test_redirects_in_a_circle_end(server: ModelServer, folder: Path) -> None:
    server.told.location = "/again"
    with pytest.raises(FetchProblem, match="without an end"):
        _get(server, folder)


# Models that cannot be checked


def test_an_unpinned_model_is_refused_with_the_reason(server: ModelServer, folder: Path) -> None:
    catalogue = server.catalogue(sha256=None, evidence=())
    with pytest.raises(FetchProblem, match="no public hash is known"):
        fetch(NAME, catalogue, folder)
    assert server.told.asked == []
    assert not folder.exists()


def test_an_unpinned_model_can_be_allowed(server: ModelServer, folder: Path) -> None:
    catalogue = server.catalogue(sha256=None, evidence=())
    where = fetch(NAME, catalogue, folder, allow_unpinned=True)
    assert manifest.read(where).archive_sha256 == hashlib.sha256(server.told.body).hexdigest()


def test_an_archive_that_is_no_model_is_refused(server: ModelServer, folder: Path) -> None:
    server.told.body = zip_of({f"{NAME}/README": b"hello"})
    with pytest.raises(FetchProblem, match="holds no Vosk model"):
        _get(server, folder)
    assert _left(folder) == set()


def test_a_packaged_model_is_not_fetched(server: ModelServer, folder: Path) -> None:
    catalogue = Catalogue.model_validate(
        {
            "models": [
                {
                    "kind": "package",
                    "name": "absent",
                    "language": "en",
                    "engine": "vosk",
                    "distribution": "no-such-distribution",
                    "version": "1",
                    "folder": "x",
                    "size": 1,
                    "licence": "MIT",
                    "source": "https://example.org",
                },
                *server.catalogue().models,
            ]
        }
    )
    with pytest.raises(ModelProblem, match="pip install no-such-distribution==1"):
        fetch("absent", catalogue, folder)
    assert not folder.exists()


# Malicious archives


def _with_kind(kind: int) -> Callable[[Path], None]:
    def make(where: Path) -> None:
        with zipfile.ZipFile(where, "w") as archive:
            archive.writestr(f"{NAME}/am/final.mdl", b"model")
            member = zipfile.ZipInfo(f"{NAME}/conf")
            member.create_system = 3  # Unix, whose file kinds are in the upper half
            member.external_attr = (kind | 0o777) << 16
            archive.writestr(member, "/etc/passwd")

    return make


def _with_name(name: str) -> Callable[[Path], None]:
    def make(where: Path) -> None:
        with zipfile.ZipFile(where, "w") as archive:
            archive.writestr(f"{NAME}/am/final.mdl", b"model")
            member = zipfile.ZipInfo("x")
            member.filename = name
            archive.writestr(member, b"evil")

    return make


def _bomb(where: Path) -> None:
    where.write_bytes(zip_of({f"{NAME}/am/final.mdl": bytes(10_000_000)}))


def _liar(where: Path) -> None:
    """It says 100 bytes where there are a million."""
    honest = zip_of({f"{NAME}/am/final.mdl": bytes(1_000_000)})
    said = (1_000_000).to_bytes(4, "little")
    assert honest.count(said) == 2  # before the data, and in the directory at the end
    where.write_bytes(honest.replace(said, (100).to_bytes(4, "little")))


def _torn(where: Path) -> None:
    whole = bytearray(model_zip())
    whole[200_000] ^= 0xFF
    where.write_bytes(whole)


def _headless(where: Path) -> None:
    where.write_bytes(model_zip()[1:])


def _misnamed(where: Path) -> None:
    """Its directory says that a name is UTF-8, which it is not."""
    whole = zip_of({f"{NAME}/é": b"x"})
    where.write_bytes(whole.replace("é".encode(), b"\xff\xff"))


def _packed_otherwise(where: Path) -> None:
    with zipfile.ZipFile(where, "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr(f"{NAME}/am/final.mdl", b"weights")


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (_with_name("../evil"), "leads out"),
        (_with_name(f"{NAME}/../../evil"), "leads out"),
        (_with_name("/tmp/evil"), "not a plain relative path"),
        (_with_name("C:/evil"), "not a plain relative path"),
        (_with_name(f"{NAME}\\..\\evil"), "not a plain relative path"),
        (_with_name("other/evil"), "not all in one folder"),
        (_with_name("evil"), "not all in one folder"),
        (_with_name(f"{NAME}/am"), "used twice"),
        (_with_name(f"{NAME}//am/final.mdl"), "used twice"),
        (_with_name(f"{NAME}/{manifest.FILE_NAME}"), "brings its own"),
        (_with_kind(stat.S_IFLNK), "a link or a device"),
        (_with_kind(stat.S_IFCHR), "a link or a device"),
        (_with_kind(stat.S_IFBLK), "a link or a device"),
        (_with_kind(stat.S_IFIFO), "a link or a device"),
        (_with_kind(stat.S_IFSOCK), "a link or a device"),
        (_bomb, "would grow"),
        (_liar, "damaged"),
        (_torn, "damaged"),
        (_headless, "its beginning is missing"),
        (_misnamed, "damaged"),
        (_packed_otherwise, "packed in another way"),
    ],
)
def test_a_malicious_archive_is_refused_and_the_old_model_stays(
    make: Callable[[Path], None], said: str, server: ModelServer, old: Path, tmp_path: Path
) -> None:
    folder = old.parent
    make(tmp_path / "bad.zip")
    server.told.body = (tmp_path / "bad.zip").read_bytes()
    with pytest.raises(FetchProblem, match=said):
        _get(server, folder)
    assert _left(folder) == {old.name}
    assert {entry.name for entry in tmp_path.iterdir()} == {"models", "bad.zip"}
    _assert_old_model_is_whole(server, folder)


@given(
    names=st.lists(
        st.text("ab./\\:\0é", min_size=1, max_size=8), min_size=1, max_size=4, unique=True
    )
)
@example(names=["a/b", "a/é/a"])
@settings(deadline=None, max_examples=200)
def test_nothing_is_ever_written_outside(
    names: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    around = tmp_path_factory.mktemp("around")
    into = around / "into"
    into.mkdir()
    with zipfile.ZipFile(around / "x.zip", "w") as archive:
        for name in names:
            member = zipfile.ZipInfo("x")
            member.filename = name
            archive.writestr(member, b"content")
    try:
        top = unpack(around / "x.zip", into)
    except ArchiveProblem:
        assert list(into.iterdir()) == []
    else:
        assert list(into.iterdir()) == [top]
    assert {entry.name for entry in around.iterdir()} == {"x.zip", "into"}
    shutil.rmtree(around)


# Full disks and signals


def test_a_model_that_does_not_fit_is_not_begun(server: ModelServer, folder: Path) -> None:
    with pytest.raises(FetchProblem, match="too full"):
        fetch(NAME, server.catalogue(size=10**18), folder)
    assert server.told.asked == []


def test_a_disk_that_fills_up_while_it_comes(server: ModelServer, folder: Path, old: Path) -> None:
    process = _start(server, folder, file_limit=200_000)
    _, said = process.communicate(timeout=30)
    assert "is full" in said
    assert part_of(folder, NAME).stat().st_size <= 200_000
    part = part_of(folder, NAME)
    assert _left(folder) == {old.name, part.name, etag_of(part).name}
    _assert_old_model_is_whole(server, folder)
    _get(server, folder)
    assert "range" in server.told.asked[-1]
    assert _readme(folder) == "made from seed 2"


def test_a_disk_that_fills_up_while_it_is_unpacked(
    server: ModelServer, folder: Path, old: Path
) -> None:
    # Half of the model shrinks, so the archive keeps below the limit that the model passes.
    content = os.urandom(100_000) + bytes(400_000)
    server.told.body = zip_of({f"{NAME}/am/final.mdl": content})
    process = _start(server, folder, file_limit=300_000)
    _, said = process.communicate(timeout=30)
    assert "is full" in said
    part = part_of(folder, NAME)
    assert _left(folder) == {old.name, part.name, etag_of(part).name}
    _assert_old_model_is_whole(server, folder)
    server.told.asked.clear()
    _get(server, folder)
    assert server.told.asked == []
    assert (folder / NAME / "am/final.mdl").read_bytes() == content


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_a_signal_leaves_the_old_model_and_the_part(
    number: signal.Signals, server: ModelServer, folder: Path, old: Path
) -> None:
    server.told.hold_after = 200_000
    process = _start(server, folder)
    part = part_of(folder, NAME)
    wait_until(
        lambda: process.poll() is not None or (part.exists() and part.stat().st_size > 100_000),
        30,
        "half of the archive",
    )
    process.send_signal(number)
    process.communicate(timeout=30)
    assert process.returncode == -number
    server.told.go_on.set()
    assert _left(folder) == {old.name, part.name, etag_of(part).name}
    _assert_old_model_is_whole(server, folder)
    _get(server, folder)
    assert server.told.asked[-1]["range"] == f"bytes={server_offset(server)}-"
    assert _readme(folder) == "made from seed 2"


def server_offset(server: ModelServer) -> int:
    """Where the last request began: some of the first half, which had come."""
    offset = int(server.told.asked[-1]["range"].removeprefix("bytes=").rstrip("-"))
    assert 100_000 < offset <= 200_000
    return offset


def test_a_fetch_killed_between_the_two_moves_is_mended(
    server: ModelServer, folder: Path, old: Path
) -> None:
    staging = folder / f"{staging_prefix(NAME)}abc"
    staging.mkdir()
    old.rename(replaced_in(staging))
    server.told.statuses = [404]
    with pytest.raises(FetchProblem, match="404"):
        _get(server, folder)
    assert _left(folder) == {old.name}
    _assert_old_model_is_whole(server, folder)


def test_an_old_model_comes_back_if_the_new_one_cannot_be_moved(tmp_path: Path) -> None:
    old, replaced = tmp_path / NAME, tmp_path / "replaced"
    old.mkdir()
    (old / "README").write_text("old")
    with pytest.raises(FileNotFoundError):
        swap(tmp_path / "no such folder", old, replaced)
    assert (old / "README").read_text() == "old"
    assert not replaced.exists()


def test_two_at_once_do_not_collide(server: ModelServer, folder: Path) -> None:
    server.told.hold_after = 200_000
    first = threading.Thread(target=_get, args=(server, folder))
    first.start()
    wait_until(part_of(folder, NAME).exists, 30, "the first fetch")
    with pytest.raises(FetchProblem, match="another safeword"):
        _get(server, folder)
    server.told.go_on.set()
    first.join()
    assert len(server.told.asked) == 1
    assert verify(NAME, server.catalogue(), folder).whole


def test_a_folder_that_cannot_be_made_is_a_problem(server: ModelServer, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(FetchProblem, match="cannot be written"):
        _get(server, tmp_path / "file" / "models")


# Verifying, and where models are


@pytest.mark.parametrize("spoil", ["missing", "damaged", "extra"])
def test_verify_finds_each_kind_of_damage(spoil: str, server: ModelServer, folder: Path) -> None:
    where = _get(server, folder)
    file = {"missing": "README", "damaged": "am/final.mdl", "extra": "am/new"}[spoil]
    if spoil == "missing":
        (where / file).unlink()
    elif spoil == "damaged":
        whole = (where / file).read_bytes()
        (where / file).write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    else:
        (where / file).write_text("")
    report = verify(NAME, server.catalogue(), folder)
    assert not report.whole
    assert {
        "missing": report.missing,
        "damaged": report.damaged,
        "extra": report.extra,
    } == {"missing": (), "damaged": (), "extra": ()} | {spoil: (file,)}


def test_a_link_in_place_of_a_file_is_damage(server: ModelServer, folder: Path) -> None:
    where = _get(server, folder)
    (where / "README").rename(folder / "elsewhere")
    (where / "README").symlink_to(folder / "elsewhere")
    assert verify(NAME, server.catalogue(), folder).damaged == ("README",)


@pytest.mark.parametrize("text", ["", "{}", "not json"])
def test_a_spoilt_list_hides_only_that_model_and_is_mended(
    text: str, server: ModelServer, folder: Path
) -> None:
    where = _get(server, folder)
    (where / manifest.FILE_NAME).write_text(text)
    assert installed(server.catalogue(), folder) == []
    with pytest.raises(ModelProblem, match=f"safeword models fetch {NAME}"):
        path(NAME, server.catalogue(), folder)
    _get(server, folder)
    assert verify(NAME, server.catalogue(), folder).whole


def test_a_model_that_the_catalogue_forgot_is_still_there(
    server: ModelServer, folder: Path
) -> None:
    where = _get(server, folder)
    assert path(NAME, Catalogue(models=()), folder) == where
    assert verify(NAME, Catalogue(models=()), folder).whole


def test_the_folder_is_chosen_then_named_then_usual(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.delenv("SAFEWORD_MODELS", raising=False)
    assert models_folder() == tmp_path / "data" / "safeword" / "models"
    monkeypatch.setenv("SAFEWORD_MODELS", str(tmp_path / "named"))
    assert models_folder() == tmp_path / "named"
    assert models_folder(tmp_path / "chosen") == tmp_path / "chosen"
