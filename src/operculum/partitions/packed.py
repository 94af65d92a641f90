"""Statements packed: numbers of terms, as plain bytes that go over a wire and are quickly loaded again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import numpy as np

from operculum.partitions.links import Numbers
from operculum.shacl import DataGraph
from operculum.store.lines import parsed

if TYPE_CHECKING:
    from operculum.shacl.terms import Term


@dataclass(frozen=True, slots=True)
class Packed:
    """Statements sorted by their subjects.

    `terms` are written as in N-Triples, one a line; the number of a term is that of its line. `statements`
    are numbers of 32 bits, those of subject, predicate and object in turn.
    """

    terms: bytes
    statements: bytes

    @property
    def columns(self) -> tuple[Numbers, Numbers, Numbers]:
        """The numbers of the subjects, the predicates and the objects."""
        subjects, predicates, objects = np.frombuffer(self.statements, dtype="<u4").reshape(-1, 3).T
        return subjects.astype("i8"), predicates.astype("i8"), objects.astype("i8")

    def load_into(self, graph: DataGraph) -> None:
        """Add the statements to a graph."""
        load(graph, self.terms.splitlines(), *self.columns)


def pack(graph: DataGraph, columns: Iterable[tuple[int, Sequence[int], Sequence[int]]]) -> Packed:
    """Return statements of a graph packed: predicates, each with subjects and objects in parallel."""
    rows = np.concatenate([np.empty((0, 3), dtype="i8"), *(_rows(*column) for column in columns)])
    used, places = np.unique(rows, return_inverse=True)
    statements = places.reshape(-1, 3).astype("<u4")
    return Packed(
        "".join([f"{graph.terms[number]}\n" for number in used.tolist()]).encode(),
        statements[np.argsort(statements[:, 0], kind="stable")].tobytes(),
    )


def load(
    graph: DataGraph, terms: Iterable[bytes], subjects: Numbers, predicates: Numbers, objects: Numbers
) -> None:
    """Add statements to a graph: their terms, written as in N-Triples, and the places of these in columns."""
    order = np.argsort(predicates, kind="stable")
    distinct, begins = np.unique(predicates[order], return_index=True)
    columns = {
        predicate: (subjects[rows].tolist(), objects[rows].tolist())
        for predicate, rows in zip(distinct.tolist(), np.split(order, begins)[1:], strict=True)
    }
    graph.load_columns(cast("list[Term]", parsed(terms, ours=True)), columns)


def _rows(predicate: int, subjects: Sequence[int], objects: Sequence[int]) -> Numbers:
    return np.stack((np.array(subjects), np.full(len(subjects), predicate), np.array(objects)), axis=1)
