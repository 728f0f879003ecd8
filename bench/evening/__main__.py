"""`python -m bench.evening`: plays the recorded evening and writes docs/evening.md."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.evening.story import EVENING, recorded
from bench.evening.transcript import AGREEMENT, OUT, page


def main() -> None:
    """Play it to the command, and write what came of it."""
    with tempfile.TemporaryDirectory() as folder:
        recording = Path(folder) / "evening.wav"
        recorded(EVENING, recording)
        done = subprocess.run(
            [
                *(sys.executable, "-m", "voice.cli", "listen", "--fast", "--json"),
                *("--input", recording, "--agreement", AGREEMENT),
                *("--output", Path(folder) / "room.wav"),
            ],
            stdout=subprocess.PIPE,
            check=True,
            text=True,
        )
    OUT.write_text(page([json.loads(line) for line in done.stdout.splitlines()]), encoding="utf-8")
    print(f"Wrote {OUT.name}")


if __name__ == "__main__":
    main()
