"""All resources in one Bundle: as a collection to read, and as a transaction to load into a server."""

from collections.abc import Iterable, Iterator

from operculum.exporters.fhir.publication import Publication, Resource
from operculum.exporters.pretty import pretty_pieces
from operculum.triage.links import CANONICAL


def bundle(kind: str, publication: Publication, resources: Iterable[Resource]) -> Iterator[str]:
    """Yield the text of the bundle of a kind; a transaction puts each resource under its own id."""
    return pretty_pieces(
        {
            "resourceType": "Bundle",
            "id": f"operculum-{kind}",
            "type": kind,
            "timestamp": publication.timestamp,
            "entry": (entry(kind, resource) for resource in resources),
        }
    )


def entry(kind: str, resource: Resource) -> Resource:
    """Return one resource as an entry."""
    place = f"{resource['resourceType']}/{resource['id']}"
    made: Resource = {"fullUrl": f"{CANONICAL}/{place}", "resource": resource}
    return {**made, "request": {"method": "PUT", "url": place}} if kind == "transaction" else made
