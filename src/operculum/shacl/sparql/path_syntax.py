"""Property paths read from the tokens of a query (SPARQL 1.1, section 9)."""

from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias

from pyoxigraph import NamedNode

from operculum.shacl.paths import (
    AlternativePath,
    InversePath,
    OneOrMorePath,
    Path,
    SequencePath,
    ZeroOrMorePath,
    ZeroOrOnePath,
    may_be_empty,
)
from operculum.shacl.sparql.patterns import path_tokens, triple_patterns
from operculum.shacl.sparql.tokens import Group, Part, Token, significant, split
from operculum.shacl.sparql.touched import iri_of, namespaces_of

Repetition: TypeAlias = ZeroOrMorePath | OneOrMorePath | ZeroOrOnePath
REPEATED: Final[Mapping[str, type[Repetition]]] = {
    "*": ZeroOrMorePath,
    "+": OneOrMorePath,
    "?": ZeroOrOnePath,
}


def path_of(parts: Sequence[Part], namespaces: Mapping[str, str]) -> Path | None:
    """Return the path that parts of a query stand for; None where it can be any predicate.

    >>> from operculum.shacl.sparql.tokens import parse
    >>> str(path_of(significant(parse("x:a/^(x:b|x:c)+")), {"x": "urn:"}))
    '<urn:a>/(^((<urn:b>|<urn:c>)+))'
    """
    branches = [_sequence(each, namespaces) for each in split(parts, "|")]
    known = tuple(branch for branch in branches if branch is not None)
    if len(known) < len(branches):
        return None
    return known[0] if len(known) == 1 else AlternativePath(known)


def _sequence(parts: Sequence[Part], namespaces: Mapping[str, str]) -> Path | None:
    steps = [_step(each, namespaces) for each in split(parts, "/")]
    known = tuple(step for step in steps if step is not None)
    if len(known) < len(steps):
        return None
    return known[0] if len(known) == 1 else SequencePath(known)


def _step(parts: Sequence[Part], namespaces: Mapping[str, str]) -> Path | None:
    first, last = parts[0], parts[-1]
    if isinstance(first, Token) and first.text == "^":
        inner = _step(parts[1:], namespaces)
        return None if inner is None else InversePath(inner)
    if isinstance(last, Token) and last.text in REPEATED and len(parts) > 1:
        inner = _step(parts[:-1], namespaces)
        return None if inner is None else REPEATED[last.text](inner)
    if isinstance(first, Group):
        return path_of(significant(first), namespaces)
    iri = iri_of(first, namespaces)
    return NamedNode(iri) if iri else None


def has_empty_path(query: Group, prologue: str) -> bool:
    """Tell whether a path between the ends of a triple pattern may be of no steps.

    >>> from operculum.shacl.sparql.tokens import parse
    >>> [has_empty_path(parse(f"ASK {{ ?a {path} ?b }}"), "") for path in ("a/<urn:c>*", "<urn:c>*")]
    [False, True]
    """
    namespaces = namespaces_of(prologue, query)
    for pattern in triple_patterns(query):
        path = path_of(pattern.path, namespaces)
        repeated = any(token.text in {"*", "?"} for token in path_tokens(pattern))
        if repeated if path is None else may_be_empty(path):
            return True
    return False
