"""A process that crashes leaves no copy of its memory, in which limits and words are."""

import signal
import subprocess
import sys
from pathlib import Path

CRASHING = """
import os, resource, signal, sys
hard = resource.getrlimit(resource.RLIMIT_CORE)[1]
resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))
if "undumped" in sys.argv:
    from models.undumped import stay_undumped
    stay_undumped()
os.kill(os.getpid(), signal.SIGSEGV)
"""


def crash(folder: Path, *words: str) -> list[str]:
    """What a crash leaves in the folder where it happened."""
    folder.mkdir()
    done = subprocess.run(
        [sys.executable, "-c", CRASHING, *words], cwd=folder, timeout=60, check=False
    )
    assert done.returncode == -signal.SIGSEGV
    return [file.name for file in folder.iterdir()]


def test_a_crash_leaves_nothing(tmp_path: Path) -> None:
    assert crash(tmp_path / "ours", "undumped") == []


def test_what_it_starts_leaves_nothing_either() -> None:
    script = (
        "import subprocess, sys\n"
        "from models.undumped import stay_undumped\n"
        "stay_undumped()\n"
        "subprocess.run(['cat', '/proc/self/coredump_filter', '/proc/self/limits'], check=True)\n"
    )
    said = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True
    ).stdout.splitlines()
    assert int(said[0], 16) == 0
    assert next(line for line in said if "core file" in line).split()[4:6] == ["0", "0"]
