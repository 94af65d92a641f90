"""What validation finds, as data: nothing here prints, nothing here knows exit statuses."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING

from operculum.errors import Location

if TYPE_CHECKING:
    from operculum.shacl import ValidationReport


class Severity(IntEnum):
    """How bad a finding is; the names are those of `--fail-on`."""

    info = 1
    warning = 2
    error = 3


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, or worth knowing: which rule, where, about which node, and what to do.

    `focus` is the node (an IRI or `_:label`), `path` what was said of it (a predicate or a SHACL path, as
    text), `value` the offending value as text. The message says what is wrong and what to do.
    """

    rule: str
    severity: Severity
    message: str
    focus: str | None = None
    path: str | None = None
    value: str | None = None
    location: Location | None = None

    @property
    def order(self) -> tuple[str, int, int, str, str, str, str, str]:
        """The key by which findings are sorted: by place, then by rule."""
        place = self.location or Location("")
        return (
            place.file,
            place.line or 0,
            place.column or 0,
            self.rule,
            self.focus or "",
            self.path or "",
            self.value or "",
            self.message,
        )


@dataclass(frozen=True, slots=True)
class PassageCount:
    """How many passages were held against their text, and how many could not be, for want of it."""

    verified: int = 0
    wrong: int = 0
    not_verifiable: int = 0


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many of the factual sentences of a source yield a claim; `source` is its IRI."""

    source: str
    sentences: int
    covered: int

    @property
    def per_cent(self) -> float:
        """The share of sentences covered, in per cent."""
        return 100.0 if not self.sentences else 100 * self.covered / self.sentences


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a passage lies in a changed text: `in place`, `moved` to a new position, or `gone`."""

    passage: str
    state: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True)
class Report:
    """The outcome of a validation.

    `focus_nodes` says how many nodes each shape met; `shacl` is the SHACL report behind the findings.
    """

    findings: tuple[Finding, ...] = ()
    focus_nodes: tuple[tuple[str, int], ...] = ()
    passages: PassageCount = PassageCount()
    coverage: tuple[Coverage, ...] = ()
    anchors: tuple[Anchor, ...] = ()
    notes: tuple[str, ...] = ()
    shacl: "ValidationReport | None" = field(default=None, repr=False)

    def at_least(self, severity: Severity) -> tuple[Finding, ...]:
        """Return the findings of a severity or worse."""
        return tuple(finding for finding in self.findings if finding.severity >= severity)

    def count(self, severity: Severity) -> int:
        """Return how many findings have exactly this severity."""
        return sum(finding.severity is severity for finding in self.findings)

    @property
    def conforms(self) -> bool:
        """Whether there is no error and no warning."""
        return not self.at_least(Severity.warning)


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings without repetitions, sorted by place and rule."""
    return tuple(sorted(set(findings), key=lambda finding: finding.order))
