"""The SELECTs and ASKs of a query: what they project, group by and restrict."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from operculum.shacl.sparql.tokens import Group, Part, Token, is_braces, keyword_of, significant, walk

AGGREGATES: Final = frozenset({"COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT"})


@dataclass(frozen=True, slots=True)
class Select:
    """One SELECT: the whole query or a sub-query."""

    projected: frozenset[str]
    everything: bool
    aggregates: bool
    grouped_by: frozenset[str]
    sliced: bool

    def projects(self, variable: str) -> bool:
        """Tell whether a variable is among the results."""
        return self.everything or variable in self.projected

    def joins(self, bound: frozenset[str]) -> bool:
        """Tell whether the query means the same for all pre-bound rows at once as for one after the other.

        It does not where rows are counted together or cut off, unless they are grouped by what is bound.
        """
        grouped = bool(self.grouped_by) or self.aggregates
        return not self.sliced and (not grouped or bound <= self.grouped_by)


def form_of(query: Group) -> str:
    """Return the form of a query: SELECT, ASK, CONSTRUCT or DESCRIBE; empty where it has none."""
    forms = {"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"}
    return next((keyword_of(part) for part in significant(query) if keyword_of(part) in forms), "")


def is_select(group: Group) -> bool:
    """Tell whether a group is a SELECT: the whole query, or a sub-query."""
    return any(keyword_of(part) == "SELECT" for part in group.parts)


def body_of(query: Group) -> Group | None:
    """Return what stands in the first braces of a query, None where there are none."""
    return next(filter(is_braces, significant(query)), None)


def select_of(group: Group) -> Select | None:
    """Return the SELECT that a group is, None if it is none."""
    parts = significant(group)
    start = next((place for place, part in enumerate(parts) if keyword_of(part) == "SELECT"), None)
    if start is None:
        return None
    body = next((place for place in range(start, len(parts)) if is_braces(parts[place])), len(parts))
    head, tail = parts[start + 1 : body], parts[body + 1 :]
    return Select(
        projected=frozenset(_projected(head)),
        everything=any(isinstance(part, Token) and part.text == "*" for part in head),
        aggregates=any(token.keyword in AGGREGATES for token in walk(*head, *tail)),
        grouped_by=frozenset(_grouped_by(tail)),
        sliced=any(keyword_of(part) in {"LIMIT", "OFFSET"} for part in tail),
    )


def _projected(head: Sequence[Part]) -> Iterator[str]:
    for part in head:
        if isinstance(part, Token):
            if part.variable:
                yield part.variable
        else:
            yield from (name for name in assigned(part))


def assigned(group: Group) -> Iterator[str]:
    """Yield the variables that a group assigns by AS."""
    parts = significant(group)
    for place, part in enumerate(parts[:-1]):
        following = parts[place + 1]
        if keyword_of(part) == "AS" and isinstance(following, Token) and following.variable:
            yield following.variable


def _grouped_by(tail: Sequence[Part]) -> Iterator[str]:
    """Yield the plain variables of a GROUP BY."""
    grouping = False
    for part in tail:
        word = keyword_of(part)
        if word == "GROUP":
            grouping = True
        elif word in {"HAVING", "ORDER", "LIMIT", "OFFSET"}:
            grouping = False
        elif grouping and isinstance(part, Token) and part.variable:
            yield part.variable
