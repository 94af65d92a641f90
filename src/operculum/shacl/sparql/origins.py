"""Which variables of a query hold terms of the data, and which hold what an expression has computed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from operculum.shacl.sparql.patterns import triple_patterns
from operculum.shacl.sparql.tokens import Group, Token, groups, keyword_of, significant, walk

Origin: TypeAlias = Literal["data", "expression"]

PASSING: Final = frozenset({"IF", "COALESCE", "MIN", "MAX", "SAMPLE"})
"""Functions whose result may be one of their arguments, as it stands in the data."""


@dataclass(frozen=True, slots=True)
class Origins:
    """The variables that expressions assign: `computed` by these alone, `mixed` if perhaps from the data."""

    computed: frozenset[str]
    mixed: frozenset[str]


def origins_of(query: Group) -> Origins:
    """Return where the values of variables come from; those that are not named come from the data.

    >>> from operculum.shacl.sparql.tokens import parse
    >>> query = parse("SELECT (COUNT(?b) AS ?n) (MAX(?b) AS ?most) (?b AS ?same) { ?a ?p ?b } GROUP BY ?b")
    >>> origins = origins_of(query)
    >>> sorted(origins.computed), sorted(origins.mixed)
    (['n'], ['most'])
    """
    assignments: dict[str, list[list[Token]]] = {}
    for name, expression in _assignments(query):
        assignments.setdefault(name, []).append(expression)
    read = _read(query)
    found = {name: _origins(name, assignments, read, frozenset()) for name in assignments}
    return Origins(
        computed=frozenset(name for name, origins in found.items() if "data" not in origins),
        mixed=frozenset(name for name, origins in found.items() if len(origins) > 1),
    )


def _assignments(query: Group) -> Iterator[tuple[str, list[Token]]]:
    """Yield the variables that are assigned by AS, each with the tokens of its expression."""
    for group in groups(query):
        match significant(group):
            case [*expression, Token() as word, Token() as name] if keyword_of(word) == "AS":
                yield name.variable, list(walk(*expression))


def _read(query: Group) -> set[str]:
    """Return the variables that patterns bind."""
    patterns = triple_patterns(query)
    return {token.variable for pattern in patterns for token in walk(pattern.subject, pattern.target)}


def _origins(
    name: str, assignments: Mapping[str, list[list[Token]]], read: set[str], above: frozenset[str]
) -> set[Origin]:
    """Return the origins of a variable; one that is assigned another as it is has those of the other."""
    found: set[Origin] = {"data"} if name in read or name not in assignments else set()
    for expression in assignments.get(name, ()):
        source = expression[0].variable if len(expression) == 1 else ""
        if source and source not in above:
            found |= _origins(source, assignments, read, above | {name})
        elif PASSING.isdisjoint(token.keyword for token in expression):
            found.add("expression")
        else:
            found |= {"data", "expression"}
    return found
