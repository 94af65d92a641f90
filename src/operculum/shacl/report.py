"""The W3C validation report: as triples, and as Turtle with the same bytes for the same results."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from operculum.namespaces import SH
from operculum.shacl.paths import AlternativePath, Path, SequencePath, path_triples, wrapper_of
from operculum.shacl.results import ValidationReport, ValidationResult
from operculum.shacl.terms import RDF_TYPE, XSD_BOOLEAN, Term, sh

NO_LABELS: Final[Mapping[Term, str]] = MappingProxyType({})


def report_graph(report: ValidationReport) -> Iterator[Triple]:
    """Yield the triples of the sh:ValidationReport (SHACL, section 3.6).

    The report is the blank node `report`, its results are `result0`, `result1` and so on, in their order;
    blank nodes of the data and the shapes have the labels of the report.

    >>> [triple.predicate.value.rsplit("#")[-1] for triple in report_graph(ValidationReport(True, ()))]
    ['type', 'conforms']
    """
    node = BlankNode("report")
    yield Triple(node, RDF_TYPE, sh("ValidationReport"))
    yield Triple(node, sh("conforms"), _boolean(report.conforms))
    for position, result in enumerate(report.results):
        label = f"result{position}"
        yield Triple(node, sh("result"), BlankNode(label))
        yield from _result_triples(result, report.labels, label)


def _result_triples(result: ValidationResult, labels: Mapping[Term, str], label: str) -> Iterator[Triple]:
    node = BlankNode(label)
    for predicate, value in _properties(result):
        yield Triple(node, predicate, BlankNode(labels[value]) if value in labels else value)
    if result.path is not None:
        head, triples = path_triples(result.path, f"{label}path")
        yield Triple(node, sh("resultPath"), head)
        yield from triples
    for position, detail in enumerate(result.details):
        inner = f"{label}detail{position}"
        yield Triple(node, sh("detail"), BlankNode(inner))
        yield from _result_triples(detail, labels, inner)


def _properties(result: ValidationResult) -> Iterator[tuple[NamedNode, Term]]:
    """Yield the properties of a result whose values are single terms, in the order in which they are read."""
    yield RDF_TYPE, sh("ValidationResult")
    yield sh("focusNode"), result.focus_node
    if result.value is not None:
        yield sh("value"), result.value
    yield sh("resultSeverity"), result.severity
    yield sh("sourceConstraintComponent"), result.component
    yield sh("sourceShape"), result.source_shape
    if result.source_constraint is not None:
        yield sh("sourceConstraint"), result.source_constraint
    for message in result.messages:
        yield sh("resultMessage"), message


def report_turtle(report: ValidationReport) -> str:
    """Return the sh:ValidationReport as Turtle: the same report, the same bytes.

    >>> print(report_turtle(ValidationReport(True, ())), end="")
    @prefix sh: <http://www.w3.org/ns/shacl#> .
    <BLANKLINE>
    [] a sh:ValidationReport ;
        sh:conforms true .
    """
    lines = [f"@prefix sh: <{SH}> .", "", "[] a sh:ValidationReport ;"]
    statements = [f"    sh:conforms {str(report.conforms).lower()}"]
    statements += [f"    sh:result {_result_turtle(result, report.labels, 1)}" for result in report.results]
    return "\n".join(lines) + "\n" + " ;\n".join(statements) + " .\n"


def _result_turtle(result: ValidationResult, labels: Mapping[Term, str], depth: int) -> str:
    indent = "    " * (depth + 1)
    statements = [
        f"{'a' if predicate == RDF_TYPE else _name(predicate)} {_name(value, labels)}"
        for predicate, value in _properties(result)
    ]
    if result.path is not None:
        statements.insert(2, f"sh:resultPath {_path_turtle(result.path)}")
    statements += [f"sh:detail {_result_turtle(detail, labels, depth + 1)}" for detail in result.details]
    body = f" ;\n{indent}".join(statements)
    return f"[\n{indent}{body}\n{'    ' * depth}]"


def _path_turtle(path: Path) -> str:
    """Return a path as a Turtle object: every path is a tree, so it nests without labels."""
    if isinstance(path, NamedNode):
        return _name(path)
    if isinstance(path, SequencePath):
        return f"( {' '.join(_path_turtle(member) for member in path.paths)} )"
    if isinstance(path, AlternativePath):
        return f"[ sh:alternativePath ( {' '.join(_path_turtle(member) for member in path.paths)} ) ]"
    return f"[ {_name(wrapper_of(path))} {_path_turtle(path.path)} ]"


def _name(term: Term, labels: Mapping[Term, str] = NO_LABELS) -> str:
    """Return a term as Turtle; only names of SHACL are shortened, so that no other prefix is needed."""
    if term in labels:
        return f"_:{labels[term]}"
    if isinstance(term, NamedNode) and term.value.startswith(SH) and term.value[len(SH) :].isalnum():
        return f"sh:{term.value[len(SH) :]}"
    return str(term)


def _boolean(value: bool) -> Literal:
    return Literal(str(value).lower(), datatype=XSD_BOOLEAN)
