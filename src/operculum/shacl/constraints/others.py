"""The other constraints: sh:closed, sh:hasValue, sh:in (SHACL, section 4.8)."""

# ruff: noqa: D102 (a method that overrides one of Constraint does what is promised there)

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from operculum.namespaces import RDFS
from operculum.shacl.constraints.source import Reader, ShapeSource
from operculum.shacl.errors import ShapesError
from operculum.shacl.shape import (
    Constraint,
    Evaluation,
    Finding,
    Shape,
    ValueConstraint,
    ValueNodes,
    Violation,
)
from operculum.shacl.shapes_graph import checked_iri
from operculum.shacl.terms import RDF_TYPE, Term, name_of, names_of, sh

ALWAYS_ALLOWED: Final = (RDF_TYPE, NamedNode(f"{RDFS}Resource"))
"""The one statement that is true of everything, and so closes nothing; as in pySHACL."""


@dataclass(frozen=True, slots=True)
class ClosedConstraint(Constraint):
    """A value node has no properties but those listed (section 4.8.1)."""

    allowed: frozenset[NamedNode]
    component = sh("ClosedConstraintComponent")

    def message(self) -> str:
        return "Property is not allowed here: the shape is closed"

    def check(self, evaluation: Evaluation, shape: Shape, values: ValueNodes) -> Iterator[Violation]:
        graph = evaluation.graph
        offending: dict[int, list[tuple[NamedNode, int]]] = {}
        for number in graph.predicates:
            predicate = graph.terms[number]
            if isinstance(predicate, NamedNode) and predicate not in self.allowed:
                for node in values.distinct & graph.subjects(number):
                    pairs = ((predicate, value) for value in graph.forward(number)[node])
                    offending.setdefault(node, []).extend(pairs)
        for focus, node in values.pairs() if offending else ():
            for predicate, value in offending.get(node, ()):
                if (predicate, graph.terms[value]) != ALWAYS_ALLOWED:
                    yield Violation(focus, Finding(focus, value, shape, self, path=predicate))


@dataclass(frozen=True, slots=True)
class HasValueConstraint(Constraint):
    """A given term is among the value nodes (section 4.8.2)."""

    value: Term
    component = sh("HasValueConstraintComponent")

    def message(self) -> str:
        return f"The value {name_of(self.value)} is missing"

    def check(self, evaluation: Evaluation, shape: Shape, values: ValueNodes) -> Iterator[Violation]:
        wanted = evaluation.graph.number(self.value)
        return (self.violation(shape, focus) for focus in values.without(wanted))


@dataclass(frozen=True, slots=True)
class InConstraint(ValueConstraint):
    """Every value node is a member of a list (section 4.8.3)."""

    members: tuple[Term, ...]
    component = sh("InConstraintComponent")

    def message(self) -> str:
        return f"Value is none of {names_of(self.members)}"

    def rejected(self, evaluation: Evaluation, nodes: set[int]) -> set[int]:
        return nodes - {evaluation.graph.number(member) for member in self.members}


def _closed(source: ShapeSource) -> Iterable[Constraint]:
    graph, node = source.graph, source.node
    if not graph.boolean(node, sh("closed")):
        return []
    ignored = graph.members_of(node, sh("ignoredProperties"), checked_iri)
    paths = [path for shape in graph.values(node, sh("property")) for path in graph.values(shape, sh("path"))]
    return [ClosedConstraint(frozenset(ignored).union(path for path in paths if isinstance(path, NamedNode)))]


def _ignored(source: ShapeSource) -> Iterable[Constraint]:
    if not source.graph.values(source.node, sh("closed")):
        raise ShapesError(source.node, "sh:ignoredProperties is given without sh:closed")
    return []


def _has_value(source: ShapeSource) -> Iterable[Constraint]:
    return [HasValueConstraint(value) for value in source.graph.values(source.node, sh("hasValue"))]


def _in(source: ShapeSource) -> Iterable[Constraint]:
    head = source.graph.one(source.node, sh("in"))
    if head is None:
        return []
    return [InConstraint(tuple(source.graph.list_members(source.node, sh("in"), head)))]


READERS: Final[Mapping[NamedNode, Reader]] = {
    sh("closed"): _closed,
    sh("ignoredProperties"): _ignored,
    sh("hasValue"): _has_value,
    sh("in"): _in,
}
