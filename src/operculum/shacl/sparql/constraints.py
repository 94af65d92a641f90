"""SPARQL-based constraints: sh:sparql (SHACL, section 5)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat

from pyoxigraph import Literal, NamedNode

from operculum.shacl.constraints.source import ShapeSource
from operculum.shacl.errors import ShapesError
from operculum.shacl.paths import Path
from operculum.shacl.shape import Constraint, Evaluation, Finding, Shape, ValueNodes, Violation
from operculum.shacl.sparql.messages import filled
from operculum.shacl.sparql.query import Query, read_query
from operculum.shacl.sparql.runner import SHAPES_GRAPH, Solution
from operculum.shacl.terms import Node, Term, sh

# ruff: noqa: D102 (a method that overrides one of Constraint does what is promised there)

ALWAYS_BOUND = ("this", "currentShape", "shapesGraph")


@dataclass(frozen=True, slots=True)
class SelectConstraint(Constraint):
    """No solutions of a SELECT query for a focus node: of sh:sparql, or of a component's SELECT validator.

    `parameters` are the values of a component's parameters, `texts` its messages.
    """

    query: Query
    iri: NamedNode
    texts: tuple[Literal, ...] = ()
    parameters: tuple[tuple[str, Term], ...] = ()
    declared_by: Node | None = None
    cost = 3

    @property
    def component(self) -> NamedNode:
        return self.iri

    @property
    def source(self) -> Node | None:
        return self.declared_by

    @property
    def queries(self) -> tuple[Query, ...]:
        return (self.query,)

    def message(self) -> str:
        return "The query of the shape finds a violation"

    def check(self, evaluation: Evaluation, shape: Shape, values: ValueNodes) -> Iterator[Violation]:
        graph = evaluation.graph
        constants = bindings(shape, self.parameters)
        this = list(values.by_focus)
        columns = (
            this if name == "this" else repeat(graph.number(constants[name]), len(this))
            for name in self.query.bound
        )
        rows = list(zip(*columns, strict=True))
        seen: set[tuple[tuple[str, Term], ...]] = set()
        for solution in evaluation.solutions(self.query, rows):
            key = tuple(sorted(solution.items(), key=lambda item: item[0]))
            if key not in seen:
                seen.add(key)
                yield self._violation(evaluation, shape, solution, constants)

    def _violation(
        self, evaluation: Evaluation, shape: Shape, solution: Solution, constants: Mapping[str, Term]
    ) -> Violation:
        failure = solution.get("failure")
        if isinstance(failure, Literal) and failure.value == "true":
            raise ShapesError(self.query.node, f"the query reports a failure for {solution['this']}")
        path, value, message = solution.get("path"), solution.get("value"), solution.get("message")
        focus = evaluation.graph.number(solution["this"])
        if value is None and shape.path is None:
            value = solution["this"]
        texts = (message,) if isinstance(message, Literal) else self.texts
        own_path = {} if shape.path is None else {"path": path_text(shape.path)}
        finding = Finding(
            focus=focus,
            value=None if value is None else evaluation.graph.number(value),
            shape=shape,
            constraint=self,
            path=path if isinstance(path, NamedNode) else None,
            messages=filled(texts, {**constants, **own_path, **solution}),
        )
        return Violation(focus, finding)


def path_text(path: Path) -> str:
    """Return a path as it stands in messages."""
    return path.value if isinstance(path, NamedNode) else str(path)


def bindings(shape: Shape, parameters: Sequence[tuple[str, Term]] = ()) -> dict[str, Term]:
    """Return what is bound for every focus node alike."""
    return {"currentShape": shape.node, "shapesGraph": SHAPES_GRAPH, **dict(parameters)}


def sparql_constraints(source: ShapeSource) -> Iterator[Constraint]:
    """Yield the SPARQL-based constraints of a shape, those deactivated apart."""
    graph, node = source.graph, source.node
    path = graph.one(node, sh("path"))
    for declared in graph.nodes(node, sh("sparql")):
        query = read_query(
            graph,
            declared,
            "SELECT",
            reserved=ALWAYS_BOUND,
            given=ALWAYS_BOUND,
            path=None if path is None else graph.path(node, path),
        )
        texts = tuple(graph.texts(declared, sh("message")))
        if not graph.boolean(declared, sh("deactivated")):
            yield SelectConstraint(query, sh("SPARQLConstraintComponent"), texts, declared_by=declared)
