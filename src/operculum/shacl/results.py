"""What a validation finds, as data: the SHACL validation report vocabulary (SHACL, section 3.6)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

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
    `engine` is the engine that judged; `notes` tell what fell to pySHACL, and why.
    """

    conforms: bool
    results: tuple[ValidationResult, ...]
    focus_nodes: Mapping[Term, int] = field(default_factory=dict)
    engine: str = "compiled"
    notes: tuple[str, ...] = ()


def result_key(result: ValidationResult) -> tuple[object, ...]:
    """Return the key of the order of results: focus node, path, component, value, shape, then the rest."""
    return (
        sort_key(result.focus_node),
        str(result.path or ""),
        result.component.value,
        sort_key(result.value),
        sort_key(result.source_shape),
        result.severity.value,
        sort_key(result.source_constraint),
        tuple(sort_key(message) for message in result.messages),
    )
