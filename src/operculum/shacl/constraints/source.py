"""Where a constraint is read from: a shape in a shapes graph."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeAlias

from pyoxigraph import NamedNode

from operculum.shacl.errors import ShapesError
from operculum.shacl.shape import Constraint
from operculum.shacl.shapes_graph import ShapesGraph
from operculum.shacl.terms import Node, name_of


@dataclass(frozen=True, slots=True)
class ShapeSource:
    """One shape to be read: its graph, its node, and whether it has a path."""

    graph: ShapesGraph
    node: Node
    is_property: bool

    def only_on_property_shapes(self, parameter: NamedNode) -> None:
        """Refuse a parameter that node shapes may not have."""
        if not self.is_property:
            raise ShapesError(self.node, f"{name_of(parameter)} is allowed on property shapes only")


Reader: TypeAlias = Callable[[ShapeSource], Iterable[Constraint]]
"""Reads the constraints that one parameter declares on a shape; raises `ShapesError` if ill-formed."""
