"""The rules of a form as a PlanDefinition: an action a rule, with its condition, priority and citations."""

from collections.abc import Iterator
from itertools import takewhile
from typing import Final

from operculum.exporters.fhir.datatypes import (
    capabilities,
    concept_coding,
    documentation,
    fhirpath,
    urgency_coding,
    use_context,
)
from operculum.exporters.fhir.fhirpath import expression
from operculum.exporters.fhir.publication import Publication, Resource, identifier, string
from operculum.model import Urgency
from operculum.triage import Plan, PlannedRule
from operculum.triage.advice import ADVICE
from operculum.triage.conditions import AllOf, Condition, Not
from operculum.triage.evaluation import explained
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

CLOSING: Final = (Urgency.undetermined, Urgency.selfMonitor, Urgency.notCovered)
"""The urgencies that no rule gives."""

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
    head = publication.head("PlanDefinition", form.slug, f"Rules: {form.title}", description)
    return {
        **head,
        "extension": [*head.get("extension", []), *capabilities()],
        "type": {"coding": [TYPE]},
        "useContext": use_context(form.about),
        "topic": [{"coding": [concept_coding(concept)]} for concept in form.about],
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


def rule_action(each: PlannedRule, publication: Publication) -> Resource:
    """Return the action of a rule, with the claims it derives from and what is disputed."""
    rule = each.rule
    reasons = [{"coding": [concept_coding(concept)]} for concept in (rule.finding, rule.context) if concept]
    return {
        "id": identifier(rule.slug),
        "title": string(rule.label),
        **({"reason": reasons} if reasons else {}),
        **action(rule.urgency, each.fires, rule.label, publication, (concept_coding(rule.action),)),
        "documentation": documentation(explained(rule, publication.knowledge), publication),
    }


def closing_action(urgency: Urgency, planned: Plan, publication: Publication) -> Resource:
    """Return the action that applies where no rule fires: its own condition, and none of those before it."""
    earlier = [condition for _, condition in takewhile(lambda rung: rung[0] is not urgency, planned.ladder)]
    condition = AllOf((*(Not(each) for each in earlier), dict(planned.ladder)[urgency]))
    return {
        "id": urgency.value,
        "title": URGENCIES[urgency],
        **action(urgency, condition, "no rule fires", publication),
    }


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
        "trigger": [{"type": "data-added", "data": [needed]}],
        "description": ADVICE[urgency],
        "textEquivalent": ADVICE[urgency],
        "priority": PRIORITIES[urgency],
        "code": code if publication.r5 else [code],
        "condition": [
            {"kind": "applicability", "expression": fhirpath(expression(condition), description=string(why))}
        ],
        "input": [{"requirement": needed} if publication.r5 else needed],
    }
