"""Shapes compiled into a plan that judges any number of data graphs."""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Literal, TypeAlias

from pyoxigraph import BlankNode, Triple

from operculum.cycles import search_put_off
from operculum.shacl.errors import ShapesError
from operculum.shacl.evaluator import Evaluator
from operculum.shacl.graph import DataGraph
from operculum.shacl.labels import stable_labels
from operculum.shacl.reader import TARGETS, read_shapes
from operculum.shacl.results import ValidationReport, ValidationResult, in_order, terms_of
from operculum.shacl.shape import Constraint, Shape
from operculum.shacl.shapes_graph import ShapesGraph
from operculum.shacl.sparql.runner import NeedsReference, QueryRunner
from operculum.shacl.terms import OWL_IMPORTS, RDF_TYPE, Node, Statement, Term, name_of, sh, sort_key

Engine = Literal["auto", "compiled", "pyshacl"]
Notes: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """A shapes graph, read and checked: `shapes` by their nodes, and the `statements` they were read from.

    `notes` tell what is allowed but hardly meant, such as a shape that is referred to and says nothing;
    `checks` are the constraints to be checked at the focus nodes of each shape, by default all it has.
    """

    shapes: Mapping[Node, Shape]
    statements: tuple[Statement, ...]
    notes: tuple[str, ...] = ()
    checks: Mapping[Node, tuple[Constraint, ...]] = field(default_factory=dict)

    def only(self, wanted: Callable[[Shape, Constraint], bool]) -> "Plan":
        """Return a plan that checks only some constraints of the shapes that have targets."""
        checks = {
            node: tuple(each for each in constraints if wanted(self.shapes[node], each))
            for node, constraints in self.checks.items()
        }
        return replace(self, checks=checks)

    def validate(
        self,
        data: Iterable[Statement] | DataGraph,
        *,
        engine: Engine = "auto",
        among: Container[object] | None = None,
        own: AbstractSet[int] | None = None,
    ) -> ValidationReport:
        """Judge a data graph; raises `ShapesError` where the engine cannot judge it.

        `auto` compiles, and leaves to pySHACL the shapes with targets that it cannot run, as the notes then
        tell. `among` limits the focus nodes: targets that are not among these are no focus nodes, and the
        rest of the graph is context; `own` does so by their numbers in the graph.
        """
        graph = data if isinstance(data, DataGraph) else DataGraph(data)
        focus = self.focus_nodes(graph, among, own)
        counts: dict[Term, int] = {node: len(focus[node]) for node in sorted(focus, key=sort_key)}
        if engine == "pyshacl":
            whole = among is None and own is None
            shapes = self.statements if whole else self._aimed(graph, focus)
            return self._report(graph, _by_reference(graph, shapes), counts, "pyshacl", ())
        results, left = self._compiled(graph, focus)
        if not left:
            return self._report(graph, results, counts, "compiled", ())
        if engine == "compiled":
            raise self._refusal(next(iter(left.values())))
        rest = {node: focus[node] if node in left else set[int]() for node in focus}
        results += _by_reference(graph, self._aimed(graph, rest))
        return self._report(graph, results, counts, "pyshacl", tuple(self._told(left)))

    @search_put_off()
    def _compiled(
        self, graph: DataGraph, focus: Mapping[Node, set[int]]
    ) -> tuple[list[ValidationResult], dict[Node, NeedsReference]]:
        """Return what is found, and the shapes that only pySHACL can judge, each with the reason."""
        evaluator = Evaluator(graph, self.shapes, QueryRunner(graph, self.statements))
        found: list[ValidationResult] = []
        left: dict[Node, NeedsReference] = {}
        for node in focus:
            try:
                violations = list(evaluator.violations(node, focus[node], self.checks[node]))
                found += [evaluator.result(each.finding) for each in violations]
            except NeedsReference as need:
                left[node] = need
        return found, left

    @search_put_off()
    def focus_nodes(
        self,
        graph: DataGraph,
        among: Container[object] | None = None,
        own: AbstractSet[int] | None = None,
    ) -> dict[Node, set[int]]:
        """Return the focus nodes of each shape with targets, by the shape.

        Where given, only those `among` some nodes are met, and only those whose numbers are `own`.
        """
        met = {
            shape.node: shape.targets.focus_nodes(graph, own)
            for shape in self.shapes.values()
            if shape.targets
        }
        if among is None:
            return met
        terms = graph.terms
        inside = {node for node in set[int]().union(*met.values()) if terms[node] in among}
        return {shape: nodes & inside for shape, nodes in met.items()}

    def _aimed(self, graph: DataGraph, focus: Mapping[Node, set[int]]) -> Iterator[Statement]:
        """Yield the shapes graph with the focus nodes themselves in the place of targets."""
        for statement in self.statements:
            implicit = statement.predicate == RDF_TYPE and statement.subject in focus
            kept = statement.object in {sh("NodeShape"), sh("PropertyShape")} if implicit else True
            if kept and statement.predicate not in TARGETS:
                yield statement
        for shape, nodes in focus.items():
            yield from (Triple(shape, sh("targetNode"), graph.terms[node]) for node in nodes)

    def _refusal(self, need: NeedsReference) -> ShapesError:
        reason = f"the compiled engine cannot judge this: {need.reason}"
        remedy = "The engine auto leaves it to pySHACL."
        return ShapesGraph(self.statements).named(ShapesError(need.node, reason, remedy=remedy))

    def _told(self, left: Mapping[Node, NeedsReference]) -> Iterator[str]:
        """Yield for each shape that was left to pySHACL why it was."""
        shapes = ShapesGraph(self.statements)
        for node in sorted(left, key=sort_key):
            owner = shapes.owner(left[node].node) or left[node].node
            because = "" if owner == node else f" because of {name_of(owner)}"
            yield f"{name_of(node)} is judged by pySHACL{because}: {left[node].reason}"

    def _report(
        self,
        graph: DataGraph,
        results: Sequence[ValidationResult],
        counts: Mapping[Term, int],
        engine: str,
        notes: Notes,
    ) -> ValidationReport:
        blank = {term for term in terms_of(results) if isinstance(term, BlankNode)}
        labels = stable_labels(chain(self.statements, graph.statements()), blank) if blank else {}
        return ValidationReport(
            not results, in_order(results, labels), counts, engine, (*self.notes, *notes), labels
        )


