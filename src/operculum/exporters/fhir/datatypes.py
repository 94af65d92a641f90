"""The small parts that resources are made of."""

from collections.abc import Iterable
from typing import Any, Final

from operculum.exporters.fhir.publication import Publication, Resource, address, markdown, string
from operculum.model import Assessment, Claim, Concept, Source, Urgency
from operculum.namespaces import slug
from operculum.triage import Fired
from operculum.triage.answers import NO, NOT_SURE, YES
from operculum.wording import URGENCIES

CONCEPTS: Final = "operculum-concepts"
URGENCY: Final = "operculum-urgency"
ANSWERS: Final = "operculum-answers"
"""The ids of the code systems."""

ANSWER_DISPLAYS: Final = {YES: "Yes", NO: "No", NOT_SURE: "Not sure"}

FHIRPATH: Final = "text/fhirpath"
LOINC: Final = "http://loinc.org"
UCUM: Final = "http://unitsofmeasure.org"
EXTENSIONS: Final = "http://hl7.org/fhir/StructureDefinition/"
SDC: Final = "http://hl7.org/fhir/uv/sdc/StructureDefinition/"

DAY: Final = {"system": UCUM, "code": "d", "display": "days"}


def coding(system: str, code: str, display: str) -> Resource:
    """Return a coding in one of our code systems."""
    return {"system": address("CodeSystem", system), "code": code, "display": string(display)}


def concept_coding(concept: Concept) -> Resource:
    """Return a concept of the base as a coding."""
    return coding(CONCEPTS, concept.slug, concept.label)


def option_coding(concept: Concept) -> Resource:
    """Return a concept as an answer to be chosen, in plain words."""
    return coding(CONCEPTS, concept.slug, concept.as_answer)


def urgency_coding(urgency: Urgency) -> Resource:
    """Return an urgency as a coding."""
    return coding(URGENCY, urgency.value, URGENCIES[urgency])


def answer_coding(code: str) -> Resource:
    """Return yes, no or not sure as a coding."""
    return coding(ANSWERS, code, ANSWER_DISPLAYS[code])


def use_context(concepts: Iterable[Concept]) -> list[Resource]:
    """Return what a resource is about, as the contexts in which it is of use."""
    focus = {"system": "http://terminology.hl7.org/CodeSystem/usage-context-type", "code": "focus"}
    return [
        {"code": focus, "valueCodeableConcept": {"coding": [concept_coding(concept)]}} for concept in concepts
    ]


def capabilities() -> list[Resource]:
    """Return what forms and their logic are fit for: to be shared, computed with, and run as they are.

    That they are fit to be published for care is not said: nobody has reviewed them.
    """
    able = ("shareable", "computable", "executable")
    levels = ("structured", "executable")
    return [
        *(extension(f"{EXTENSIONS}cqf-knowledgeCapability", "valueCode", each) for each in able),
        *(extension(f"{EXTENSIONS}cqf-knowledgeRepresentationLevel", "valueCode", each) for each in levels),
    ]


def loinc_codings(concept: Concept) -> Iterable[Resource]:
    """Yield the LOINC codes that are mapped to a concept as exact."""
    for mapping in concept.mappings:
        if (
            mapping.match == "exactMatch"
            and not mapping.negated
            and mapping.object_curie.startswith("LOINC:")
        ):
            code = mapping.object_curie.removeprefix("LOINC:")
            yield {"system": LOINC, "code": code, "display": string(mapping.object_label or concept.label)}


def extension(url: str, kind: str, value: Any) -> Resource:
    """Return an extension with a value of a kind, such as `valueString`."""
    return {"url": url, kind: value}


def fhirpath(text: str, name: str | None = None, description: str | None = None) -> Resource:
    """Return a FHIRPath expression, named where others refer to it."""
    parts = {"description": description, "name": name, "language": FHIRPATH, "expression": text}
    return {key: value for key, value in parts.items() if value is not None}


def related(publication: Publication, kind: str, display: str, text: str, url: str) -> Resource:
    """Return a related artifact; its address stands in a document in R5, which has no url for it."""
    artifact: Resource = {
        "type": kind,
        "label": slug(url),
        "display": string(display),
        "citation": markdown(text),
    }
    return {**artifact, "document": {"url": url}} if publication.r5 else {**artifact, "url": url}


def source_citation(source: Source, publication: Publication) -> Resource:
    """Return a source as a related artifact."""
    artifact = related(
        publication, "citation", source.label, source.title or source.label, source.url or source.iri
    )
    return pointed({**artifact, "label": source.slug}, source, publication)


def pointed(artifact: Resource, source: Source, publication: Publication) -> Resource:
    """Return an artifact that points at the Citation of its source, where the version has Citations."""
    if not publication.r5:
        return artifact
    return {**artifact, "resource": publication.canonical("Citation", source.slug)}


def citation_of(claim: Claim, publication: Publication) -> Resource:
    """Return a claim as the citation that justifies something: who says what, and where."""
    places = ", ".join(passage.place for passage in claim.passages)
    text = f"{claim.source.label}: {claim.statement} ({places})"
    artifact = related(publication, "citation", claim.source.label, text, claim.iri)
    return pointed(artifact, claim.source, publication)


def justification_of(assessment: Assessment, publication: Publication) -> Resource:
    """Return an assessment as a note on what is disputed or was weighed."""
    text = f"{assessment.bearing.value}: {assessment.reason}"
    return related(publication, "justification", assessment.label, text, assessment.iri)


def documentation(explained: Fired, publication: Publication) -> list[Resource]:
    """Return the claims behind a rule as citations, and what is disputed or was weighed."""
    return [
        *(citation_of(claim, publication) for claim in explained.claims),
        *(justification_of(assessment, publication) for assessment in explained.disputes),
    ]
