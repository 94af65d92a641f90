"""What the handbook's topics are: concepts with all that is narrower, and the claims that speak of them."""

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from operculum.model import Claim, Concept, KnowledgeBase, Proposition
from operculum.model.lazy import Chosen
from operculum.model.selection import with_narrower
from operculum.model.statements import NUMBER
from operculum.namespaces import slug

CHOSEN: Final = (
    "mucus-plug",
    "cervical-mucus",
    "miscarriage",
    "cervical-insufficiency",
    "infection",
    "vaginal-bleeding",
    "labor",
    "pregnancy",
    "vaginal-hygiene",
    "lubricant",
    "medication",
    "healthy-lifestyle",
)
"""The concepts that have a page of their own, in this order; what to do has one too, made from the rules."""

SECTIONS: Final = {
    "What it is and looks like": ("definedAs", "composedOf", "producedBy", "presentsAs"),
    "What protects, helps or hinders": ("protects", "protectsAgainst", "prevents", "enables", "hinders"),
    "What happens, and when": ("undergoes", "occursDuring", "precedes", "changes", "increases", "decreases"),
    "What it can be a sign of": ("indicates",),
    "Causes and risks": ("causes", "associatedWith", "increasesRiskOf", "decreasesRiskOf"),
    "How common it is": ("hasRate",),
    "What people are advised to do": ("warrants", "advisedAgainst", "treats"),
    "What is not known yet": ("needsResearch",),
}
"""The sections of every topic page, in this order, with the predicates they gather."""

OTHER: Final = "Other statements"


@dataclass(frozen=True, slots=True)
class Topic:
    """What a page is about, and the claims that stand on it; without a concept, those of no other page."""

    concept: Concept | None
    claims: Sequence[Claim]

    def sections(self) -> Iterator[tuple[str, Sequence[Claim]]]:
        """Yield the sections that have claims, each with its claims in document order."""
        titles = {predicate: title for title, predicates in SECTIONS.items() for predicate in predicates}
        gathered = {title: array(NUMBER) for title in (*SECTIONS, OTHER)}
        for place, claim in enumerate(self.claims):
            gathered[titles.get(slug(claim.proposition.predicate), OTHER)].append(place)
        yield from ((title, Chosen(self.claims, places)) for title, places in gathered.items() if places)


def topics(knowledge: KnowledgeBase) -> tuple[Topic, ...]:
    """Return the topics that have claims; every claim is in one at least."""
    by_slug = knowledge.concepts_by_slug
    chosen = [by_slug[name] for name in CHOSEN if name in by_slug]
    families = [family(knowledge, concept) for concept in chosen]
    places = [array(NUMBER) for _ in (*chosen, None)]
    for place, claim in enumerate(knowledge.claims):
        about = spoken_of(claim.proposition)
        for number in [number for number, each in enumerate(families) if each & about] or [-1]:
            places[number].append(place)
    made = (Chosen(knowledge.claims, found) for found in places)
    return tuple(Topic(*each) for each in zip((*chosen, None), made, strict=True) if each[1])


def family(knowledge: KnowledgeBase, concept: Concept) -> set[str]:
    """Return the concepts of whose claims a concept's page has all: itself, related and narrower ones."""
    related = [
        each for each in knowledge.concepts if concept.iri in each.related or each.iri in concept.related
    ]
    return {each.iri for root in (concept, *related) for each in with_narrower(knowledge, root)}


def spoken_of(proposition: Proposition) -> set[str]:
    """Return the concepts that a proposition relates: its subject, its object and the way between them."""
    related = (proposition.subject, proposition.object, proposition.via)
    return {concept.iri for concept in related if concept is not None}
