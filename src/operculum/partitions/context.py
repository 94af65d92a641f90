"""The context as lines by their subjects, of which a part takes only what it can come to look at."""

from collections.abc import Collection, Container, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Final, TypeAlias

import numpy as np

from operculum.partitions.links import among, hash_of, hashes
from operculum.shacl import DataGraph
from operculum.shacl.terms import RDF_TYPE

TYPE: Final = str(RDF_TYPE).encode()

Buffer: TypeAlias = bytes | mmap


@dataclass(frozen=True, slots=True)
class Context:
    """N-Triples, subject by subject, in memory or in a file, and where the lines of each subject stand.

    `index` holds for each subject its hash, and begin and end of its lines, as 64-bit numbers sorted by hash.
    `referring` are, for hashes of nodes that the context does not describe, those of what refers to them.
    `described` are the hashes of all nodes that are described, in these lines or elsewhere.
    """

    lines: bytes | Path
    index: bytes
    referring: dict[bytes, tuple[bytes, ...]]
    described: bytes

    def stored(self, path: Path) -> "Context":
        """Return the same context with its lines in a file, which processes can read together."""
        if isinstance(self.lines, Path):
            return self
        path.write_bytes(self.lines)
        return replace(self, lines=path)

    def opened(self) -> "Lines":
        """Return access to the lines."""
        if isinstance(self.lines, Path):
            with self.lines.open("rb") as file:
                return Lines(mmap(file.fileno(), 0, access=ACCESS_READ) if self.index else b"", self)
        return Lines(self.lines, self)


def context(graph: DataGraph, predicates: Iterable[int], described: Collection[int]) -> Context:
    """Return as context what a graph says by some predicates, and which nodes it has described."""
    names = [str(term) for term in graph.terms]
    by_subject: dict[int, list[str]] = {}
    referring: dict[bytes, list[bytes]] = {}
    for predicate in predicates:
        between = f" {names[predicate]} "
        subjects, objects = graph.column(predicate)
        for subject, target in zip(subjects, objects, strict=True):
            by_subject.setdefault(subject, []).append(f"{names[subject]}{between}{names[target]} .\n")
        outside = {each for each in set(objects).difference(described) if names[each][0] == "<"}
        if outside and graph.terms[predicate] != RDF_TYPE:
            for subject, target in zip(subjects, objects, strict=True):
                if target in outside:
                    node = hash_of(names[target].encode())
                    referring.setdefault(node, []).append(hash_of(names[subject].encode()))
    lines = ["".join(each).encode() for each in by_subject.values()]
    ends = np.cumsum([len(each) for each in lines], dtype="u8")
    index = np.empty((len(lines), 3), dtype=">u8")
    index[:, 0] = np.frombuffer(b"".join(hash_of(names[each].encode()) for each in by_subject), dtype=">u8")
    index[:, 1] = np.concatenate((np.zeros(min(1, len(lines)), dtype="u8"), ends[:-1]))
    index[:, 2] = ends
    return Context(
        b"".join(lines),
        index[np.argsort(index[:, 0])].tobytes(),
        {node: tuple(subjects) for node, subjects in referring.items()},
        hashes(names[node] for node in described),
    )


class Lines:
    """The lines of a context, found by their subjects."""

    def __init__(self, buffer: Buffer, described: Context) -> None:
        self._buffer = buffer
        self._referring = described.referring
        table = np.frombuffer(described.index, dtype=">u8").reshape(-1, 3)
        self._hashes, self._begins, self._ends = (column.astype("u8") for column in table.T)
        self._described = np.frombuffer(described.described, dtype=">u8").astype("u8")

    def known(self, hashes: bytes) -> bool:
        """Tell whether any of some hashes, 8 bytes each, is of a node that is described."""
        wanted = np.frombuffer(hashes, dtype=">u8").astype("u8")
        return bool(among(wanted, self._described).any())

    def around(self, nodes: Collection[bytes], passed_over: Container[bytes] = ()) -> bytes:
        """Return what is said of some nodes, of whatever refers to them, and of all that leads to.

        Nodes are told by their hashes; what is said by predicates `passed_over` is left out.
        """
        seen = set(nodes)
        pending = [*nodes, *(each for node in nodes for each in self._referring.get(node, ()))]
        found: list[bytes] = []
        while pending:
            objects: set[bytes] = set()
            for line in chain.from_iterable(each.splitlines(keepends=True) for each in self._slices(pending)):
                _, predicate, target = line.split(b" ", 2)
                if predicate not in passed_over:
                    found.append(line)
                    if target[:1] != b'"' and predicate != TYPE:
                        objects.add(hash_of(target[:-3]))
            pending = list(objects - seen)
            seen |= objects
        return b"".join(found)

    def _slices(self, nodes: Collection[bytes]) -> Iterator[bytes]:
        wanted = np.frombuffer(b"".join(sorted(set(nodes))), dtype=">u8").astype("u8")
        places = np.searchsorted(self._hashes, wanted)
        inside = places < len(self._hashes)
        places, wanted = places[inside], wanted[inside]
        for place in places[self._hashes[places] == wanted].tolist():
            yield self._buffer[int(self._begins[place]) : int(self._ends[place])]
