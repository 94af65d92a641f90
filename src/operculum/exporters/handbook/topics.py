"""What the handbook's topics are: concepts with all that is narrower, and the claims that speak of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from operculum.model import Claim, Concept, KnowledgeBase, Proposition
from operculum.model.selection import with_narrower
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
    claims: tuple[Claim, ...]

    def sections(self) -> Iterator[tuple[str, list[Claim]]]:
        """Yield the sections that have claims, each with its claims in document order."""
        titles = {predicate: title for title, predicates in SECTIONS.items() for predicate in predicates}
        gathered: dict[str, list[Claim]] = {title: [] for title in (*SECTIONS, OTHER)}
        for claim in self.claims:
            gathered[titles.get(slug(claim.proposition.predicate), OTHER)].append(claim)
        yield from ((title, claims) for title, claims in gathered.items() if claims)


def topics(knowledge: KnowledgeBase) -> tuple[Topic, ...]:
    """Return the topics that have claims; every claim is in one at least."""
    by_slug = knowledge.concepts_by_slug
    chosen = [topic(knowledge, by_slug[name]) for name in CHOSEN if name in by_slug]
    placed = {claim.iri for each in chosen for claim in each.claims}
    rest = Topic(None, tuple(claim for claim in knowledge.claims if claim.iri not in placed))
    return tuple(each for each in (*chosen, rest) if each.claims)


def topic(knowledge: KnowledgeBase, concept: Concept) -> Topic:
    """Return a concept as a topic: its claims, those of narrower concepts, and those of related ones."""
    related = [
        each for each in knowledge.concepts if concept.iri in each.related or each.iri in concept.related
    ]
    family = {each.iri for root in (concept, *related) for each in with_narrower(knowledge, root)}
    claims = tuple(claim for claim in knowledge.claims if family & spoken_of(claim.proposition))
    return Topic(concept, claims)


def spoken_of(proposition: Proposition) -> set[str]:
    """Return the concepts that a proposition relates: its subject, its object and the way between them."""
    related = (proposition.subject, proposition.object, proposition.via)
    return {concept.iri for concept in related if concept is not None}
