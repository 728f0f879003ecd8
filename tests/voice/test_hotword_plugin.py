"""Our ears as a plug-in for hotwords, made by the real plug-in manager of OpenVoiceOS."""

import re
import subprocess
from pathlib import Path
from typing import Any

from bench.peers.peer import pcm16
from tests.fixtures.clips import spoken
from tests.fixtures.ovos import EARS, ENVIRONMENT, ROOT, environment

OTHERS = ("hello__af_heart", "yellow__bm_george", "ready__am_liam")
"""The second is another safe word."""


def hotword(
    folder: Path, config: dict[str, Any], *clips: str, tracing: tuple[str, ...] = ()
) -> subprocess.CompletedProcess[bytes]:
    """One of this configuration, and when it was found in these clips."""
    hotwords = {"signal": {"module": EARS, **config}}
    return subprocess.run(
        [*tracing, ENVIRONMENT / "bin" / "python", "-m", "tests.fixtures.ovos_hotword", "signal"],
        env=environment(folder, {"lang": "en-us", "hotwords": hotwords}),
        cwd=ROOT,
        input=pcm16(spoken(*clips)),
        capture_output=True,
        timeout=100,
        check=False,
    )


def test_a_hotword_is_found_and_other_words_are_not_and_no_network_is_asked_for(
    tmp_path: Path,
) -> None:
    """Laws 1 and 7. Pieces that no microphone gives come first."""
    trace = tmp_path / "trace"
    # OpenVoiceOS makes a socket to see whether there is IPv6; it goes nowhere.
    calls = "trace=connect,sendto,sendmsg,sendmmsg"
    tracing = ("strace", "-f", "--seccomp-bpf", "-qq", "-e", calls, "-o", str(trace))
    config = {"key_phrase": ["red", "pineapple"]}
    run = hotword(tmp_path, config, *OTHERS, "red__af_heart", tracing=tracing)
    assert run.returncode == 0, run.stderr.decode()
    (found,) = re.findall(r"^found (.+)", run.stdout.decode(), re.MULTILINE)
    assert len(spoken(*OTHERS)) / 16_000 < float(found)
    assert "AF_INET" not in trace.read_text()
