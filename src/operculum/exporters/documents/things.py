"""The things that claims speak of and rest on, as the JSON documents hold them."""

from decimal import Decimal
from fractions import Fraction
from typing import Protocol

from operculum.exporters.documents import layout
from operculum.exporters.notice import review
from operculum.model import Agent, Concept, Interval, KnowledgeBase, Mapping, Source, Threshold


class Labelled(Protocol):
    """Anything with an IRI and a name for people."""

    @property
    def iri(self) -> str:
        """The IRI."""

    @property
    def label(self) -> str:
        """The name."""


def reference(thing: Labelled) -> layout.Reference:
    """Return a thing by its IRI and name."""
    return {"id": thing.iri, "name": thing.label}


def references(things: tuple[Labelled, ...]) -> list[layout.Reference]:
    """Return several things, each by its IRI and name."""
    return [reference(thing) for thing in things]


def perhaps(thing: Labelled | None) -> layout.Reference | None:
    """Return a thing by its IRI and name, or None where there is none."""
    return None if thing is None else reference(thing)


def number(value: Decimal | Fraction) -> float:
    """Return a number as JSON writes it best: whole ones without a fraction."""
    return int(value) if value == int(value) else float(value)


def release(knowledge: KnowledgeBase) -> layout.Release:
    """Return which release this is, and how far it was reviewed."""
    released = knowledge.release
    return {
        "title": released.title,
        "version": released.version,
        "issued": released.issued,
        "publisher": released.publisher,
        "license": released.license,
        "intendedUse": released.intended_use,
        "clinicalReview": review(knowledge),
    }


def agent(each: Agent) -> layout.Agent:
    """Return an agent."""
    return {"type": "Agent", "id": each.iri, "name": each.name}


def named(each: Agent) -> layout.Reference:
    """Return an agent by its IRI and name."""
    return {"id": each.iri, "name": each.name}


def source(each: Source) -> layout.Document:
    """Return a source with all that is known of it."""
    return {
        "type": "Document",
        "id": each.iri,
        "documentType": each.kind,
        "name": each.label,
        "description": each.comment,
        "title": each.title,
        "publisher": None if each.publisher is None else named(each.publisher),
        "urls": [] if each.url is None else [each.url],
        "issued": each.issued,
        "accessed": each.accessed,
        "accessedVia": each.accessed_via,
        "sha256": each.sha256,
        "license": each.license,
        "located": each.located,
        "searchedOn": each.searched_on,
        "searchNote": each.search_note,
        "copyOf": each.copy_of,
        "doi": each.doi,
        "pmid": each.pmid,
    }


def concept(each: Concept) -> layout.Concept:
    """Return a concept with its definition and its mappings."""
    return {
        "id": each.iri,
        "conceptType": each.scheme.slug,
        "name": each.label,
        "description": each.definition,
        "aliases": list(each.alternative_labels),
        "notations": list(each.notations),
        "scopeNotes": list(each.scope_notes),
        "broader": list(each.broader),
        "related": list(each.related),
        "mappings": [mapping(row) for row in each.mappings],
        "answerText": each.answer_text,
        "answerOrder": each.answer_order,
    }


def mapping(each: Mapping) -> layout.ConceptMapping:
    """Return one mapping of a concept to a code elsewhere."""
    code = each.object_curie.partition(":")[2]
    return {
        "coding": {
            "id": each.object_curie,
            "system": each.object.removesuffix(code),
            "code": code,
            "name": each.object_label,
        },
        "relation": each.match,
        "negated": each.negated,
        "justification": each.justification,
    }


def threshold(each: Threshold) -> layout.Threshold:
    """Return a threshold, its value also in days where it is one of time."""
    return {
        "id": each.iri,
        "name": each.label,
        "quantity": reference(each.quantity),
        "comparator": each.comparator,
        "value": number(each.value),
        "unit": each.unit,
        "days": None if each.days is None else number(each.days),
        "boundaryUnclear": each.boundary_unclear,
    }


def interval(each: Interval) -> layout.Interval:
    """Return an interval by its two ends."""
    return {
        "id": each.iri,
        "name": each.label,
        "lowerBound": reference(each.lower),
        "upperBound": reference(each.upper),
        "boundaryUnclear": each.boundary_unclear,
    }
