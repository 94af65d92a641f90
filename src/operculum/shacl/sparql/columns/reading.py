"""The algebra of a query read from its tokens; None for what goes beyond it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Variable

from operculum.shacl.sparql.columns.algebra import Body, Condition, Connective, Existence, Pattern, Selection
from operculum.shacl.sparql.columns.expressions import NotInAlgebraError, condition_of, term_of
from operculum.shacl.sparql.path_syntax import path_of
from operculum.shacl.sparql.patterns import TriplePattern, group_patterns
from operculum.shacl.sparql.selects import select_of
from operculum.shacl.sparql.tokens import Group, Part, Token, is_braces, keyword_of, significant, walk
from operculum.shacl.sparql.touched import namespaces_of

BEYOND: Final = frozenset(
    {"OPTIONAL", "UNION", "BIND", "VALUES", "GRAPH", "MINUS", "SERVICE", "FROM", "BASE"}
)
"""Words that the algebra has no form for."""


def selection_of(query: Group, prologue: str, bound: Sequence[str]) -> Selection | None:
    """Return the algebra of a SELECT whose variables `bound` lead to all it looks at, else None.

    >>> from operculum.shacl.sparql.tokens import parse
    >>> query = parse("SELECT ?this { ?this x:p ?o FILTER(?o != ?this) }")
    >>> selection_of(query, "PREFIX x: <urn:x>", ["this"]).body.patterns[0].target
    <Variable value=o>
    >>> selection_of(parse("SELECT ?this { ?o x:p 5 }"), "PREFIX x: <urn:x>", ["this"]) is None
    False
    >>> selection_of(parse("SELECT ?this { ?o x:p ?q }"), "PREFIX x: <urn:x>", ["this"]) is None
    True
    """
    select = select_of(query)
    parts = significant(query)
    braces = [place for place, part in enumerate(parts) if is_braces(part)]
    if select is None or select.everything or select.aggregates or len(braces) != 1:
        return None
    start = next(place for place, part in enumerate(parts) if keyword_of(part) == "SELECT")
    computed = any(isinstance(part, Group) for part in parts[start : braces[0]])
    if computed or braces[0] != len(parts) - 1 or any(_is_beyond(token) for token in walk(query)):
        return None
    body = parts[braces[0]]
    try:
        read = _Reader(namespaces_of(prologue, query)).body(body) if isinstance(body, Group) else Body(())
    except NotInAlgebraError:
        return None
    selection = Selection(frozenset(map(Variable, select.projected)), read)
    return selection if selection.is_connected(frozenset(map(Variable, bound))) else None


def _is_beyond(token: Token) -> bool:
    """Tell whether a token has no place in the algebra; SELECT has one, where it stands first."""
    return token.keyword in BEYOND or token.text == "^^" or token.kind == "tag"


@dataclass(frozen=True, slots=True)
class _Reader:
    namespaces: Mapping[str, str]

    def body(self, group: Group) -> Body:
        """Return what stands in braces."""
        conditions: list[Condition] = []
        existences: list[Existence] = []
        parts = list(significant(group))
        for place, part in enumerate(parts):
            if keyword_of(part) == "FILTER":
                self._filter(parts[place + 1 :], conditions, existences)
            elif keyword_of(part) == "SELECT" or (
                is_braces(part) and keyword_of(parts[place - 1]) != "EXISTS"
            ):
                raise NotInAlgebraError
        patterns = tuple(self._pattern(pattern) for pattern in group_patterns(group))
        return Body(patterns, tuple(conditions), tuple(existences))

    def _filter(
        self, after: Sequence[Part], conditions: list[Condition], existences: list[Existence]
    ) -> None:
        """Read what follows the word FILTER."""
        match after:
            case [Token() as word, Group(opening="{") as body, *_] if word.keyword == "EXISTS":
                existences.append(Existence(self.body(body), negated=False))
            case [Token() as no, Token() as word, Group(opening="{") as body, *_] if (
                no.keyword == "NOT" and word.keyword == "EXISTS"
            ):
                existences.append(Existence(self.body(body), negated=True))
            case [Group(opening="(") as only, *_]:
                conditions += _each(condition_of([only], self.namespaces))
            case [Token() as word, Group(opening="(") as argument, *_]:
                conditions += _each(condition_of([word, argument], self.namespaces))
            case _:
                raise NotInAlgebraError

    def _pattern(self, pattern: TriplePattern) -> Pattern:
        first = pattern.path[0]
        single = len(pattern.path) == 1 and isinstance(first, Token) and first.variable
        path = Variable(single) if single else path_of(pattern.path, self.namespaces)
        if path is None:
            raise NotInAlgebraError
        ends = (term_of(pattern.subject, self.namespaces), term_of(pattern.target, self.namespaces))
        if isinstance(path, Variable) and path in ends:
            raise NotInAlgebraError
        return Pattern(ends[0], path, ends[1])


def _each(condition: Condition) -> Iterator[Condition]:
    """Yield the conditions that all must hold for one to hold: each can be tested as soon as it is known."""
    if isinstance(condition, Connective) and condition.every:
        for each in condition.conditions:
            yield from _each(each)
    else:
        yield condition
