"""How entities are read and refer to each other, whatever their kind."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from operculum.errors import InputError
from operculum.namespaces import RDFS, slug
from operculum.store.index import Index

T = TypeVar("T")


@dataclass(frozen=True)
class Lookup:
    """Access to an index; if `lenient`, an entity that lacks what the model needs is left out."""

    index: Index
    lenient: bool

    def _all(self, read: Callable[[str], T], *classes: str) -> dict[str, T]:
        entities = {}
        for iri in self.index.instances(*classes):
            try:
                entities[iri] = read(iri)
            except InputError:
                if not self.lenient:
                    raise
        return entities

    def _label(self, iri: str) -> str:
        return self.index.maybe(iri, f"{RDFS}label") or slug(iri).replace("-", " ")

    def _known(self, entities: dict[str, T], subject: str, predicate: str) -> T:
        return self._lookup(entities, subject, predicate, self.index.one(subject, predicate))

    def _maybe(self, entities: dict[str, T], subject: str, predicate: str) -> T | None:
        iri = self.index.maybe(subject, predicate)
        return None if iri is None else self._lookup(entities, subject, predicate, iri)

    def _every(self, entities: dict[str, T], subject: str, predicate: str) -> tuple[T, ...]:
        return tuple(
            self._lookup(entities, subject, predicate, iri) for iri in self.index.many(subject, predicate)
        )

    def _lookup(self, entities: dict[str, T], subject: str, predicate: str, iri: str) -> T:
        if iri not in entities:
            raise self.index.fault(subject, f"refers to {iri}, which is not described as needed", predicate)
        return entities[iri]
