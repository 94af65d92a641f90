"""Shape-based constraints: sh:node, sh:property, sh:qualifiedValueShape (SHACL, section 4.7)."""

# ruff: noqa: D102 (a method that overrides one of Constraint does what is promised there)

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from operculum.shacl.constraints.source import Reader, ShapeSource
from operculum.shacl.errors import ShapesError
from operculum.shacl.shape import Constraint, Evaluation, Finding, Shape, ValueNodes, Violation
from operculum.shacl.terms import Node, name_of, sh


@dataclass(frozen=True, slots=True)
class _ShapeConstraint(Constraint):
    """A constraint that refers the value nodes to another shape."""

    shape: Node
    cost = 2

    @property
    def shapes(self) -> tuple[Node, ...]:
        return (self.shape,)

    def findings(self, evaluation: Evaluation, values: ValueNodes) -> Mapping[int, list[Finding]]:
        """Return what the other shape finds, by value node."""
        found: dict[int, list[Finding]] = {}
        for origin, finding in evaluation.violations(self.shape, values.distinct):
            found.setdefault(origin, []).append(finding)
        return found

    def failing(self, evaluation: Evaluation, shape: Shape, values: ValueNodes) -> set[int]:  # noqa: ARG002
        return values.with_any(evaluation.failing(self.shape, values.distinct))


class NodeConstraint(_ShapeConstraint):
    """Every value node conforms to a node shape (section 4.7.1); what that shape finds is told as details."""

    __slots__ = ()

    component = sh("NodeConstraintComponent")

    def message(self) -> str:
        return f"Value does not conform to the shape {name_of(self.shape)}"

    def check(self, evaluation: Evaluation, shape: Shape, values: ValueNodes) -> Iterator[Violation]:
        found = self.findings(evaluation, values)
        if found:
            for focus, value in values.pairs():
                if value in found:
                    yield Violation(focus, Finding(focus, value, shape, self, details=tuple(found[value])))


class PropertyConstraint(_ShapeConstraint):
    """Every value node conforms to a property shape, whose findings are passed on (section 4.7.2)."""

    __slots__ = ()

    component = sh("PropertyConstraintComponent")

    def message(self) -> str:
        return f"Value does not conform to the property shape {name_of(self.shape)}"

    def check(self, evaluation: Evaluation, shape: Shape, values: ValueNodes) -> Iterator[Violation]:  # noqa: ARG002
        found = self.findings(evaluation, values)
        if found:
            for focus, value in values.pairs():
                for finding in found.get(value, ()):
                    yield Violation(focus, finding)


@dataclass(frozen=True, slots=True)
class QualifiedConstraint(Constraint):
    """So many value nodes conform to a shape, and to none of its siblings (section 4.7.3).

    Only one of `at_least` and `at_most` is given: each is a constraint of its own.
    """

    shape: Node
    siblings: tuple[Node, ...]
    at_least: int | None = None
    at_most: int | None = None
    cost = 2

    @property
    def component(self) -> NamedNode:
        bound = "Max" if self.at_least is None else "Min"
        return sh(f"Qualified{bound}CountConstraintComponent")

    @property
    def shapes(self) -> tuple[Node, ...]:
        return (self.shape, *self.siblings)

    def message(self) -> str:
        bound = f"more than {self.at_most}" if self.at_least is None else f"fewer than {self.at_least}"
        return f"{bound.capitalize()} values conform to the shape {name_of(self.shape)}"

    def check(self, evaluation: Evaluation, shape: Shape, values: ValueNodes) -> Iterator[Violation]:
        conforming = values.distinct - evaluation.failing(self.shape, values.distinct)
        for sibling in self.siblings:
            conforming &= evaluation.failing(sibling, conforming)
        for focus, nodes in values.by_focus.items():
            count = sum(node in conforming for node in nodes)
            too_few = self.at_least is not None and count < self.at_least
            if too_few or (self.at_most is not None and count > self.at_most):
                yield self.violation(shape, focus)


def _nodes(source: ShapeSource) -> Iterable[Constraint]:
    for shape in source.graph.nodes(source.node, sh("node")):
        if source.graph.values(shape, sh("path")):
            raise ShapesError(source.node, f"sh:node points to {name_of(shape)}, which is a property shape")
        yield NodeConstraint(shape)


def _properties(source: ShapeSource) -> Iterable[Constraint]:
    for shape in source.graph.nodes(source.node, sh("property")):
        if not source.graph.values(shape, sh("path")):
            raise ShapesError(source.node, f"sh:property points to {name_of(shape)}, which has no sh:path")
        yield PropertyConstraint(shape)


def _qualified(source: ShapeSource) -> Iterable[Constraint]:
    graph, node = source.graph, source.node
    source.only_on_property_shapes(sh("qualifiedValueShape"))
    at_least = graph.count(node, sh("qualifiedMinCount"))
    at_most = graph.count(node, sh("qualifiedMaxCount"))
    if at_least is None and at_most is None:
        raise ShapesError(node, "sh:qualifiedValueShape has neither sh:qualifiedMinCount nor …MaxCount")
    disjoint = graph.boolean(node, sh("qualifiedValueShapesDisjoint"))
    for shape in graph.nodes(node, sh("qualifiedValueShape")):
        siblings = tuple(_siblings(source, shape)) if disjoint else ()
        if at_least is not None:
            yield QualifiedConstraint(shape, siblings, at_least=at_least)
        if at_most is not None:
            yield QualifiedConstraint(shape, siblings, at_most=at_most)


def _siblings(source: ShapeSource, shape: Node) -> Iterator[Node]:
    """Yield the qualified shapes of the property shapes beside this one, each once."""
    graph = source.graph
    parents = graph.subjects_of(sh("property"), source.node)
    beside = [sibling for parent in parents for sibling in graph.values(parent, sh("property"))]
    qualified = [value for each in beside for value in graph.nodes(each, sh("qualifiedValueShape"))]
    return (value for value in dict.fromkeys(qualified) if value != shape)


READERS: Final[Mapping[NamedNode, Reader]] = {
    sh("node"): _nodes,
    sh("property"): _properties,
    sh("qualifiedValueShape"): _qualified,
}
