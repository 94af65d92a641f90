"""A part of the knowledge that stands by itself: what is said on a concept or by a source, and its needs."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, replace
from itertools import chain
from operator import attrgetter
from typing import Final, TypeVar

from operculum.errors import UsageError
from operculum.model.entities import (
    Agent,
    Assessment,
    Claim,
    Concept,
    Entity,
    Form,
    Interval,
    Passage,
    Proposition,
    Question,
    Rule,
    Scheme,
    Source,
    Threshold,
)
from operculum.model.entities import Mapping as MappingRow
from operculum.model.knowledge_base import KnowledgeBase
from operculum.model.statements import Statements, in_order
from operculum.namespaces import BASE, OA

E = TypeVar("E", bound=Entity)
by_key: Final = attrgetter("sort_key")
Claims = dict[str, Claim]


def select(knowledge: KnowledgeBase, about: Entity) -> KnowledgeBase:
    """Return the part of the knowledge on a concept, with the narrower ones, or of a source.

    Raises `UsageError` where `about` is neither.
    """
    match about:
        case Concept():
            part = on_concept(knowledge, about)
        case Source():
            part = of_source(knowledge, about)
        case _:
            raise UsageError(f"{about.slug} is neither a concept nor a source, so it has no part of its own")
    return replace(part, statements=statements_on(part, knowledge.statements))


def on_concept(knowledge: KnowledgeBase, concept: Concept) -> KnowledgeBase:
    """Return what is said on a concept or a narrower one, with its rules and forms, but no statements."""
    concepts = {each.iri for each in with_narrower(knowledge, concept)}
    seeds = {
        claim.iri: claim
        for claim in knowledge.claims
        if any(each.iri in concepts for each in claim.proposition.concepts)
    }
    forms = [form for form in knowledge.forms if any(about.iri in concepts for about in form.about)]
    return closed(knowledge, seeds, forms, concept)


def of_source(knowledge: KnowledgeBase, source: Source) -> KnowledgeBase:
    """Return what a source says, with the rules that rest on it, but no statements."""
    seeds = {claim.iri: claim for claim in knowledge.claims_of(source)}
    return closed(knowledge, seeds, [], source)


def with_narrower(knowledge: KnowledgeBase, concept: Concept) -> tuple[Concept, ...]:
    """Return a concept and all that are narrower, nearest first."""
    found = {concept.iri: concept}
    reached = [concept]
    while reached:
        narrower = [
            each
            for each in knowledge.concepts
            if each.iri not in found and any(wider.iri in each.broader for wider in reached)
        ]
        found |= {each.iri: each for each in narrower}
        reached = narrower
    return tuple(found.values())


def closed(
    knowledge: KnowledgeBase, seeds: Claims, forms: list[Form], about: Concept | Source
) -> KnowledgeBase:
    """Return the part that some claims and forms need: nothing in it points to what was left out."""
    by_claim = knowledge.rules_by_claim
    rules = {rule.iri: rule for iri in seeds for rule in by_claim.get(iri, ())}
    rules |= {rule.iri: rule for form in forms for rule in form.rules}
    questions = [question for form in forms for question in form.questions]
    claims = needed(knowledge, seeds, rules.values(), questions)
    touching = (each for claim in claims.values() for each in claim.assessments)
    inside = {each.iri: each for each in touching if {each.of, each.target} <= claims.keys()}
    kept = [
        replace(claim, assessments=tuple(each for each in claim.assessments if each.iri in inside))
        for claim in claims.values()
    ]
    roots: list[Entity] = [*kept, *inside.values(), *rules.values(), *forms, about]
    return narrowed(knowledge, reachable(knowledge, roots), f"{knowledge.release.title}: only {about.label}")


def needed(
    knowledge: KnowledgeBase, seeds: Claims, rules: Iterable[Rule], questions: Iterable[Question]
) -> Claims:
    """Return the seeds and every claim they cannot do without, in document order.

    That is: the claims of their rules and questions, the other side of every assessment of a seed, the
    reasons that a claim gives, and whatever disputes a claim that is shown.
    """
    assessments = knowledge.assessments_by_iri
    found = {*seeds, *(iri for question in questions for iri in question.derived_from)}
    judged = [each for claim in seeds.values() for each in claim.assessments]
    for rule in rules:
        found.update(rule.derived_from)
        judged += [assessments[iri] for iri in rule.acknowledges if iri in assessments]
    found.update(iri for each in judged for iri in (each.of, each.target))
    reached = found
    while reached:
        claims = knowledge.claims_called(reached)
        reached = {iri for claim in claims for iri in claim.because} - found
        reached |= {dispute.of for claim in claims for dispute in claim.disputes} - found
        found |= reached
    return {claim.iri: claim for claim in knowledge.claims_called(found)}


def reachable(knowledge: KnowledgeBase, roots: Iterable[Entity]) -> dict[str, Entity]:
    """Return some entities and all that they speak of, by IRI."""
    found = {each.iri: each for each in roots}
    found |= {each.iri: each for each in knowledge.agents if each.name == knowledge.release.publisher}
    reached = list(found.values())
    while reached:
        spoken_of = {part.iri: part for each in reached for part in parts(each, knowledge)}
        reached = [part for iri, part in spoken_of.items() if iri not in found]
        found |= {part.iri: part for part in reached}
    return found


def parts(entity: Entity, knowledge: KnowledgeBase) -> Iterator[Entity]:
    """Yield the entities that an entity holds, and the neighbours that a concept or a source names."""
    for each in fields(entity):
        value = getattr(entity, each.name)
        yield from (
            part for part in (value if isinstance(value, tuple) else (value,)) if isinstance(part, Entity)
        )
    if isinstance(entity, Concept):
        known = knowledge.concepts_by_iri
        yield from (known[iri] for iri in entity.broader + entity.related if iri in known)
    elif isinstance(entity, Source) and (copied := knowledge.sources_by_iri.get(entity.copy_of or "")):
        yield copied


def narrowed(knowledge: KnowledgeBase, kept: Mapping[str, Entity], title: str) -> KnowledgeBase:
    """Return the knowledge with the kept entities alone, in their order, under a title that says so."""

    def within(kind: type[E]) -> tuple[E, ...]:
        return tuple(sorted((each for each in kept.values() if isinstance(each, kind)), key=by_key))

    return KnowledgeBase(
        release=replace(knowledge.release, title=title),
        agents=within(Agent),
        schemes=within(Scheme),
        concepts=within(Concept),
        sources=within(Source),
        propositions=within(Proposition),
        passages=within(Passage),
        claims=within(Claim),
        thresholds=within(Threshold),
        intervals=within(Interval),
        assessments=within(Assessment),
        rules=within(Rule),
        forms=within(Form),
        mappings=within(MappingRow),
    )


def statements_on(part: KnowledgeBase, statements: Statements) -> Statements:
    """Return what is said of the entities of a part, of the base, and of the selectors of passages."""
    kept = {each.iri for each in chain(part.entities(), part.schemes)}
    kept |= {question.iri for form in part.forms for question in form.questions}
    subjects = {BASE, *kept}
    subjects |= {
        each.object
        for each in statements
        if each.predicate == f"{OA}hasSelector" and each.subject in kept and isinstance(each.object, str)
    }
    return in_order(each for each in statements if each.subject in subjects)
