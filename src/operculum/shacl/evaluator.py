"""Evaluating shapes over a data graph, for many focus nodes at once."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet

from pyoxigraph import Literal, NamedNode

from operculum.shacl.graph import DataGraph, Row
from operculum.shacl.path_values import follow
from operculum.shacl.results import ValidationResult
from operculum.shacl.shape import (
    Constraint,
    Finding,
    FocusNodes,
    PropertyValues,
    Shape,
    ValueNodes,
    Violation,
)
from operculum.shacl.sparql.query import Query
from operculum.shacl.sparql.runner import QueryRunner
from operculum.shacl.terms import Node, Term, sort_key


class Evaluator:
    """The shapes of a plan at work on one data graph; what conforms to what is worked out once."""

    def __init__(self, graph: DataGraph, shapes: Mapping[Node, Shape], queries: QueryRunner) -> None:
        self.graph = graph
        self._queries = queries
        self._shapes = shapes
        self._judged: dict[Node, tuple[set[int], set[int]]] = {}

    def violations(
        self, shape: Node, focus: AbstractSet[int], constraints: Sequence[Constraint] | None = None
    ) -> Sequence[Violation]:
        """Return the violations of a shape at focus nodes, or of some constraints of it."""
        declared = self._shapes[shape]
        checked = declared.constraints if constraints is None else constraints
        if declared.deactivated or not focus or not checked:
            return []
        values = self._value_nodes(declared, focus)
        return [each for constraint in checked for each in constraint.check(self, declared, values)]

    def failing(self, shape: Node, focus: AbstractSet[int]) -> set[int]:
        """Return the focus nodes that do not conform to a shape."""
        judged, failed = self._judged.setdefault(shape, (set(), set()))
        new = set(focus) - judged
        declared = self._shapes[shape]
        if new and not declared.deactivated:
            judged |= new
            failed |= self._rejected(declared, new)
        return failed.intersection(focus)

    def _rejected(self, shape: Shape, focus: AbstractSet[int]) -> AbstractSet[int]:
        """Return the focus nodes that some constraint rejects; each is asked only of those still left."""
        left, values = focus, self._value_nodes(shape, focus)
        for constraint in sorted(shape.constraints, key=lambda each: each.cost):
            rejected = constraint.failing(self, shape, values)
            if rejected:
                left = left - rejected
                values = self._value_nodes(shape, left)
        return focus - left

    def _value_nodes(self, shape: Shape, focus: AbstractSet[int]) -> ValueNodes:
        if shape.path is None:
            return FocusNodes(focus)
        if isinstance(shape.path, NamedNode):
            return PropertyValues(self.graph, self.graph.number(shape.path), focus)
        return ValueNodes(follow(self.graph, shape.path, focus))

    def solutions(self, query: Query, rows: Sequence[Row]) -> Iterable[Mapping[str, Term]]:
        """Return the solutions of a query for rows of bindings."""
        return self._queries.solutions(query, rows) if rows else ()

    def result(self, finding: Finding) -> ValidationResult:
        """Return a finding with its terms looked up."""
        shape, constraint, terms = finding.shape, finding.constraint, self.graph.terms
        return ValidationResult(
            focus_node=terms[finding.focus],
            path=finding.path or shape.path,
            value=None if finding.value is None else terms[finding.value],
            source_shape=shape.node,
            component=constraint.component,
            severity=shape.severity,
            messages=tuple(
                sorted(finding.messages or shape.messages or (Literal(constraint.message()),), key=sort_key)
            ),
            source_constraint=constraint.source,
            details=tuple(self.result(detail) for detail in finding.details),
        )
