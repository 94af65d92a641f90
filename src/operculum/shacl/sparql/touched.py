"""Which predicates a query can touch: only those are loaded into a store, or gathered from all parts."""

import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise
from typing import Final, TypeAlias

from pyoxigraph import NamedNode

from operculum.shacl.sparql.patterns import TriplePattern, group_patterns, path_tokens, triple_patterns
from operculum.shacl.sparql.selects import assigned
from operculum.shacl.sparql.tokens import Group, Part, Token, groups, keyword_of, significant, walk
from operculum.shacl.terms import RDF_TYPE

Limits: TypeAlias = Mapping[str, frozenset[NamedNode]]
"""The IRIs to which the conditions around a pattern limit variables."""

DECLARATION: Final = re.compile(r"(?i)\bPREFIX\s+([\w.\-]*):\s*<([^>]*)>")
ABSOLUTE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:")
"""How an IRI begins that stands for itself, whatever BASE says."""


def predicates_of(query: Group, prologue: str) -> frozenset[NamedNode] | None:
    """Return the predicates that a query can touch; None where it can touch any."""
    namespaces = namespaces_of(prologue, query)
    found: set[NamedNode] = set()
    for pattern, limits in _limited_patterns(query, {}, namespaces):
        touched = _touched(pattern, limits, namespaces)
        if touched is None:
            return None
        found |= touched
    return frozenset(found)


def predicates_to(names: AbstractSet[str], query: Group, prologue: str) -> frozenset[NamedNode] | None:
    """Return the predicates of the patterns by which variables get their values; None if it can be any.

    >>> from operculum.shacl.sparql.tokens import parse
    >>> predicates_to({"b"}, parse("ASK { ?a <urn:p> ?b . ?a <urn:q> ?c }"), "")
    frozenset({<NamedNode value=urn:p>})
    """
    if any(name in names for group in groups(query) for name in assigned(group)):
        return None
    namespaces = namespaces_of(prologue, query)
    found: set[NamedNode] = set()
    for pattern in triple_patterns(query):
        if any(token.variable in names for token in walk(pattern.subject, pattern.target)):
            touched = _touched(pattern, {}, namespaces)
            if touched is None:
                return None
            found |= touched
    return frozenset(found)


def _limited_patterns(
    group: Group, limits: Limits, namespaces: Mapping[str, str]
) -> Iterator[tuple[TriplePattern, Limits]]:
    """Yield all patterns of a group and of the groups within, with what limits their variables."""
    parts = significant(group)
    if any(keyword_of(part) == "SELECT" for part in parts):
        limits = {}  # a sub-query can have variables of its own that are called the same
    elif group.opening == "{":
        limits = {**limits, **dict(_listed(parts, namespaces))}
        yield from ((pattern, limits) for pattern in group_patterns(group))
    for part in parts:
        if isinstance(part, Group):
            yield from _limited_patterns(part, limits, namespaces)


def namespaces_of(prologue: str, query: Group) -> Mapping[str, str]:
    """Return the namespaces by their prefixes, those that the query declares itself included.

    >>> from operculum.shacl.sparql.tokens import parse
    >>> namespaces_of("PREFIX x: <urn:x:>", parse("ASK { ?a x:b 'PREFIX x: <urn:y:>' } # PREFIX x: <urn:z:>"))
    {'x': 'urn:x:'}
    """
    return {**dict(DECLARATION.findall(prologue)), **dict(_declared(significant(query)))}


def _declared(parts: Sequence[Part]) -> Iterator[tuple[str, str]]:
    """Yield the prefixes that a query declares itself, where only its tokens tell them from its texts."""
    for declaration in zip(parts, parts[1:], parts[2:], strict=False):
        match declaration:
            case Token() as word, Token(kind="name") as prefix, Token(kind="iri") as namespace:
                if word.keyword == "PREFIX":
                    yield prefix.text.partition(":")[0], namespace.text[1:-1]


def iri_of(token: Token, namespaces: Mapping[str, str]) -> str:
    """Return the IRI that a token stands for, empty where it stands for none or BASE is needed to tell."""
    if token.text == "a":
        return RDF_TYPE.value
    if token.kind == "iri":
        return token.text[1:-1] if ABSOLUTE.match(token.text[1:]) else ""
    prefix, colon, local = token.text.partition(":")
    namespace = namespaces.get(prefix, "") if token.kind == "name" and colon else ""
    return namespace + local if ABSOLUTE.match(namespace) and "\\" not in local else ""


def _touched(
    pattern: TriplePattern, limits: Limits, namespaces: Mapping[str, str]
) -> frozenset[NamedNode] | None:
    found: set[NamedNode] = set()
    for token in path_tokens(pattern):
        if token.variable in limits:
            found |= limits[token.variable]
        elif iri := iri_of(token, namespaces):
            found.add(NamedNode(iri))
        elif token.kind != "sign" or token.text == "!":
            return None
    return frozenset(found)


def _listed(
    parts: Sequence[Part], namespaces: Mapping[str, str]
) -> Iterator[tuple[str, frozenset[NamedNode]]]:
    """Yield the variables that a FILTER (?variable IN (…)) limits, with the IRIs listed there."""
    for part, condition in pairwise(parts):
        if keyword_of(part) == "FILTER" and isinstance(condition, Group):
            match significant(condition):
                case [Token() as variable, Token() as word, Group() as members] if word.keyword == "IN":
                    tokens = [each for each in walk(members) if each.text != ","]
                    iris = [iri_of(token, namespaces) for token in tokens]
                    if variable.variable and all(iris):
                        yield variable.variable, frozenset(map(NamedNode, iris))
