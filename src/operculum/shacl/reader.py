"""Reading shapes: which nodes are shapes, and what each declares (SHACL, section 2.1)."""

from collections.abc import Iterator, Mapping
from typing import Final

from pyoxigraph import Literal, NamedNode

from operculum.namespaces import SH
from operculum.shacl.constraints import CORE_READERS
from operculum.shacl.constraints.source import ShapeSource
from operculum.shacl.errors import ShapesError
from operculum.shacl.shape import VIOLATION, Constraint, Shape, Targets
from operculum.shacl.shapes_graph import DEEPEST, TOO_DEEP, ShapesGraph
from operculum.shacl.sparql.components import Component, component_constraints, read_components
from operculum.shacl.sparql.constraints import sparql_constraints
from operculum.shacl.terms import OWL_CLASS, RDF_TYPE, RDFS_CLASS, SUBCLASS_OF, Node, Term, name_of, sh

TARGETS: Final = (sh("targetNode"), sh("targetClass"), sh("targetSubjectsOf"), sh("targetObjectsOf"))
REFERRING: Final = (sh("node"), sh("property"), sh("not"), sh("qualifiedValueShape"))
LISTING: Final = (sh("and"), sh("or"), sh("xone"))

DESCRIBING: Final = frozenset(
    sh(name)
    for name in (
        *(
            "path",
            "severity",
            "message",
            "deactivated",
            "name",
            "description",
            "order",
            "group",
            "defaultValue",
        ),
        *("flags", "qualifiedMinCount", "qualifiedMaxCount", "qualifiedValueShapesDisjoint"),
        # A node can be a shape and something else too: a query, a parameter, a component, an ontology.
        *("select", "ask", "prefixes", "declare", "parameter", "optional", "labelTemplate"),
        *("validator", "nodeValidator", "propertyValidator", "shapesGraph", "suggestedShapesGraph"),
    )
)
"""Properties of shapes that are no constraints by themselves."""

EXTENSIONS: Final = frozenset(sh(name) for name in ("rule", "target", "expression", "values", "js"))
"""What SHACL Advanced Features and SHACL-JS add to shapes."""

KNOWN: Final = frozenset({*CORE_READERS, *TARGETS, *DESCRIBING, sh("sparql")})


def read_shapes(graph: ShapesGraph) -> Mapping[Node, Shape]:
    """Return all shapes of a shapes graph by their nodes.

    Raises `ShapesError` where the graph breaks a syntax rule of SHACL, or asks for what nothing here can
    judge: SHACL rules, targets or constraints of other extensions, misspelt parameters, entailment.
    """
    try:
        return _read_all(graph)
    except ShapesError as error:
        raise graph.named(error) from error.__cause__


def _read_all(graph: ShapesGraph) -> Mapping[Node, Shape]:
    for node in graph.subjects:
        if graph.values(node, sh("entailment")):
            raise ShapesError(node, "sh:entailment asks for inference, which is not supported")
    components = read_components(graph)
    parameters = {parameter.path for component in components for parameter in component.parameters}
    shapes = {node: _read(graph, node, components) for node in _shape_nodes(graph, parameters)}
    _refuse_recursion(shapes)
    return shapes


def _shape_nodes(graph: ShapesGraph, parameters: set[NamedNode]) -> list[Node]:
    """Return the nodes that are shapes (section 2.1), those that declare parameters of components apart."""
    constraining = {*CORE_READERS, *TARGETS, sh("sparql"), *parameters, *EXTENSIONS}
    declared = {value for node in graph.subjects for value in graph.values(node, sh("parameter"))}
    found: dict[Term, None] = dict.fromkeys(
        graph.instances(sh("NodeShape")) + graph.instances(sh("PropertyShape"))
    )
    for node in graph.subjects:
        if not constraining.isdisjoint(graph.predicates(node)) and node not in declared:
            found[node] = None
            for predicate in REFERRING:
                found.update(dict.fromkeys(graph.nodes(node, predicate)))
            for predicate in LISTING:
                for head in graph.values(node, predicate):
                    found.update(dict.fromkeys(graph.list_members(node, predicate, head)))
    return [node for node in found if not isinstance(node, Literal)]


