"""What every part is judged with: the context that all share, and the rules; sent once to every worker."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from pyoxigraph import NamedNode

from operculum.partitions.context import Context, Surroundings
from operculum.partitions.links import Numbers
from operculum.partitions.locator import Locator
from operculum.partitions.packed import Packed
from operculum.partitions.rules import Rules
from operculum.shacl import DataGraph
from operculum.store.dataset import data_file
from operculum.store.finding import Found
from operculum.store.lines import read_lines
from operculum.store.parsing import read_bytes, statements


@dataclass(frozen=True, slots=True, eq=False)
class Shared:
    """What a worker is told before it judges parts: plain values that go over a wire.

    `vocabulary` are statements that every part is judged with, `context` those of which it takes what it
    needs; by the predicates that are `passed_over`, shared data alone look at it. `leaving` and `keyed` are
    the predicates that say how the data are divided; of what is judged together, `gathered` are the
    predicates and `classes` the classes. `sources` are those that the shared data describe, `files` those
    that the context was read from, `texts` the texts at hand by their digests.
    """

    vocabulary: Packed
    context: Context
    passed_over: tuple[str, ...]
    leaving: tuple[str, ...]
    keyed: tuple[str, ...]
    gathered: tuple[str, ...] | None
    classes: tuple[str, ...] | None
    sources: frozenset[str]
    files: tuple[Found, ...]
    texts: Mapping[str, Path]


class Bench:
    """What a worker has made of what it was told."""

    def __init__(self, told: Shared) -> None:
        self.told = told
        self.rules = Rules(frozenset(map(NamedNode, told.leaving)), frozenset(map(NamedNode, told.keyed)))
        self.surroundings = Surroundings(told.context)
        self.places = Locator(told.files)
        self._passed_over = self.surroundings.by(each.encode() for each in told.passed_over)
        self.vocabulary = DataGraph(())
        told.vocabulary.load_into(self.vocabulary)
        self.gathered = None if told.gathered is None else frozenset(map(NamedNode, told.gathered))
        self.classes = None if told.classes is None else frozenset(map(NamedNode, told.classes))

    def passed_over(self, *, for_shared: bool) -> Numbers:
        """Tell of each statement of the context whether a part needs it not; the shared ones need all."""
        return np.zeros_like(self._passed_over) if for_shared else self._passed_over


def load_file(graph: DataGraph, found: Found) -> None:
    """Add the statements of a file; raises `InputError` and `LimitError` where it cannot be read."""
    name, _, resource = found
    file = data_file(*found)
    content = read_bytes(resource, name)
    if columns := read_lines(content, file.format):  # as we write N-Quads, and faster
        graph.load_columns(columns.terms, columns.by_predicate)
    else:
        graph.load(statements(content, file.format, file.graph, name))


@lru_cache(maxsize=1)
def bench(told: Shared) -> Bench:
    """Return the bench for what was told; a process sets it up once."""
    return Bench(told)
