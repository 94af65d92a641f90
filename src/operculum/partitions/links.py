"""What a part describes and refers to, so that it can be seen which parts do not stand alone."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

Numbers: TypeAlias = NDArray[Any]

SIZE: Final = 8
"""How many bytes a hash has."""


@dataclass(frozen=True, slots=True)
class Links:
    """Hashes of the nodes that a part describes, of those it refers to without, and of its keys.

    A key is a value of a predicate by which no two parts may refer to the same node.
    """

    described: bytes
    referred: bytes
    keys: bytes

    def describing(self, nodes: Sequence[str]) -> list[int]:
        """Return the places of those nodes, in the form of N-Triples, that are described."""
        if not nodes:
            return []
        wanted = np.frombuffer(b"".join(hash_of(node.encode()) for node in nodes), dtype=">u8")
        return [
            int(place) for place in among(wanted, np.frombuffer(self.described, dtype=">u8")).nonzero()[0]
        ]


def hash_of(node: bytes) -> bytes:
    """Return a hash of 64 bits of a node in the form of N-Triples."""
    return blake2b(node, digest_size=SIZE).digest()


def hashes(nodes: Iterable[str]) -> bytes:
    """Return the hashes of nodes in the form of N-Triples, sorted."""
    return b"".join(sorted(hash_of(node.encode()) for node in nodes))


def linked(parts: Sequence[Links]) -> Iterator[tuple[int, int]]:
    """Yield pairs of parts that must be judged together.

    One describes what the other describes too, or refers to, or both have a key in common.
    """
    described = _Table([part.described for part in parts])
    yield from described.shared()
    yield from described.met([part.referred for part in parts])
    yield from _Table([part.keys for part in parts]).shared()


def among(wanted: Numbers, known: Numbers) -> Numbers:
    """Tell for each of some numbers whether it is among others, which are sorted."""
    places = np.searchsorted(known, wanted)
    places[places == len(known)] = 0
    return known[places] == wanted if len(known) else np.zeros(len(wanted), dtype=bool)


class _Table:
    """Hashes with the parts they come from, sorted by hash."""

    def __init__(self, hashes_by_part: Sequence[bytes]) -> None:
        arrays = [np.frombuffer(each, dtype=">u8") for each in hashes_by_part]
        everything = np.concatenate(arrays) if arrays else np.array([], dtype=">u8")
        owners = np.repeat(np.arange(len(arrays)), [len(each) for each in arrays])
        order = np.argsort(everything, kind="stable")
        self._hashes, self._owners = everything[order], owners[order]

    def shared(self) -> Iterator[tuple[int, int]]:
        """Yield pairs of parts with a hash in common."""
        (same,) = (self._hashes[1:] == self._hashes[:-1]).nonzero()
        yield from self._distinct(self._owners[same], self._owners[same + 1])

    def met(self, hashes_by_part: Sequence[bytes]) -> Iterator[tuple[int, int]]:
        """Yield pairs of a part that asks for a hash, and the part that has it."""
        for part, each in enumerate(hashes_by_part):
            wanted = np.frombuffer(each, dtype=">u8")
            places = np.searchsorted(self._hashes, wanted)
            inside = places < len(self._hashes)
            places, wanted = places[inside], wanted[inside]
            owners = self._owners[places[self._hashes[places] == wanted]]
            yield from self._distinct(np.full(len(owners), part), owners)

    def _distinct(self, ones: Numbers, others: Numbers) -> Iterator[tuple[int, int]]:
        pairs = {(int(one), int(other)) for one, other in zip(ones, others, strict=True)}
        yield from sorted((one, other) for one, other in pairs if one != other)
