"""Property pair constraints: the values of a path against those of another property (SHACL, section 4.5)."""

# ruff: noqa: D102 (a method that overrides one of Constraint does what is promised there)

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from operculum.shacl.constraints.source import Reader, ShapeSource
from operculum.shacl.graph import DataGraph
from operculum.shacl.literals import STRING, Value, less, less_or_equal
from operculum.shacl.shape import Constraint, Evaluation, Shape, ValueNodes, Violation
from operculum.shacl.terms import name_of, sh


@dataclass(frozen=True, slots=True)
class PairConstraint(Constraint):
    """A constraint that compares value nodes with the values of another property of the focus node."""

    other: NamedNode

    def others(self, evaluation: Evaluation, focus: int) -> Sequence[int]:
        graph = evaluation.graph
        return graph.forward(graph.number(self.other)).get(focus, ())


class EqualsConstraint(PairConstraint):
    """The value nodes are the values of the other property (section 4.5.1)."""

    __slots__ = ()

    component = sh("EqualsConstraintComponent")

    def message(self) -> str:
        return f"Values differ from those of {name_of(self.other)}"

    def check(self, evaluation: Evaluation, shape: Shape, values: ValueNodes) -> Iterator[Violation]:
        for focus, nodes in values.by_focus.items():
            for value in sorted(set(nodes).symmetric_difference(self.others(evaluation, focus))):
                yield self.violation(shape, focus, value)


class DisjointConstraint(PairConstraint):
    """No value node is a value of the other property (section 4.5.2)."""

    __slots__ = ()

    component = sh("DisjointConstraintComponent")

    def message(self) -> str:
        return f"Value is also a value of {name_of(self.other)}"

    def check(self, evaluation: Evaluation, shape: Shape, values: ValueNodes) -> Iterator[Violation]:
        for focus, nodes in values.by_focus.items():
            for value in sorted(set(nodes).intersection(self.others(evaluation, focus))):
                yield self.violation(shape, focus, value)


class LessThanConstraint(PairConstraint):
    """Every value node is less than every value of the other property (section 4.5.3)."""

    __slots__ = ()

    component = sh("LessThanConstraintComponent")

    def message(self) -> str:
        return f"Value is not less than the value of {name_of(self.other)}"

    def accepts(self, value: Value, other: Value) -> bool:
        """Tell whether two values are in order."""
        return less(value, other)

    def check(self, evaluation: Evaluation, shape: Shape, values: ValueNodes) -> Iterator[Violation]:
        for focus, value in values.pairs():
            for other in self.others(evaluation, focus):
                one, two = _comparable(evaluation.graph, value), _comparable(evaluation.graph, other)
                if one is None or two is None or not self.accepts(one, two):
                    yield self.violation(shape, focus, value)


class LessThanOrEqualsConstraint(LessThanConstraint):
    """Every value node is less than every value of the other property, or equal to it (section 4.5.4)."""

    __slots__ = ()

    component = sh("LessThanOrEqualsConstraintComponent")

    def message(self) -> str:
        return f"Value is greater than the value of {name_of(self.other)}"

    def accepts(self, value: Value, other: Value) -> bool:
        """Tell whether two values are in order, or equal."""
        return less_or_equal(value, other)


def _comparable(graph: DataGraph, number: int) -> Value | None:
    """Return the value by which a term is ordered: an IRI counts as its text, a blank node has none."""
    term = graph.terms[number]
    if isinstance(term, NamedNode):
        return Value(term.value, STRING, "", term.value, ill_typed=False)
    return graph.value(number)


def _reader(parameter: NamedNode, kind: type[PairConstraint], *, scoped: bool) -> Reader:
    def read(source: ShapeSource) -> Iterable[Constraint]:
        if scoped:
            source.only_on_property_shapes(parameter)
        return [kind(other) for other in source.graph.iris(source.node, parameter)]

    return read


READERS: Final[Mapping[NamedNode, Reader]] = {
    sh("equals"): _reader(sh("equals"), EqualsConstraint, scoped=False),
    sh("disjoint"): _reader(sh("disjoint"), DisjointConstraint, scoped=False),
    sh("lessThan"): _reader(sh("lessThan"), LessThanConstraint, scoped=True),
    sh("lessThanOrEquals"): _reader(sh("lessThanOrEquals"), LessThanOrEqualsConstraint, scoped=True),
}
