"""The assessments as ArtifactAssessments: how one claim bears on another; R4 has no such resource."""

from collections.abc import Iterator
from functools import partial

from operculum.exporters.fhir.publication import (
    Maker,
    Publication,
    Resource,
    identifier,
    markdown,
    narrative,
    string,
)
from operculum.model import Assessment


def artifact_assessments(publication: Publication) -> Iterator[Maker]:
    """Yield what makes the ArtifactAssessment of each assessment, in R5."""
    if publication.r5:
        for assessment in publication.knowledge.assessments:
            yield partial(artifact_assessment, assessment, publication)


def artifact_assessment(assessment: Assessment, publication: Publication) -> Resource:
    """Return one assessment: the claim judged is the artifact, the claim that bears on it the grounds."""
    grounds = {
        "type": "derived-from",
        "label": "the claim that bears on it",
        "document": {"url": assessment.of},
    }
    release = publication.knowledge.release
    return {
        "resourceType": "ArtifactAssessment",
        "id": identifier(assessment.slug),
        "text": narrative(assessment.label, f"{assessment.bearing}: {assessment.reason}"),
        "identifier": [{"system": "urn:ietf:rfc:3986", "value": assessment.iri}],
        "title": string(assessment.label),
        "date": assessment.assessed_on,
        "copyright": markdown(f"{release.intended_use} Licence: {release.license}"),
        "artifactUri": assessment.target,
        "content": [
            {
                "informationType": "comment",
                "summary": markdown(assessment.reason),
                "type": {"text": assessment.bearing.value},
                "author": {"display": string(assessment.assessed_by.name)},
                "relatedArtifact": [grounds],
            }
        ],
    }
