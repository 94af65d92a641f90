"""The rules of a form as a PlanDefinition: an action a rule, with its condition, priority and citations."""

from collections.abc import Iterator
from typing import Final

from operculum.exporters.fhir.datatypes import (
    citation_of,
    claims,
    concept_coding,
    fhirpath,
    justification_of,
    urgency_coding,
)
from operculum.exporters.fhir.fhirpath import expression
from operculum.exporters.fhir.publication import Publication, Resource, identifier, string
from operculum.model import Assessment, Claim, Rule, Urgency
from operculum.triage import Plan, PlannedRule
from operculum.triage.advice import ADVICE
from operculum.triage.conditions import AllOf, AnyOf, Condition, Not
from operculum.wording import URGENCIES

PRIORITIES: Final = {
    Urgency.immediate: "stat",
    Urgency.prompt: "asap",
    Urgency.contact: "urgent",
    Urgency.undetermined: "urgent",
    Urgency.selfMonitor: "routine",
    Urgency.notCovered: "routine",
}
"""The priority of a request for each urgency (FHIR value set request-priority)."""

TYPE: Final = {"system": "http://terminology.hl7.org/CodeSystem/plan-definition-type", "code": "eca-rule"}

USAGE: Final = (
    "Each condition is FHIRPath over a QuestionnaireResponse to the Questionnaire with the same id, given as "
    "%resource. Every action whose condition holds applies; the most urgent of them is the result."
)


def plan_definitions(publication: Publication) -> Iterator[Resource]:
    """Yield a PlanDefinition for each form that has rules."""
    for planned in publication.plans:
        if planned.rules:
            yield plan_definition(planned, publication)


def plan_definition(planned: Plan, publication: Publication) -> Resource:
    """Return the rules of a form, and what follows where none of them fires."""
    form = planned.form
    description = f"When to call, and how soon, judged from the answers to the form: {form.title}."
    return {
        **publication.head("PlanDefinition", form.slug, f"Rules: {form.title}", description),
        "type": {"coding": [TYPE]},
        "usage": USAGE,
        "relatedArtifact": [
            {"type": "depends-on", "resource": publication.canonical("Questionnaire", form.slug)}
        ],
        "library": [publication.canonical("Library", f"{form.slug}-logic")],
        "action": [
            *(rule_action(each, publication) for each in planned.rules),
            *(closing_action(urgency, planned, publication) for urgency in CLOSING),
        ],
    }


CLOSING: Final = (Urgency.undetermined, Urgency.selfMonitor, Urgency.notCovered)
"""The urgencies that no rule gives."""


def rule_action(each: PlannedRule, publication: Publication) -> Resource:
    """Return the action of a rule, with the claims it derives from and what is disputed."""
    rule = each.rule
    behind = claims(rule.derived_from, publication)
    reasons = [{"coding": [concept_coding(concept)]} for concept in (rule.finding, rule.context) if concept]
    return {
        "id": identifier(rule.slug),
        "title": string(rule.label),
        **({"reason": reasons} if reasons else {}),
        **action(rule.urgency, each.fires, rule.label, publication, (concept_coding(rule.action),)),
        "documentation": [
            *(citation_of(claim, publication) for claim in behind),
            *(justification_of(assessment, publication) for assessment in weighed(rule, behind, publication)),
        ],
    }


def weighed(rule: Rule, behind: tuple[Claim, ...], publication: Publication) -> tuple[Assessment, ...]:
    """Return the assessments a rule acknowledges, and those that dispute its claims."""
    known = publication.knowledge.assessments_by_iri
    acknowledged = [known[iri] for iri in rule.acknowledges if iri in known]
    disputing = [assessment for claim in behind for assessment in claim.disputes]
    return tuple(dict.fromkeys([*acknowledged, *disputing]))


def closing_action(urgency: Urgency, planned: Plan, publication: Publication) -> Resource:
    """Return the action that applies where no rule fires."""
    conditions = dict(planned.ladder)
    before = AnyOf(tuple(condition for name, condition in planned.ladder if precedes(name, urgency)))
    condition = AllOf((Not(before), conditions[urgency])) if before.parts else conditions[urgency]
    return {
        "id": urgency.value,
        "title": URGENCIES[urgency],
        **action(urgency, condition, "no rule fires", publication),
    }


def precedes(name: Urgency, urgency: Urgency) -> bool:
    """Tell whether an urgency is decided before another."""
    order = (Urgency.notCovered, Urgency.immediate, Urgency.prompt, Urgency.contact, Urgency.undetermined)
    return name in order and (urgency not in order or order.index(name) < order.index(urgency))


def action(
    urgency: Urgency,
    condition: Condition,
    why: str,
    publication: Publication,
    more: tuple[Resource, ...] = (),
) -> Resource:
    """Return what every action has: advice, priority, codes, condition and the response it looks at."""
    code = {"coding": [urgency_coding(urgency), *more], "text": URGENCIES[urgency]}
    needed: Resource = {
        "type": "QuestionnaireResponse",
        "profile": ["http://hl7.org/fhir/StructureDefinition/QuestionnaireResponse"],
    }
    return {
        "description": ADVICE[urgency],
        "textEquivalent": ADVICE[urgency],
        "priority": PRIORITIES[urgency],
        "code": code if publication.r5 else [code],
        "condition": [
            {"kind": "applicability", "expression": fhirpath(expression(condition), description=string(why))}
        ],
        "input": [{"requirement": needed} if publication.r5 else needed],
    }
