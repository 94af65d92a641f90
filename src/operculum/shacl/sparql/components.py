"""SPARQL-based constraint components: parameters and validators of one's own (SHACL, section 6)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode

from operculum.namespaces import SH
from operculum.shacl.constraints.source import ShapeSource
from operculum.shacl.errors import ShapesError
from operculum.shacl.shape import Constraint, Evaluation, Finding, Shape, ValueNodes, Violation
from operculum.shacl.shapes_graph import ShapesGraph
from operculum.shacl.sparql.constraints import ALWAYS_BOUND, SelectConstraint, bindings, path_text
from operculum.shacl.sparql.messages import filled
from operculum.shacl.sparql.query import Query, read_query
from operculum.shacl.terms import Node, Term, name_of, sh

# ruff: noqa: D102 (a method that overrides one of Constraint does what is promised there)

RESERVED: Final = frozenset({"this", "shapesGraph", "currentShape", "path", "PATH", "value"})


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter: the property, the variable that takes its value, and whether it may be absent."""

    path: NamedNode
    name: str
    optional: bool


@dataclass(frozen=True, slots=True)
class Component:
    """A constraint component that a shapes graph declares."""

    node: NamedNode
    parameters: tuple[Parameter, ...]


@dataclass(frozen=True, slots=True)
class AskConstraint(Constraint):
    """An ASK query is true of every value node."""

    query: Query
    iri: NamedNode
    texts: tuple[Literal, ...]
    parameters: tuple[tuple[str, Term], ...]
    cost = 3

    @property
    def component(self) -> NamedNode:
        return self.iri

    @property
    def queries(self) -> tuple[Query, ...]:
        return (self.query,)

    def message(self) -> str:
        return f"Value does not meet {name_of(self.component)}"

    def check(self, evaluation: Evaluation, shape: Shape, values: ValueNodes) -> Iterator[Violation]:
        graph, constants = evaluation.graph, bindings(shape, self.parameters)
        terms, numbers = graph.terms, {name: graph.number(term) for name, term in constants.items()}
        by_focus = "this" in self.query.bound
        judged = dict.fromkeys((focus if by_focus else -1, value) for focus, value in values.pairs())
        rows = []
        for focus, value in judged:
            own = {**numbers, "this": focus, "value": value}
            rows.append(tuple(own[name] for name in self.query.bound))
        accepted = {
            (solution["this"] if by_focus else None, solution["value"])
            for solution in evaluation.solutions(self.query, rows)
        }
        for focus, value in values.pairs():
            if (terms[focus] if by_focus else None, terms[value]) not in accepted:
                yield self._violation(evaluation, shape, focus, value, constants)

    def _violation(
        self, evaluation: Evaluation, shape: Shape, focus: int, value: int, constants: dict[str, Term]
    ) -> Violation:
        """Return the violation; as in pySHACL, a property shape does not tell the value."""
        terms = evaluation.graph.terms
        path = {} if shape.path is None else {"path": path_text(shape.path)}
        names = {**constants, **path, "this": terms[focus], "value": terms[value]}
        told = value if shape.path is None else None
        return Violation(focus, Finding(focus, told, shape, self, messages=filled(self.texts, names)))


def read_components(graph: ShapesGraph) -> list[Component]:
    """Return the constraint components that a shapes graph declares, those of SHACL itself apart."""
    nodes = graph.instances(sh("ConstraintComponent"))
    own = [node for node in nodes if isinstance(node, NamedNode) and not node.value.startswith(SH)]
    return [Component(node, _parameters(graph, node)) for node in own]


def _parameters(graph: ShapesGraph, node: NamedNode) -> tuple[Parameter, ...]:
    declared = graph.nodes(node, sh("parameter"))
    parameters = tuple(_parameter(graph, node, each) for each in declared)
    names = [parameter.name for parameter in parameters]
    if len(set(names)) < len(names):
        raise ShapesError(node, "two parameters of the component have one name")
    if all(parameter.optional for parameter in parameters):
        raise ShapesError(node, "the component has no parameter that is required")
    return parameters


def _parameter(graph: ShapesGraph, component: NamedNode, node: Node) -> Parameter:
    path = graph.one(node, sh("path"))
    if not isinstance(path, NamedNode):
        raise ShapesError(component, "a parameter of the component lacks an IRI as sh:path")
    match = re.search(r"[^\W\d][\w.\-]*$", path.value)
    name = match[0] if match else ""
    if not re.fullmatch(r"\w+", name) or name in RESERVED:
        raise ShapesError(component, f"the parameter {name_of(path)} gives no usable variable name")
    return Parameter(path, name, graph.boolean(node, sh("optional")))


def component_constraints(source: ShapeSource, components: list[Component]) -> Iterator[Constraint]:
    """Yield the constraints that a shape declares by giving the parameters of components."""
    for component in components:
        required = [each.path for each in component.parameters if not each.optional]
        if all(source.graph.values(source.node, path) for path in required):
            for parameters in _parameter_values(source, component):
                yield _constraint(source, component, parameters)


def _parameter_values(source: ShapeSource, component: Component) -> Iterator[tuple[tuple[str, Term], ...]]:
    """Yield the parameter values of each constraint: one for each value where there is one parameter."""
    graph, node = source.graph, source.node
    if len(component.parameters) == 1:
        only = component.parameters[0]
        yield from (((only.name, value),) for value in graph.values(node, only.path))
    else:
        given = [(each.name, graph.one(node, each.path)) for each in component.parameters]
        yield tuple((name, value) for name, value in given if value is not None)


def _constraint(
    source: ShapeSource, component: Component, parameters: tuple[tuple[str, Term], ...]
) -> Constraint:
    graph = source.graph
    form, validator = _validator(source, component)
    path = graph.one(source.node, sh("path"))
    own = ("value",) if form == "ASK" else ()
    query = read_query(
        graph,
        validator,
        form,
        reserved=(*ALWAYS_BOUND, *own, *(each.name for each in component.parameters)),
        given=(*ALWAYS_BOUND, *own, *(name for name, _ in parameters)),
        path=None if path is None else graph.path(source.node, path),
    )
    texts = graph.texts(validator, sh("message")) or graph.texts(component.node, sh("message"))
    kind = AskConstraint if form == "ASK" else SelectConstraint
    return kind(query, component.node, tuple(texts), parameters)


def _validator(source: ShapeSource, component: Component) -> tuple[str, Node]:
    """Return the form and the node of the validator for a shape (section 6.2.3)."""
    special = sh("propertyValidator") if source.is_property else sh("nodeValidator")
    for predicate, form in ((special, "SELECT"), (sh("validator"), "ASK")):
        for validator in source.graph.nodes(component.node, predicate):
            return form, validator
    raise ShapesError(
        source.node, f"the component {name_of(component.node)} has no SPARQL validator for this kind of shape"
    )
