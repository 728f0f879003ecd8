"""Files that people edit, move and lose parts of: an agreement or settings, or a sentence."""

import re
from pathlib import Path

import pyrage
import pytest
import tomlkit
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from intents.agreement import Agreement
from intents.errors import AgreementProblem
from intents.names import Name
from intents.proof import Attempt, Loudness, Outcome
from tests.fuzz.amount import tries
from tests.fuzz.damage import damaged
from tests.fuzz.refusing import or_refused
from voice import agreement_file, check_file
from voice.assembly import lexicon_and_plan
from voice.errors import SettingsProblem
from voice.mqtt import settings as mqtt
from voice.mqtt.bridge import Bridge
from voice.passphrase import VARIABLE

EXAMPLE = agreement_file.EXAMPLE.read_bytes()
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-32", "latin-1", "cp1252", "utf-7")
KEYS = sorted({*Agreement.model_fields, "stop", "hard", "name", "every_minutes", "ask", "steps"})
TOML = st.recursive(
    st.one_of(
        st.text(max_size=20),
        st.integers(),
        st.floats(),
        st.booleans(),
        st.dates(),
        st.sampled_from(["en", "red", "Sam", "9" * 400, "\u202e", "e\u0301" * 200]),
    ),
    lambda part: st.one_of(
        st.lists(part, max_size=4), st.dictionaries(st.sampled_from(KEYS), part, max_size=4)
    ),
    max_leaves=12,
)


def read(path: Path, content: bytes) -> None:
    """As each command does that goes by an agreement."""
    path.write_bytes(content)
    agreement = None
    with or_refused(AgreementProblem):
        agreement = agreement_file.read(path)
        lexicon_and_plan(agreement)
    if agreement is not None:
        agreement_file.write(path, agreement)
        assert agreement_file.read(path) == agreement


@given(content=damaged(EXAMPLE))
@tries(60)
def test_a_damaged_agreement(tmp_path: Path, content: bytes) -> None:
    read(tmp_path / "agreement.toml", content)


@given(table=st.dictionaries(st.sampled_from(KEYS), TOML, max_size=5))
@tries(60)
def test_any_toml(tmp_path: Path, table: dict[str, object]) -> None:
    read(tmp_path / "agreement.toml", tomlkit.dumps(table).encode(errors="replace"))


@given(content=st.binary(max_size=300))
@example(content=b"a=" + b"[" * 5_000 + b"]" * 5_000)
@example(content=b"a=" + b"9" * 5_000)
@example(content=b"a" + b".a" * 5_000 + b"=1")
@example(content=b"#" * (agreement_file.LARGEST + 1))
@tries(60)
def test_what_is_no_agreement(tmp_path: Path, content: bytes) -> None:
    read(tmp_path / "agreement.toml", content)


@given(encoding=st.sampled_from(ENCODINGS), text=st.text(max_size=40))
@tries(40)
def test_any_encoding(tmp_path: Path, encoding: str, text: str) -> None:
    content = f'language = "fr"\n[together]\nhard = ["{text}"]\n'.encode(encoding, "replace")
    read(tmp_path / "agreement.toml", content)


def check_file_of(*outcomes: Outcome) -> bytes:
    """What `safeword check` keeps."""
    return TypeAdapter(tuple[Outcome, ...]).dump_json(outcomes, indent=1)


LOCKED = pyrage.passphrase.encrypt(EXAMPLE, "a long passphrase")
SALT, REST = re.split(rb" \d+\n", LOCKED, maxsplit=1)
QUICK = b" 1\n"
"""In place of how hard it is to guess: no passphrase opens it any more, and to try one takes no
time, but all that it is made of is looked at all the same."""


@pytest.fixture
def secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "secret"
    path.write_text("a long passphrase", encoding="utf-8")
    path.chmod(0o600)
    monkeypatch.setenv(VARIABLE, str(path))


@given(salt=st.one_of(st.just(SALT), damaged(SALT)), rest=damaged(REST, within=300))
@tries(100)
@pytest.mark.usefixtures("secret")
def test_a_damaged_locked_agreement(tmp_path: Path, salt: bytes, rest: bytes) -> None:
    with pytest.raises(AgreementProblem):
        agreement_file.read(written(tmp_path, salt + QUICK + rest))


def written(folder: Path, content: bytes) -> Path:
    """An agreement."""
    path = folder / "agreement.toml"
    path.write_bytes(content)
    return path


TRIED = check_file_of(
    Outcome(Attempt("Ann", Name.STOP, "red", Loudness.LOUD), heard=True, score=0.9, level=-31.0),
    Outcome(Attempt("", Name.SLOW, "노랑", Loudness.NORMAL, "ko", ("vosk",)), instead=Name.STOP),
)


@given(content=st.one_of(damaged(TRIED), st.binary(max_size=100)))
@example(content=TRIED.replace(b"0.9", b"NaN"))
@example(content=TRIED.replace(b"-31.0", b"1e999"))
@example(content=b"[" * 5_000)
@tries(60)
def test_damaged_results_of_a_check(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes
) -> None:
    """What is understood of them is kept, and can be read again when others are added."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    check_file.path().parent.mkdir(parents=True, exist_ok=True)
    check_file.path().write_bytes(content)
    found = {outcome.attempt: outcome for outcome in check_file.read()}
    for attempt, outcome in found.items():
        outcome.surely_heard(attempt.listening)
    check_file.keep((), ())
    assert check_file.read() == tuple(found.values())


SETTINGS = b"""host = "broker.home"
port = 8883
username = "room"
password = "hunter22"
ca = "~/ca.pem"
name = "Room"
"""


@given(content=damaged(SETTINGS))
@example(content=b"host=" + b"[" * 5_000)
@example(content=b"port=" + b"9" * 5_000)
@example(content=SETTINGS + b'topic="\\u0000"')
@tries(60)
def test_damaged_settings_of_mqtt(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "mqtt.toml"
    path.touch(mode=0o600)
    path.write_bytes(content)
    told = ""
    try:
        Bridge(mqtt.read(path), lambda _: None)
    except SettingsProblem as problem:
        told = str(problem)
    assert "hunter22" not in told
