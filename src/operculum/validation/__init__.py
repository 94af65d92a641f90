"""Validation: shapes, passages, codes and the rules of quality; findings are data."""

from typing import TYPE_CHECKING, Any

from operculum.validation.findings import Anchor, Coverage, Finding, PassageCount, Report, Severity

if TYPE_CHECKING:
    from operculum.validation.run import validate

__all__ = ["Anchor", "Coverage", "Finding", "PassageCount", "Report", "Severity", "validate"]


def __getattr__(name: str) -> Any:
    """Import what validates when it is first asked for: who reads a report has no need of it."""
    if name == "validate":
        from operculum.validation.run import validate

        return validate
    raise AttributeError(f"module 'operculum.validation' has no attribute {name!r}")
