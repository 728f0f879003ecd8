"""How Sphinx makes the site: `sphinx-build -W docs build/site`. It loads nothing from elsewhere."""

import re

project = "Safeword"
html_title = project
html_theme = "furo"
html_show_sphinx = False
html_show_copyright = False
html_copy_source = False
html_theme_options = {"top_of_page_buttons": []}
extensions = ["myst_parser", "sphinx.ext.graphviz"]
graphviz_output_format = "svg"
myst_heading_anchors = 3

STATES = re.compile(r"```mermaid\nstateDiagram-v2\n(.*?)```", re.DOTALL)
ARROW = re.compile(r"^ *(\S+) --> (\S+)(?:: (.*))?$", re.MULTILINE)


def drawn_here(_: object, __: str, source: list[str]) -> None:
    """Graphviz draws what Mermaid would need a script from elsewhere for."""
    source[0] = STATES.sub(
        lambda diagram: (
            "```{graphviz}\ndigraph {\n  node [shape=box, style=rounded]\n"
            + ARROW.sub(_arrow, diagram[1])
            + "}\n```"
        ),
        source[0],
    )


def _arrow(found: re.Match[str]) -> str:
    return f'  "{found[1]}" -> "{found[2]}" [label="{found[3] or ""}"]'


def setup(app: object) -> None:
    """Called by Sphinx."""
    app.connect("source-read", drawn_here)
