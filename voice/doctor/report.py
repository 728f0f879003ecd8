"""Findings as people and as programs read them."""

import json
from collections.abc import Sequence
from importlib.metadata import version

from rich.console import Console
from rich.text import Text

from voice.doctor.finding import Finding, Level

_STYLES = {Level.FINE: "green", Level.ADVICE: "yellow", Level.WRONG: "bold red"}
_KIND, _LEVEL = 13, 7
"""Columns of the longest kind and level."""
CHECK = "Whether your own words are heard, only 'safeword check' tells."


def print_finding(finding: Finding, console: Console) -> None:
    """One line, and a second one with the mend."""
    console.print(
        Text.assemble(
            (f"{finding.level:{_LEVEL}}", _STYLES[finding.level]),
            f"{finding.kind.replace('_', ' '):{_KIND}}",
            finding.sentence,
        ),
        soft_wrap=True,
    )
    if finding.mend:
        console.print(Text(f"{' ' * (_LEVEL + _KIND)}-> {finding.mend}"), soft_wrap=True)


def conclusion(findings: Sequence[Finding]) -> str:
    """What all of it comes to."""
    count = sum(finding.level is Level.WRONG for finding in findings)
    if not count:
        return f"Nothing that was looked at keeps a session from hearing you. {CHECK}"
    things = "1 thing keeps" if count == 1 else f"{count} things keep"
    return f"{things} a session from hearing you, or from being heard: mend what is 'wrong'."


def hears(findings: Sequence[Finding]) -> bool:
    """Whether nothing that was found keeps a session from it."""
    return all(finding.level is not Level.WRONG for finding in findings)


def as_json(findings: Sequence[Finding]) -> str:
    """One object, in one line of ASCII, as docs/json.md says."""
    told = [
        {
            "kind": finding.kind,
            "level": finding.level,
            "sentence": finding.sentence,
            "mend": finding.mend or None,
        }
        for finding in findings
    ]
    return json.dumps(
        {"version": version("safeword-voice"), "hears": hears(findings), "findings": told}
    )
