"""The objects in a list of JSON, whatever else may stand there."""

from typing import Any


def objects(value: Any) -> list[dict[str, Any]]:
    """Return the objects in a list; what is no list has none.

    >>> objects([{"a": 1}, 2, None]), objects("text")
    ([{'a': 1}], [])
    """
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []
