"""Which predicates a query can touch: only those are loaded into a store, or gathered from all parts."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TypeAlias

from pyoxigraph import NamedNode

from operculum.shacl.sparql.patterns import TriplePattern, group_patterns, path_tokens
from operculum.shacl.sparql.tokens import Group, Part, Token, keyword_of, significant, walk
from operculum.shacl.terms import RDF_TYPE

Limits: TypeAlias = Mapping[str, frozenset[NamedNode]]
"""The IRIs to which the conditions around a pattern limit variables."""


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
    """Return the namespaces by their prefixes, those that the query declares itself included."""
    text = prologue + "".join(map(str, query.parts))
    return dict(re.findall(r"(?i)\bPREFIX\s+([\w.\-]*):\s*<([^>]*)>", text))


def iri_of(token: Token, namespaces: Mapping[str, str]) -> str:
    """Return the IRI that a token stands for, empty where it stands for none."""
    if token.text == "a":
        return RDF_TYPE.value
    if token.kind == "iri" and ":" in token.text:
        return token.text[1:-1]
    prefix, colon, local = token.text.partition(":")
    if token.kind == "name" and colon and prefix in namespaces and "\\" not in local:
        return namespaces[prefix] + local
    return ""


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
