"""The contexts of a JSON-LD document: those that are shipped are put in, no other is fetched."""

import json
import re
from collections.abc import Iterator
from typing import Any, Final

from operculum.contexts import CONTEXTS
from operculum.errors import InputError, Location

TOKEN: Final = re.compile(r'(?P<string>"(?:[^"\\]|\\.)*")(?P<colon>\s*:)?|[{}\[\]]')
KEY: Final = "@context"
REMEDY: Final = f"Write the context into the document, or use {', '.join(sorted(CONTEXTS))}."


def with_shipped_contexts(content: bytes, name: str) -> bytes:
    """Return a JSON-LD document with each shipped context in the place of its address.

    All else stays as written, each on its line. Raises `InputError` for what is not JSON, for a name that
    stands twice in one object, and for the address of any other context.
    """
    text = content.decode()
    if not _names_contexts(text, name):
        return content
    parts, copied = [], 0
    for start, end in _addresses(text):
        address = json.loads(text[start:end])
        if address not in CONTEXTS:
            place = Location(name, text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start))
            raise InputError(f"the context {address} is not shipped, and none is fetched", place, REMEDY)
        parts += [text[copied:start], json.dumps(CONTEXTS[address])]
        copied = end
    return "".join([*parts, text[copied:]]).encode()


def _names_contexts(text: str, name: str) -> bool:
    """Tell whether a document names contexts by address; raises `InputError` where it is no JSON-LD."""
    named = False

    def inspected(members: list[tuple[str, Any]]) -> dict[str, Any]:
        nonlocal named
        found = dict(members)
        if len(found) < len(members):
            twice = next(key for place, (key, _) in enumerate(members) if key in dict(members[:place]))
            message = f"{twice!r} stands twice in one object"
            raise InputError(message, Location(name), "Put its values into one array.")
        if "@import" in found:
            raise InputError("@import is not followed: no context is fetched", Location(name), REMEDY)
        context = found.get(KEY)
        named = named or any(isinstance(each, str) for each in (context, *_elements(context)))
        return found

    try:
        document = json.loads(text, object_pairs_hook=inspected, parse_int=str)
    except json.JSONDecodeError as error:
        place = Location(name, error.lineno, error.colno)
        raise InputError(f"not JSON: {error.msg}", place, "Mend the file.") from None
    except RecursionError:
        raise InputError("nested too deeply", Location(name), "Write nodes beside each other.") from None
    if not isinstance(document, dict | list):
        raise InputError("not JSON-LD: neither an object nor an array", Location(name), "Mend the file.")
    return named


def _elements(value: Any) -> list[Any]:
    """Return the elements of an array, those of arrays within included."""
    if not isinstance(value, list):
        return []
    return [inner for each in value for inner in (each, *_elements(each))]


def _addresses(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the strings begin and end that stand as a context, or in an array of contexts."""
    key, around = "", list[str]()
    for token in TOKEN.finditer(text):
        if token["colon"]:
            key = json.loads(token["string"])
        elif token["string"] and key == KEY:
            yield token.span("string")
        elif token.group() in "{[":
            around.append(key)
            key = key if token.group() == "[" else ""
        elif token.group() in "}]":
            key = around.pop()
