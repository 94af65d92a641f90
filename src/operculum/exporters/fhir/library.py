"""The logic of a form as a Library: one FHIRPath expression that gives the urgency, on its own."""

from base64 import b64encode
from collections.abc import Iterator
from typing import Final

from operculum.exporters.fhir.datatypes import FHIRPATH, capabilities, concept_coding, use_context
from operculum.exporters.fhir.fhirpath import expression, ladder
from operculum.exporters.fhir.publication import Publication, Resource
from operculum.triage import Plan

TYPE: Final = {"system": "http://terminology.hl7.org/CodeSystem/library-type", "code": "logic-library"}


def libraries(publication: Publication) -> Iterator[Resource]:
    """Yield a Library for each form that has rules."""
    for planned in publication.plans:
        if planned.rules:
            yield library(planned, publication)


def library(planned: Plan, publication: Publication) -> Resource:
    """Return the logic of a form; its parameter is the response, its result the name of the urgency."""
    form = planned.form
    description = (
        "FHIRPath over a QuestionnaireResponse, given as %resource, that yields the name of the urgency: "
        f"{form.title}."
    )
    head = publication.head("Library", f"{form.slug}-logic", f"Logic: {form.title}", description)
    return {
        **head,
        "extension": [*head.get("extension", []), *capabilities()],
        "type": {"coding": [TYPE]},
        "useContext": use_context(form.about),
        "topic": [{"coding": [concept_coding(concept)]} for concept in form.about],
        "relatedArtifact": [
            {"type": "depends-on", "resource": publication.canonical("Questionnaire", form.slug)}
        ],
        "parameter": [
            {"name": "resource", "use": "in", "min": 1, "max": "1", "type": "QuestionnaireResponse"},
            {"name": "urgency", "use": "out", "min": 1, "max": "1", "type": "string"},
        ],
        "content": [
            {"contentType": FHIRPATH, "data": b64encode(logic(planned).encode()).decode(), "title": "urgency"}
        ],
    }


def logic(planned: Plan) -> str:
    """Return the urgency as one expression without variables."""
    return ladder(tuple((urgency, expression(condition)) for urgency, condition in planned.ladder))
