"""SHACL validation: a compiler of shapes into a plan, with pySHACL as the reference (https://www.w3.org/TR/shacl/)."""

from collections.abc import Iterable
from typing import Literal

from pyoxigraph import Triple

from operculum.shacl.errors import ShapesError
from operculum.shacl.report import report_graph, report_turtle
from operculum.shacl.results import ValidationReport, ValidationResult

Engine = Literal["auto", "compiled", "pyshacl"]

__all__ = [
    "Engine",
    "ShapesError",
    "ValidationReport",
    "ValidationResult",
    "report_graph",
    "report_turtle",
    "validate",
]


def validate(
    data: Iterable[Triple], shapes: Iterable[Triple], *, engine: Engine = "auto"
) -> ValidationReport:
    """Judge a data graph by a shapes graph."""
    from operculum.shacl import pyshacl_engine

    if engine == "compiled":
        raise ShapesError(None, "the compiled engine is not here yet")
    results = pyshacl_engine.run(data, shapes)
    return ValidationReport(not results, results, {}, "pyshacl")
