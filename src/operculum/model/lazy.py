"""Sequences whose items are made when they are asked for, and let go of after."""

from abc import abstractmethod
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
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
        places = range(len(self))[place]
        return self.item(places) if isinstance(places, int) else Chosen(self, places)

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
        self._sums = array("Q", sorted(_sum(each.iri) | place for place, each in enumerate(items)))

    def place(self, name: str) -> int | None:
        """Return where the item of that name stands, None where there is none."""
        begin = _sum(name)
        for at in range(bisect_left(self._sums, begin), len(self._sums)):
            if self._sums[at] & ~PLACE != begin:
                break
            place = self._sums[at] & PLACE
            if self._items[place].iri == name:
                return place
        return None

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


PLACE: Final = (1 << 32) - 1
"""The bits of a place; above them are those of a name's check sum."""


def _sum(name: str) -> int:
    return crc32(name.encode(errors="surrogatepass")) << 32
