"""What pydantic finds wrong with a value, as what people are to write instead."""

from collections.abc import Mapping
from types import MappingProxyType

_WRITE: Mapping[str, str] = MappingProxyType(
    {
        "extra_forbidden": "there is no such setting: check its spelling or remove it",
        "missing": "it is missing: write it",
        "tuple_type": "write a list, with [ and ] around it",
        "string_type": "write a text, with quotes around it",
        "model_type": "write a table, with keys and values",
        **dict.fromkeys(("bool_type", "bool_parsing"), "write true or false"),
        **dict.fromkeys(
            ("float_type", "float_parsing", "finite_number"), "write a number, such as 10 or 7.5"
        ),
        **dict.fromkeys(("int_type", "int_parsing", "int_from_float"), "write a whole number"),
        "path_type": "write the path of a file, with quotes around it",
    }
)
"""By pydantic's kind of error."""
_BEGINS = ("Input", "String", "Tuple", "List", "Value")


def mend(kind: str, message: str) -> str:
    """What is to be done about an error of this kind. `message`: what pydantic says of it."""
    if kind in _WRITE:
        return _WRITE[kind]
    first, should, rest = message.partition(" should ")
    if should and first in _BEGINS:
        return f"it must {rest}"
    return message.removeprefix("Value error, ")
