"""The FHIR package: manifest, indexes, resources and examples, as a folder and as a tarball."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from operculum.exporters.artefact import Artefact
from operculum.exporters.fhir.publication import LICENCES, Publication, Resource
from operculum.exporters.fhir.tarball import tarball
from operculum.exporters.pretty import pretty, pretty_pieces
from operculum.model.lazy import Chosen
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
    packed = sorted(members(publication, resources, examples), key=lambda member: member.path)
    root = f"fhir/{publication.version.name}"
    for each in packed:
        yield replace(each, path=f"{root}/{publication.package}/{each.path}")
    name = f"{publication.package}-{publication.knowledge.release.version}.tgz"
    yield Artefact(f"{root}/{name}", lambda: tarball((each.path, each.bytes) for each in packed))


def members(
    publication: Publication, resources: Sequence[Resource], examples: Sequence[Resource]
) -> Iterator[Artefact]:
    """Yield each file of the package."""
    yield Artefact("package/package.json", pretty(manifest(publication)))
    for folder, listed in (("package", resources), ("package/examples", examples)):
        yield Artefact(f"{folder}/.index.json", partial(index, listed))
        yield from files(folder, listed)


def files(folder: str, resources: Sequence[Resource]) -> Iterator[Artefact]:
    """Yield a file for each resource, which is made when its text is asked for."""
    for place, resource in enumerate(resources):
        yield Artefact(f"{folder}/{file_name(resource)}", partial(text, resources, place))


def text(resources: Sequence[Resource], place: int) -> Iterator[str]:
    """Yield the text of a resource."""
    yield pretty(resources[place])


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


def index(resources: Sequence[Resource]) -> Iterator[str]:
    """Yield the text of the .index.json of a folder."""
    names = [file_name(resource) for resource in resources]
    ordered = Chosen(resources, sorted(range(len(names)), key=names.__getitem__))
    return pretty_pieces({"index-version": 2, "files": map(indexed, ordered)})


def indexed(resource: Resource) -> Resource:
    """Return what the index tells of a resource."""
    return {
        "filename": file_name(resource),
        "resourceType": resource["resourceType"],
        **{key: resource[key] for key in INDEXED if isinstance(resource.get(key), str)},
    }
