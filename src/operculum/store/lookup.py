"""How entities are read and refer to each other, whatever their kind."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from operculum.namespaces import RDFS, slug
from operculum.store.index import Index

T = TypeVar("T")


@dataclass(frozen=True)
class Lookup:
    """Access to an index: entities by their classes, and by what other entities say of them."""

    index: Index

    def _all(self, read: Callable[[str], T], *classes: str) -> dict[str, T]:
        return {iri: read(iri) for iri in self.index.instances(*classes)}

    def _label(self, iri: str) -> str:
        return self.index.maybe(iri, f"{RDFS}label") or slug(iri).replace("-", " ")

    def _known(self, entities: Mapping[str, T], subject: str, predicate: str) -> T:
        return self._lookup(entities, subject, predicate, self.index.one(subject, predicate))

    def _maybe(self, entities: Mapping[str, T], subject: str, predicate: str) -> T | None:
        iri = self.index.maybe(subject, predicate)
        return None if iri is None else self._lookup(entities, subject, predicate, iri)

    def _every(self, entities: Mapping[str, T], subject: str, predicate: str) -> tuple[T, ...]:
        return tuple(
            self._lookup(entities, subject, predicate, iri) for iri in self.index.many(subject, predicate)
        )

    def _lookup(self, entities: Mapping[str, T], subject: str, predicate: str, iri: str) -> T:
        if iri not in entities:
            raise self.index.fault(subject, f"refers to {iri}, which is not described as needed", predicate)
        return entities[iri]
