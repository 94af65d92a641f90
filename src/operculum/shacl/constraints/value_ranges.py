"""Value range constraints: sh:minExclusive and its three kin (SHACL, section 4.3)."""

# ruff: noqa: D102 (a method that overrides one of Constraint does what is promised there)

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode

from operculum.shacl.constraints.source import Reader, ShapeSource
from operculum.shacl.literals import Value, compare, value_of
from operculum.shacl.shape import Constraint, Evaluation, ValueConstraint
from operculum.shacl.shapes_graph import checked_literal
from operculum.shacl.terms import sh

ACCEPTED: Final[Mapping[str, tuple[str, frozenset[int]]]] = {
    "minExclusive": ("greater than", frozenset({1})),
    "minInclusive": ("at least", frozenset({0, 1})),
    "maxExclusive": ("less than", frozenset({-1})),
    "maxInclusive": ("at most", frozenset({-1, 0})),
}
"""For each parameter its words, and how a value may compare to the bound."""


@dataclass(frozen=True, slots=True)
class RangeConstraint(ValueConstraint):
    """Every value node is a literal on the right side of a bound."""

    parameter: str
    bound: Literal
    bound_value: Value

    @property
    def component(self) -> NamedNode:
        return sh(f"{self.parameter[0].upper()}{self.parameter[1:]}ConstraintComponent")

    def message(self) -> str:
        return f"Value is not {ACCEPTED[self.parameter][0]} {self.bound.value}"

    def rejected(self, evaluation: Evaluation, nodes: set[int]) -> set[int]:
        accepted, bound, value_of_node = ACCEPTED[self.parameter][1], self.bound_value, evaluation.graph.value
        return {
            node
            for node in nodes
            if (value := value_of_node(node)) is None or compare(value, bound) not in accepted
        }


def _reader(name: str) -> Reader:
    def read(source: ShapeSource) -> Iterable[Constraint]:
        value = source.graph.one(source.node, sh(name))
        if value is None:
            return []
        bound = checked_literal(source.node, sh(name), value)
        return [RangeConstraint(name, bound, value_of(bound))]

    return read


READERS: Final[Mapping[NamedNode, Reader]] = {sh(name): _reader(name) for name in ACCEPTED}
