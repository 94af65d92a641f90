"""A dataset into the model: the one place where RDF becomes dataclasses."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from operator import attrgetter
from pathlib import Path
from typing import TypeVar

from operculum.errors import Location
from operculum.model import Claim, KnowledgeBase, Passage, Statement
from operculum.model.statements import Statements, Table, in_order
from operculum.store.assertions import Assertions
from operculum.store.dataset import Dataset, join, read_files, read_parts
from operculum.store.finding import find_files
from operculum.store.index import Held, Index, Locate, plain

T = TypeVar("T")


def knowledge_base(dataset: Dataset) -> KnowledgeBase:
    """Return what a dataset says as a `KnowledgeBase`.

    Raises `InputError` with the place where a node lacks what the model needs.
    """
    return held(in_order(plain(dataset.quads)), dataset, dataset.locate)


def read_knowledge(paths: Sequence[Path] | None = None, *, licensed: bool = False) -> KnowledgeBase:
    """Read files and folders as `store.read` does into a `KnowledgeBase`, and keep no more than that.

    Only a part of the quads is in memory at a time. Raises what `read` and `knowledge_base` do.
    """
    found = list(find_files(paths))
    light: list[Dataset] = []

    def statements() -> Iterator[Statement]:
        for part in read_parts(found, licensed=licensed):
            light.append(replace(part, quads=()))
            yield from plain(part.quads)

    def locate(node: str, predicate: str | None) -> Location | None:
        return read_files(found, licensed=licensed).locate(node, predicate)

    return held(in_order(statements()), join(light), locate)


def held(statements: Table, dataset: Dataset, locate: Locate) -> KnowledgeBase:
    """Return the model of some statements and the mapping sets of a dataset."""
    read = Assertions(Index(Held(statements), locate), dataset)
    passages = sorted(read.passages.values(), key=attrgetter("sort_key"))
    claims = sorted(read.claims.values(), key=attrgetter("sort_key"))
    return model(read, statements, tuple(passages), tuple(claims))


def model(
    read: Assertions, statements: Statements, passages: Sequence[Passage], claims: Sequence[Claim]
) -> KnowledgeBase:
    """Return all that was read; passages and claims are given in document order."""
    return KnowledgeBase(
        release=read.release(),
        agents=_sorted(read.agents),
        schemes=_sorted(read.schemes),
        concepts=_sorted(read.concepts),
        sources=_sorted(read.sources),
        propositions=_sorted(read.propositions),
        passages=passages,
        claims=claims,
        thresholds=_sorted(read.thresholds),
        intervals=_sorted(read.intervals),
        assessments=_sorted(read.assessments),
        rules=_sorted(read.rules),
        forms=_sorted(read.forms),
        mappings=read.mappings,
        statements=statements,
    )


def _sorted(entities: dict[str, T]) -> tuple[T, ...]:
    return tuple(entities[iri] for iri in sorted(entities))
