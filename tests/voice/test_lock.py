"""An agreement under a passphrase: whole or not at all, and nothing of it in plain text."""

import codecs
import os
import subprocess
import sys
from pathlib import Path

import pytest

from intents.agreement import Agreement, Words
from intents.errors import AgreementProblem
from tests.fixtures.locked import FRENCH
from voice import agreement_file
from voice.lock import is_locked, locked, opened
from voice.passphrase import CREDENTIAL, VARIABLE, Passphrase
from voice.private_file import is_private

OURS, TEXT = FRENCH.passphrase, FRENCH.text


@pytest.fixture
def secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file that the passphrase is read from."""
    path = tmp_path / "passphrase"
    path.write_text(f"{OURS}\n", encoding="utf-8")
    path.chmod(0o600)
    monkeypatch.setenv(VARIABLE, str(path))
    return path


@pytest.fixture
def agreement(tmp_path: Path, secret: Path) -> Path:
    """A locked one, and its passphrase."""
    assert secret.exists()
    path = tmp_path / "there" / "agreement.toml"
    path.parent.mkdir()
    path.touch(0o600)
    path.write_text(FRENCH.armoured, encoding="ascii")
    return path


def test_it_is_read_as_before_and_others_find_nothing_in_it(agreement: Path) -> None:
    agreement.write_text(TEXT, encoding="utf-8")
    agreement_file.lock(agreement, Passphrase())
    assert agreement_file.read(agreement).together.hard == ("épines",)
    assert is_locked(agreement.read_bytes())
    assert is_private(agreement)
    assert [each.name for each in agreement.parent.iterdir()] == [agreement.name]
    content = agreement.read_bytes()
    assert b"ananas" not in content
    assert opened(content, OURS, "agreement").decode() == TEXT


def test_it_is_unlocked_as_it_was(agreement: Path) -> None:
    agreement_file.unlock(agreement, Passphrase())
    assert agreement.read_text(encoding="utf-8") == TEXT
    assert is_private(agreement)
    assert not is_locked(agreement.read_bytes())


def test_what_is_not_locked_is_not_unlocked(agreement: Path) -> None:
    agreement.write_text(TEXT, encoding="utf-8")
    with pytest.raises(AgreementProblem, match="is not locked"):
        agreement_file.unlock(agreement, Passphrase())
    assert agreement.read_text(encoding="utf-8") == TEXT


def test_a_file_without_an_end_is_no_passphrase(
    agreement: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, "/dev/zero")
    with pytest.raises(AgreementProblem, match="has more than 10000 bytes"):
        agreement_file.unlock(agreement, Passphrase())


def test_what_is_changed_stays_locked_under_the_same_passphrase(
    agreement: Path, secret: Path
) -> None:
    passphrase = Passphrase()
    agreed = agreement_file.read(agreement, passphrase)
    secret.unlink()  # it is asked for once
    changed = agreed.model_copy(update={"words": Words(stop=("mangue",))})
    agreement_file.write(agreement, changed, passphrase)
    text = opened(agreement.read_bytes(), OURS, "agreement").decode()
    assert text == TEXT.replace("ananas", "mangue")


def test_what_was_locked_is_never_written_in_plain_text(agreement: Path) -> None:
    """Also where the file was deleted while people changed it."""
    passphrase = Passphrase()
    agreed = agreement_file.read(agreement, passphrase)
    agreement.unlink()
    agreement_file.write(agreement, agreed, passphrase)
    assert is_locked(agreement.read_bytes())


def test_a_new_one_is_never_on_the_disk_in_plain_text(tmp_path: Path, secret: Path) -> None:
    path = tmp_path / "new" / "agreement.toml"
    agreement_file.write(path, Agreement(language="ko"), Passphrase(), new_lock=True)
    assert secret.exists()
    assert is_locked(path.read_bytes())
    assert agreement_file.read(path).language == "ko"


def test_another_passphrase_opens_nothing_and_nothing_is_lost(
    agreement: Path, secret: Path
) -> None:
    before = agreement.read_bytes()
    secret.write_text("two red boxes and a barrel", encoding="utf-8")
    for attempt in (agreement_file.lock, agreement_file.unlock, agreement_file.read):
        with pytest.raises(AgreementProblem, match="cannot be opened with this passphrase"):
            attempt(agreement, Passphrase())
    with pytest.raises(AgreementProblem, match="cannot be opened with this passphrase"):
        agreement_file.write(agreement, Agreement())
    assert agreement.read_bytes() == before


@pytest.mark.parametrize("damage", ["cut", "changed"])
def test_a_damaged_one_says_so_and_stays_as_it_is(agreement: Path, damage: str) -> None:
    content = agreement.read_bytes()
    at = len(content) // 2
    spoilt = content[:at] if damage == "cut" else content[:at] + b"AAAA" + content[at + 4 :]
    agreement.write_bytes(spoilt)
    with pytest.raises(AgreementProblem, match="damaged: put an older copy in its place"):
        agreement_file.read(agreement)
    with pytest.raises(AgreementProblem):
        agreement_file.write(agreement, Agreement())
    assert agreement.read_bytes() == spoilt


def test_one_that_would_take_too_long_is_not_called_damaged(agreement: Path) -> None:
    binary = FRENCH.binary
    header, rest = binary.split(b"\n", 2)[1], binary.split(b"\n", 2)[2]
    slower = header.rpartition(b" ")[0] + b" 40"  # of two to its power
    agreement.write_bytes(b"age-encryption.org/v1\n" + slower + b"\n" + rest)
    with pytest.raises(AgreementProblem, match="very busy now: try again"):
        agreement_file.read(agreement)


def test_a_binary_file_of_age_is_read_too(agreement: Path) -> None:
    agreement.write_bytes(FRENCH.binary)
    assert agreement_file.read(agreement).language == "fr"


def test_one_that_an_editor_marked_is_still_locked(agreement: Path) -> None:
    agreement.write_bytes(codecs.BOM_UTF8 + agreement.read_bytes())
    assert agreement_file.read(agreement).language == "fr"
    agreement_file.lock(agreement, Passphrase())
    assert agreement_file.read(agreement).language == "fr"


def test_what_is_no_agreement_is_not_locked_over_it(agreement: Path) -> None:
    """Such as a locked one whose beginning was lost: it would be locked twice."""
    agreement.write_bytes(spoilt := agreement.read_bytes()[1:])
    with pytest.raises(AgreementProblem, match="looks like a locked one"):
        agreement_file.lock(agreement, Passphrase())
    assert agreement.read_bytes() == spoilt


@pytest.mark.parametrize("first", [b"", b"----BEGIN AGE ENCRYPTED FILE-----\n", b"\0\0\0\0\n"])
def test_one_whose_first_line_is_damaged_is_told_and_can_be_mended_as_it_says(
    agreement: Path, first: bytes
) -> None:
    rest = agreement.read_bytes().partition(b"\n")[2]
    agreement.write_bytes(first + rest)
    with pytest.raises(AgreementProblem, match="looks like a locked one") as told:
        agreement_file.read(agreement)
    line = str(told.value).split("'")[1]
    agreement.write_bytes(line.encode() + b"\n" + rest)
    assert agreement_file.read(agreement).language == "fr"


def test_a_binary_one_whose_beginning_is_damaged_is_told_too(agreement: Path) -> None:
    agreement.write_bytes(FRENCH.binary[1:])
    with pytest.raises(AgreementProblem, match="looks like a locked one") as told:
        agreement_file.read(agreement)
    assert "text editor" not in str(told.value)


def test_the_same_letters_are_the_same_passphrase(agreement: Path, secret: Path) -> None:
    secret.write_text("cafe\u0301 cafe\u0301", encoding="utf-8")
    agreement.write_text(TEXT, encoding="utf-8")
    agreement_file.lock(agreement, Passphrase())
    secret.write_text("caf\u00e9 caf\u00e9", encoding="utf-8")
    assert agreement_file.read(agreement).language == "fr"


def test_a_service_is_given_it_by_systemd(
    agreement: Path, secret: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(VARIABLE)
    secret.rename(secret.parent / CREDENTIAL)
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(secret.parent))
    assert agreement_file.read(agreement).language == "fr"


def test_a_new_one_is_as_long_as_one_that_is_typed(agreement: Path, secret: Path) -> None:
    agreement.write_text(TEXT, encoding="utf-8")
    secret.write_text("seven77\n", encoding="utf-8")
    with pytest.raises(AgreementProblem, match="fewer than 8 characters"):
        agreement_file.lock(agreement, Passphrase())
    assert agreement.read_text(encoding="utf-8") == TEXT


def test_a_short_one_that_something_was_locked_with_still_opens_it(
    agreement: Path, secret: Path
) -> None:
    secret.write_text("seven77\n", encoding="utf-8")
    agreement.write_text(locked(TEXT, "seven77"), encoding="utf-8")
    assert agreement_file.read(agreement).language == "fr"


@pytest.mark.parametrize(("mode", "told"), [(0o644, 1), (0o640, 1), (0o600, 0)])
def test_a_passphrase_that_others_can_read_is_told_once(
    agreement: Path, secret: Path, capsys: pytest.CaptureFixture[str], mode: int, told: int
) -> None:
    secret.chmod(mode)
    agreement_file.lock(agreement, Passphrase())
    assert capsys.readouterr().err.count(f"chmod 600 '{secret}'") == told


@pytest.mark.parametrize(("content", "said"), [("\n", "no passphrase in"), (None, "No such file")])
def test_a_passphrase_that_is_not_there_is_told(
    agreement: Path, secret: Path, content: str | None, said: str
) -> None:
    secret.unlink() if content is None else secret.write_text(content, encoding="utf-8")
    with pytest.raises(AgreementProblem, match=said):
        agreement_file.read(agreement)


def test_a_passphrase_that_is_no_text_is_told_without_a_part_of_it(
    agreement: Path, secret: Path
) -> None:
    secret.write_bytes("café noir".encode("latin-1"))
    with pytest.raises(AgreementProblem, match="not UTF-8 text") as told:
        agreement_file.read(agreement)
    assert "0xe9" not in str(told.value)


ON_A_FULL_DISK = """
set -e
mount -t tmpfs -o size=64k none "$2"
cp "$3" "$2/agreement.toml"
head -c 1000000 /dev/zero > "$2/filled" || true
exec "$0" -c "$1" "$2/agreement.toml"
"""
WRITING = """
import sys
from pathlib import Path
from intents.agreement import Agreement
from intents.errors import AgreementProblem
from voice import agreement_file
from voice.lock import is_locked, locked, opened
from voice.passphrase import Passphrase

path, passphrase = Path(sys.argv[1]), Passphrase()
before = path.read_bytes()
for attempt in (
    lambda: agreement_file.lock(path, passphrase),
    lambda: agreement_file.unlock(path, passphrase),
    lambda: agreement_file.write(path, Agreement(), passphrase),
):
    try:
        attempt()
    except AgreementProblem as problem:
        print("No space left" in str(problem))
print(path.read_bytes() == before, sorted(each.name for each in path.parent.iterdir()))
"""


def test_a_full_disk_leaves_it_as_it_was(agreement: Path, tmp_path: Path) -> None:
    (full := tmp_path / "full").mkdir()
    done = subprocess.run(
        ["unshare", "-rm", "sh", "-c", ON_A_FULL_DISK, sys.executable, WRITING, full, agreement],
        env={**os.environ, "PYTHONPATH": str(Path.cwd())},
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    assert done.stdout.split("\n")[:3] == ["True"] * 3
    assert done.stdout.split("\n")[3] == "True ['agreement.toml', 'filled']"


def test_a_silent_one_asks_nobody(agreement: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE)
    with pytest.raises(AgreementProblem, match="Nobody is asked"):
        agreement_file.read(agreement, Passphrase(silent=True))
