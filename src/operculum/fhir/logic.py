"""What plans, libraries and guides must keep: what they name is there, and their logic can be read."""

import re
from base64 import b64decode
from collections.abc import Iterator
from typing import Any, Final

from operculum.fhir.expressions import GIVEN, LANGUAGE, judged
from operculum.fhir.faults import Fault
from operculum.fhir.objects import objects
from operculum.fhir.structure import nodes

VERSION: Final = re.compile(r"\d+\.\d+(\.\d+)?(-\w+)?")


def plan_faults(resource: dict[str, Any], path: str) -> Iterator[Fault]:
    """Yield a fault for actions of a PlanDefinition that name an action, or a goal, that there is not."""
    ids = {str(each.get("id")) for _, each in nodes(resource, path) if isinstance(each, dict)}
    for place, each in nodes(resource, path):
        for key in ("actionId", "targetId") if isinstance(each, dict) else ():
            if key in each and str(each[key]) not in ids:
                message = f"No action has the id {each[key]!r}. Name one."
                yield Fault(f"{place}.{key}", "fhir-action", message)


def library_faults(resource: dict[str, Any], path: str) -> Iterator[Fault]:
    """Yield what is wrong with the FHIRPath that a Library holds."""
    for place, each in enumerate(objects(resource.get("content"))):
        data = each.get("data")
        if each.get("contentType") == LANGUAGE and isinstance(data, str):
            try:
                text = b64decode("".join(data.split()), validate=True).decode()
            except ValueError:
                continue
            yield from judged(text, f"{path}.content[{place}].data", GIVEN)


def guide_faults(resource: dict[str, Any], path: str) -> Iterator[Fault]:
    """Yield a fault for versions that FHIR has not, and for groupings that the guide has not (ig-1)."""
    versions = resource.get("fhirVersion")
    for place, each in enumerate(versions if isinstance(versions, list) else ()):
        if isinstance(each, str) and not VERSION.fullmatch(each):
            message = f"FHIR has no version {each!r}. Write it as 4.0.1."
            yield Fault(f"{path}.fhirVersion[{place}]", "fhir-code", message)
    definition = resource.get("definition")
    if not isinstance(definition, dict):
        return
    ids = {str(each.get("id")) for each in objects(definition.get("grouping"))}
    for place, each in enumerate(objects(definition.get("resource"))):
        if "groupingId" in each and str(each["groupingId"]) not in ids:
            message = f"No grouping has the id {each['groupingId']!r} (ig-1). Name one."
            yield Fault(f"{path}.definition.resource[{place}].groupingId", "ig-1", message)
