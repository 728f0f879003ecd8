"""`safeword completion`, in a real bash, with the key that completes."""

from argparse import Namespace
from pathlib import Path

import pexpect
import pytest

from tests.fixtures.command import safeword
from voice.cli import completion
from voice.cli.parser import COMMANDS

ECHO = "safeword() { printf '<%s>' \"$@\"; echo; }"
"""In the place of the command: shows what it was given."""
TYPED = {
    "safeword tel\t aft\t": "<tell><aftercare>",
    "safeword settings room.m\t": "<settings><room.microphone>",
    "safeword listen --no-q\t --agreement ours.t\t": (
        "<listen><--no-questions><--agreement><ours.toml>"
    ),
    "safeword models ver\t": "<models><verify>",
    "safeword completion z\t": "<completion><zsh>",
}


def test_a_bash_completes_what_people_type(tmp_path: Path) -> None:
    (tmp_path / "ours.toml").touch()
    (tmp_path / "script").write_text(safeword("completion", "bash").stdout, encoding="utf-8")
    bash = pexpect.spawn(
        "bash", ["--norc", "--noprofile", "-i"], cwd=tmp_path, encoding="utf-8", timeout=20
    )
    bash.sendline(f"source ./script; {ECHO}; echo re''ady")
    bash.expect_exact("ready")
    for typed, given in TYPED.items():
        bash.sendline(typed)
        bash.expect_exact(given)
    bash.close(force=True)


@pytest.mark.parametrize("shell", completion.SHELLS)
def test_each_shell_is_told_of_every_command(
    shell: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert completion.run(Namespace(shell=shell)) == 0
    script = capsys.readouterr().out
    assert all(command in script for command in COMMANDS)
