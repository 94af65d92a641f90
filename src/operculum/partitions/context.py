"""The context as lines sorted by subject, of which a part takes only what it can come to look at."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Final, TypeAlias

import numpy as np

from operculum.partitions.links import SIZE, among, hash_of, hashes
from operculum.shacl.terms import RDF_TYPE

TYPE: Final = str(RDF_TYPE).encode()

Buffer: TypeAlias = bytes | mmap


@dataclass(frozen=True, slots=True)
class Context:
    """N-Triples sorted by subject, in memory or in a file, and where the lines of each subject stand.

    `index` holds for each subject its hash, and begin and end of its lines, as 64-bit numbers sorted by hash.
    `referring` are for hashes of nodes that the context does not describe the subjects that refer to them.
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


def context(lines: Iterable[bytes], described: Iterable[str]) -> Context:
    """Return a context of lines of N-Triples, in any order, that describe some nodes and perhaps others."""
    known = hashes(described)
    among = {known[begin : begin + SIZE] for begin in range(0, len(known), SIZE)}
    ordered = sorted(set(lines))
    starts: list[tuple[bytes, int, int]] = []
    referring: dict[bytes, list[bytes]] = {}
    place = 0
    for subject, group in groupby(ordered, lambda line: line[: line.index(b" ")]):
        begin = place
        for line in group:
            place += len(line)
            _, predicate, target = line.split(b" ", 2)
            if predicate != TYPE and target.startswith(b"<") and (node := hash_of(target[:-3])) not in among:
                referring.setdefault(node, []).append(subject)
        starts.append((hash_of(subject), begin, place))
    index = b"".join(
        digest + start.to_bytes(8, "big") + end.to_bytes(8, "big") for digest, start, end in sorted(starts)
    )
    return Context(b"".join(ordered), index, {key: tuple(names) for key, names in referring.items()}, known)


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

    def around(self, nodes: Collection[bytes]) -> bytes:
        """Return all that is said of some nodes, of whatever refers to them, and of all that leads to.

        Nodes are in the form of N-Triples.
        """
        seen = set(nodes)
        pending = [*nodes, *(each for node in nodes for each in self._referring.get(hash_of(node), ()))]
        found: list[bytes] = []
        while pending:
            slices = list(self._slices(pending))
            found += slices
            objects = {target for each in slices for target in _objects(each)} - seen
            seen |= objects
            pending = list(objects)
        return b"".join(found)

    def _slices(self, nodes: Collection[bytes]) -> Iterator[bytes]:
        hashes = b"".join(sorted({hash_of(node) for node in nodes}))
        wanted = np.frombuffer(hashes, dtype=">u8").astype("u8")
        places = np.searchsorted(self._hashes, wanted)
        inside = places < len(self._hashes)
        places, wanted = places[inside], wanted[inside]
        for place in places[self._hashes[places] == wanted].tolist():
            yield self._buffer[int(self._begins[place]) : int(self._ends[place])]


def _objects(lines: bytes) -> Iterator[bytes]:
    """Yield the nodes that lines of N-Triples lead to, the classes of things not counted."""
    for line in lines.splitlines():
        _, predicate, target = line.split(b" ", 2)
        if target[:1] != b'"' and predicate != TYPE:
            yield target[:-2]
