"""Where each value of a JSON text begins, so that a fault can name its line and column."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

TOKEN: Final = re.compile(
    r'[\s,:]*(?:(?P<string>"(?:[^"\\]|\\.)*")|(?P<bracket>[][{}])|(?P<other>[^\s,:{}\[\]"]+))'
)


@dataclass(slots=True)
class Container:
    """An object or array that is being read: its path, and the key or number of its next value."""

    path: str
    is_array: bool
    count: int = 0
    key: str | None = field(default=None)

    def next_path(self) -> str:
        """Return the path of the next value."""
        if self.is_array:
            self.count += 1
            return f"{self.path}[{self.count - 1}]"
        key, self.key = self.key, None
        return f"{self.path}.{key}"


def places(text: str, root: str) -> Mapping[str, tuple[int, int]]:
    r"""Return line and column, both from 1, of every value in a JSON text, by its path from the root.

    >>> places('{"item": [\n  {"linkId": "a"}]}', "Q")["Q.item[0].linkId"]
    (2, 14)
    """
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    found: dict[str, tuple[int, int]] = {}
    for path, position in values(text, root):
        line = bisect_right(starts, position)
        found.setdefault(path, (line, position - starts[line - 1] + 1))
    return found


def repeated(text: str, root: str) -> list[str]:
    """Return the paths of the members that stand twice in their object; of those within them nothing is said.

    >>> repeated('{"a": {"b": 1}, "a": {"b": 2}, "c": [1, 1]}', "Q")
    ['Q.a']
    """
    times = Counter(path for path, _ in values(text, root))
    twice = [path for path, number in times.items() if number > 1]
    return [path for path in twice if not any(path.startswith((f"{each}.", f"{each}[")) for each in twice)]


def values(text: str, root: str) -> Iterator[tuple[str, int]]:
    """Yield the path of every value and where it begins; the text must be JSON."""
    stack: list[Container] = []
    for match in TOKEN.finditer(text):
        word, position = match[match.lastgroup or 0], match.start(match.lastgroup or 0)
        if word in "}]":
            stack.pop()
        elif match.lastgroup == "string" and stack and not stack[-1].is_array and stack[-1].key is None:
            stack[-1].key = word[1:-1]
        else:
            path = stack[-1].next_path() if stack else root
            yield path, position
            if word in "{[":
                stack.append(Container(path, word == "["))
