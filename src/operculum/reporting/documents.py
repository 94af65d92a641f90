"""The report for programs: JSON of our own, JUnit XML and GitHub annotations."""

from typing import Any, Final
from xml.etree import ElementTree as ET

from operculum.exporters.pretty import pretty
from operculum.namespaces import compact
from operculum.text import printable
from operculum.validation.findings import Finding, Report, Severity

ANNOTATIONS: Final = {Severity.error: "error", Severity.warning: "warning", Severity.info: "notice"}


def render_json(report: Report) -> str:
    """Return the whole report as JSON, its keys those of the dataclasses."""
    document = {
        "conforms": report.conforms,
        "counts": {severity.name: report.count(severity) for severity in Severity},
        "findings": [_finding(finding) for finding in report.findings],
        "focusNodes": dict(report.focus_nodes),
        "passages": {
            "verified": report.passages.verified,
            "wrong": report.passages.wrong,
            "notVerifiable": report.passages.not_verifiable,
        },
        "coverage": [
            {"source": each.source, "sentences": each.sentences, "covered": each.covered}
            for each in report.coverage
        ],
        "anchors": [
            {"passage": each.passage, "state": each.state, "start": each.start, "end": each.end}
            for each in report.anchors
        ],
        "notes": list(report.notes),
    }
    return pretty(document)


def _finding(finding: Finding) -> dict[str, Any]:
    place = finding.location
    return {
        "rule": finding.rule,
        "severity": finding.severity.name,
        "message": finding.message,
        "focus": finding.focus,
        "path": finding.path,
        "value": finding.value,
        "file": place.file if place else None,
        "line": place.line if place else None,
        "column": place.column if place else None,
    }


def render_junit(report: Report) -> str:
    """Return the report as JUnit XML: a test case a finding, failed unless it is info, which is skipped."""
    findings = report.findings
    suite = ET.Element(
        "testsuite",
        name="operculum validate",
        tests=str(max(len(findings), 1)),
        failures=str(len(report.at_least(Severity.warning))),
        errors="0",
        skipped=str(report.count(Severity.info)),
    )
    if not findings:
        ET.SubElement(suite, "testcase", classname="operculum", name="conforms")
    for finding in findings:
        name = compact(finding.focus) if finding.focus else "the data"
        case = ET.SubElement(suite, "testcase", classname=printable(finding.rule), name=printable(name))
        kind = "skipped" if finding.severity is Severity.info else "failure"
        outcome = ET.SubElement(case, kind, message=printable(finding.message))
        outcome.text = printable(str(finding.location or ""))
    ET.indent(suite)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(suite, encoding="unicode") + "\n"


def render_github(report: Report) -> str:
    """Return the findings as workflow commands, which GitHub shows as annotations."""
    return "".join(_annotation(finding) for finding in report.findings)


def _annotation(finding: Finding) -> str:
    place = finding.location
    properties = {"title": finding.rule}
    if place:
        properties |= {"file": place.file, "line": str(place.line or 1), "col": str(place.column or 1)}
    listed = ",".join(f"{key}={_escaped(value, ':,')}" for key, value in properties.items())
    node = f" ({compact(finding.focus)})" if finding.focus else ""
    return f"::{ANNOTATIONS[finding.severity]} {listed}::{_escaped(finding.message + node)}\n"


def _escaped(text: str, also: str = "") -> str:
    """Escape what would end a workflow command, or a property within it."""
    text = printable(text)
    for character in f"%\r\n{also}":
        text = text.replace(character, f"%{ord(character):02X}")
    return text
