"""The verdict on one part: a pure function of the part, and of what all parts share."""

from dataclasses import dataclass
from typing import Final, TypeAlias

from operculum.partitions.division import Part
from operculum.partitions.links import Links
from operculum.partitions.loaded import Loaded
from operculum.partitions.shared import Shared, bench, name_of
from operculum.shacl import ShapesError
from operculum.validation import quality, shapes
from operculum.validation.corroboration import Affirmation
from operculum.validation.findings import Coverage, Finding, PassageCount, in_order
from operculum.validation.records import Records
from operculum.validation.run import located


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a part contributes to what must be judged together: N-Triples, and what its claims affirm."""

    columns: bytes
    affirmations: tuple[Affirmation, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found in one part.

    `alone` tells that the part can be judged by itself: it neither describes the context anew nor adds to
    its classes, and asks for no other engine. `texts` are the digests of the texts that its passages point
    into, each with whether it was at hand.
    """

    findings: tuple[Finding, ...]
    focus_nodes: tuple[tuple[str, int], ...]
    passages: PassageCount
    coverage: tuple[Coverage, ...]
    links: Links
    alone: bool
    texts: tuple[tuple[str, bool], ...]


Judged: TypeAlias = tuple[Verdict, Gathered]

NOT_ALONE: Final = (
    Verdict((), (), PassageCount(), (), Links(b"", b"", b""), alone=False, texts=()),
    Gathered(b"", ()),
)
"""What is said of a part that cannot be judged by itself."""


def judge(part: Part, told: Shared) -> Judged:
    """Judge a part; raises `InputError` for a file that cannot be read."""
    at = bench(told)
    loaded = Loaded(part, at)
    graph, own = loaded.graph, loaded.own
    if not loaded.stands_alone():
        return NOT_ALONE
    terms = graph.terms
    try:
        report = at.rules.local.validate(graph, engine="compiled", among={terms[node] for node in own})
    except ShapesError:
        return NOT_ALONE
    names = frozenset(name_of(terms[node]) for node in own)
    records = Records(graph)
    found = quality.judge(records, names, names | told.sources, told.texts)
    told_of = (*shapes.findings(report, loaded.locate), *found.findings)
    sources = {passage.source for passage in records.passages()}
    digests = {each.sha256 for each in records.sources().values() if each.iri in sources}
    verdict = Verdict(
        findings=in_order(located(each, loaded.locate) for each in told_of),
        focus_nodes=shapes.focus_nodes(report),
        passages=found.passages,
        coverage=found.coverage,
        links=loaded.links(),
        alone=True,
        texts=tuple((digest, digest in told.texts) for digest in sorted(filter(None, digests))),
    )
    return verdict, Gathered(loaded.columns(), tuple(sorted(found.affirmations)))
