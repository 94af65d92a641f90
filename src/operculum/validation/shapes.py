"""Findings from SHACL: the shapes' verdict, put into a curator's terms and places."""

import re
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Final, TypeAlias

from pyoxigraph import NamedNode

from operculum.errors import InputError, Location
from operculum.namespaces import SH, compact, slug
from operculum.shacl import (
    DataGraph,
    Engine,
    Plan,
    ShapesError,
    ValidationReport,
    ValidationResult,
    compile_shapes,
)
from operculum.store import Dataset, text_of
from operculum.validation.findings import Finding, Severity

Locate: TypeAlias = Callable[[str, str | None], Location | None]
"""From a node, and what is said of it, to the place in the files."""

IRI: Final = re.compile("<([^>]*)>")

SEVERITIES: Final = {f"{SH}Info": Severity.info, f"{SH}Warning": Severity.warning}


def compiled(shapes: Dataset) -> Plan:
    """Return the plan of some shapes; raises `InputError` with the place where they are ill-formed."""
    if not shapes.quads:
        raise InputError("no shapes were given", remedy="Name a file or folder that holds SHACL shapes.")
    with _placed(shapes):
        return compile_shapes(quad.triple for quad in shapes)


def judge(
    graph: DataGraph, plan: Plan, shapes: Dataset, engine: Engine, among: Container[object] | None = None
) -> ValidationReport:
    """Judge a graph by the plan of some shapes, if told so only the nodes `among` some.

    Raises `InputError` with the place where the shapes cannot be judged.
    """
    with _placed(shapes):
        return plan.validate(graph, engine=engine, among=among)


@contextmanager
def _placed(shapes: Dataset) -> Iterator[None]:
    """Add to what is wrong with shapes where they stand."""
    try:
        yield
    except ShapesError as error:
        place = shapes.locate(text_of(error.node)) if error.node is not None else None
        raise InputError(error.message, place or error.location, error.remedy) from None


def findings(report: ValidationReport, locate: Locate) -> Iterator[Finding]:
    """Yield a finding for each result of a SHACL report, with the line it is about."""
    for result in report.results:
        focus = text_of(result.focus_node)
        path = result.path.value if isinstance(result.path, NamedNode) else None
        yield Finding(
            rule=_rule(result),
            severity=SEVERITIES.get(result.severity.value, Severity.error),
            message=_message(result),
            focus=focus,
            path=None if result.path is None else IRI.sub(_compacted, str(result.path)),
            value=None if result.value is None else text_of(result.value),
            location=locate(focus, path),
        )


def _compacted(iri: re.Match[str]) -> str:
    return compact(iri[1])


def focus_nodes(report: ValidationReport) -> tuple[tuple[str, int], ...]:
    """Return how many focus nodes each shape met, by the shape's name."""
    return tuple(sorted((compact(text_of(shape)), count) for shape, count in report.focus_nodes.items()))


def met_nothing(focus_nodes: Iterable[tuple[str, int]], files: Sequence[str] = ()) -> Iterator[Finding]:
    """Yield a warning where no shape met any node: "conforms" about nothing is no verdict."""
    if not any(count for _, count in focus_nodes):
        yield Finding(
            "nothing-judged",
            Severity.warning,
            "No shape met any node of the data, so nothing was judged. "
            "Check that the data use the classes that the shapes target, and that they are not empty.",
            location=Location(files[0]) if len(files) == 1 else None,
        )


def _rule(result: ValidationResult) -> str:
    """Return the name of the constraint: the shape's own name, or its component's where it has none."""
    if isinstance(result.source_constraint, NamedNode):
        return slug(result.source_constraint.value)
    if isinstance(result.source_shape, NamedNode):
        return slug(result.source_shape.value)
    return slug(result.component.value)


def _message(result: ValidationResult) -> str:
    if result.messages:
        return " / ".join(sorted(message.value for message in result.messages))
    return f"Does not meet {slug(result.component.value)}."
