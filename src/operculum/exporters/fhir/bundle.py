"""All resources in one Bundle: as a collection to read, and as a transaction to load into a server."""

from collections.abc import Sequence

from operculum.exporters.fhir.publication import Publication, Resource
from operculum.triage.links import CANONICAL


def bundles(publication: Publication, resources: Sequence[Resource]) -> tuple[Resource, Resource]:
    """Return both bundles; the transaction puts each resource under its own id, however often it runs."""
    return bundle("collection", publication, resources), bundle("transaction", publication, resources)


def bundle(kind: str, publication: Publication, resources: Sequence[Resource]) -> Resource:
    """Return a bundle of a kind."""
    return {
        "resourceType": "Bundle",
        "id": f"operculum-{kind}",
        "type": kind,
        "timestamp": publication.timestamp,
        "entry": [entry(kind, resource) for resource in resources],
    }


def entry(kind: str, resource: Resource) -> Resource:
    """Return one resource as an entry."""
    place = f"{resource['resourceType']}/{resource['id']}"
    made: Resource = {"fullUrl": f"{CANONICAL}/{place}", "resource": resource}
    return {**made, "request": {"method": "PUT", "url": place}} if kind == "transaction" else made
