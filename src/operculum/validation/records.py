"""Sources, passages and claims read straight from the columns of a data graph.

Only what the rules of quality look at is read: the model knows more, and takes its time to.
"""

import re
from collections.abc import Collection
from functools import cached_property
from typing import Final, NamedTuple

from pyoxigraph import NamedNode

from operculum.namespaces import DCTERMS, OA, OPC
from operculum.shacl import DataGraph
from operculum.shacl.graph import Index
from operculum.shacl.terms import RDF_TYPE
from operculum.store import text_of

WHOLE: Final = re.compile(r"[+-]?[0-9]{1,15}(?:\.0*)?", re.ASCII)
"""A whole number that a position in a text can be."""
READ_ELSEWHERE: Final = frozenset(
    NamedNode(name)
    for name in (
        *(f"{OPC}{each}" for each in ("sha256", "hedgeCue", "window")),
        *(f"{OA}{each}" for each in ("hasSource", "hasSelector", "start", "end")),
        f"{DCTERMS}publisher",
        RDF_TYPE.value,
    )
)
"""By what is read of nodes beside claims: sources, passages and propositions."""


class SourceRecord(NamedTuple):
    """A source: its IRI, the digest of its text, its publisher."""

    iri: str
    sha256: str | None
    publisher: str | None


class PassageRecord(NamedTuple):
    """A passage: the source by its IRI, the position in code points, the digest, the hedging words."""

    iri: str
    source: str
    start: int | None
    end: int | None
    sha256: str | None
    hedge_cues: tuple[str, ...]


class ClaimRecord(NamedTuple):
    """A claim: what it asserts, where, how firmly, whether anything bounds it, and a value's own words."""

    iri: str
    proposition: str
    passages: tuple[PassageRecord, ...]
    affirmed: bool
    flat: bool
    bounded: bool
    verbatim: tuple[str, ...]


class Records:
    """The records of a data graph; where one value is meant and several stand, the least counts."""

    def __init__(self, graph: DataGraph) -> None:
        self._graph = graph
        self._passages: dict[int, PassageRecord | None] = {}
        self._indexes: dict[str, Index] = {}

    def _index(self, predicate: str) -> Index:
        if predicate not in self._indexes:
            self._indexes[predicate] = self._graph.forward(self._graph.number(NamedNode(predicate)))
        return self._indexes[predicate]

    def _instances(self, *classes: str) -> set[int]:
        return set().union(*(self._graph.instances(NamedNode(OPC + name)) for name in classes))

    def _texts(self, numbers: Collection[int]) -> list[str]:
        return sorted(text_of(self._graph.terms[number]) for number in numbers)

    def _one(self, index: Index, node: int) -> str | None:
        values = index.get(node, ())
        if len(values) == 1:
            return text_of(self._graph.terms[values[0]])
        return next(iter(self._texts(values)), None)

    def sources(self) -> dict[str, SourceRecord]:
        """Return all sources, by their IRIs."""
        digests, publishers = self._index(f"{OPC}sha256"), self._index(f"{DCTERMS}publisher")
        records = (
            SourceRecord(self._iri(node), self._one(digests, node), self._one(publishers, node))
            for node in self._instances("Source", "Article", "Guideline", "Study", "ReferenceWork")
        )
        return {record.iri: record for record in sorted(records)}

    def undescribed_classes(self) -> dict[str, list[str]]:
        """Return the nodes of each class of our vocabulary of which nothing is said in the data."""
        described = self._graph.subjects(self._graph.number(RDF_TYPE))
        by_class = self._graph.inverse(self._graph.number(RDF_TYPE))
        return {
            self._iri(class_): sorted(map(self._iri, nodes))
            for class_, nodes in by_class.items()
            if class_ not in described and self._iri(class_).startswith(OPC)
        }

    def passages(self) -> list[PassageRecord]:
        """Return all passages, by their IRIs; what is part of no source is none."""
        found = (self._passage(node) for node in self._instances("Passage"))
        return sorted((each for each in found if each is not None), key=lambda each: each.iri)

    def _passage(self, node: int) -> PassageRecord | None:
        if node not in self._passages:
            self._passages[node] = self._read_passage(node)
        return self._passages[node]

    @cached_property
    def _passage_columns(self) -> tuple[Index, ...]:
        names = (
            f"{OA}hasSource",
            f"{OA}hasSelector",
            f"{OA}start",
            f"{OA}end",
            f"{OPC}sha256",
            f"{OPC}hedgeCue",
        )
        return tuple(map(self._index, names))

    def _read_passage(self, node: int) -> PassageRecord | None:
        sources, positions, starts, ends, digests, cues = self._passage_columns
        source = self._one(sources, node)
        if source is None:
            return None
        selectors = [each for each in positions.get(node, ()) if each in starts]
        position = min(selectors, key=self._iri) if len(selectors) > 1 else next(iter(selectors), None)
        start = end = None
        if position is not None:
            start, end = _integer(self._one(starts, position)), _integer(self._one(ends, position))
        return PassageRecord(
            self._iri(node),
            source,
            None if end is None else start,
            None if start is None else end,
            self._one(digests, node),
            tuple(self._texts(cues.get(node, ()))),
        )

    def claims(self) -> list[ClaimRecord]:
        """Return all claims, by their IRIs; one that asserts nothing is none."""
        names = (
            "asserts",
            "statedIn",
            "polarity",
            "modality",
            "frequency",
            "threshold",
            "window",
            "verbatim",
        )
        columns = {name: self._index(OPC + name) for name in names}
        records = []
        for node in self._instances("Claim"):
            asserted = columns["asserts"].get(node, ())
            if not asserted:
                continue
            passages = (self._passage(each) for each in columns["statedIn"].get(node, ()))
            flat = self._one(columns["modality"], node) == f"{OPC}asserted"
            frequency = self._one(columns["frequency"], node) or f"{OPC}unstated"
            proposition = min(asserted, key=self._iri)
            records.append(
                ClaimRecord(
                    self._iri(node),
                    self._iri(proposition),
                    tuple(sorted(each for each in passages if each is not None)),
                    self._one(columns["polarity"], node) == f"{OPC}affirmed",
                    flat and frequency == f"{OPC}unstated",
                    node in columns["threshold"] or proposition in columns["window"],
                    tuple(self._texts(columns["verbatim"].get(node, ()))),
                )
            )
        return sorted(records)

    def _iri(self, node: int) -> str:
        return text_of(self._graph.terms[node])


def _integer(text: str | None) -> int | None:
    return int(text.partition(".")[0]) if text is not None and WHOLE.fullmatch(text) else None
