"""The shapes compiled, and their constraints divided by how far they look."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from functools import cached_property
from typing import Final

from pyoxigraph import NamedNode

from operculum.namespaces import OA, OPC, PROV
from operculum.shacl import DataGraph, Plan
from operculum.shacl.locality import is_local
from operculum.shacl.reach import Division, Reach
from operculum.shacl.shape import Constraint, Shape
from operculum.store import Dataset, shipped_shapes
from operculum.validation import shapes

KEYED: Final = frozenset({NamedNode(f"{OA}hasSource"), NamedNode(f"{OPC}statedIn")})
"""By these, passages belong to a source and claims to a passage: no two parts share a value."""

CROSSING: Final = frozenset(
    NamedNode(name) for name in (f"{OPC}of", f"{OPC}target", f"{OPC}acknowledges", f"{PROV}wasDerivedFrom")
)
"""By these, assessments, rules and questions refer to claims of any source."""


class Rules:
    """The shapes compiled, and their constraints divided."""

    def __init__(self, leaving: frozenset[NamedNode], keyed: frozenset[NamedNode]) -> None:
        self.shapes: Dataset = shipped_shapes()
        self.plan: Plan = shapes.compiled(self.shapes)
        self.leaving, self.keyed = leaving, keyed
        self._division = Division(keyed, leaving, CROSSING)

    @cached_property
    def local(self) -> Plan:
        """What can be judged part by part."""
        return self.plan.only(self.is_local)

    @cached_property
    def far(self) -> Plan:
        """What cannot."""
        return self.plan.only(lambda shape, constraint: not self.is_local(shape, constraint))

    @cached_property
    def near(self) -> Plan:
        """What can be judged part by part of the nodes that all share."""
        return self.plan.only(lambda shape, constraint: self.is_local(shape, constraint, Reach.NEAR))

    @cached_property
    def beyond(self) -> Plan:
        """What cannot of these."""
        return self.plan.only(lambda shape, constraint: not self.is_local(shape, constraint, Reach.NEAR))

    def is_local(self, shape: Shape, constraint: Constraint, focus: Reach = Reach.OWN) -> bool:
        """Tell whether a constraint looks at nothing but the part of its focus node, and the context."""
        return is_local(constraint, shape, self.plan.shapes, self._division, focus)

    def together(self, graph: DataGraph, shared: AbstractSet[int]) -> Iterator[tuple[Shape, Constraint]]:
        """Yield the constraints that look at other parts, those of the shared nodes of a graph included."""
        met = self.plan.focus_nodes(graph, own=shared)
        for node, constraints in self.plan.checks.items():
            shape = self.plan.shapes[node]
            for constraint in constraints:
                local = self.is_local(shape, constraint)
                if not local or (met[node] and not self.is_local(shape, constraint, Reach.NEAR)):
                    yield shape, constraint
