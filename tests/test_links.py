"""Every relative link and picture in the documents leads to a file, every #anchor to a heading."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
MARKDOWN = MarkdownIt("commonmark").enable("table")


@cache
def tokens(document: Path) -> list[Token]:
    return MARKDOWN.parse(document.read_text(encoding="utf-8"))


@cache
def anchors(document: Path) -> set[str]:
    """Those that GitHub gives the headings: small letters, spaces as hyphens, doubles numbered."""
    seen: Counter[str] = Counter()
    found = set()
    for opening, heading in zip(tokens(document), tokens(document)[1:], strict=False):
        if opening.type == "heading_open":
            text = "".join(part.content for part in heading.children or ())
            name = re.sub(r"[^\w\- ]", "", text.lower()).replace(" ", "-")
            found.add(f"{name}-{seen[name]}" if seen[name] else name)
            seen[name] += 1
    return found


def links(document: Path) -> Iterator[str]:
    for block in tokens(document):
        for part in block.children or ():
            target = part.attrGet("href") or part.attrGet("src")
            if target and not urlsplit(str(target)).scheme:
                yield str(target)


def leads_somewhere(document: Path, link: str) -> bool:
    parts = urlsplit(link)
    target = document.parent / unquote(parts.path) if parts.path else document
    inside = target.resolve().is_relative_to(ROOT)
    return inside and target.exists() and (not parts.fragment or parts.fragment in anchors(target))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_each_link_leads_somewhere(document: Path) -> None:
    assert [link for link in links(document) if not leads_somewhere(document, link)] == []


def test_links_are_found_and_wrong_ones_are_seen() -> None:
    readme = ROOT / "README.md"
    assert {"docs/peers.md", "docs/scene.png", "#choosing-words"} <= {*links(readme)}
    assert not leads_somewhere(readme, "docs/nowhere.md")
    assert not leads_somewhere(readme, "#nowhere")
    assert not leads_somewhere(readme, "docs/peers.md#nowhere")
    assert leads_somewhere(readme, "docs/peers.md#where-others-are-ahead")
