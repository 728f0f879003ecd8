"""What may import what: `voice` may use `models`, both may use `intents`, never the other way."""

import ast
import subprocess
import sys
from pathlib import Path

import grimp
import pytest

import intents

PURE = frozenset(
    {
        "collections",
        "dataclasses",
        "enum",
        "functools",
        "math",
        "re",
        "string",
        "types",
        "typing",
        "unicodedata",
    }
    | {"hassil", "pydantic", "rapidfuzz", "unicode_rbnf", "yaml"}
)
"""All that `intents` may import. None of it, used as it is here, can hear, wait, write or send."""

TOUCHES_THE_WORLD = frozenset({"open", "print", "input", "exec", "eval", "__import__"})
"""Built-in functions that a pure module has no use for."""

CORE = sorted(Path(intents.__file__).parent.glob("**/*.py"))


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    """The imports of the whole program, those for type checkers included."""
    return grimp.build_graph(
        "intents", "models", "voice", include_external_packages=True, cache_dir=None
    )


@pytest.mark.parametrize(
    ("lower", "higher"), [("intents", "models"), ("intents", "voice"), ("models", "voice")]
)
def test_a_lower_layer_never_imports_a_higher_one(
    graph: grimp.ImportGraph, lower: str, higher: str
) -> None:
    assert graph.find_descendants(lower), f"{lower} was not found"
    assert graph.find_descendants(higher), f"{higher} was not found"
    assert graph.find_shortest_chains(importer=lower, imported=higher) == set()


def test_what_tells_knows_nothing_of_the_session(graph: grimp.ImportGraph) -> None:
    """A session tells; who is told never reaches back."""
    assert graph.find_shortest_chains(importer="voice.session", imported="voice.telling")
    assert graph.find_shortest_chains(importer="voice.telling", imported="voice.session") == set()


def test_the_layers_are_used_from_above(graph: grimp.ImportGraph) -> None:
    """Else the test above would hold for a graph without any import."""
    assert graph.find_shortest_chains(importer="voice", imported="models")
    assert graph.find_shortest_chains(importer="models", imported="intents")


def test_the_skill_of_an_assistant_loads_no_speech_model_and_no_session(
    graph: grimp.ImportGraph,
) -> None:
    """It is in the process of somebody else: all that it needs of ours is the control socket."""
    assert graph.find_shortest_chains(importer="voice.ovos", imported="voice.control")
    for heavy in ("models", "voice.audio", "voice.session", "voice.cli"):
        assert graph.find_shortest_chains(importer="voice.ovos", imported=heavy) == set()


def test_common_words_are_loaded_only_where_words_are_judged(graph: grimp.ImportGraph) -> None:
    """They take memory and a tenth of a second, which a session has no use for."""
    assert graph.find_modules_that_directly_import("wordfreq") == {"models.sounds.common"}
    assert graph.find_shortest_chain(importer="voice.cli.words", imported="wordfreq")
    judging = {"voice.agreeing.shared", "voice.cli.agree", "voice.cli.words"}
    judging |= {"voice.cli.chosen_words"}  # words for one session; without any it loads nothing
    assert graph.find_modules_that_directly_import("voice.word_facts") == judging
    loaded = "import sys, voice.cli.main, voice.cli.listen; sys.exit('wordfreq' in sys.modules)"
    subprocess.run([sys.executable, "-c", loaded], check=True)


def test_the_core_imports_only_what_is_pure(graph: grimp.ImportGraph) -> None:
    core = {"intents", *graph.find_descendants("intents")}
    imported = {
        module.split(".")[0]
        for importer in core
        for module in graph.find_modules_directly_imported_by(importer)
    }
    assert imported - {"intents"} <= PURE


@pytest.mark.parametrize("path", CORE, ids=lambda path: path.stem)
def test_the_core_touches_nothing_outside(path: Path) -> None:
    names = {
        node.id
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Name)
    }
    assert not names & TOUCHES_THE_WORLD
