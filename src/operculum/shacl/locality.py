"""Which constraints of a plan can be judged part by part, and which must see all parts together."""

from collections.abc import Iterator, Mapping

from pyoxigraph import NamedNode

from operculum.shacl.constraints.others import ClosedConstraint
from operculum.shacl.constraints.property_pairs import PairConstraint
from operculum.shacl.constraints.value_types import ClassConstraint
from operculum.shacl.paths import AlternativePath, Path, SequencePath
from operculum.shacl.reach import Division, Reach
from operculum.shacl.shape import Constraint, Shape
from operculum.shacl.sparql.nearness import is_near
from operculum.shacl.terms import RDF_TYPE, Node, Term


def is_local(
    constraint: Constraint, shape: Shape, shapes: Mapping[Node, Shape], division: Division, focus: Reach
) -> bool:
    """Tell whether a constraint looks at nothing but the part of its focus node, and the context."""
    values = focus if shape.path is None else division.step(shape.path, focus)
    if values is None:
        return False
    if isinstance(constraint, ClassConstraint | ClosedConstraint):
        return values is not Reach.FAR
    if isinstance(constraint, PairConstraint):
        return focus is not Reach.FAR
    if constraint.queries:
        known = {"this": focus, "value": values}
        return all(is_near(query, known, division) for query in constraint.queries)
    # All that is left of SHACL Core looks at the value nodes alone, or passes them on.
    return all(
        is_local(each, shapes[node], shapes, division, values)
        for node in constraint.shapes
        for each in shapes[node].constraints
    )


def predicates(
    constraint: Constraint, shape: Shape, shapes: Mapping[Node, Shape]
) -> frozenset[NamedNode] | None:
    """Return the predicates that a constraint can look at, None where it can look at any."""
    found = set(steps(shape.path))
    if isinstance(constraint, ClosedConstraint):
        return None
    if isinstance(constraint, ClassConstraint):
        found.add(RDF_TYPE)
    if isinstance(constraint, PairConstraint):
        found.add(constraint.other)
    inner = [query.predicates for query in constraint.queries]
    inner += [
        predicates(each, shapes[node], shapes)
        for node in constraint.shapes
        for each in shapes[node].constraints
    ]
    for each in inner:
        if each is None:
            return None
        found |= each
    return frozenset(found)


def asks_for_types(constraint: Constraint, shape: Shape, shapes: Mapping[Node, Shape]) -> bool:
    """Tell whether a constraint can look at `rdf:type` otherwise than by `sh:class`."""
    other = constraint.other if isinstance(constraint, PairConstraint) else None
    if RDF_TYPE in (other, *steps(shape.path)):
        return True
    return any(RDF_TYPE in (query.predicates or ()) for query in constraint.queries) or any(
        asks_for_types(each, shapes[node], shapes)
        for node in constraint.shapes
        for each in shapes[node].constraints
    )


def classes_of(constraint: Constraint, shapes: Mapping[Node, Shape]) -> frozenset[Term]:
    """Return the classes whose instances a constraint of SHACL Core asks for."""
    own = {constraint.class_} if isinstance(constraint, ClassConstraint) else frozenset[Term]()
    inner = (each for node in constraint.shapes for each in shapes[node].constraints)
    return frozenset(own).union(*(classes_of(each, shapes) for each in inner))


def steps(path: Path | None) -> Iterator[NamedNode]:
    """Yield the predicates that a path is made of, none where there is no path."""
    if isinstance(path, NamedNode):
        yield path
    elif isinstance(path, SequencePath | AlternativePath):
        for each in path.paths:
            yield from steps(each)
    elif path is not None:
        yield from steps(path.path)
