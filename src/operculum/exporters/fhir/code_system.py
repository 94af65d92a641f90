"""The code systems: the concepts of the base, the urgencies, and the answers yes, no and not sure."""

from collections.abc import Iterator, Mapping
from typing import Final

from operculum.exporters.fhir.datatypes import ANSWER_DISPLAYS, ANSWERS, CONCEPTS, URGENCY
from operculum.exporters.fhir.publication import Publication, Resource, address, string
from operculum.model import Concept, Urgency
from operculum.model.schemes import LADDER
from operculum.triage.advice import ADVICE
from operculum.wording import URGENCIES

PARENT: Final = "http://hl7.org/fhir/concept-properties#parent"

PROPERTIES: Final = (
    {"code": "iri", "description": "The node of the concept in the knowledge base", "type": "string"},
    {"code": "scheme", "description": "The scheme the concept stands in", "type": "string"},
    {"code": "parent", "uri": PARENT, "description": "A concept directly broader", "type": "code"},
)

MEANINGS: Final = {
    "yes": "The person affirms what is asked.",
    "no": "The person denies what is asked.",
    "notSure": "The person cannot tell; it counts as unanswered and never as a no.",
}


def code_systems(publication: Publication) -> Iterator[Resource]:
    """Yield the three code systems."""
    yield concepts(publication)
    yield urgencies(publication)
    yield answers(publication)


def concepts(publication: Publication) -> Resource:
    """Return all concepts of the base, each with its definition, its node and what is broader."""
    title = "Concepts of the Operculum knowledge base"
    codes = {each.iri: each.slug for each in publication.knowledge.concepts}
    listed = [concept(each, codes) for each in publication.knowledge.concepts]
    description = "The things of which the claims, rules and forms of the base speak."
    return {
        **publication.head("CodeSystem", CONCEPTS, title, description),
        "caseSensitive": True,
        "valueSet": address("ValueSet", CONCEPTS),
        "hierarchyMeaning": "grouped-by",
        "content": "complete",
        "count": len(listed),
        "property": list(PROPERTIES),
        "concept": listed,
    }


def concept(each: Concept, codes: Mapping[str, str]) -> Resource:
    """Return one concept; a label in other words, as forms have it, becomes a designation.

    `codes` gives the code of each concept by its IRI.
    """
    parents = [{"code": "parent", "valueCode": codes[iri]} for iri in each.broader if iri in codes]
    resource: Resource = {
        "code": each.slug,
        "display": string(each.label),
        "definition": string(each.definition),
    }
    named = dict.fromkeys((*each.alternative_labels, each.as_answer))
    if others := [label for label in named if label != each.label]:
        resource["designation"] = [{"language": "en", "value": string(label)} for label in others]
    resource["property"] = [
        {"code": "iri", "valueString": each.iri},
        {"code": "scheme", "valueString": string(each.scheme.label)},
        *parents,
    ]
    return resource


def urgencies(publication: Publication) -> Resource:
    """Return the urgencies, with the advice that goes with each and its rank, 0 being the most urgent."""
    description = "What to do and how soon, most urgent first; the last two say that nothing can be said."
    return {
        **publication.head("CodeSystem", URGENCY, "Urgency of care", description),
        "caseSensitive": True,
        "valueSet": address("ValueSet", URGENCY),
        "content": "complete",
        "count": len(Urgency),
        "property": [
            {"code": "rank", "description": "Place on the ladder, 0 being the most urgent", "type": "integer"}
        ],
        "concept": [urgency(each) for each in Urgency],
    }


def urgency(each: Urgency) -> Resource:
    """Return one urgency; those that say nothing have no rank."""
    resource: Resource = {"code": each.value, "display": URGENCIES[each], "definition": ADVICE[each]}
    if each in LADDER:
        resource["property"] = [{"code": "rank", "valueInteger": LADDER.index(each)}]
    return resource


def answers(publication: Publication) -> Resource:
    """Return the answers to a yes/no question."""
    description = "The answers to a yes/no question; not to be sure is an answer of its own."
    return {
        **publication.head("CodeSystem", ANSWERS, "Yes, no, not sure", description),
        "caseSensitive": True,
        "valueSet": address("ValueSet", ANSWERS),
        "content": "complete",
        "count": len(ANSWER_DISPLAYS),
        "concept": [
            {"code": code, "display": display, "definition": MEANINGS[code]}
            for code, display in ANSWER_DISPLAYS.items()
        ],
    }
