"""What queries in shapes must not contain, for binding variables beforehand to mean something."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from operculum.shacl.errors import ShapesError
from operculum.shacl.sparql.selects import assigned, select_of
from operculum.shacl.sparql.tokens import Group, Part, Token, groups, keyword_of, significant, walk
from operculum.shacl.terms import Node

FORBIDDEN: Final = {
    "MINUS": "MINUS",
    "VALUES": "VALUES",
    "SERVICE": "SERVICE (a federated query)",
    "FROM": "FROM (another dataset)",
    "LOAD": "LOAD (an update)",
}
OPTIONAL: Final = frozenset({"shapesGraph", "currentShape"})


def check(node: Node, query: Group, bound: frozenset[str]) -> None:
    """Raise `ShapesError` for the node of a query that breaks a restriction.

    `bound` names the variables that are bound beforehand.
    """
    for problem in _problems(query, bound):
        raise ShapesError(node, f"the query {problem}", remedy="See SHACL, section 5.3.1 and appendix A.")


def _problems(query: Group, bound: frozenset[str]) -> Iterator[str]:
    for token in walk(query):
        if token.keyword in FORBIDDEN:
            yield f"contains {FORBIDDEN[token.keyword]}, which is not allowed in shapes"
    for group in groups(query):
        for part, following in pairwise(significant(group)):
            if keyword_of(part) == "GRAPH" and not _is_shapes_graph(following):
                yield f"reads GRAPH {following}: the data are one graph; only GRAPH $shapesGraph is allowed"
        for name in assigned(group):
            if name in bound:
                yield f"assigns ?{name} by AS, which is bound beforehand"
        select = select_of(group) if group.opening == "{" else None
        if select is not None:
            missing = sorted(bound - OPTIONAL - select.projected)
            if select.everything:
                yield "has a sub-query SELECT *, which does not name the variables that are bound beforehand"
            elif missing:
                names = ", ".join(f"?{name}" for name in missing)
                yield f"has a sub-query that does not return {names}, bound beforehand"


def _is_shapes_graph(part: Part) -> bool:
    return isinstance(part, Token) and part.variable == "shapesGraph"
