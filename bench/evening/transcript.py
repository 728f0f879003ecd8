"""The transcript of an evening, for docs/evening.md."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.evening.story import EVENING, Line, Turn, between, times

OUT = Path(__file__).parent.parent.parent / "docs" / "evening.md"
AGREEMENT = Path(__file__).parent / "agreement.toml"

TEXT = """# An evening

Two recorded synthetic voices, Alex and Sam, and what Safeword answered. Written by
`python -m bench.evening`, which plays the recording to `safeword listen`; a test plays it too and
holds that this page is what happened. What they agreed is in `bench/evening/agreement.toml`.

{agreement}

{story}
"""

OF_PLAYERS = "music_off"
"""Said only where a player plays, as in the test, and left out."""
DONE = {
    "pause_players": "pauses the music",
    "resume_players": "lets the music play on",
    "remind_tomorrow": "notes the day, to remind them",
    "end_session": "stops listening",
}
"""Effects that are worth a line; chimes and volumes are left out."""


def page(lines: Sequence[Line]) -> str:
    """The text of docs/evening.md, from what `--json` told."""
    story = [
        line
        for turn, (began, ended) in zip(EVENING, times(EVENING), strict=True)
        for line in [*_said(turn), *_answered(between(lines, began, ended))]
    ]
    opening = _answered(between(lines, -1, times(EVENING)[0][0]))
    agreement = f"```toml\n{AGREEMENT.read_text(encoding='utf-8')}```"
    return TEXT.format(agreement=agreement, story="\n".join([*opening, *story]))


def _said(turn: Turn) -> Iterator[str]:
    if turn.who:
        yield f"\n**{turn.who}:** {turn.text}\n"
    else:
        yield f"\n*Nobody says anything for {turn.after:.0f} seconds.*\n"


def _answered(lines: Sequence[Line]) -> Iterator[str]:
    for line in lines:
        if line["name"] == "say" and line["prompt"] != OF_PLAYERS:
            yield f"- Safeword: {line['text'] or '(repeats what it heard)'}"
        elif line["kind"] == "effect" and line["name"] in DONE:
            yield f"- Safeword {DONE[line['name']]}."
        elif line["kind"] == "state" and line["activity"] is None:
            yield f"- *{line['name'].replace('_', ' ')}*"
