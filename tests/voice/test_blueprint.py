"""The blueprint for Home Assistant asks for what there is; what it does there was tried by hand."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from intents.state import Mode
from voice.mqtt.home_assistant import BASE, COMMANDS

BLUEPRINT = Path(__file__).parents[2] / "docs" / "home-assistant-blueprint.yaml"


class Loader(yaml.SafeLoader):
    """Reads an input as the name of it."""


class Input(str):
    """A place that who uses the blueprint fills in."""


def place(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> Input:
    return Input(loader.construct_scalar(node))


Loader.add_constructor("!input", place)


def read() -> dict[str, Any]:
    document: dict[str, Any] = yaml.load(BLUEPRINT.read_text(encoding="utf-8"), Loader)  # noqa: S506
    return document


def inputs(part: object) -> Iterator[str]:
    """The inputs that are used in a part of it."""
    if isinstance(part, Input):
        yield part
    elif isinstance(part, dict):
        for each in part.values():
            yield from inputs(each)
    elif isinstance(part, list):
        for each in part:
            yield from inputs(each)


def test_it_waits_for_states_that_are_told() -> None:
    stopped, unheard = read()["trigger"]
    assert stopped["to"] in list(Mode)
    assert unheard["to"] == "off"


def test_it_tells_the_room_what_is_taken_there() -> None:
    (told,) = (step["data"] for step in read()["action"] if step.get("service") == "mqtt.publish")
    assert told["topic"] == f"{BASE}/{{{{ topic }}}}/command"
    assert told["payload"] in COMMANDS


def test_each_input_is_asked_for_and_used() -> None:
    document = read()
    asked = document.pop("blueprint")["input"]
    assert set(inputs(document)) == set(asked)
