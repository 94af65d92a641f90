"""What a bundle must keep: what its type asks of each entry, and that each resource is where it says."""

from collections.abc import Iterator
from typing import Any, Final

from operculum.fhir.faults import Fault
from operculum.fhir.objects import objects

WITH_REQUEST: Final = ("batch", "transaction", "history")
KINDS: Final = (*WITH_REQUEST, "document", "message", "searchset", "collection")
COUNTED: Final = ("searchset", "history")
"""Types of bundles: those whose entries say what to do, those known beside them, those that are counted."""


def bundle_faults(resource: dict[str, Any], path: str) -> Iterator[Fault]:
    """Yield what is wrong with a bundle (bdl-1, bdl-3, bdl-5, bdl-7 and their kin)."""
    kind = resource.get("type")
    if "total" in resource and kind not in COUNTED:
        message = f"A {kind} is not counted (bdl-1). Take the total out."
        yield Fault(f"{path}.total", "bdl-1", message)
    seen: set[str] = set()
    for place, entry in enumerate(objects(resource.get("entry"))):
        where = f"{path}.entry[{place}]"
        yield from entry_faults(entry, where, kind)
        for key in (entry.get("fullUrl"), target(entry)):
            if isinstance(key, str) and kind != "history":
                if key in seen:
                    message = f"Another entry is {key!r}, too (bdl-7). Leave one."
                    yield Fault(where, "bdl-7", message)
                seen.add(key)


def target(entry: dict[str, Any]) -> str | None:
    """Return what an entry puts or posts, as its method and address; None where that may be there twice."""
    request = entry.get("request")
    if isinstance(request, dict) and request.get("method") == "PUT":
        return f"PUT {request.get('url')}"
    return None


def entry_faults(entry: dict[str, Any], path: str, kind: Any) -> Iterator[Fault]:
    """Yield what is wrong with one entry of a bundle of a type."""
    resource, request, address = entry.get("resource"), entry.get("request"), entry.get("fullUrl")
    if not {"resource", "request", "response"} & entry.keys():
        yield Fault(path, "bdl-5", "An entry holds neither resource nor request (bdl-5). Give one.")
    if kind in KINDS and ("request" in entry) != (kind in WITH_REQUEST):
        message = "takes requests, and this entry has none" if kind in WITH_REQUEST else "takes no requests"
        yield Fault(path, "bdl-3", f"A bundle of type {kind} {message} (bdl-3). Mend the type or the entry.")
    if isinstance(address, str) and ":" not in address:
        yield Fault(f"{path}.fullUrl", "fhir-url", "The fullUrl is no absolute address. Give the whole one.")
    if not isinstance(resource, dict) or "id" not in resource:
        return
    name = f"{resource.get('resourceType')}/{resource['id']}"
    if isinstance(address, str) and address.startswith("http") and not address.endswith(f"/{name}"):
        message = f"The resource is {name}. Let the fullUrl end so, or mend the id."
        yield Fault(f"{path}.fullUrl", "fhir-entry", message)
    if isinstance(request, dict) and request.get("method") == "PUT":
        url = str(request.get("url"))
        if "?" not in url and url != name:
            message = f"The resource is {name}. Put it there, or mend the id."
            yield Fault(f"{path}.request.url", "fhir-entry", message)
