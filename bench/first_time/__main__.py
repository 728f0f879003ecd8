"""`python -m bench.first_time`: uses Safeword as two new people would; writes docs/first-time.md.

Everything is real but the room: the commands run in a terminal, the words are played into a
microphone of a sound server, and a player plays. It takes some minutes, as it would take people.
"""

import os
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.first_time.agreeing import agree
from bench.first_time.trying import check, session
from tests.fixtures.bus import PrivateBus
from tests.fixtures.mpv import Mpv
from tests.fixtures.pulse import PulseServer

OUT = Path(__file__).parent.parent.parent / "docs" / "first-time.md"
INTRODUCTION = """# The first time

Two new people, Alex and Sam, follow the steps of the README. The screens are what stood in the
terminal; the voices are synthetic and were played into a microphone that hears the loudspeaker
too. What was not heard is said again. Written by `python -m bench.first_time`.
"""


def main() -> None:
    """Play it all and write it down."""
    with (
        tempfile.TemporaryDirectory() as folder,
        PulseServer() as pulse,
        PrivateBus() as bus,
        Mpv(bus.env),
    ):
        own = dict.fromkeys(("XDG_CONFIG_HOME", "XDG_STATE_HOME"), folder)
        pulse.echo()
        env = {**os.environ, **pulse.env, **bus.env, **own}
        OUT.write_text("\n".join(_page(env, pulse)), encoding="utf-8")
    print(f"Wrote {OUT.name}")


def _page(env: dict[str, str], pulse: PulseServer) -> Iterator[str]:
    yield INTRODUCTION
    yield "## `safeword agree`\n"
    for title, lines in agree(env):
        yield f"{title}:\n"
        yield _screen(lines)
    yield "## `safeword check`\n"
    yield _screen(check(env, pulse))
    yield "## `safeword listen`\n"
    for said, times, lines in session(env, pulse):
        if said:
            again = f" (said {times} times)" if times > 1 else ""
            yield f"**{said.who}:** {said.text}{again}\n"
        yield _screen(lines) if said is None or said.full else f"- {_says(lines)}\n"


def _screen(lines: Sequence[str]) -> str:
    return "\n".join(["```", *lines, "```", ""])


def _says(lines: Sequence[str]) -> str:
    title = lines[0].strip(" ╭─╮")
    said = next((line.split(None, 1)[1] for line in lines if line.split()[:1] == ["says"]), "")
    return f"*{title}:* {said}"


if __name__ == "__main__":
    main()
