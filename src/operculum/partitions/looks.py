"""Which predicates of the context a part can come to look at, so that it takes no more of it than these."""

from collections.abc import Mapping
from itertools import chain

from pyoxigraph import NamedNode, Variable

from operculum.shacl import Plan
from operculum.shacl.constraints.others import ClosedConstraint
from operculum.shacl.constraints.property_pairs import PairConstraint
from operculum.shacl.constraints.value_types import ClassConstraint
from operculum.shacl.locality import steps
from operculum.shacl.shape import Constraint, Shape
from operculum.shacl.sparql.columns.algebra import Body
from operculum.shacl.sparql.query import Query
from operculum.shacl.terms import RDF_TYPE, Node

Predicates = frozenset[NamedNode]


def looked_at(plan: Plan, *, own: bool) -> Predicates | None:
    """Return by which predicates a plan can look at nodes of the context; None where it may be by any.

    `own` tells that all that is said of the focus nodes stands in the part itself.
    """
    found: set[NamedNode] = set()
    for node, constraints in plan.checks.items():
        shape = plan.shapes[node]
        found |= {*shape.targets.objects_of}
        for constraint in constraints:
            looked = _looked_at(constraint, shape, plan.shapes, own=own)
            if looked is None:
                return None
            found |= looked
    return frozenset(found)


def _looked_at(
    constraint: Constraint, shape: Shape, shapes: Mapping[Node, Shape], *, own: bool
) -> Predicates | None:
    """Return by which predicates a constraint can look at other nodes than its focus node, if that is own."""
    if isinstance(shape.path, NamedNode) and own:
        found: set[NamedNode] = set()
    else:
        found = set(steps(shape.path))
    values_are_own = own and shape.path is None
    if isinstance(constraint, ClosedConstraint):
        return frozenset(found) if values_are_own else None
    if isinstance(constraint, ClassConstraint) and not values_are_own:
        found.add(RDF_TYPE)
    if isinstance(constraint, PairConstraint) and not own:
        found.add(constraint.other)
    inner = [frozenset() if own and _stays(query) else query.predicates for query in constraint.queries]
    inner += [
        _looked_at(each, shapes[node], shapes, own=values_are_own)
        for node in constraint.shapes
        for each in shapes[node].constraints
    ]
    known = [each for each in inner if each is not None]
    return frozenset(found.union(*known)) if len(known) == len(inner) else None


def _stays(query: Query) -> bool:
    """Tell whether a query looks at nothing but what is said of its focus node."""
    return query.selection is not None and _is_about_focus(query.selection.body)


def _is_about_focus(body: Body) -> bool:
    about = (
        each.subject == Variable("this") and isinstance(each.path, NamedNode | Variable)
        for each in body.patterns
    )
    return all(chain(about, (_is_about_focus(each.body) for each in body.existences)))
