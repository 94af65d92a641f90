"""A description for a person: one `key: value` a line, nested values indented."""

import re
from collections.abc import Iterator
from typing import Any

from operculum.text import printable


def render(description: dict[str, Any]) -> str:
    """Return a description as text.

    >>> print(render({"name": "claim:a", "agreedBy": [{"name": "claim:b", "source": "B"}]}), end="")
    name: claim:a
    agreed by:
      - name: claim:b
        source: B
    """
    return "".join(f"{printable(line)}\n" for line in _lines(description))


def _lines(value: dict[str, Any]) -> Iterator[str]:
    for key, each in value.items():
        words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", key).lower()
        if isinstance(each, dict):
            yield f"{words}:"
            yield from (f"  {line}" for line in _lines(each))
        elif isinstance(each, list):
            yield f"{words}:"
            for item in each:
                inner = list(_lines(item)) if isinstance(item, dict) else [str(item)]
                yield f"  - {inner[0]}"
                yield from (f"    {line}" for line in inner[1:])
        else:
            yield f"{words}: {_scalar(each)}"


def _scalar(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
