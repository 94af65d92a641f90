"""Reports in words: every format is a pure function from a `Report` to text, imported when it is used."""

from importlib import import_module
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable

    from operculum.validation.findings import Report

Reporter: TypeAlias = "Callable[[Report], str]"


def deferred(module: str, name: str = "render") -> Reporter:
    """Return a function of a module, importing the module only when the function runs."""

    def report(report: "Report") -> str:
        text: str = getattr(import_module(f"operculum.reporting.{module}"), name)(report)
        return text

    return report


def _turtle(report: "Report") -> str:
    """Return the W3C validation report; it holds the results of SHACL only."""
    from operculum.shacl import report_turtle

    return "" if report.shacl is None else report_turtle(report.shacl)


REPORTERS: Final[dict[str, Reporter]] = {
    "text": deferred("text"),
    "json": deferred("documents", "render_json"),
    "sarif": deferred("sarif"),
    "junit": deferred("documents", "render_junit"),
    "github": deferred("documents", "render_github"),
    "turtle": _turtle,
}
"""The report formats by name."""
