"""The compiled engine against pySHACL: the same focus nodes, paths, components, values and severities."""

import os
from collections.abc import Collection, Iterable
from functools import cache
from pathlib import Path

import garden
import pytest
from hypothesis import given, reject, settings
from pyoxigraph import Triple
from rdflib.plugins.sparql import processor

from operculum.shacl import DataGraph, Engine, Plan, ShapesError, ValidationReport, compile_shapes
from operculum.shacl.sparql import runner
from operculum.shacl.terms import Statement, sh, sort_key
from operculum.store import ontology, read, shipped_shapes

TESTS = Path(__file__).parents[1]
EXHAUSTIVE = bool(os.environ.get("OPERCULUM_EXHAUSTIVE"))
"""Whether pySHACL may take its time: seconds for every file, minutes for the base."""

RANDOM = settings(max_examples=2000 if EXHAUSTIVE else 200)
CASES = sorted((TESTS / "shapes").glob("*/*.ttl"))
CONTEXT = TESTS / "shapes" / "context.ttl"
REFERENCE_FAILS = {"invalid-threshold-value-not-a-number"}
"""Cases that pySHACL gives no answer to: rdflib cannot compare NaN as a decimal."""

parse_query, translate_query = processor.parseQuery, processor.translateQuery


@pytest.fixture(autouse=True)
def _parsed_once(monkeypatch):
    """Let rdflib parse each query once, not for each focus node anew: most of its time would go there."""
    monkeypatch.setattr(processor, "parseQuery", lambda text: text)
    monkeypatch.setattr(
        processor,
        "translateQuery",
        lambda text, base, names: translated(text, base, tuple((names or {}).items())),
    )


@cache
def translated(text, base, namespaces):
    """Return a query as rdflib runs it; it can do so again and again."""
    return translate_query(parse_query(text), base, dict(namespaces))


def found(report: ValidationReport) -> set[tuple[str, ...]]:
    """Return what two reports must agree on."""
    return {
        (str(each.focus_node), str(each.path), each.component.value, str(each.value), each.severity.value)
        for each in report.results
    }


def assert_same(data: Iterable[Statement], plan: Plan, among: Collection[object] | None = None) -> None:
    """Fail unless both engines judge the data alike."""
    graph = DataGraph(data)
    assert_agreed(plan, graph, plan.validate(graph, engine="pyshacl", among=among), "compiled", among)


def assert_agreed(
    plan: Plan,
    graph: DataGraph,
    reference: ValidationReport,
    engine: Engine,
    among: Collection[object] | None = None,
) -> None:
    """Fail unless an engine says the same as the reference, or leaves it to it for a known reason."""
    report = plan.validate(graph, engine=engine, among=among)
    assert found(report) == found(reference)
    assert report.conforms == reference.conforms
    assert report.engine == "compiled" or any(note.endswith(runner.FORMS) for note in report.notes)


def assert_same_if_judged(
    data: Iterable[Statement], shapes: Iterable[Statement], engine: Engine = "compiled"
) -> None:
    """Fail unless both engines judge the data alike, or pySHACL gives no answer."""
    plan, graph = compile_shapes(shapes), DataGraph(data)
    try:
        reference = plan.validate(graph, engine="pyshacl")
    except ShapesError:
        reject()  # such as for sh:lessThan beside a blank node
    assert_agreed(plan, graph, reference, engine)


@RANDOM
@given(garden.data, garden.shapes())
def test_random_shapes_on_random_data_are_judged_alike(data, shapes):
    """Whatever shapes say, singly and nested, both engines find the same."""
    assert_same_if_judged(data, shapes)


@pytest.mark.parametrize("many", [1, runner.MANY])
def test_random_queries_on_random_data_are_judged_alike(many, monkeypatch):
    """Queries find the same whether EXISTS is tested for all rows together or for each by itself."""
    monkeypatch.setattr(runner, "MANY", many)

    @RANDOM
    @given(garden.well_typed_data, garden.queries())
    def judged_alike(data, shapes):
        assert_same_if_judged(data, shapes, "auto")

    judged_alike()


def test_the_context_of_the_cases_is_judged_alike():
    """What every case stands in is judged whole."""
    assert_same(context(), shipped())


@pytest.mark.parametrize("case", CASES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_the_cases_of_the_shipped_shapes_are_judged_alike(case):
    """Every case is judged alike at the nodes that it mentions or is found wrong at, or at all."""
    data = read([CONTEXT, case]) | ontology()
    if case.stem in REFERENCE_FAILS:
        with pytest.raises(ShapesError, match="pySHACL cannot judge"):
            shipped().validate(data, engine="pyshacl")
    else:
        assert_same(data, shipped(), None if EXHAUSTIVE else mentioned(data))


def mentioned(data: Iterable[Statement]) -> set[object]:
    """Return the nodes that a case mentions beside its context, or at which something is found wrong."""
    own = [each for each in data if (each.subject, each.predicate, each.object) not in known()]
    nodes = {node for each in own for node in (each.subject, each.object)}
    return nodes | {each.focus_node for each in shipped().validate(data, engine="compiled").results}


def test_the_base_is_judged_alike_by_the_core_of_its_shapes():
    """Every constraint that is no query, at some focus nodes of its shape, or at all if there is time."""
    shapes = [each for each in shipped_shapes() if each.predicate != sh("sparql")]
    assert_same(base(), compile_shapes(shapes if EXHAUSTIVE else some_targets(shapes, 50)))


def test_the_base_is_judged_alike_by_the_queries_of_its_shapes():
    """Every query of the shipped shapes, at some focus nodes of its shape, or at all if there is time."""
    shapes = shipped_shapes()
    assert_same(base(), compile_shapes(shapes if EXHAUSTIVE else some_targets(shapes, 10, queries=True)))


@cache
def shipped() -> Plan:
    """Return the plan of the shipped shapes."""
    return compile_shapes(shipped_shapes())


@cache
def context() -> list[Statement]:
    """Return what every case stands in."""
    return [*read([CONTEXT]), *ontology()]


@cache
def known() -> set[tuple[object, ...]]:
    """Return the triples of the context."""
    return {(each.subject, each.predicate, each.object) for each in context()}


@cache
def base() -> list[Statement]:
    """Return the shipped base and its vocabulary."""
    return [*read(None), *ontology()]


def some_targets(shapes: Iterable[Statement], number: int, *, queries: bool = False) -> list[Statement]:
    """Return shapes, or those with queries only, with a few focus nodes in the place of their targets."""
    statements, plan, graph = list(shapes), compile_shapes(shapes), DataGraph(base())
    targets = {sh(name) for name in ("targetClass", "targetSubjectsOf", "targetObjectsOf", "targetNode")}
    chosen: list[Statement] = [each for each in statements if each.predicate not in targets]
    for shape in plan.shapes.values():
        if not queries or any(constraint.queries for constraint in shape.constraints):
            nodes = sorted((graph.terms[each] for each in shape.targets.focus_nodes(graph)), key=sort_key)
            some = nodes[:: len(nodes) // number + 1]
            chosen += [Triple(shape.node, sh("targetNode"), node) for node in some]
    return chosen
