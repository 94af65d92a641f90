"""The FHIR package: manifest, indexes, resources and examples, as a folder and as a tarball."""

from collections.abc import Iterator, Sequence
from typing import Final

from operculum.exporters.artefact import Artefact
from operculum.exporters.fhir.publication import LICENCES, Publication, Resource
from operculum.exporters.fhir.tarball import tarball
from operculum.exporters.pretty import pretty
from operculum.triage.links import CANONICAL

CORE: Final = {"r4": "hl7.fhir.r4.core", "r5": "hl7.fhir.r5.core"}

INDEXED: Final = ("id", "url", "version", "kind", "type")
"""What the index repeats of a resource besides its type, where it has it as a string."""


def package(
    publication: Publication, resources: Sequence[Resource], examples: Sequence[Resource]
) -> Iterator[Artefact]:
    """Yield the files of the package below its folder, and the tarball of them beside it.

    The layout is that of FHIR packages (hl7.org/fhir/packages.html): everything below `package/`, examples
    in a folder of their own, an index in each folder.
    """
    files = dict(sorted(members(publication, resources, examples)))
    root = f"fhir/{publication.version.name}"
    for path, text in files.items():
        yield Artefact(f"{root}/{publication.package}/{path}", text)
    version = publication.knowledge.release.version
    content = tarball((path, text.encode()) for path, text in files.items())
    yield Artefact(f"{root}/{publication.package}-{version}.tgz", content)


def members(
    publication: Publication, resources: Sequence[Resource], examples: Sequence[Resource]
) -> Iterator[tuple[str, str]]:
    """Yield each file of the package with its path."""
    yield "package/package.json", pretty(manifest(publication))
    for folder, listed in (("package", resources), ("package/examples", examples)):
        yield f"{folder}/.index.json", pretty(index(listed))
        for resource in listed:
            yield f"{folder}/{file_name(resource)}", pretty(resource)


def file_name(resource: Resource) -> str:
    """Return the name of a resource's file."""
    return f"{resource['resourceType']}-{resource['id']}.json"


def manifest(publication: Publication) -> Resource:
    """Return the package.json."""
    release = publication.knowledge.release
    core = CORE[publication.version.name]
    return {
        "name": publication.package,
        "version": release.version,
        "tools-version": 3,
        "type": "IG",
        "date": f"{release.issued.replace('-', '')}000000",
        "license": LICENCES.get(release.license, "UNLICENSED"),
        "canonical": CANONICAL,
        "url": CANONICAL,
        "title": release.title,
        "description": release.intended_use,
        "fhirVersions": [publication.version.value],
        "dependencies": {core: publication.version.value},
        "author": release.publisher,
        "directories": {"lib": "package", "example": "package/examples"},
    }


def index(resources: Sequence[Resource]) -> Resource:
    """Return the .index.json of a folder."""
    return {
        "index-version": 2,
        "files": [
            {
                "filename": file_name(resource),
                "resourceType": resource["resourceType"],
                **{key: resource[key] for key in INDEXED if isinstance(resource.get(key), str)},
            }
            for resource in sorted(resources, key=file_name)
        ],
    }
