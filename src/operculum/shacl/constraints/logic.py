"""Logical constraints: sh:not, sh:and, sh:or, sh:xone (SHACL, section 4.6)."""

# ruff: noqa: D102 (a method that overrides one of Constraint does what is promised there)

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode

from operculum.shacl.constraints.source import Reader, ShapeSource
from operculum.shacl.errors import ShapesError
from operculum.shacl.shape import Constraint, Evaluation, ValueConstraint
from operculum.shacl.terms import Node, Term, name_of, names_of, sh


@dataclass(frozen=True, slots=True)
class NotConstraint(ValueConstraint):
    """No value node conforms to a shape (section 4.6.1)."""

    shape: Node
    cost = 2
    component = sh("NotConstraintComponent")

    @property
    def shapes(self) -> tuple[Node, ...]:
        return (self.shape,)

    def message(self) -> str:
        return f"Value conforms to the shape {name_of(self.shape)}, which it must not"

    def rejected(self, evaluation: Evaluation, nodes: set[int]) -> set[int]:
        return nodes - evaluation.failing(self.shape, nodes)


@dataclass(frozen=True, slots=True)
class _ListConstraint(ValueConstraint):
    """A constraint over a list of shapes."""

    members: tuple[Node, ...]
    cost = 2

    @property
    def shapes(self) -> tuple[Node, ...]:
        return self.members


class AndConstraint(_ListConstraint):
    """Every value node conforms to all shapes of a list (section 4.6.2)."""

    __slots__ = ()

    component = sh("AndConstraintComponent")

    def message(self) -> str:
        return f"Value does not conform to all of the shapes {names_of(self.members)}"

    def rejected(self, evaluation: Evaluation, nodes: set[int]) -> set[int]:
        return set().union(*(evaluation.failing(member, nodes) for member in self.members))


class OrConstraint(_ListConstraint):
    """Every value node conforms to a shape of a list (section 4.6.3)."""

    __slots__ = ()

    component = sh("OrConstraintComponent")

    def message(self) -> str:
        return f"Value conforms to none of the shapes {names_of(self.members)}"

    def rejected(self, evaluation: Evaluation, nodes: set[int]) -> set[int]:
        for member in self.members:
            nodes = evaluation.failing(member, nodes)
        return nodes


class XoneConstraint(_ListConstraint):
    """Every value node conforms to exactly one shape of a list (section 4.6.4)."""

    __slots__ = ()

    component = sh("XoneConstraintComponent")

    def message(self) -> str:
        return f"Value does not conform to exactly one of the shapes {names_of(self.members)}"

    def rejected(self, evaluation: Evaluation, nodes: set[int]) -> set[int]:
        failures = Counter(node for member in self.members for node in evaluation.failing(member, nodes))
        return {node for node in nodes if failures[node] != len(self.members) - 1}


def checked_shape(node: Term, predicate: NamedNode, value: Term) -> Node:
    """Return a value that must be a shape, so an IRI or a blank node."""
    if isinstance(value, Literal):
        raise ShapesError(
            node, f"{name_of(predicate)} points to the literal {name_of(value)}, not to a shape"
        )
    return value


def _nots(source: ShapeSource) -> Iterable[Constraint]:
    return [NotConstraint(shape) for shape in source.graph.nodes(source.node, sh("not"))]


def _reader(parameter: NamedNode, kind: type[_ListConstraint]) -> Reader:
    def read(source: ShapeSource) -> Iterable[Constraint]:
        for head in source.graph.values(source.node, parameter):
            members = source.graph.list_members(source.node, parameter, head)
            yield kind(tuple(checked_shape(source.node, parameter, member) for member in members))

    return read


READERS: Final[Mapping[NamedNode, Reader]] = {
    sh("not"): _nots,
    sh("and"): _reader(sh("and"), AndConstraint),
    sh("or"): _reader(sh("or"), OrConstraint),
    sh("xone"): _reader(sh("xone"), XoneConstraint),
}