def _by_reference(graph: DataGraph, shapes: Iterable[Statement]) -> tuple[ValidationResult, ...]:
    from operculum.shacl import pyshacl_engine

    return pyshacl_engine.run(graph.statements(), shapes)


def compile_shapes(shapes: Iterable[Statement]) -> Plan:
    """Return the plan of a shapes graph; raises `ShapesError` where it is ill-formed or cannot be judged."""
    statements = tuple(shapes)
    graph = ShapesGraph(statements)
    read = read_shapes(graph)
    checks = {shape.node: shape.constraints for shape in read.values() if shape.targets}
    return Plan(read, statements, tuple(_notes(graph, read)), checks)


def _notes(graph: ShapesGraph, shapes: Mapping[Node, Shape]) -> Iterator[str]:
    """Yield what a reader may take for judged, and is not."""
    for node in sorted((node for node in shapes if not any(graph.predicates(node))), key=sort_key):
        yield f"the shape {name_of(node)} is referred to, but nothing is said of it"
    for node in sorted((shape.node for shape in shapes.values() if shape.deactivated), key=sort_key):
        yield f"the shape {name_of(node)} is deactivated: it judges nothing"
    imported = {value for node in graph.subjects for value in graph.values(node, OWL_IMPORTS)}
    for value in sorted(imported.difference(graph.subjects), key=sort_key):
        yield f"owl:imports {name_of(value)} is not loaded: give its file beside the shapes"
