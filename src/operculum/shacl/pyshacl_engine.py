"""The reference engine: pySHACL over rdflib. Nothing else in the package imports either."""

import logging
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode
from pyshacl import Validator
from pyshacl.graph_abstraction import DataGraph
from rdflib.collection import Collection

from operculum.shacl.errors import ShapesError
from operculum.shacl.paths import WRAPPED, AlternativePath, Path, SequencePath
from operculum.shacl.results import ValidationResult
from operculum.shacl.terms import XSD_STRING, Statement, Term

SILENT = logging.getLogger("operculum.shacl.pyshacl")
SILENT.addHandler(logging.NullHandler())
SILENT.propagate = False
OPTIONS = {"inplace": True, "logger": SILENT}

SHACL = rdflib.Namespace("http://www.w3.org/ns/shacl#")


def run(data: Iterable[Statement], shapes: Iterable[Statement]) -> tuple[ValidationResult, ...]:
    """Return the results of pySHACL, in no order.

    Raises `ShapesError` where pySHACL cannot judge the shapes. Literals keep the form in which they were
    written: rdflib would otherwise rewrite "01"^^xsd:integer.
    """
    with _quiet():
        data_graph, shapes_graph = DataGraph.from_rdflib(_graph(data)), _graph(shapes)
        try:
            validator = Validator(data_graph, shacl_graph=shapes_graph, options=dict(OPTIONS))
            _, report, _ = validator.run()  # type: ignore[no-untyped-call]
        except Exception as error:  # pySHACL lets bare exceptions of rdflib through
            raise ShapesError(None, f"pySHACL cannot judge this shapes graph: {error}") from error
    return tuple(_results(report))


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep rdflib from telling of every ill-typed literal: they are findings, not faults."""
    loggers = [logging.getLogger(name) for name in ("rdflib", "pyshacl")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)


def _graph(triples: Iterable[Statement]) -> rdflib.Graph:
    graph = rdflib.Graph()
    for triple in triples:
        graph.add((_to_rdflib(triple.subject), _to_rdflib(triple.predicate), _to_rdflib(triple.object)))
    return graph


def _to_rdflib(term: object) -> rdflib.term.Node:
    if isinstance(term, NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, BlankNode):
        return rdflib.BNode(term.value)
    if not isinstance(term, Literal):
        raise ShapesError(None, f"triple terms cannot be judged: {term}")
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    # rdflib tells "a" from "a"^^xsd:string, RDF 1.1 does not.
    datatype = None if term.datatype == XSD_STRING else rdflib.URIRef(term.datatype.value)
    return rdflib.Literal(term.value, datatype=datatype, normalize=False)


def _from_rdflib(node: rdflib.term.Node) -> Term:
    if isinstance(node, rdflib.URIRef):
        return NamedNode(str(node))
    if isinstance(node, rdflib.Literal):
        if node.language:
            return Literal(str(node), language=node.language)
        return Literal(str(node), datatype=NamedNode(str(node.datatype)) if node.datatype else None)
    return BlankNode(str(node))


def _results(report: rdflib.Graph) -> Iterator[ValidationResult]:
    for node in report.objects(None, SHACL.result):
        yield _result(report, node)


def _result(report: rdflib.Graph, node: rdflib.term.Node) -> ValidationResult:
    def one(predicate: rdflib.term.Node) -> Term | None:
        value = report.value(node, predicate)
        return None if value is None else _from_rdflib(value)

    focus, shape, component, severity = (
        one(SHACL.focusNode),
        one(SHACL.sourceShape),
        one(SHACL.sourceConstraintComponent),
        one(SHACL.resultSeverity),
    )
    if (
        focus is None
        or shape is None
        or not isinstance(component, NamedNode)
        or not isinstance(severity, NamedNode)
    ):
        raise ShapesError(shape, "pySHACL gave a result without focus node, shape, component or severity")
    path = report.value(node, SHACL.resultPath)
    messages = (_from_rdflib(message) for message in report.objects(node, SHACL.resultMessage))
    return ValidationResult(
        focus_node=focus,
        path=None if path is None else _path(report, path),
        value=one(SHACL.value),
        source_shape=shape,
        component=component,
        severity=severity,
        messages=tuple(sorted((m for m in messages if isinstance(m, Literal)), key=str)),
        source_constraint=one(SHACL.sourceConstraint),
        details=tuple(_result(report, detail) for detail in report.objects(node, SHACL.detail)),
    )


def _path(report: rdflib.Graph, node: rdflib.term.Node) -> Path:
    if isinstance(node, rdflib.URIRef):
        return NamedNode(str(node))
    alternatives = report.value(node, SHACL.alternativePath)
    if alternatives is not None:
        return AlternativePath(tuple(_path(report, member) for member in Collection(report, alternatives)))
    for predicate, kind in WRAPPED.items():
        inner = report.value(node, rdflib.URIRef(predicate.value))
        if inner is not None:
            return kind(_path(report, inner))
    return SequencePath(tuple(_path(report, member) for member in Collection(report, node)))
