"""The queries that are shipped, each under a name and with its question in plain words.

The first line of a query is a comment with its question. A comment `# bind: name=value` below it gives a
variable the value that it has unless the user binds it otherwise.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from operculum.errors import UsageError
from operculum.query.bindings import Term, parse_binding
from operculum.resources import folder

ENDING: Final = ".rq"
DEFAULT: Final = re.compile(r"#\s*bind:\s*(\S.*?)\s*")


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query that is shipped: its name, its question and its text."""

    name: str
    question: str
    text: str


def catalogue() -> tuple[NamedQuery, ...]:
    """Return the queries that are shipped, by name."""
    files = sorted(folder("queries").iterdir(), key=lambda each: each.name)
    return tuple(
        _named(file.name, file.read_text(encoding="utf-8")) for file in files if file.name.endswith(ENDING)
    )


def named_query(name: str) -> NamedQuery:
    """Return the query of that name, or the only one whose name begins so (`cq-09`).

    Raises `UsageError` where there is none, with the nearest name.
    """
    queries = {query.name: query for query in catalogue()}
    beginning = [query for each, query in queries.items() if each == name or each.startswith(f"{name}-")]
    if name in queries or len(beginning) == 1:
        return queries.get(name) or beginning[0]
    near = get_close_matches(name, queries, 1) or get_close_matches(name, map(_number, queries), 1)
    remedy = f"Did you mean {near[0]}?" if near else "`operculum query --list` lists them."
    raise UsageError(f"no query is called {name!r}", remedy=remedy)


def _number(name: str) -> str:
    """Return the beginning of a query's name by which it may be asked (`cq-09`)."""
    return "-".join(name.split("-")[:2])


def defaults(text: str) -> dict[str, Term]:
    r"""Return the values that the comments at the head of a query give to variables.

    >>> defaults("# Who?\n# bind: who=concept:embryo\nASK {}")["who"].value
    'https://w3id.org/operculum/kb/concept/embryo'
    """
    matches = (DEFAULT.fullmatch(line) for line in _head(text))
    return dict(parse_binding(match[1]) for match in matches if match)


def _named(file: str, text: str) -> NamedQuery:
    question = next(_head(text), "").removeprefix("#").strip()
    return NamedQuery(file.removesuffix(ENDING), question, text)


def _head(text: str) -> Iterator[str]:
    """Yield the comment lines before the query begins."""
    for line in text.splitlines():
        if not line.startswith("#"):
            return
        yield line
