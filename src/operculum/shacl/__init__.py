"""SHACL validation: shapes compiled into a plan, with pySHACL as the reference (https://www.w3.org/TR/shacl/)."""

from collections.abc import Container, Iterable

from operculum.shacl.errors import ShapesError
from operculum.shacl.graph import DataGraph
from operculum.shacl.plan import Engine, Plan, compile_shapes
from operculum.shacl.report import report_graph, report_turtle
from operculum.shacl.results import ValidationReport, ValidationResult
from operculum.shacl.terms import Statement

__all__ = [
    "DataGraph",
    "Engine",
    "Plan",
    "ShapesError",
    "ValidationReport",
    "ValidationResult",
    "compile_shapes",
    "report_graph",
    "report_turtle",
    "validate",
]


def validate(
    data: Iterable[Statement],
    shapes: Iterable[Statement],
    *,
    engine: Engine = "auto",
    among: Container[object] | None = None,
) -> ValidationReport:
    """Judge a data graph by a shapes graph (SHACL, section 3).

    Both are triples, or quads of which the graph names do not count. `auto` is the compiled engine, which
    leaves to pySHACL the shapes that it cannot run and tells so in the notes of the report. With `among`
    given, only these nodes are focus nodes, the rest is context. Raises `ShapesError` where the shapes graph
    is ill-formed or cannot be judged.

    >>> from pyoxigraph import RdfFormat, parse
    >>> def turtle(text):
    ...     return list(parse(text.encode(), RdfFormat.TURTLE))
    >>> shapes = '''@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix ex: <https://example.org/> .
    ...     ex:Named sh:targetClass ex:Person ; sh:property [ sh:path ex:name ; sh:minCount 1 ] .'''
    >>> report = validate(turtle("@prefix ex: <https://example.org/> . ex:ada a ex:Person ."), turtle(shapes))
    >>> report.conforms, str(report.results[0].path), report.results[0].messages[0].value
    (False, '<https://example.org/name>', 'Fewer than 1 value')
    """
    return compile_shapes(shapes).validate(data, engine=engine, among=among)
