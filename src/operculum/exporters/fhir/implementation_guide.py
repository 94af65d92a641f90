"""The ImplementationGuide that lists what the package holds."""

from collections.abc import Iterable
from typing import Final

from operculum.exporters.fhir.publication import LICENCES, Publication, Resource

NAME: Final = "operculum"
EXAMPLES: Final = ("QuestionnaireResponse", "GuidanceResponse")


def implementation_guide(publication: Publication, resources: Iterable[Resource]) -> Resource:
    """Return the guide to the resources of a package, examples included."""
    release = publication.knowledge.release
    title = f"{release.title} (FHIR {publication.version.name.upper()})"
    description = (
        "Forms that judge themselves, the rules behind them, and the claims and sources behind the rules."
    )
    guide: Resource = {
        **publication.head("ImplementationGuide", NAME, title, description),
        "packageId": publication.package,
        "license": LICENCES.get(release.license),
        "fhirVersion": [publication.version.value],
        "definition": {"resource": [listed(each, publication) for each in resources]},
    }
    return {key: value for key, value in guide.items() if value is not None}


def listed(resource: Resource, publication: Publication) -> Resource:
    """Return one resource as the guide lists it."""
    entry: Resource = {"reference": {"reference": f"{resource['resourceType']}/{resource['id']}"}}
    if "title" in resource:
        entry["name"] = resource["title"]
    entry["isExample" if publication.r5 else "exampleBoolean"] = resource["resourceType"] in EXAMPLES
    return entry
