"""What a validation finds, as data: the SHACL validation report vocabulary (SHACL, section 3.6)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from pyoxigraph import Literal, NamedNode

from operculum.shacl.paths import Path
from operculum.shacl.terms import Term, sort_key


@dataclass(frozen=True, slots=True)
class ValidationResult:
    """One violated constraint at one focus node; the fields are those of sh:ValidationResult.

    `path` is an IRI or a path structure whose `str` is SPARQL; `details` are the results of the shape that
    a value node was referred to by sh:node.
    """

    focus_node: Term
    path: Path | None
    value: Term | None
    source_shape: Term
    component: NamedNode
    severity: NamedNode
    messages: tuple[Literal, ...] = ()
    source_constraint: Term | None = None
    details: tuple["ValidationResult", ...] = ()


@dataclass(frozen=True, slots=True)
class ValidationReport:
    """The outcome of validating one data graph.

    `results` are sorted; `focus_nodes` tells for each shape with targets how many focus nodes it met;
    `engine` is the engine that judged, "pyshacl" if it judged any shape; `notes` tell what fell to it, and
    why; `labels` name the blank nodes among the results independently of the parser.
    """

    conforms: bool
    results: tuple[ValidationResult, ...]
    focus_nodes: Mapping[Term, int] = field(default_factory=dict)
    engine: str = "compiled"
    notes: tuple[str, ...] = ()
    labels: Mapping[Term, str] = field(default_factory=dict)


def terms_of(results: Iterable[ValidationResult]) -> Iterator[Term]:
    """Yield the nodes that results name, details included."""
    for result in results:
        named = (result.focus_node, result.value, result.source_shape, result.source_constraint)
        yield from (term for term in named if term is not None)
        yield from terms_of(result.details)


def in_order(results: Iterable[ValidationResult], labels: Mapping[Term, str]) -> tuple[ValidationResult, ...]:
    """Return results sorted by focus node, path, component, value and shape; their details likewise."""

    def place(term: Term | None) -> tuple[int, str]:
        return sort_key(term) if term is None or term not in labels else (2, labels[term])

    def key(result: ValidationResult) -> tuple[object, ...]:
        return (
            place(result.focus_node),
            str(result.path or ""),
            result.component.value,
            place(result.value),
            place(result.source_shape),
            result.severity.value,
            place(result.source_constraint),
            tuple(sort_key(message) for message in result.messages),
        )

    inner = (replace(each, details=in_order(each.details, labels)) for each in results)
    return tuple(sorted(inner, key=key))
