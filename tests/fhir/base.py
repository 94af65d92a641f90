"""What our tests of the FHIR exports share: the shipped base, published once in each version."""

from functools import cache

from operculum.exporters.fhir import published, resources
from operculum.exporters.fhir.publication import FhirVersion, Publication
from operculum.store import knowledge_base, read

VERSIONS = tuple(FhirVersion)


@cache
def shipped():
    """Return the shipped knowledge base."""
    return knowledge_base(read(None))


@cache
def publication(version):
    """Return the shipped base published in a version of FHIR."""
    return Publication(shipped(), version)


@cache
def made(version):
    """Return the resources of a version, without guide, bundles and examples."""
    return tuple(resources(publication(version)))


@cache
def artefacts(version):
    """Return the files of a version by path."""
    return {each.path: each.bytes for each in published(publication(version))}


def of_type(version, kind):
    """Return the resources of a type."""
    return [each for each in made(version) if each["resourceType"] == kind]
