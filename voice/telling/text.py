"""Lines that a person can read across a room: when, what kind, what."""

from rich.console import Console
from rich.text import Text

from intents.clock import seconds
from voice.telling.happening import Happening, Kind

_STYLES = {
    Kind.HEARD: "bold cyan",
    Kind.EFFECT: "green",
    Kind.STATE: "bold yellow",
    Kind.FAULT: "bold red",
}


def text_line(happening: Happening, console: Console) -> None:
    """Print one happening."""
    minutes, rest = divmod(seconds(happening.at), 60)
    console.print(
        Text.assemble(
            (f"{minutes:3.0f}:{rest:05.2f}  ", "dim"),
            (f"{happening.kind:6}  ", _STYLES[happening.kind]),
            (_what(happening), "default"),
        ),
        soft_wrap=True,
    )


def _what(happening: Happening) -> str:
    more = happening.more
    name = happening.name.replace("_", " ")
    match happening.kind, happening.name:
        case Kind.HEARD, _:
            ears = " and ".join(map(str, _items(more["ears"])))
            return f"{name}  ({ears}, score {more['score']})"
        case Kind.EFFECT, "say":
            return f"say: {more['text'] or more['prompt']}"
        case Kind.EFFECT, "chime":
            return f"chime: {str(more['sound']).replace('_', ' ')}"
        case Kind.STATE, _:
            activity = more["activity"]
            return f"{name}, {str(activity).replace('_', ' ')}" if activity else name
        case Kind.FAULT, "out_of_reach" if more["present"]:
            more = {"what": more["programs"] if more["bus"] else "all players"}
        case Kind.FAULT, _ if "present" in more:
            return name if more["present"] else f"{name}: over"
    details = ", ".join(_detail(value) for value in more.values())
    return f"{name}: {details}" if details else name


def _detail(value: object) -> str:
    return ", ".join(map(str, _items(value)))


def _items(value: object) -> list[object]:
    return list(value) if isinstance(value, list) else [value]
