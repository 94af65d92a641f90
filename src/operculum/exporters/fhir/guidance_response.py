"""The result of triage as a GuidanceResponse, with the request it leads to within it."""

from typing import Final

from operculum.exporters.fhir.datatypes import concept_coding, documentation, urgency_coding
from operculum.exporters.fhir.plan_definition import PRIORITIES
from operculum.exporters.fhir.publication import Publication, Resource, markdown, string
from operculum.model import Urgency
from operculum.triage import Result
from operculum.triage.documents import advice
from operculum.wording import URGENCIES

REQUEST: Final = "request"
ERRORS: Final = "errors"


def guidance_response(result: Result, publication: Publication) -> Resource:
    """Return a result as a GuidanceResponse; it holds no time, for it is not known when answers were given.

    Its status is `success`, `data-requested` where a rule fired though answers are missing, or
    `data-required` where nothing can be said without them.
    """
    requests = [request(result, publication), *errors(result)]
    response: Resource = {
        "resourceType": "GuidanceResponse",
        "contained": requests,
        "moduleCanonical": publication.canonical("PlanDefinition", result.form.slug),
        "status": status(result),
    }
    reasons = [fired.rule.finding for fired in result.fired if fired.rule.finding is not None]
    if reasons:
        concepts = [{"coding": [concept_coding(concept)]} for concept in reasons]
        if publication.r5:
            response["reason"] = [{"concept": concept} for concept in concepts]
        else:
            response["reasonCode"] = concepts
    response["note"] = [{"text": markdown(advice(result))}]
    if result.errors:
        response["evaluationMessage"] = [{"reference": f"#{ERRORS}"}]
    reference = {"reference": f"#{REQUEST}"}
    response["result"] = [reference] if publication.r5 else reference
    if result.missing:
        response["dataRequirement"] = [
            {
                "type": "Observation",
                "codeFilter": [{"path": "code", "code": [concept_coding(question.asks)]}],
            }
            for question in result.missing
        ]
    return response


def status(result: Result) -> str:
    """Return the status of the evaluation (FHIR value set guidance-response-status)."""
    if result.urgency is Urgency.undetermined:
        return "data-required"
    return "success" if result.complete else "data-requested"


def request(result: Result, publication: Publication) -> Resource:
    """Return what to do as a RequestGroup (R4) or RequestOrchestration (R5), proposed and not ordered."""
    code = {"coding": [urgency_coding(result.urgency)], "text": URGENCIES[result.urgency]}
    behind = [reason for fired in result.fired for reason in documentation(fired, publication)]
    action: Resource = {
        "title": URGENCIES[result.urgency],
        "description": advice(result),
        "textEquivalent": advice(result),
        "priority": PRIORITIES[result.urgency],
        "code": [code],
        # FHIR asks for a resource in an action without further ones; the words are all there is to point at.
        "resource": {"display": string(URGENCIES[result.urgency])},
    }
    if behind:
        action["documentation"] = behind
    return {
        "resourceType": "RequestOrchestration" if publication.r5 else "RequestGroup",
        "id": REQUEST,
        "instantiatesCanonical": [publication.canonical("PlanDefinition", result.form.slug)],
        "status": "active",
        "intent": "proposal",
        "priority": PRIORITIES[result.urgency],
        "code": code,
        "action": [action],
    }


def errors(result: Result) -> list[Resource]:
    """Return what was wrong with the answers as an OperationOutcome."""
    if not result.errors:
        return []
    issues = [
        {"severity": "error", "code": "value", "diagnostics": string(error.message)}
        for error in result.errors
    ]
    return [{"resourceType": "OperationOutcome", "id": ERRORS, "issue": issues}]
