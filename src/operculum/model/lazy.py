"""Sequences whose items are made when they are asked for, and let go of after."""

from abc import abstractmethod
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol, TypeVar, overload
from zlib import crc32

T = TypeVar("T")


class Lazy(Sequence[T]):
    """A sequence that makes each item anew; a slice of it is as lazy."""

    __slots__ = ()

    @abstractmethod
    def item(self, place: int) -> T:
        """Make the item of a place, counted from 0."""

    @overload
    def __getitem__(self, place: int) -> T: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[T]: ...
    def __getitem__(self, place: int | slice) -> T | Sequence[T]:
        """Return an item, or the chosen ones."""
        chosen = range(len(self))[place]
        return self.item(chosen) if isinstance(chosen, int) else Chosen(self, chosen)

    def __iter__(self) -> Iterator[T]:
        """Yield one item after the other."""
        return map(self.item, range(len(self)))


@dataclass(frozen=True, slots=True)
class Chosen(Lazy[T]):
    """Some items of a sequence, by their places there.

    >>> list(Chosen("operculum", [8, 1]))
    ['m', 'p']
    """

    items: Sequence[T]
    places: Sequence[int]

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.places)

    def item(self, place: int) -> T:
        """Return the item of a place."""
        return self.items[self.places[place]]


class Named(Protocol):
    """Anything with an IRI."""

    @property
    def iri(self) -> str:
        """The IRI."""


N = TypeVar("N", bound=Named)


class ByName(Mapping[str, N]):
    """The items of a sequence by their IRIs, of which no more than a check sum is held."""

    def __init__(self, items: Sequence[N]) -> None:
        self._items = items
        self._places = NamePlaces(each.iri for each in items)

    def place(self, name: str) -> int | None:
        """Return where the item of that name stands, None where there is none."""
        return next((place for place in self._places.of(name) if self._items[place].iri == name), None)

    def __getitem__(self, name: str) -> N:
        """Return the item of that name."""
        place = self.place(name)
        if place is None:
            raise KeyError(name)
        return self._items[place]

    def __iter__(self) -> Iterator[str]:
        """Yield the names."""
        return (each.iri for each in self._items)

    def __len__(self) -> int:
        """Return the number of items."""
        return len(self._items)


class NamePlaces:
    """Where names may stand in a sequence: eight bytes for each, and nothing of the name itself.

    >>> list(NamePlaces(["seal", "plug"]).of("plug"))
    [1]
    """

    def __init__(self, names: Iterable[str]) -> None:
        heaps = [array("Q") for _ in range(HEAPS)]
        for place, name in enumerate(names):
            check_sum = _sum(name)
            heaps[check_sum % HEAPS].append(check_sum << PLACE | place)
        self._heaps = [array("Q", sorted(heap)) for heap in heaps]

    def of(self, name: str) -> Iterator[int]:
        """Yield the places of a name, among them perhaps one of another."""
        check_sum = _sum(name)
        heap = self._heaps[check_sum % HEAPS]
        for at in range(bisect_left(heap, check_sum << PLACE), len(heap)):
            if heap[at] >> PLACE != check_sum:
                break
            yield heap[at] & MASK


PLACE: Final = 32
"""The number of bits that tell a place; above them stands a name's check sum."""
MASK: Final = (1 << PLACE) - 1
HEAPS: Final = 64
"""Into so many parts places are divided, for none of them to take much room while it is sorted."""


def _sum(name: str) -> int:
    return crc32(name.encode(errors="surrogatepass"))
