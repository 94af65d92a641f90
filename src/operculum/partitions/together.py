"""What must be judged for all parts together: the context, and what looks across parts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from operculum.partitions.judging import Gathered
from operculum.partitions.whole import Whole
from operculum.store import text_of
from operculum.validation import codes, quality, shapes
from operculum.validation.corroboration import Tally
from operculum.validation.findings import Coverage, Finding, PassageCount
from operculum.validation.records import Records
from operculum.validation.run import located


@dataclass(frozen=True, slots=True)
class Together:
    """What was found of the shared data, and `across` parts: what lies in a part has no location yet."""

    findings: tuple[Finding, ...]
    across: tuple[Finding, ...]
    focus_nodes: tuple[tuple[str, int], ...]
    passages: PassageCount
    coverage: tuple[Coverage, ...]
    notes: tuple[str, ...]


def judge(
    whole: Whole, gathered: Iterable[Gathered], covered: Sequence[Coverage], texts: Mapping[str, Path]
) -> Together:
    """Judge the shared data in the base, and what parts have `gathered`, which is loaded into their graph.

    `covered` are the sources of which the parts have told how much is covered. Raises `ShapesError` where
    this takes another engine.
    """
    records, own = Records(whole.graph), whole.own
    found = quality.judge(records, own, own - {each.source for each in covered}, texts)
    mappings = whole.rules.near.validate(whole.graph, engine="compiled", own=whole.mapped)
    inside = frozenset(text_of(whole.graph.terms[node]) for node in whole.inside)
    graph, tally = whole.graph, Tally()  # it takes in what parts have gathered: a copy would double it
    for each in gathered:
        each.packed.load_into(graph)
        tally.add(each.affirmations)
    outside = set(range(len(graph.terms))) - whole.inside
    context = whole.rules.beyond.validate(graph, engine="compiled", own=whole.described)
    across = whole.rules.far.validate(graph, engine="compiled", own=outside)
    tally.add(found.affirmations)
    remarks = list(tally.findings())
    findings = (
        *shapes.findings(context, whole.locate),
        *shapes.findings(mappings, whole.locate),
        *codes.judge(whole.mappings),
        *found.findings,
        *(each for each in remarks if each.focus in own),
    )
    return Together(
        findings=tuple(located(each, whole.locate) for each in findings),
        across=(
            *shapes.findings(across, _in_parts),
            *(each for each in remarks if each.focus not in inside),
        ),
        focus_nodes=shapes.focus_nodes(context),
        passages=found.passages,
        coverage=found.coverage,
        notes=context.notes,
    )


def _in_parts(_name: str, _predicate: str | None) -> None:
    """Return no place: what no shared file describes is looked for in the parts."""
