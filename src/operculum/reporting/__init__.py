"""Reports in words: every format is a pure function from a `Report` to text."""

from collections.abc import Callable
from typing import Final

from operculum.reporting import documents, sarif, text
from operculum.validation.findings import Report


def _turtle(report: Report) -> str:
    """Return the W3C validation report; it holds the results of SHACL only."""
    from operculum.shacl import report_turtle

    return "" if report.shacl is None else report_turtle(report.shacl)


REPORTERS: Final[dict[str, Callable[[Report], str]]] = {
    "text": text.render,
    "json": documents.render_json,
    "sarif": sarif.render,
    "junit": documents.render_junit,
    "github": documents.render_github,
    "turtle": _turtle,
}
"""The report formats by name."""
