"""The report as a SARIF 2.1.0 log, which code hosts and editors show beside the lines."""

from typing import Any, Final
from urllib.parse import quote

from operculum.exporters.pretty import pretty
from operculum.text import printable
from operculum.validation.findings import Finding, Report, Severity
from operculum.validation.rules import RULES

LEVELS: Final = {Severity.error: "error", Severity.warning: "warning", Severity.info: "note"}
SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"


def render(report: Report) -> str:
    """Return the findings as a SARIF log, the rules that found them described (section 3.49)."""
    from operculum import __version__

    firsts: dict[str, Finding] = {}
    for finding in report.findings:
        firsts.setdefault(finding.rule, finding)
    rules = sorted(firsts)
    shipped = any(shape.startswith("ops:") for shape, _ in report.focus_nodes)
    described = [_rule(firsts[rule], shipped=shipped) for rule in rules]
    run = {
        "tool": {"driver": {"name": "operculum", "version": __version__, "rules": described}},
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, rules) for finding in report.findings],
    }
    return pretty({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(finding: Finding, *, shipped: bool) -> dict[str, Any]:
    """Describe a rule: one of quality by our words, a shape by the message that says what it wants."""
    meaning = RULES.get(finding.rule)
    what, _, remedy = finding.message.partition(". ")
    description = f"{meaning[0].upper()}{meaning[1:]}." if meaning else f"{what.rstrip('.')}."
    described: dict[str, Any] = {
        "id": finding.rule,
        "shortDescription": {"text": printable(description)},
        "defaultConfiguration": {"level": LEVELS[finding.severity]},
    }
    page = "docs/validate.md" if meaning else "docs/shapes.md" if shipped else ""
    advice = [printable(remedy)] if remedy and not meaning else []
    advice += [f"{page} lists the rule."] if page else []
    return described | ({"help": {"text": " ".join(advice)}} if advice else {})


def _result(finding: Finding, rules: list[str]) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": rules.index(finding.rule),
        "level": LEVELS[finding.severity],
        "message": {"text": printable(finding.message)},
    }
    location: dict[str, Any] = {}
    if finding.location:
        physical: dict[str, Any] = {"artifactLocation": {"uri": quote(finding.location.file)}}
        if finding.location.line:
            start = {"startLine": finding.location.line, "startColumn": finding.location.column or 1}
            physical["region"] = start
        location["physicalLocation"] = physical
    if finding.focus:
        location["logicalLocations"] = [{"fullyQualifiedName": printable(finding.focus)}]
    return result | ({"locations": [location]} if location else {})
