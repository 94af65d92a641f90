"""What is told of each kind of entity, as plain nested values ready for JSON or for a person."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from operculum.inspection.appearances import appearances
from operculum.model import (
    Agent,
    Assessment,
    Claim,
    Comparator,
    Concept,
    Entity,
    Form,
    Interval,
    KnowledgeBase,
    Mapping,
    Passage,
    Proposition,
    Rule,
    Source,
    Threshold,
    Window,
)
from operculum.namespaces import compact, slug

Description = dict[str, Any]


@dataclass(frozen=True)
class Surroundings:
    """What a description may draw on: the base, and the texts at hand."""

    knowledge: KnowledgeBase
    quote: Callable[[Passage], str | None]


def describe(entity: Entity, around: Surroundings) -> Description:
    """Return everything that is known of one entity; empty values are left out."""
    entities = around.knowledge.entities()
    description = {
        "name": compact(entity.iri),
        "iri": entity.iri,
        "kind": type(entity).__name__.lower(),
        **DESCRIBERS[type(entity)](entity, around),
        "namesakes": [compact(each.iri) for each in entities if each.slug == entity.slug and each != entity],
        "exports": list(appearances(around.knowledge, entity)),
    }
    return {key: value for key, value in description.items() if value not in (None, "", [], {})}


def _agent(agent: Agent, around: Surroundings) -> Description:
    published = [source for source in around.knowledge.sources if source.publisher == agent]
    return {"label": agent.name, "published": [_source_line(source) for source in published]}


def _form(form: Form, around: Surroundings) -> Description:
    del around
    return {
        "title": form.title,
        "description": form.description,
        "about": [concept.label for concept in form.about],
        "questions": [f"{each.text} ({each.answer_type.value})" for each in form.questions],
        "rules": [_rule_line(rule) for rule in form.rules],
    }


def _claim(claim: Claim, around: Surroundings) -> Description:
    others = [each for each in around.knowledge.claims_asserting(claim.proposition) if each.iri != claim.iri]
    beside = [each for each in claim.assessments if each not in claim.disputes]
    window = claim.proposition.window
    return {
        "statement": claim.statement,
        "source": _source_line(claim.source),
        "status": claim.status.value,
        "polarity": claim.polarity.value,
        "modality": claim.modality.value,
        "frequency": claim.frequency.value,
        "proposition": claim.proposition.label,
        "asserts": _proposition(claim.proposition, around),
        "bounds": [*([_window(window)] if window else []), *(_window(each) for each in claim.thresholds)],
        "wordedAs": list(claim.verbatim),
        "denominator": claim.denominator.label if claim.denominator else None,
        "jurisdiction": claim.jurisdiction.label if claim.jurisdiction else None,
        "conditions": [concept.label for concept in claim.conditions],
        "addressee": claim.addressee.label if claim.addressee else None,
        "advisedUrgency": claim.advised_urgency.value if claim.advised_urgency else None,
        "reports": [_source_line(study) for study in claim.reports],
        "because": [_short(around.knowledge, iri) for iri in claim.because],
        "evidenceBasis": compact(claim.evidence_basis),
        "passages": [_passage(passage, around) for passage in claim.passages],
        "agreedBy": [_brief(each) for each in others if each.polarity is claim.polarity],
        "contradictedBy": [_brief(each) for each in others if each.polarity is not claim.polarity],
        "disputes": [_assessment(each, around) for each in claim.disputes],
        "otherAssessments": [_assessment(each, around) for each in beside],
        "rules": [_rule_line(rule) for rule in around.knowledge.rules if claim.iri in rule.derived_from],
        "questions": _questions(claim, around.knowledge),
    }


def _questions(claim: Claim, knowledge: KnowledgeBase) -> list[str]:
    return [
        f"{form.title}: {question.text}"
        for form in knowledge.forms
        for question in form.questions
        if claim.iri in question.derived_from
    ]


def _passage(passage: Passage, around: Surroundings) -> Description:
    described = {
        "name": compact(passage.iri),
        "place": passage.place,
        "role": passage.role.value,
        "hedges": list(passage.hedge_cues),
        "sha256": passage.sha256,
        "text": passage.quote or around.quote(passage),
    }
    return {key: value for key, value in described.items() if value}


def _passage_whole(passage: Passage, around: Surroundings) -> Description:
    claims = [claim for claim in around.knowledge.claims if passage in claim.passages]
    return {
        "source": _source_line(passage.source),
        **_passage(passage, around),
        "claims": [_brief(claim) for claim in claims],
    }


def _assessment(assessment: Assessment, around: Surroundings) -> Description:
    return {
        "name": compact(assessment.iri),
        "claim": _short(around.knowledge, assessment.of),
        "bearing": assessment.bearing.value,
        "on": _short(around.knowledge, assessment.target),
        "reason": assessment.reason,
        "assessed": f"{assessment.assessed_on} by {assessment.assessed_by.name}",
    }


def _proposition(proposition: Proposition, around: Surroundings) -> Description:
    del around
    described = {
        "subject": proposition.subject.label,
        "predicate": slug(proposition.predicate),
        "object": proposition.object.label,
        "window": _window(proposition.window) if proposition.window else None,
        "comparedWith": proposition.compared_with.label if proposition.compared_with else None,
        "via": proposition.via.label if proposition.via else None,
        "population": proposition.population.label if proposition.population else None,
    }
    return {key: value for key, value in described.items() if value}


def _proposition_whole(proposition: Proposition, around: Surroundings) -> Description:
    claims = around.knowledge.claims_asserting(proposition)
    return {
        "label": proposition.label,
        **_proposition(proposition, around),
        "affirmedBy": [_brief(claim) for claim in claims if claim.polarity.value == "affirmed"],
        "deniedBy": [_brief(claim) for claim in claims if claim.polarity.value == "denied"],
    }


def _concept(concept: Concept, around: Surroundings) -> Description:
    knowledge = around.knowledge
    label = {each.iri: each.label for each in knowledge.concepts}
    return {
        "label": concept.label,
        "alsoCalled": list(concept.alternative_labels),
        "definition": concept.definition,
        "notes": list(concept.scope_notes),
        "scheme": concept.scheme.label,
        "broader": [label.get(iri, iri) for iri in concept.broader],
        "narrower": [each.label for each in knowledge.concepts if concept.iri in each.broader],
        "related": [label.get(iri, iri) for iri in concept.related],
        "codes": [_code(each) for each in concept.mappings],
        "claims": [_brief(claim) for claim in knowledge.claims_on(concept)],
        "rules": [
            _rule_line(rule)
            for rule in knowledge.rules
            if concept in (rule.context, rule.finding, rule.action)
        ],
    }


def _code(mapping: Mapping) -> str:
    relation = f"not {mapping.match}" if mapping.negated else mapping.match
    return f"{relation} {mapping.object_curie} {mapping.object_label or ''}".rstrip()


def _source(source: Source, around: Surroundings) -> Description:
    claims = around.knowledge.claims
    return {
        "label": source.label,
        "sort": source.kind.value,
        "title": source.title,
        "publisher": source.publisher.name if source.publisher else None,
        "url": source.url,
        "issued": source.issued,
        "accessed": source.accessed,
        "accessedVia": source.accessed_via,
        "sha256": source.sha256,
        "located": source.located,
        "searched": f"{source.searched_on}: {source.search_note}" if source.searched_on else None,
        "doi": source.doi,
        "pmid": source.pmid,
        "claims": [_brief(claim) for claim in claims if claim.source.iri == source.iri],
        "reportedBy": [_brief(claim) for claim in claims if source in claim.reports],
    }


def _threshold(bound: Threshold | Interval, around: Surroundings) -> Description:
    knowledge = around.knowledge
    described: Description = {"label": bound.label, "means": _window(bound)}
    if isinstance(bound, Threshold):
        described |= {
            "quantity": bound.quantity.label,
            "comparator": bound.comparator.value,
            "value": str(bound.value),
            "unit": bound.unit,
            "days": int(bound.days) if bound.days is not None and bound.days.denominator == 1 else None,
        }
    else:
        described |= {"lower": bound.lower.label, "upper": bound.upper.label}
    return {
        **described,
        "boundaryUnclear": bound.boundary_unclear,
        "claims": [
            _brief(claim)
            for claim in knowledge.claims
            if bound == claim.proposition.window or bound in claim.thresholds
        ],
        "rules": [_rule_line(rule) for rule in knowledge.rules if rule.window == bound],
        "intervals": [each.label for each in knowledge.intervals if bound in (each.lower, each.upper)],
    }


def _rule(rule: Rule, around: Surroundings) -> Description:
    knowledge = around.knowledge
    return {
        "label": rule.label,
        "urgency": rule.urgency.value,
        "action": rule.action.label,
        "context": rule.context.label if rule.context else None,
        "finding": rule.finding.label if rule.finding else None,
        "window": _window(rule.window) if rule.window else None,
        "derivedFrom": [
            {
                **_brief(knowledge.claims_by_iri[iri]),
                "passages": [_passage(passage, around) for passage in knowledge.claims_by_iri[iri].passages],
            }
            for iri in rule.derived_from
            if iri in knowledge.claims_by_iri
        ],
        "acknowledges": [
            _assessment(knowledge.assessments_by_iri[iri], around)
            for iri in rule.acknowledges
            if iri in knowledge.assessments_by_iri
        ],
        "forms": [form.title for form in knowledge.forms if rule in form.rules],
    }


def _assessment_whole(assessment: Assessment, around: Surroundings) -> Description:
    return {"label": assessment.label, **_assessment(assessment, around)}


def _brief(claim: Claim) -> Description:
    return {
        "name": compact(claim.iri),
        "statement": claim.statement,
        "source": claim.source.label,
        **({"disputed": True} if claim.disputes else {}),
    }


def _short(knowledge: KnowledgeBase, iri: str) -> str:
    claim = knowledge.claims_by_iri.get(iri)
    return compact(iri) if claim is None else f"{compact(iri)} ({claim.source.label}): {claim.statement}"


def _rule_line(rule: Rule) -> str:
    return f"{compact(rule.iri)}: {rule.label} ({rule.urgency.value})"


def _source_line(source: Source) -> str:
    publisher = f", {source.publisher.name}" if source.publisher else ""
    lost = "; not located" if source.located is False else ""
    return f"{source.title or source.label}{publisher}{lost}"


def _window(window: Window) -> str:
    if isinstance(window, Concept):
        return window.label
    if isinstance(window, Interval):
        return f"{_window(window.lower)} and {_bound(window.upper)}"
    return f"{window.quantity.label} {_bound(window)}"


def _bound(window: Threshold) -> str:
    days = f" = {window.days} days" if window.days is not None and window.unit != "d" else ""
    unclear = "; whether the boundary itself belongs to it is left open" if window.boundary_unclear else ""
    value = f"{COMPARATORS[window.comparator]} {window.value} {UNITS.get(window.unit, window.unit)}".rstrip()
    return f"{value}{days}{unclear}"


COMPARATORS: Final[dict[Comparator, str]] = {
    Comparator.lessThan: "less than",
    Comparator.atMost: "at most",
    Comparator.equalTo: "of",
    Comparator.atLeast: "at least",
    Comparator.greaterThan: "more than",
}
UNITS: Final = {"wk": "weeks", "d": "days", "mo": "months", "a": "years", "1": ""}
"""Units in words, by their UCUM codes; others are told as their codes."""

DESCRIBERS: Final[dict[type[Entity], Callable[[Any, Surroundings], Description]]] = {
    Agent: _agent,
    Assessment: _assessment_whole,
    Claim: _claim,
    Concept: _concept,
    Form: _form,
    Interval: _threshold,
    Passage: _passage_whole,
    Proposition: _proposition_whole,
    Rule: _rule,
    Source: _source,
    Threshold: _threshold,
}
