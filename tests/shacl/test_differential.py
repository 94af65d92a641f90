"""The compiled engine against pySHACL: the same focus nodes, paths, components, values and severities."""

import os
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import garden
import pytest
from hypothesis import HealthCheck, given, reject, settings
from pyoxigraph import Triple

from operculum.shacl import DataGraph, ShapesError, ValidationReport, compile_shapes
from operculum.shacl.sparql import runner
from operculum.shacl.terms import Statement, sh, sort_key
from operculum.store import ontology, read, shipped_shapes

TESTS = Path(__file__).parents[1]
EXHAUSTIVE = bool(os.environ.get("OPERCULUM_EXHAUSTIVE"))
"""Whether pySHACL may take its time: seconds for every file, minutes for the base."""

RANDOM = settings(
    max_examples=2000 if EXHAUSTIVE else 60,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
CASES = sorted((TESTS / "shapes").glob("*/*.ttl"))
CONTEXT = TESTS / "shapes" / "context.ttl"
SAMPLE = CASES if EXHAUSTIVE else CASES[:: len(CASES) // 4]
"""pySHACL needs about three seconds for each."""


def found(report: ValidationReport) -> set[tuple[str, ...]]:
    """Return what two reports must agree on."""
    return {
        (str(each.focus_node), str(each.path), each.component.value, str(each.value), each.severity.value)
        for each in report.results
    }


def assert_same(data: Iterable[Statement], shapes: Iterable[Statement]) -> None:
    """Fail unless both engines judge the data alike."""
    plan, graph = compile_shapes(shapes), DataGraph(data)
    try:
        reference = plan.validate(graph, engine="pyshacl")
        compiled = plan.validate(graph, engine="compiled")
    except ShapesError:
        reject()  # one engine gives no answer: pySHACL for sh:lessThan beside a blank node, for instance
    assert found(compiled) == found(reference)
    assert compiled.conforms == reference.conforms


@RANDOM
@given(garden.data, garden.shapes())
def test_random_shapes_on_random_data_are_judged_alike(data, shapes):
    """Whatever shapes say, singly and nested, both engines find the same."""
    assert_same(data, shapes)


@pytest.mark.parametrize("many", [1, runner.MANY])
def test_random_queries_on_random_data_are_judged_alike(many, monkeypatch):
    """Queries find the same whether EXISTS is tested for all rows together or for each by itself."""
    monkeypatch.setattr(runner, "MANY", many)

    @RANDOM
    @given(garden.well_typed_data, garden.queries())
    def judged_alike(data, shapes):
        assert_same(data, shapes)

    judged_alike()


@pytest.mark.parametrize("case", SAMPLE, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_the_cases_of_the_shipped_shapes_are_judged_alike(case):
    """The cases that show each shape at work are judged alike; some of them, unless there is time for all."""
    assert_same(read([CONTEXT, case]) | ontology(), shipped_shapes())


def test_the_base_is_judged_alike_by_the_core_of_its_shapes():
    """Every constraint that is no query, at some focus nodes of its shape, or at all if there is time."""
    shapes = [each for each in shipped_shapes() if each.predicate != sh("sparql")]
    assert_same(base(), shapes if EXHAUSTIVE else some_targets(shapes, 12))


def test_the_base_is_judged_alike_by_the_queries_of_its_shapes():
    """Every query of the shipped shapes, at some focus nodes of its shape, or at all if there is time."""
    shapes = shipped_shapes()
    assert_same(base(), shapes if EXHAUSTIVE else some_targets(shapes, 2, queries=True))


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
