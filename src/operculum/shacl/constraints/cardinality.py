"""Cardinality constraints: sh:minCount and sh:maxCount (SHACL, section 4.2)."""

# ruff: noqa: D102 (a method that overrides one of Constraint does what is promised there)

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from operculum.shacl.constraints.source import Reader, ShapeSource
from operculum.shacl.shape import Constraint, Evaluation, Shape, ValueNodes, Violation
from operculum.shacl.terms import sh


@dataclass(frozen=True, slots=True)
class MinCountConstraint(Constraint):
    """A focus node has at least so many value nodes (section 4.2.1)."""

    count: int
    component = sh("MinCountConstraintComponent")

    def message(self) -> str:
        return f"Fewer than {self.count} {_noun(self.count)}"

    def check(self, evaluation: Evaluation, shape: Shape, values: ValueNodes) -> Iterator[Violation]:  # noqa: ARG002
        return (self.violation(shape, focus) for focus in values.with_fewer_than(self.count))


@dataclass(frozen=True, slots=True)
class MaxCountConstraint(Constraint):
    """A focus node has at most so many value nodes (section 4.2.2)."""

    count: int
    component = sh("MaxCountConstraintComponent")

    def message(self) -> str:
        return f"More than {self.count} {_noun(self.count)}"

    def check(self, evaluation: Evaluation, shape: Shape, values: ValueNodes) -> Iterator[Violation]:  # noqa: ARG002
        return (self.violation(shape, focus) for focus in values.with_more_than(self.count))


def _noun(count: int) -> str:
    return "value" if count == 1 else "values"


def _min_count(source: ShapeSource) -> Iterable[Constraint]:
    source.only_on_property_shapes(sh("minCount"))
    count = source.graph.count(source.node, sh("minCount"))
    return [] if count is None else [MinCountConstraint(count)]


def _max_count(source: ShapeSource) -> Iterable[Constraint]:
    source.only_on_property_shapes(sh("maxCount"))
    count = source.graph.count(source.node, sh("maxCount"))
    return [] if count is None else [MaxCountConstraint(count)]


READERS: Final[Mapping[NamedNode, Reader]] = {sh("minCount"): _min_count, sh("maxCount"): _max_count}
