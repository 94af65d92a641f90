"""The report for programs: JSON of our own, SARIF 2.1.0, JUnit XML and GitHub annotations."""

import json
from typing import Any, Final
from urllib.parse import quote
from xml.etree import ElementTree as ET

from operculum.namespaces import compact
from operculum.text import printable
from operculum.validation.findings import Finding, Report, Severity

LEVELS: Final = {Severity.error: "error", Severity.warning: "warning", Severity.info: "note"}
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
    return _dump(document)


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


def render_sarif(report: Report) -> str:
    """Return the findings as a SARIF 2.1.0 log, which code hosts show beside the lines."""
    from operculum import __version__

    rules = sorted({finding.rule for finding in report.findings})
    driver = {"name": "operculum", "version": __version__, "rules": [{"id": rule} for rule in rules]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, rules) for finding in report.findings],
    }
    schema = "https://json.schemastore.org/sarif-2.1.0.json"
    return _dump({"$schema": schema, "version": "2.1.0", "runs": [run]})


def _result(finding: Finding, rules: list[str]) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": rules.index(finding.rule),
        "level": LEVELS[finding.severity],
        "message": {"text": finding.message},
    }
    location: dict[str, Any] = {}
    if finding.location:
        physical: dict[str, Any] = {"artifactLocation": {"uri": quote(finding.location.file)}}
        if finding.location.line:
            physical["region"] = {
                "startLine": finding.location.line,
                "startColumn": finding.location.column or 1,
            }
        location["physicalLocation"] = physical
    if finding.focus:
        location["logicalLocations"] = [{"fullyQualifiedName": finding.focus}]
    if location:
        result["locations"] = [location]
    return result


def render_junit(report: Report) -> str:
    """Return the report as JUnit XML: a test case a rule and node, failed where the finding is an error."""
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
        case = ET.SubElement(suite, "testcase", classname=finding.rule, name=printable(name))
        kind = "skipped" if finding.severity is Severity.info else "failure"
        outcome = ET.SubElement(case, kind, message=printable(finding.message))
        outcome.text = str(finding.location or "")
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
    for character in f"%\r\n{also}":
        text = text.replace(character, f"%{ord(character):02X}")
    return text


def _dump(document: Any) -> str:
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"
