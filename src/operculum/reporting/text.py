"""The report for a person at a terminal: a line a finding, then what was judged."""

from collections import Counter
from collections.abc import Iterator

from operculum.namespaces import compact, slug
from operculum.text import one_line
from operculum.validation.findings import Finding, Report, Severity

SHOWN = 100
"""How many characters of a node or an offending value are shown."""
LISTED = 12
"""How many shapes that met nothing are named."""


def render(report: Report) -> str:
    """Return the report as text: `file:line:column: severity rule: message (node)`, then the totals."""
    return "".join(f"{line}\n" for line in _lines(report))


def _lines(report: Report) -> Iterator[str]:
    for finding in report.findings:
        yield _line(finding)
    for anchor in report.anchors:
        if anchor.state == "in place":
            yield f"{compact(anchor.passage)} is in place at {anchor.start}–{anchor.end}"
    if report.findings or report.anchors:
        yield ""
    yield from _totals(report)


def _line(finding: Finding) -> str:
    place = f"{finding.location}: " if finding.location else ""
    node = None if finding.focus is None else _cut(compact(finding.focus))
    value = None if finding.value in {None, finding.focus} else _shown(finding.value or "")
    about = ", ".join(part for part in (node, finding.path, value) if part)
    return one_line(
        f"{place}{finding.severity.name} {finding.rule}: {finding.message}{f' ({about})' if about else ''}"
    )


def _shown(value: str) -> str:
    """Return a value short enough for a line: a name of ours by its prefix, a long text cut."""
    name = compact(value)
    return _cut(value if name.startswith("<") else name)


def _cut(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


def _totals(report: Report) -> Iterator[str]:
    counts = ", ".join(_plural(report.count(each), each.name) for each in sorted(Severity, reverse=True))
    yield f"findings: {counts}"
    met = [f"{shape.removeprefix('ops:')} {count}" for shape, count in report.focus_nodes if count]
    idle = [shape.removeprefix("ops:") for shape, count in report.focus_nodes if not count]
    yield f"focus nodes: {', '.join(met) or 'none'}"
    if idle:
        more = f" and {len(idle) - LISTED} more" if len(idle) > LISTED else ""
        yield f"shapes that met no node: {', '.join(idle[:LISTED])}{more}"
    passages = report.passages
    if passages.verified or passages.wrong or passages.not_verifiable:
        yield (
            f"passages: {passages.verified} verified, {passages.wrong} wrong, "
            f"{passages.not_verifiable} not verifiable for want of the text"
        )
    for coverage in report.coverage:
        share = (
            f"{coverage.covered} of {coverage.sentences} sentences yield a claim ({coverage.per_cent:.0f} %)"
        )
        yield f"coverage: {slug(coverage.source)}: {share}"
    if report.anchors:
        states = Counter(anchor.state for anchor in report.anchors)
        counted = [f"{states[state]} {state}" for state in ("in place", "moved", "gone")]
        yield f"changed text: {', '.join(counted)}"
    for note in report.notes:
        yield f"note: {one_line(note)}"


def _plural(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 or noun == "info" else f"{count} {noun}s"
