"""Where a query looks at how a literal is written, and where a store writes it otherwise.

A store keeps 1.50 as 1.5. Most queries only compare values, and do not notice; for the others it must be
known whether such a literal is within their reach.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad, Store

from operculum.namespaces import XSD
from operculum.shacl.sparql.patterns import group_patterns, path_tokens, triple_patterns
from operculum.shacl.sparql.selects import assigned, body_of, select_of
from operculum.shacl.sparql.tokens import Group, Part, Token, groups, keyword_of, significant, walk
from operculum.shacl.terms import Term

VALUE_WORDS: Final = frozenset(
    {
        *("SELECT", "ASK", "DISTINCT", "REDUCED", "WHERE", "FILTER", "NOT", "EXISTS", "OPTIONAL", "UNION"),
        *("GRAPH", "BIND", "AS", "A", "IN", "TRUE", "FALSE", "IF", "COALESCE", "LANG", "LANGMATCHES"),
        *("BOUND", "ISIRI", "ISURI", "ISBLANK", "ISLITERAL", "ISNUMERIC", "ABS", "CEIL", "FLOOR", "ROUND"),
        *("YEAR", "MONTH", "DAY", "HOURS", "MINUTES", "SECONDS", "COUNT", "SUM", "MIN", "MAX", "AVG"),
        *("GROUP", "BY", "HAVING", "ORDER", "ASC", "DESC", "LIMIT", "OFFSET", "PREFIX", "BASE"),
    }
)
"""Words of SPARQL to which two forms of one value, such as 1.50 and 1.5, are the same."""

KEPT: Final = {
    f"{XSD}integer": re.compile(r"0|-?[1-9]\d{0,17}"),
    f"{XSD}boolean": re.compile(r"true|false"),
    f"{XSD}date": re.compile(r"\d{4}-\d\d-\d\dZ?"),
    f"{XSD}string": re.compile(r"(?s).*"),
}
"""Forms that the store is known to keep as they are; of others it is asked."""


def looks_at_forms(query: Group) -> bool:
    """Tell whether a query can tell two forms of one value apart: by a function on text, or by a pattern.

    >>> from operculum.shacl.sparql.tokens import parse
    >>> looks_at_forms(parse("ASK { ?a ?b ?c FILTER(STR(?a) < STR(?x)) }"))
    True
    >>> looks_at_forms(parse("ASK { ?a ?b ?c FILTER(STR(?a) != 'x' && ?c > 1.0) }"))
    False
    """
    patterns = list(triple_patterns(query))
    nodes = {part.variable for pattern in patterns if isinstance(part := pattern.subject, Token)} - {""}
    typed = any(token.text == "^^" for token in walk(query))
    constant = any(_is_constant(pattern.target, typed=typed) for pattern in patterns)
    return constant or any(_suspicious(group, nodes) for group in groups(query))


def _is_constant(part: Part, *, typed: bool) -> bool:
    """Tell whether a part of a pattern may be a literal that is no plain string: it matches one form only."""
    if not isinstance(part, Token):
        return False
    return part.kind == "number" or part.keyword in {"TRUE", "FALSE"} or (typed and part.kind == "string")


def _suspicious(group: Group, nodes: set[str]) -> bool:
    parts = significant(group)
    for part, following in zip(parts, [*parts[1:], None], strict=False):
        word = keyword_of(part)
        if word and word not in VALUE_WORDS and not _is_about_node(following, nodes):
            return True
        named = isinstance(part, Token) and part.kind in {"name", "iri"}
        if group.opening == "(" and named and isinstance(following, Group) and following.opening == "(":
            return True  # a function called by its IRI, such as a cast
    return False


def _is_about_node(argument: Part | None, nodes: set[str]) -> bool:
    """Tell whether a function has one argument, a variable that stands for a subject: never a literal."""
    if not isinstance(argument, Group):
        return False
    inner = significant(argument)
    return len(inner) == 1 and isinstance(inner[0], Token) and inner[0].variable in nodes


def minds_merging(query: Group, bound: frozenset[str]) -> bool:
    """Tell whether it may matter that two forms of one value become one: they are joined, counted or told.

    To conditions they are equal anyway. What is `bound` beforehand is looked at elsewhere.

    >>> from operculum.shacl.sparql.tokens import parse
    >>> minds_merging(parse("SELECT $this { $this ?p ?a , ?b FILTER(?a > ?b) }"), frozenset({"this"}))
    False
    >>> minds_merging(parse("SELECT $this ?a { $this ?p ?a }"), frozenset({"this"}))
    True
    >>> minds_merging(parse("SELECT $this { $this ?p ?a . ?b ?q ?a }"), frozenset({"this"}))
    True
    """
    selects = [select for group in groups(query) if (select := select_of(group)) is not None]
    if any(token.keyword == "GRAPH" for token in walk(query)) or len(selects) != 1:
        return True
    (select,) = selects
    if select.everything or select.sliced or select.aggregates or select.grouped_by:
        return True
    patterns = list(triple_patterns(query))
    places = Counter(
        token.variable for pattern in patterns for token in walk(pattern.subject, pattern.target)
    )
    given = {name for group in groups(query) for name in assigned(group)}
    joined = {name for name, count in places.items() if name and (count > 1 or name in given)}
    return not select.projected <= bound or not joined <= bound | set(_subjects(query))


def _subjects(query: Group) -> Iterator[str]:
    """Yield the variables that can stand for no literal: every solution has them as subjects."""
    body = body_of(query)
    for pattern in group_patterns(body) if body else ():
        turns = any(token.text in {"^", "*", "?"} for token in path_tokens(pattern))
        if isinstance(pattern.subject, Token) and not turns:
            yield pattern.subject.variable


class Forms:
    """What a store has made of the literals given to it."""

    def __init__(self) -> None:
        self._seen: set[Literal] = set()
        self._written: dict[Literal, Literal] = {}
        self._changed: set[Literal] = set()
        self._merged: set[Literal] = set()

    def learn(self, literals: Iterable[Literal]) -> None:
        """Find out which literals are written otherwise by a store, and which two become one."""
        new = {literal: _may_change(literal) for literal in literals if literal not in self._seen}
        self._seen.update(new)
        for written, stored in _stored([literal for literal, may_change in new.items() if may_change]):
            if stored != written:
                self._changed.add(written)
                other = self._written.setdefault(stored, written)
                twins = ({other, stored} - {written}) & self._seen
                self._merged |= {written, *twins} if twins else set()
        for own in self._written.keys() & new:  # one that was learnt before is written like this in the store
            self._merged |= {own, self._written[own]}

    def as_written(self, term: Term) -> Term:
        """Return a term of a store as it was written in the data."""
        return self._written.get(term, term) if isinstance(term, Literal) else term

    def changed(self, literals: Iterable[Literal]) -> bool:
        """Tell whether any of the literals is written otherwise in a store."""
        return not self._changed.isdisjoint(literals)

    def merged(self, literals: Iterable[Literal]) -> bool:
        """Tell whether any of the literals is one with another in a store."""
        return not self._merged.isdisjoint(literals)


def _may_change(literal: Literal) -> bool:
    kept = KEPT.get(literal.datatype.value)
    return literal.datatype.value.startswith(XSD) and (kept is None or not kept.fullmatch(literal.value))


def _stored(literals: Sequence[Literal]) -> Iterator[tuple[Literal, Literal]]:
    """Yield literals with what a store gives back for them."""
    store, name = Store(), "urn:x-operculum:literal:"
    store.extend(
        Quad(NamedNode(f"{name}{place}"), NamedNode(name), literal) for place, literal in enumerate(literals)
    )
    for quad in store:
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal):
            yield literals[int(quad.subject.value.removeprefix(name))], quad.object
