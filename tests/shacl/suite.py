"""Reading test cases as the W3C writes them: manifests that name data, shapes and the expected report."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from operculum.shacl import Engine, ShapesError, validate
from operculum.shacl.shapes_graph import ShapesGraph
from operculum.shacl.terms import Term, sh

MANIFEST = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
TEST = "http://www.w3.org/ns/shacl-test#"
FAILURE = NamedNode(f"{TEST}Failure")

Report = Counter[tuple[str, ...]] | str
"""The results of a report as tuples of text, counted; or "failure"."""


@dataclass(frozen=True)
class Case:
    """One entry of a manifest."""

    name: str
    data: str
    shapes: str
    expected: Report
    messages: frozenset[str]


@cache
def load(iri: str) -> tuple[Triple, ...]:
    """Return the triples of a file, its own address being its base."""
    text = Path(iri.removeprefix("file://")).read_bytes()
    return tuple(quad.triple for quad in parse(text, RdfFormat.TURTLE, base_iri=iri))


def cases(file: Path) -> Iterator[Case]:
    """Yield the cases of a manifest and of those that it includes."""
    iri = f"file://{file.resolve()}"
    graph, manifest = ShapesGraph(load(iri)), NamedNode(iri)
    for included in graph.values(manifest, NamedNode(f"{MANIFEST}include")):
        yield from cases(Path(included.value.removeprefix("file://")))
    entries = NamedNode(f"{MANIFEST}entries")
    for head in graph.values(manifest, entries):
        for entry in graph.list_members(manifest, entries, head):
            yield _case(graph, entry)


def _case(graph: ShapesGraph, entry: Term) -> Case:
    (action,) = graph.values(entry, NamedNode(f"{MANIFEST}action"))
    (result,) = graph.values(entry, NamedNode(f"{MANIFEST}result"))
    (data,) = graph.values(action, NamedNode(f"{TEST}dataGraph"))
    (shapes,) = graph.values(action, NamedNode(f"{TEST}shapesGraph"))
    nodes = graph.values(result, sh("result"))
    expected = Counter(_expected(graph, node) for node in nodes) if result != FAILURE else "failure"
    messages = (message.value for node in nodes for message in graph.values(node, sh("resultMessage")))
    return Case(entry.value.rpartition("/")[2], data.value, shapes.value, expected, frozenset(messages))


def _expected(graph: ShapesGraph, node: Term) -> tuple[str, ...]:
    def one(name: str) -> Term | None:
        return next(iter(graph.values(node, sh(name))), None)

    path = one("resultPath")
    return _tuple(
        one("focusNode"),
        None if path is None else graph.path(node, path),
        one("value"),
        one("sourceConstraintComponent"),
        one("resultSeverity"),
        one("sourceShape"),
    )


def _tuple(*parts: object) -> tuple[str, ...]:
    """Return what is compared; a blank node may have any label."""
    return tuple("_:" if isinstance(part, BlankNode) else str(part) for part in parts)


def judged(case: Case, engine: Engine) -> tuple[Report, frozenset[str]]:
    """Return the report that an engine gives for a case, and its messages."""
    try:
        report = validate(load(case.data), load(case.shapes), engine=engine)
    except ShapesError:
        return "failure", frozenset()
    found = Counter(
        _tuple(each.focus_node, each.path, each.value, each.component, each.severity, each.source_shape)
        for each in report.results
    )
    messages = (message for each in report.results for message in each.messages)
    return found, frozenset(message.value for message in messages if isinstance(message, Literal))
