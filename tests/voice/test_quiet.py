"""What sound libraries write to standard error is not shown; what we write is."""

import subprocess
import sys

import pytest

_SCRIPT = """
import os, sys
from voice.cli.quiet import quiet_libraries
os.write(2, b"before ")
with quiet_libraries():
    os.write(2, b"ALSA lib pcm.c: underrun ")
    print("ours: Łukasz", file=sys.stderr)
os.write(2, b"after")
"""


def test_only_our_own_words_are_seen() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _SCRIPT], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stderr == "before ours: Łukasz\nafter"


@pytest.mark.parametrize("closing", ["2>&-", "2>/dev/full"])
def test_a_standard_error_that_cannot_be_written_is_no_reason_to_end(closing: str) -> None:
    script = "from voice.cli.quiet import quiet_libraries\nwith quiet_libraries(): print('goes on')"
    done = subprocess.run(
        ["sh", "-c", f'"$0" -c "$1" {closing}', sys.executable, script],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stdout == "goes on\n"
