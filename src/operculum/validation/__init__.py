"""Validation: shapes, passages, codes and the rules of quality; findings are data."""

from operculum.validation.findings import Anchor, Coverage, Finding, PassageCount, Report, Severity
from operculum.validation.run import validate

__all__ = ["Anchor", "Coverage", "Finding", "PassageCount", "Report", "Severity", "validate"]
