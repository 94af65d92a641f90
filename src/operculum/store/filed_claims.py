"""Claims and passages that lie in a temporary file, in document order."""

import pickle
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from functools import cached_property, lru_cache
from io import BytesIO
from operator import attrgetter
from typing import Any, Final

from operculum.model import Claim, Entity, Frequency, Modality, Passage, Polarity, Role, Status, Urgency
from operculum.model.lazy import Lazy
from operculum.model.statements import NUMBER, Node
from operculum.store.records import FiledRecords

RECENT: Final = 512
"""So many of the claims that were asked for last are not read again."""


SHARED: Final = (Claim, Passage, *Polarity, *Modality, *Frequency, *Status, *Role, *Urgency)
"""What all claims share in any base."""


class FiledClaims(Lazy[Claim]):
    """Claims with their passages; what else they refer to is `shared` by all, and held."""

    def __init__(self, claims: Iterable[Claim], shared: Iterable[Entity]) -> None:
        self._shared = (*SHARED, *shared)
        self._records = FiledRecords()
        places = {id(each): place for place, each in enumerate(self._shared)}
        sources, starts = list[str](), list[int]()
        for claim in claims:
            self._records.append(_packed(claim, places))
            sources.append(claim.source.iri)
            starts.append(claim.passages[0].start or 0)
        self._order = in_document_order(sources, starts)
        self._recent = lru_cache(RECENT)(self._read)

    def __len__(self) -> int:
        """Return the number of claims."""
        return len(self._order)

    def item(self, place: int) -> Claim:
        """Return a claim."""
        return self._recent(place)

    def _read(self, place: int) -> Claim:
        claim: Claim = _Reader(BytesIO(self._records[self._order[place]]), self._shared).load()
        return claim


class FiledPassages(Lazy[Passage]):
    """Passages, of each of which the node is read when it is asked for."""

    def __init__(self, nodes: Sequence[Node], read: Callable[[str], Passage]) -> None:
        self._nodes = nodes
        self._read = read

    def __len__(self) -> int:
        """Return the number of passages."""
        return len(self._nodes)

    def item(self, place: int) -> Passage:
        """Return a passage."""
        return self._read(self._nodes[self._order[place]].subject)

    @cached_property
    def _order(self) -> "array[int]":
        sources, starts = list[str](), list[int]()
        for node in self._nodes:
            passage = self._read(node.subject)
            sources.append(passage.source.iri)
            starts.append(passage.start or 0)
        return in_document_order(sources, starts)


class PassagesByName(Mapping[str, Passage]):
    """Passages by their IRIs, each read when it is asked for."""

    def __init__(
        self, nodes: Sequence[Node], read: Callable[[str], Passage], is_passage: Callable[[str], bool]
    ) -> None:
        self._nodes = nodes
        self._read = read
        self._is_passage = is_passage

    def __getitem__(self, iri: str) -> Passage:
        """Return the passage of that name."""
        if iri not in self:
            raise KeyError(iri)
        return self._read(iri)

    def __contains__(self, iri: object) -> bool:
        """Tell whether there is a passage of that name."""
        return isinstance(iri, str) and self._is_passage(iri)

    def __iter__(self) -> Iterator[str]:
        """Yield the names."""
        return (node.subject for node in self._nodes)

    def __len__(self) -> int:
        """Return the number of passages."""
        return len(self._nodes)


def in_document_order(sources: Sequence[str], starts: Sequence[int]) -> "array[int]":
    """Return the places of what stands somewhere in sources, given in the order of the names.

    >>> in_document_order(["b", "a", "b", "b"], [9, 5, 0, 0]).tolist()
    [1, 2, 3, 0]
    """
    order = sorted(range(len(starts)), key=starts.__getitem__)
    order.sort(key=sources.__getitem__)
    return array(NUMBER, order)


def _fields(kind: type[Entity]) -> Callable[[Any], tuple[Any, ...]]:
    values = attrgetter(*(each.name for each in fields(kind)))
    return lambda entity: (kind, values(entity))


class _Writer(pickle.Pickler):
    """Writes a claim with its passages, and what is shared as its place."""

    dispatch_table = {kind: _fields(kind) for kind in (Claim, Passage)}  # noqa: RUF012 - pickle's own name

    def __init__(self, file: BytesIO, places: Mapping[int, int]) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL)
        self._places = places

    def persistent_id(self, value: object) -> int | None:
        """Return the place of what is shared, None for all else."""
        return self._places.get(id(value))


class _Reader(pickle.Unpickler):
    """Reads what was written above, into a file that nobody else sees."""

    def __init__(self, file: BytesIO, shared: Sequence[object]) -> None:
        super().__init__(file)
        self._shared = shared

    def persistent_load(self, place: int) -> object:
        """Return what is shared."""
        return self._shared[place]


def _packed(claim: Claim, places: Mapping[int, int]) -> bytes:
    file = BytesIO()
    _Writer(file, places).dump(claim)
    return file.getvalue()
