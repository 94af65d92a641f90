"""Where each form and each set of rules comes from: the sources behind it, and who made it."""

from collections.abc import Iterator
from typing import Final

from operculum.exporters.fhir.publication import Publication, Resource, identifier, narrative, string
from operculum.exporters.fhir.questionnaire import sources
from operculum.model import Source
from operculum.triage import Plan

KINDS: Final = ("Questionnaire", "PlanDefinition")
AUTHOR: Final = {
    "system": "http://terminology.hl7.org/CodeSystem/provenance-participant-type",
    "code": "author",
}
DERIVATION: Final = {
    "system": "http://terminology.hl7.org/CodeSystem/iso-21089-lifecycle",
    "code": "transform",
}


def provenances(publication: Publication) -> Iterator[Resource]:
    """Yield a Provenance for each Questionnaire and each PlanDefinition."""
    for planned in publication.plans:
        for kind in KINDS if planned.rules else KINDS[:1]:
            yield provenance(kind, planned, publication)


def provenance(kind: str, planned: Plan, publication: Publication) -> Resource:
    """Return where one resource comes from; it was recorded on the day of the release."""
    form = planned.form
    release = publication.knowledge.release
    about = f"{kind} {form.title}, made from {release.title} {release.version}."
    return {
        "resourceType": "Provenance",
        "id": identifier(f"{kind.lower()}-{form.slug}"),
        "text": narrative(form.title, f"{about} {release.intended_use}"),
        "target": [{"reference": f"{kind}/{identifier(form.slug)}"}],
        "recorded": publication.timestamp,
        "activity": {"coding": [DERIVATION], "text": "made from the knowledge base"},
        "agent": [{"type": {"coding": [AUTHOR]}, "who": {"display": string(release.publisher)}}],
        "entity": [
            {"role": "source", "what": source_reference(source)} for source in sources(planned, publication)
        ],
    }


def source_reference(source: Source) -> Resource:
    """Return a reference to a source by its node in the base."""
    return {
        "identifier": {"system": "urn:ietf:rfc:3986", "value": source.iri},
        "display": string(source.label),
    }
