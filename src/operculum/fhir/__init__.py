"""Checks of FHIR resources that common validators leave out: `check` returns what is wrong as data."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from operculum.errors import LimitError
from operculum.fhir.bundles import bundle_faults
from operculum.fhir.definitions import RESOURCES, resource_names
from operculum.fhir.expressions import expression_element, expression_faults
from operculum.fhir.extensions import extension_faults
from operculum.fhir.faults import Fault, Weight
from operculum.fhir.logic import guide_faults, library_faults, plan_faults
from operculum.fhir.objects import objects
from operculum.fhir.questionnaire import items_of, questionnaire_faults, version_of
from operculum.fhir.shape import loose_faults, shape_faults
from operculum.fhir.structure import (
    DEEPEST,
    formats,
    holes,
    is_too_deep,
    narrative,
    nodes,
    periods,
    published_name,
    published_version,
    references,
    resource_id,
)
from operculum.fhir.terminology import code_system_faults, coding_faults, value_set_faults

__all__ = ["Fault", "Weight", "check"]

OWN: Final[Mapping[str, Callable[[dict[str, Any], str], Iterator[Fault]]]] = {
    "Questionnaire": questionnaire_faults,
    "Bundle": bundle_faults,
    "ValueSet": value_set_faults,
    "CodeSystem": code_system_faults,
    "PlanDefinition": plan_faults,
    "Library": library_faults,
    "ImplementationGuide": guide_faults,
}
"""What is asked of a resource of a type beyond its elements."""

EXTENSION: Final = re.compile(r"\.(modifierE|e)xtension\[\d+\]$")


def check(resource: Mapping[str, Any]) -> tuple[Fault, ...]:
    """Return what is wrong with a FHIR resource, R4 or R5, sorted by place; nothing where all is well.

    Every resource is checked for empty and null elements, ill-formed ids, dates and narratives, references
    that lead nowhere within it, extensions of the wrong type or in the wrong place, and FHIRPath that cannot
    be parsed or names what there is not. Of the resources that forms are published with, each element is
    checked for its name, number, type and code; forms, value sets, code systems, plans and bundles are also
    checked for their own rules. It is no full validator: it is meant to stand beside one.

    Raises `LimitError` for a resource that is nested deeper than any needs.

    >>> item = {"linkId": "a", "type": "string", "text": "?"}
    >>> resource = {"resourceType": "Questionnaire", "status": "draft", "item": [item, item]}
    >>> [(fault.path, fault.rule) for fault in check(resource)]
    [('Questionnaire.item[1].linkId', 'que-2')]
    """
    if is_too_deep(resource):
        raise LimitError(f"the resource is nested deeper than {DEEPEST} levels")
    return tuple(sorted(set(faults(dict(resource), str(resource.get("resourceType") or "Resource")))))


def faults(resource: dict[str, Any], path: str) -> Iterator[Fault]:
    """Yield what is wrong with a resource; those in a bundle are judged each by itself."""
    if not isinstance(resource.get("resourceType"), str):
        yield Fault(f"{path}.resourceType", "fhir-required", "The resource does not say what it is.")
    elif resource["resourceType"] not in resource_names():
        message = f"There is no resource {resource['resourceType']!r}. Mend its name."
        yield Fault(f"{path}.resourceType", "fhir-resource-type", message)
    version = version_of(resource, list(items_of(resource, path)))
    yield from own_faults(resource, path, version)
    if resource.get("resourceType") == "Bundle":
        resource, entries = unpacked(resource)
        for number, inner in entries:
            yield from faults(inner, f"{path}.entry[{number}].resource")
    for number, inner in enumerate(objects(resource.get("contained"))):
        yield from contained_faults(inner, f"{path}.contained[{number}]", version)
    yield from expression_faults(resource, path)
    yield from references(resource, path)
    for place, value in nodes(resource, path):
        yield from holes(place, value)
        yield from formats(place, value)
        yield from narrative(place, value)
        yield from coding_faults(place, value)
        yield from periods(place, value)
        yield from expression_element(place, value)
        if EXTENSION.search(place) and isinstance(value, dict):
            yield from extension_faults(place, value)


def own_faults(resource: dict[str, Any], path: str, version: str | None) -> Iterator[Fault]:
    """Yield what is wrong with a resource by its type, those within it left out."""
    kind = resource.get("resourceType")
    if isinstance(kind, str) and kind in RESOURCES:
        yield from shape_faults(resource, path, version)
    else:
        yield from loose_faults(resource, path)
    yield from resource_id(resource, path)
    yield from published_name(resource, path)
    yield from published_version(resource, path)
    if isinstance(kind, str) and kind in OWN:
        yield from OWN[kind](resource, path)


def contained_faults(resource: dict[str, Any], path: str, version: str | None) -> Iterator[Fault]:
    """Yield what is wrong with a resource that another contains, whose version of FHIR is given if known."""
    for key in ("resourceType", "id"):
        if not isinstance(resource.get(key), str):
            yield Fault(f"{path}.{key}", "fhir-required", f"A contained resource has no {key}. Give it one.")
    if "contained" in resource:
        message = "What is contained contains resources (dom-2). Put them beside it."
        yield Fault(f"{path}.contained", "fhir-contained", message)
    meta = resource.get("meta")
    if isinstance(meta, dict) and meta.keys() & {"versionId", "lastUpdated", "security"}:
        message = "What is contained has no version or security of its own (dom-4, dom-5). Take it out."
        yield Fault(f"{path}.meta", "fhir-contained", message)
    yield from own_faults(resource, path, version)


def unpacked(bundle: dict[str, Any]) -> tuple[dict[str, Any], list[tuple[int, dict[str, Any]]]]:
    """Return a bundle with the bare names of its resources, and the resources with their places."""
    entries = objects(bundle.get("entry"))
    inner = [
        (place, each["resource"])
        for place, each in enumerate(entries)
        if isinstance(each.get("resource"), dict)
    ]
    bare = [{**each, "resource": "given"} if "resource" in each else each for each in entries]
    return {**bundle, **({"entry": bare} if bare else {})}, inner
