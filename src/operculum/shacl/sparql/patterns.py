"""The triple patterns of a query, read from its tokens.

They say which predicates a query can touch, so that only those are loaded into a store, and how far it looks
from its focus node.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from operculum.shacl.sparql.selects import is_select
from operculum.shacl.sparql.tokens import Group, Part, Token, is_braces, keyword_of, parse, significant, walk
from operculum.shacl.terms import RDF_FIRST, RDF_REST

CLAUSES: Final = frozenset(
    {"FILTER", "BIND", "OPTIONAL", "UNION", "GRAPH", "EXISTS", "NOT", "SELECT", "WHERE"}
)
PREFIX_OPERATORS: Final = frozenset({"^", "!"})
INFIX_OPERATORS: Final = frozenset({"/", "|"})
POSTFIX_OPERATORS: Final = frozenset({"*", "+", "?"})
MEMBER: Final = significant(parse(f"{RDF_REST}*/{RDF_FIRST}"))
"""The path from a collection to each of its members."""


@dataclass(frozen=True, slots=True)
class TriplePattern:
    """A triple pattern by its parts; the path has at least one part."""

    subject: Part
    path: tuple[Part, ...]
    target: Part


@dataclass(slots=True)
class _Reader:
    """Reads the triples of one group: where in a triple the next part stands."""

    subject: Part | None = None
    path: list[Part] = field(default_factory=list)
    complete: bool = False  # the path has all its operands, what follows is an object

    def read(self, part: Part) -> TriplePattern | None:
        sign = part.text if isinstance(part, Token) and part.kind == "sign" else ""
        if sign == ".":
            self.subject, self.path = None, []
        elif sign == ";":
            self.path = []
        elif sign == "," or (isinstance(part, Token) and part.kind == "tag"):
            pass
        elif self.subject is None:
            self.subject = part
        elif sign in POSTFIX_OPERATORS:
            self.path.append(part)
        elif not self.path or not self.complete or sign in INFIX_OPERATORS:
            self.path.append(part)
            self.complete = sign not in INFIX_OPERATORS | PREFIX_OPERATORS
        else:
            return TriplePattern(self.subject, tuple(self.path), part)
        return None


def group_patterns(group: Group) -> list[TriplePattern]:
    """Return the triple patterns that stand in a group itself, not in groups in braces within it.

    A collection counts as patterns from itself to its members.

    >>> from operculum.shacl.sparql.tokens import parse
    >>> [str(each.target) for each in group_patterns(parse("?a x:list (?b [ x:c 5 ])"))]
    ['(?b [ x:c 5 ])', '?b', '[ x:c 5 ]', '5']
    """
    return list(_group_patterns(group, _Reader()))


def triple_patterns(query: Group) -> Iterator[TriplePattern]:
    """Yield the triple patterns of all groups in braces, those within blank nodes and EXISTS included."""
    for part in significant(query):
        if isinstance(part, Group):
            if is_braces(part) and not is_select(part):
                yield from group_patterns(part)
            yield from triple_patterns(part)


def _group_patterns(group: Group, reader: _Reader) -> Iterator[TriplePattern]:
    parts = iter(_without_clauses(group))
    for part in parts:
        if isinstance(part, Token) and part.text == "^^":
            next(parts, None)
            continue
        if part is _BREAK:
            reader.subject, reader.path = None, []
            continue
        pattern = reader.read(part)
        if pattern is not None:
            yield pattern
        if isinstance(part, Group) and (pattern is not None or part is reader.subject):
            yield from _group_patterns(part, _within(part))


def _within(node: Group) -> _Reader:
    """Return a reader of what stands in the brackets of a blank node, or between those of a collection."""
    if node.opening == "[":
        return _Reader(subject=node)
    return _Reader(subject=node, path=list(MEMBER), complete=True)


_BREAK: Final = Token("sign", "")


def _without_clauses(group: Group) -> Iterator[Part]:
    """Yield the parts of a group that belong to triples, with a break where a clause or a group stands."""
    parts = list(significant(group))
    place = 0
    while place < len(parts):
        part = parts[place]
        word = keyword_of(part)
        if word in CLAUSES:
            # A clause ends with its group: FILTER (…), FILTER regex(…), GRAPH ?g {…}, FILTER EXISTS {…}.
            while place < len(parts) - 1 and not isinstance(parts[place], Group):
                place += 1
            yield _BREAK
        elif is_braces(part):
            yield _BREAK
        else:
            yield part
        place += 1


def path_tokens(pattern: TriplePattern) -> Iterator[Token]:
    """Yield the tokens of the path of a pattern, those in parentheses included."""
    return walk(*pattern.path)
