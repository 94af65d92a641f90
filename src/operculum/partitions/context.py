"""The context as numbered statements, of which a part takes only what it can come to look at."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from operculum.partitions.links import Numbers, among, hash_of, hashes
from operculum.partitions.packed import Packed, load, pack
from operculum.shacl import DataGraph
from operculum.shacl.terms import RDF_TYPE

NEWLINE, QUOTE = b'\n"'
TYPE: Final = str(RDF_TYPE).encode()


@dataclass(frozen=True, slots=True)
class Context:
    """Statements about nodes: `packed`, the `hashes` of their terms, and those of all that is described.

    Hashes have 64 bits; those of the nodes `described`, in these statements or elsewhere, are sorted.
    """

    packed: Packed
    hashes: bytes
    described: bytes


def context(graph: DataGraph, predicates: Iterable[int], described: Collection[int]) -> Context:
    """Return as context what a graph says by some predicates, and which nodes it has described."""
    packed = pack(graph, ((predicate, *graph.column(predicate)) for predicate in predicates))
    return Context(
        packed,
        b"".join(map(hash_of, packed.terms.splitlines())),
        hashes(str(graph.terms[node]) for node in described),
    )


class Surroundings:
    """The statements of a context, found by the nodes that they are about."""

    def __init__(self, context: Context) -> None:
        self._terms = context.packed.terms
        self._ends = (np.frombuffer(self._terms, dtype="u1") == NEWLINE).nonzero()[0]
        self._hashes = _hashes(context.hashes)
        self._described = _hashes(context.described)
        self._subjects, self._predicates, self._objects = context.packed.columns
        self._begins = np.searchsorted(self._subjects, np.arange(len(self._ends) + 1))

    @cached_property
    def _order(self) -> Numbers:
        """The numbers of all terms in the order of their hashes."""
        return np.argsort(self._hashes)

    @cached_property
    def _leads(self) -> Numbers:
        """Of each statement, whether it leads on to another node."""
        starts = np.concatenate((np.zeros(min(1, len(self._ends)), dtype=int), self._ends[:-1] + 1))
        is_literal = np.frombuffer(self._terms, dtype="u1")[starts] == QUOTE
        types = self._numbers(hash_of(TYPE))
        leads: Numbers = ~is_literal[self._objects] & ~np.isin(self._predicates, types)
        return leads

    @cached_property
    def _referring(self) -> tuple[Numbers, Numbers]:
        """Nodes that the context does not describe, in order, and beside them what refers to each."""
        outside = self._leads & ~among(self._hashes, self._described)[self._objects]
        referred, referring = self._objects[outside], self._subjects[outside]
        order = np.argsort(referred, kind="stable")
        return referred[order], referring[order]

    def knows(self, hashes: bytes) -> bool:
        """Tell whether any of some hashes is of a node that is described."""
        return bool(among(_hashes(hashes), self._described).any())

    def by(self, predicates: Iterable[bytes]) -> Numbers:
        """Tell of each statement whether it is by one of some predicates."""
        numbers = self._numbers(b"".join(map(hash_of, predicates)))
        statements: Numbers = np.isin(self._predicates, numbers)
        return statements

    def around(self, nodes: bytes, passed_over: Numbers) -> Numbers:
        """Return the statements about some nodes, about whatever refers to them, and about all that leads to.

        Nodes are told by their hashes; statements that are `passed_over` are left out.
        """
        numbers = self._numbers(nodes)
        referred, referring = self._referring
        pending = np.unique(np.concatenate((numbers, referring[np.isin(referred, numbers)])))
        seen = np.zeros(len(self._ends), dtype=bool)
        found = [pending[:0]]
        while len(pending):
            seen[pending] = True
            rows = _ranges(self._begins[pending], self._begins[pending + 1])
            rows = rows[~passed_over[rows]]
            found.append(rows)
            ahead = self._objects[rows[self._leads[rows]]]
            pending = np.unique(ahead[~seen[ahead]])
        return np.concatenate(found)

    def _numbers(self, hashes: bytes) -> Numbers:
        """Return the numbers of those terms, told by their hashes, that occur."""
        wanted = _hashes(hashes)
        places = np.searchsorted(self._hashes, wanted, sorter=self._order)
        numbers = self._order[places[places < len(self._order)]]
        found: Numbers = numbers[self._hashes[numbers] == wanted[places < len(self._order)]]
        return found

    def fill(self, graph: DataGraph, statements: Numbers) -> None:
        """Add some of the statements to a graph."""
        parts = (self._subjects[statements], self._predicates[statements], self._objects[statements])
        used, places = np.unique(np.concatenate(parts), return_inverse=True)
        load(graph, self._written(used), *places.reshape(3, -1))

    def _written(self, numbers: Numbers) -> Iterator[bytes]:
        """Yield terms, written as in N-Triples, by their numbers."""
        begins = np.where(numbers == 0, 0, self._ends[numbers - 1] + 1)
        for begin, end in zip(begins.tolist(), self._ends[numbers].tolist(), strict=True):
            yield self._terms[begin:end]


def _hashes(packed: bytes) -> Numbers:
    return np.frombuffer(packed, dtype=">u8").astype("u8")


def _ranges(begins: Numbers, ends: Numbers) -> Numbers:
    """Return all numbers from each begin to its end, the ends exclusive."""
    sizes = ends - begins
    numbers: Numbers = np.arange(sizes.sum()) + np.repeat(ends - np.cumsum(sizes), sizes)
    return numbers
