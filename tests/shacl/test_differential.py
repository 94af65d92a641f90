"""The compiled engine against pySHACL: the same focus nodes, paths, components, values and severities."""

import os
from functools import cache
from pathlib import Path

import garden
from hypothesis import HealthCheck, given, reject, settings
from pyoxigraph import RdfFormat, parse

from operculum.shacl import ShapesError, ValidationReport, compile_shapes
from operculum.shacl.terms import Statement

TESTS = Path(__file__).parents[1]
ROOT = TESTS.parent
EXHAUSTIVE = bool(os.environ.get("OPERCULUM_EXHAUSTIVE"))
"""Whether pySHACL may take its time: minutes for the base, and seconds for every file."""

RANDOM = settings(
    max_examples=2000 if EXHAUSTIVE else 100,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


def found(report: ValidationReport) -> set[tuple[str, ...]]:
    """Return what two reports must agree on."""
    return {
        (str(each.focus_node), str(each.path), each.component.value, str(each.value), each.severity.value)
        for each in report.results
    }


def assert_same(data: list[Statement], shapes: list[Statement]) -> None:
    """Fail unless both engines judge the data alike."""
    plan = compile_shapes(shapes)
    try:
        reference = plan.validate(data, engine="pyshacl")
    except ShapesError:
        reject()  # pySHACL gives no answer, such as for sh:lessThan beside a blank node
    compiled = plan.validate(data, engine="compiled")
    assert found(compiled) == found(reference)
    assert compiled.conforms == reference.conforms


@cache
def turtle(*folders: Path) -> list[Statement]:
    """Return the triples of all Turtle files in folders, or of single files."""
    files = [file for each in folders for file in (sorted(each.rglob("*.ttl")) if each.is_dir() else [each])]
    return [triple for file in files for triple in parse(file.read_bytes(), RdfFormat.TURTLE)]


@RANDOM
@given(garden.data, garden.shapes())
def test_random_shapes_on_random_data_are_judged_alike(data, shapes):
    """Whatever shapes say, singly and nested, both engines find the same."""
    assert_same(data, shapes)
