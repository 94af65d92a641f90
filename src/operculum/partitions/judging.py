"""The verdict on one part: a pure function of the part, and of what all parts share."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Final, TypeAlias
from zlib import compress, decompress

from operculum.errors import OperculumError
from operculum.partitions.division import Part
from operculum.partitions.links import Links
from operculum.partitions.loaded import Loaded
from operculum.partitions.packed import Packed
from operculum.partitions.shared import Shared, bench
from operculum.shacl import ShapesError
from operculum.store import text_of
from operculum.validation import quality, shapes
from operculum.validation.corroboration import Affirmation
from operculum.validation.findings import Coverage, Finding, PassageCount, in_order
from operculum.validation.records import Records
from operculum.validation.run import located


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a part contributes to what must be judged together, compressed: much of it is the same words.

    `terms` and `statements` are those of `Packed`; `affirmed` is JSON of what claims affirm.
    """

    terms: bytes
    statements: bytes
    affirmed: bytes

    @property
    def digest(self) -> str:
        """A digest of all of it."""
        return sha256(b"\0".join((self.terms, self.statements, self.affirmed))).hexdigest()

    @property
    def packed(self) -> Packed:
        """The statements."""
        return Packed(decompress(self.terms), decompress(self.statements))

    @property
    def affirmations(self) -> Iterator[Affirmation]:
        """What the claims affirm."""
        return (Affirmation(*each) for each in json.loads(decompress(self.affirmed)))


def gathered(packed: Packed, affirmations: Iterable[Affirmation]) -> Gathered:
    """Return what a part contributes."""
    affirmed = json.dumps(sorted(affirmations)).encode()
    return Gathered(compress(packed.terms, 1), compress(packed.statements, 1), compress(affirmed, 1))


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found in one part.

    `alone` tells that the part can be judged by itself: it neither describes the context anew nor adds to
    its classes, and asks for no other engine. `texts` are the digests of the texts that its passages point
    into, each with whether it was at hand. `faults` are what is wrong with files that cannot be read.
    """

    findings: tuple[Finding, ...]
    focus_nodes: tuple[tuple[str, int], ...]
    passages: PassageCount
    coverage: tuple[Coverage, ...]
    links: Links
    alone: bool
    texts: tuple[tuple[str, bool], ...]
    faults: tuple[OperculumError, ...]


Judged: TypeAlias = tuple[Verdict, Gathered]
Mapped: TypeAlias = Callable[[Sequence[Part], Shared], Iterator[tuple[int, Judged]]]
"""Judges parts, wherever and in whatever order, and yields what came out, with the place of its part."""

NOT_ALONE: Final = (
    Verdict((), (), PassageCount(), (), Links(b"", b"", b""), alone=False, texts=(), faults=()),
    gathered(Packed(b"", b""), ()),
)
"""What is said of a part that cannot be judged by itself."""


def judge(part: Part, told: Shared) -> Judged:
    """Judge a part."""
    at = bench(told)
    loaded = Loaded(part, at)
    if loaded.faults:
        return replace(NOT_ALONE[0], faults=loaded.faults), NOT_ALONE[1]
    graph, own = loaded.graph, loaded.own
    if not part.shared and not loaded.stands_alone():
        return NOT_ALONE
    terms = graph.terms
    plan = at.rules.near if part.shared else at.rules.local
    try:
        report = plan.validate(graph, engine="compiled", own=own)
    except ShapesError:
        return NOT_ALONE
    if part.shared:
        found_there = in_order(shapes.findings(report, loaded.locate))
        return replace(NOT_ALONE[0], findings=found_there, alone=True), NOT_ALONE[1]
    names = frozenset(text_of(terms[node]) for node in own)
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
        faults=(),
    )
    return verdict, gathered(loaded.gathered(), found.affirmations)


def one_by_one(parts: Sequence[Part], told: Shared) -> Iterator[tuple[int, Judged]]:
    """Judge parts in this process, one after the other."""
    return ((place, judge(part, told)) for place, part in enumerate(parts))
