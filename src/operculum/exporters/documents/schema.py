"""The JSON Schema of the documents, made from the very types that the code is checked against.

JSON Schema draft 2020-12. Every object is closed: a field that the schema does not know is an error.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import NoneType, UnionType
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin, get_type_hints, is_typeddict

ADDRESS: Final = "https://w3id.org/operculum/schema/knowledge-base.json"
SIMPLE: Final[Mapping[Any, str]] = {str: "string", int: "integer", float: "number", bool: "boolean"}


@dataclass(frozen=True, slots=True)
class Keyword:
    """A keyword of JSON Schema, noted on a type with `Annotated`."""

    name: str
    value: str | int


def schema(layout: Any, title: str) -> dict[str, Any]:
    """Return the schema of a typed dictionary and of all that it refers to."""
    definitions: dict[str, Any] = {}
    reference = describe(layout, definitions)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": ADDRESS,
        "title": title,
        **reference,
        "$defs": dict(sorted(definitions.items())),
    }


def describe(kind: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of one type, adding the definitions it refers to."""
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return annotated(arguments, definitions)
    if origin in (Union, UnionType):
        return {"anyOf": [describe(each, definitions) for each in arguments]}
    if origin is list:
        return {"type": "array", "items": describe(arguments[0], definitions)}
    if origin is Literal:
        return {"enum": list(arguments)}
    if is_typeddict(kind):
        if kind.__name__ not in definitions:
            definitions[kind.__name__] = {}  # stands in while a type that refers to itself is described
            definitions[kind.__name__] = record(kind, definitions)
        return {"$ref": f"#/$defs/{kind.__name__}"}
    if kind is NoneType:
        return {"type": "null"}
    if issubclass(kind, StrEnum):
        return {"enum": [member.value for member in kind]}
    return {"type": SIMPLE[kind]}


def annotated(arguments: tuple[Any, ...], definitions: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a type with what is noted on it: keywords, or a description in words."""
    described = describe(arguments[0], definitions)
    for note in arguments[1:]:
        described |= {note.name: note.value} if isinstance(note, Keyword) else {"description": note}
    return described


def record(kind: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a typed dictionary: closed, every field required."""
    fields = get_type_hints(kind, include_extras=True)
    return {
        "type": "object",
        **({"description": kind.__doc__} if kind.__doc__ and kind.__doc__ != dict.__doc__ else {}),
        "properties": {name: describe(each, definitions) for name, each in fields.items()},
        "required": list(fields),
        "additionalProperties": False,
    }
