"""The ImplementationGuide that lists what the package holds."""

from collections.abc import Iterable, Mapping
from typing import Final

from operculum.exporters.fhir.publication import LICENCES, Publication, Resource

NAME: Final = "operculum"
EXAMPLES: Final = ("QuestionnaireResponse", "GuidanceResponse")

GROUPINGS: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = {
    "forms": ("Forms that judge themselves", ("Questionnaire",)),
    "rules": ("Rules, and their logic", ("PlanDefinition", "Library")),
    "examples": ("Boundary cases, each with its guidance", EXAMPLES),
    "terminology": ("Terminology", ("CodeSystem", "ValueSet", "ConceptMap")),
    "evidence": ("What the sources say, and where it comes from", ()),
}
"""The groups of resources, each with its types; the last takes all others."""


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
        "definition": {
            "grouping": [{"id": slug, "name": name} for slug, (name, _) in GROUPINGS.items()],
            "resource": [listed(each, publication) for each in resources],
        },
    }
    return {key: value for key, value in guide.items() if value is not None}


def listed(resource: Resource, publication: Publication) -> Resource:
    """Return one resource as the guide lists it."""
    entry: Resource = {"reference": {"reference": f"{resource['resourceType']}/{resource['id']}"}}
    if "title" in resource:
        entry["name"] = resource["title"]
    entry["groupingId"] = next(
        slug for slug, (_, kinds) in GROUPINGS.items() if not kinds or resource["resourceType"] in kinds
    )
    entry["isExample" if publication.r5 else "exampleBoolean"] = resource["resourceType"] in EXAMPLES
    return entry
