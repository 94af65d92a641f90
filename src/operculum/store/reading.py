"""A dataset into the model: the one place where RDF becomes dataclasses."""

from typing import TypeVar

from operculum.model import KnowledgeBase, Literal, Passage, Statement, Term
from operculum.store.assertions import Assertions
from operculum.store.dataset import Dataset
from operculum.store.index import Index

T = TypeVar("T")


def knowledge_base(dataset: Dataset) -> KnowledgeBase:
    """Return what a dataset says as a `KnowledgeBase`.

    Raises `InputError` with the place where a node lacks what the model needs.
    """
    index = Index(dataset)
    read = Assertions(index, dataset)
    return KnowledgeBase(
        release=read.release(),
        agents=_sorted(read.agents),
        schemes=_sorted(read.schemes),
        concepts=_sorted(read.concepts),
        sources=_sorted(read.sources),
        propositions=_sorted(read.propositions),
        passages=tuple(sorted(read.passages.values(), key=_place)),
        claims=tuple(
            sorted(read.claims.values(), key=lambda claim: (*_place(claim.passages[0])[:2], claim.iri))
        ),
        thresholds=_sorted(read.thresholds),
        intervals=_sorted(read.intervals),
        assessments=_sorted(read.assessments),
        rules=_sorted(read.rules),
        forms=_sorted(read.forms),
        mappings=read.mappings,
        statements=tuple(sorted(index.statements(), key=_iris_first)),
    )


def _iris_first(statement: Statement) -> tuple[str, str, bool, Term, str]:
    """Return what statements are sorted by; an IRI and a literal cannot be compared with each other."""
    literal = isinstance(statement.object, Literal)
    return statement.subject, statement.predicate, literal, statement.object, statement.graph


def _sorted(entities: dict[str, T]) -> tuple[T, ...]:
    return tuple(entities[iri] for iri in sorted(entities))


def _place(passage: Passage) -> tuple[str, int, str]:
    """Return the key of document order: the source, the position in it, the name."""
    return passage.source.iri, passage.start or 0, passage.iri
