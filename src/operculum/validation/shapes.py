"""Findings from SHACL: the shapes' verdict, put into a curator's terms and places."""

from collections.abc import Container, Iterator
from typing import Final

from pyoxigraph import Literal as OxLiteral
from pyoxigraph import NamedNode, Triple

from operculum.errors import InputError
from operculum.namespaces import SH, compact, slug
from operculum.shacl import Engine, ShapesError, ValidationReport, ValidationResult, validate
from operculum.store import Dataset
from operculum.validation.findings import Finding, Severity

SEVERITIES: Final = {f"{SH}Info": Severity.info, f"{SH}Warning": Severity.warning}


def judge(
    data: Dataset, shapes: Dataset, engine: Engine, among: Container[object] | None = None
) -> ValidationReport:
    """Judge a dataset by shapes, if told so only the nodes `among` some.

    Raises `InputError` with the place where the shapes are ill-formed.
    """
    if not shapes.quads:
        raise InputError("no shapes were given", remedy="Name a file or folder that holds SHACL shapes.")
    try:
        return validate(_triples(data), _triples(shapes), engine=engine, among=among)
    except ShapesError as error:
        place = shapes.locate(_text(error.node)) if error.node is not None else None
        raise InputError(error.message, place or error.location, error.remedy) from None


def _triples(dataset: Dataset) -> Iterator[Triple]:
    return (quad.triple for quad in dataset)


def findings(report: ValidationReport, data: Dataset) -> Iterator[Finding]:
    """Yield a finding for each result of a SHACL report, with the line it is about."""
    for result in report.results:
        focus = _text(result.focus_node)
        path = result.path.value if isinstance(result.path, NamedNode) else None
        yield Finding(
            rule=_rule(result),
            severity=SEVERITIES.get(result.severity.value, Severity.error),
            message=_message(result),
            focus=focus,
            path=None if result.path is None else (compact(path) if path else str(result.path)),
            value=None if result.value is None else _text(result.value),
            location=data.locate(focus, path),
        )


def focus_nodes(report: ValidationReport) -> tuple[tuple[str, int], ...]:
    """Return how many focus nodes each shape met, by the shape's name."""
    return tuple(sorted((compact(_text(shape)), count) for shape, count in report.focus_nodes.items()))


def met_nothing(report: ValidationReport) -> Iterator[Finding]:
    """Yield a warning where no shape met any node: "conforms" about nothing is no verdict."""
    if not any(report.focus_nodes.values()):
        yield Finding(
            "nothing-judged",
            Severity.warning,
            "No shape met any node of the data, so nothing was judged. "
            "Check that the data uses the classes that the shapes target.",
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


def _text(term: object) -> str:
    if isinstance(term, NamedNode | OxLiteral):
        return term.value
    return str(term)
