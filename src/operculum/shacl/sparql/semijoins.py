"""Testing EXISTS for all rows together, where the engine would test it for each row anew.

`FILTER NOT EXISTS { P }` becomes `MINUS { P }`, and `FILTER EXISTS { P }` a join with the distinct rows of P.
Both mean the same where every variable that P shares with the rest of the query is bound by triple patterns
on both sides. That only pays where P joins patterns: a single pattern is looked up in an index anyway.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from operculum.shacl.sparql.patterns import TriplePattern, group_patterns
from operculum.shacl.sparql.tokens import Group, Part, Token, is_braces, keyword_of, parse, variables

SPACE = Token("space", " ")


@dataclass(frozen=True, slots=True)
class _Test:
    """A FILTER with EXISTS: its place among the parts of a group, its pattern and whether it is negated."""

    start: int
    end: int
    pattern: Group
    negated: bool


def with_semijoins(query: Group, bound: frozenset[str]) -> Group:
    """Return a query with its EXISTS tested together where that means the same and pays.

    >>> from operculum.shacl.sparql.tokens import parse
    >>> text = "SELECT ?this { ?this a ?c FILTER NOT EXISTS { ?this :p ?x . ?x :q ?y } }"
    >>> str(with_semijoins(parse(text), frozenset({"this"})))
    'SELECT ?this { ?this a ?c  MINUS { ?this :p ?x . ?x :q ?y } }'
    """
    return _rewritten(query, query, bound)


def _rewritten(group: Group, query: Group, bound: frozenset[str]) -> Group:
    tests = _tests(group.parts) if group.opening == "{" else []
    elsewhere = variables(_without(query, [test.pattern for test in tests]))
    movable = [test for test in tests if _may_move(test, group, elsewhere, bound)]
    gone = {place for test in movable for place in range(test.start, test.end)}
    kept = (part for place, part in enumerate(group.parts) if place not in gone)
    parts = [_rewritten(part, query, bound) if isinstance(part, Group) else part for part in kept]
    for test in movable:
        parts += [*_set_wise(test, elsewhere), SPACE]
    return Group(group.opening, tuple(parts))


def _tests(parts: Sequence[Part]) -> list[_Test]:
    """Return the tests of a group, in order."""
    places = [place for place, part in enumerate(parts) if not _is_blank(part)]
    found = []
    for index, place in enumerate(places):
        words = [keyword_of(parts[each]) for each in places[index : index + 3]]
        length = {"FILTER EXISTS": 2, "FILTER NOT": 3}.get(" ".join(words[:2]), 0)
        last = places[index + length] if length and index + length < len(places) else place
        pattern = parts[last]
        exists = bool(length) and words[length - 1] == "EXISTS"
        if exists and is_braces(pattern):
            found.append(_Test(place, last + 1, pattern, negated=length == 3))
    return found


def _is_blank(part: Part) -> bool:
    return isinstance(part, Token) and part.kind in {"space", "comment"}


def _may_move(test: _Test, group: Group, elsewhere: set[str], bound: frozenset[str]) -> bool:
    """Tell whether a test means the same, and pays, for all rows together.

    `elsewhere` are the variables outside the tests of the group: what two tests share, neither sees.
    """
    inside = group_patterns(test.pattern)
    if len(inside) < 2 or any(map(is_braces, test.pattern.parts)):
        return False
    shared = variables(test.pattern) & elsewhere
    outside = _bound_by(group_patterns(group)) | bound
    return bool(shared) and shared <= _bound_by(inside) and shared <= outside


def _without(group: Group, removed: Sequence[Group]) -> Group:
    """Return a group without some of the groups within it."""
    kept = (part for part in group.parts if not any(part is each for each in removed))
    return Group(group.opening, tuple(_without(p, removed) if isinstance(p, Group) else p for p in kept))


def _bound_by(patterns: Sequence[TriplePattern]) -> set[str]:
    """Return the variables that triple patterns bind as subject or object."""
    ends = (end for pattern in patterns for end in (pattern.subject, pattern.target))
    return {end.variable for end in ends if isinstance(end, Token)} - {""}


def _set_wise(test: _Test, elsewhere: set[str]) -> list[Part]:
    if test.negated:
        return [Token("word", "MINUS"), SPACE, test.pattern]
    names = " ".join(f"?{name}" for name in sorted(variables(test.pattern) & elsewhere))
    head = parse(f" SELECT DISTINCT {names} WHERE ").parts
    return [Group("{", (*head, test.pattern, SPACE))]