def _read(graph: ShapesGraph, node: Node, components: list[Component]) -> Shape:
    source = _source(graph, node)
    severity = graph.one(node, sh("severity"))
    if severity is not None and not isinstance(severity, NamedNode):
        raise ShapesError(node, f"sh:severity is {severity}, not an IRI")
    path = graph.one(node, sh("path"))
    targets, deactivated = _targets(graph, node), graph.boolean(node, sh("deactivated"))
    return Shape(
        node=node,
        path=None if path is None else graph.path(node, path),
        targets=Targets() if deactivated else targets,
        constraints=tuple(_constraints(source, components)),
        severity=severity or VIOLATION,
        messages=tuple(graph.texts(node, sh("message"))),
        deactivated=deactivated,
    )


def _source(graph: ShapesGraph, node: Node) -> ShapeSource:
    types = graph.values(node, RDF_TYPE)
    is_property = bool(graph.values(node, sh("path")))
    if is_property and sh("NodeShape") in types:
        raise ShapesError(node, "a node shape has a sh:path")
    if not is_property and sh("PropertyShape") in types:
        raise ShapesError(node, "a property shape has no sh:path")
    for predicate in graph.predicates(node):
        if predicate in EXTENSIONS:
            raise ShapesError(
                node, f"{name_of(predicate)} belongs to an extension of SHACL that is not supported"
            )
        if predicate.value.startswith(SH) and predicate not in KNOWN:
            raise ShapesError(node, f"{name_of(predicate)} is unknown, so it cannot be judged")
    return ShapeSource(graph, node, is_property)


def _constraints(source: ShapeSource, components: list[Component]) -> Iterator[Constraint]:
    for parameter in source.graph.predicates(source.node):
        if parameter in CORE_READERS:
            yield from CORE_READERS[parameter](source)
    yield from sparql_constraints(source)
    yield from component_constraints(source, components)


def _targets(graph: ShapesGraph, node: Node) -> Targets:
    implicit = _implicit_class(graph, node)
    return Targets(
        nodes=tuple(graph.values(node, sh("targetNode"))),
        classes=(*graph.iris(node, sh("targetClass")), *implicit),
        subjects_of=tuple(graph.iris(node, sh("targetSubjectsOf"))),
        objects_of=tuple(graph.iris(node, sh("targetObjectsOf"))),
    )


def _implicit_class(graph: ShapesGraph, node: Node) -> tuple[Node, ...]:
    """Return the shape itself if it is also a class: its instances are its targets (section 2.1.3.3)."""
    classes = {RDFS_CLASS, OWL_CLASS, *graph.subjects_of(SUBCLASS_OF, RDFS_CLASS)}
    if classes.isdisjoint(graph.values(node, RDF_TYPE)):
        return ()
    if not isinstance(node, NamedNode):
        raise ShapesError(node, "a shape that is also a class is a blank node")
    return (node,)


def _refuse_recursion(shapes: Mapping[Node, Shape]) -> None:
    """Raise where a shape refers to itself, directly or not, or nests others too deeply.

    The meaning of the first is undefined (section 3.4.3).
    """
    heights: dict[Node, int] = {}

    def visit(node: Node, above: tuple[Node, ...]) -> int:
        if node in above:
            raise ShapesError(node, "the shape refers to itself, so what conforms to it is undefined")
        if len(above) + heights.get(node, 1) > DEEPEST:
            raise ShapesError(node, f"shapes are nested more than {DEEPEST} deep", remedy=TOO_DEEP)
        if node not in heights:
            inner = (other for constraint in shapes[node].constraints for other in constraint.shapes)
            heights[node] = 1 + max((visit(other, (*above, node)) for other in inner), default=0)
        return heights[node]

    for node in shapes:
        visit(node, ())
