"""JSON as text: indented, in the order given, in UTF-8, with a line feed at the end."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

ENCODER: Final = json.JSONEncoder(ensure_ascii=False, allow_nan=False)
INDENT: Final = "  "
quoted: Final = ENCODER.encode


def pretty(value: Any) -> str:
    """Return a JSON text (RFC 8259); a number that JSON has no word for raises `ValueError`."""
    return f"{written(value)}\n"


def pretty_pieces(members: Mapping[str, Any]) -> Iterator[str]:
    """Yield the JSON text of an object in pieces; an iterator among its members is a list of many items.

    >>> "".join(pretty_pieces({"odd": iter((1, 3)), "even": iter(())})) == pretty({"odd": [1, 3], "even": []})
    True
    """
    before = "{"
    for name, value in members.items():
        yield f"{before}\n{INDENT}{quoted(name)}: "
        yield from list_pieces(value) if isinstance(value, Iterator) else (written(value, INDENT),)
        before = ","
    yield "\n}\n"


def list_pieces(items: Iterable[Any]) -> Iterator[str]:
    """Yield the JSON text of a list that is a member of the outermost object, a piece for each item."""
    before = "["
    for item in items:
        yield f"{before}\n{INDENT * 2}{written(item, INDENT * 2)}"
        before = ","
    yield "[]" if before == "[" else f"\n{INDENT}]"


def written(value: Any, margin: str = "") -> str:
    """Return a value as JSON text, its lines after the first behind a margin.

    `json.dumps` with an indent writes the same, several times slower.
    """
    if isinstance(value, str):
        return quoted(value)
    inner = f"\n{margin}{INDENT}"
    if isinstance(value, dict) and value:
        members = [f"{quoted(name)}: {written(each, inner[1:])}" for name, each in value.items()]
        return f"{{{inner}{f',{inner}'.join(members)}\n{margin}}}"
    if isinstance(value, list | tuple) and value:
        items = [written(each, inner[1:]) for each in value]
        return f"[{inner}{f',{inner}'.join(items)}\n{margin}]"
    return "null" if value is None else ENCODER.encode(value)
