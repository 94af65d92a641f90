"""Checks of FHIR resources that common validators leave out: `check` returns what is wrong as data."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from operculum.errors import LimitError
from operculum.fhir.elements import STATUSES
from operculum.fhir.expressions import expression_faults
from operculum.fhir.extensions import extension_faults
from operculum.fhir.faults import Fault, Weight
from operculum.fhir.objects import objects
from operculum.fhir.questionnaire import questionnaire_faults
from operculum.fhir.structure import DEEPEST, formats, holes, is_too_deep, narrative, nodes, references

__all__ = ["Fault", "Weight", "check"]

FORMS: Final = ("Questionnaire", "QuestionnaireResponse")
EXTENSION: Final = re.compile(r"\.(modifierE|e)xtension\[\d+\]$")


def check(resource: Mapping[str, Any]) -> tuple[Fault, ...]:
    """Return what is wrong with a FHIR resource, R4 or R5, sorted by place; nothing where all is well.

    Every resource is checked for empty and null elements, ill-formed ids, dates and narratives, references
    that lead nowhere within it, wrong types of extension values, and FHIRPath that cannot be parsed or names
    what there is not. A Questionnaire is checked for its elements, types, linkIds, conditions and options;
    a Bundle for each resource in it. It is no full validator: it is meant to stand beside one.

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
    elif resource["resourceType"] not in FORMS and any(
        "linkId" in each for each in objects(resource.get("item"))
    ):
        message = (
            f"There is no {resource['resourceType']!r} with such items. Write Questionnaire, if it is one."
        )
        yield Fault(f"{path}.resourceType", "fhir-resource-type", message)
    if resource.get("resourceType") == "Bundle":
        resource, entries = unpacked(resource)
        for number, inner in entries:
            yield from faults(inner, f"{path}.entry[{number}].resource")
    for number, inner in enumerate(objects(resource.get("contained"))):
        yield from contained_faults(inner, f"{path}.contained[{number}]")
    if resource.get("resourceType") == "Questionnaire":
        yield from questionnaire_faults(resource, path)
    yield from expression_faults(resource, path)
    yield from references(resource, path)
    for place, value in nodes(resource, path):
        yield from holes(place, value)
        yield from formats(place, value)
        yield from narrative(place, value)
        if EXTENSION.search(place) and isinstance(value, dict):
            yield from extension_faults(place, value)


def contained_faults(resource: dict[str, Any], path: str) -> Iterator[Fault]:
    """Yield what is wrong with a resource that another contains."""
    for key in ("resourceType", "id"):
        if not isinstance(resource.get(key), str):
            yield Fault(f"{path}.{key}", "fhir-required", f"A contained resource has no {key}. Give it one.")
    if "contained" in resource:
        message = "What is contained contains resources (dom-2). Put them beside it."
        yield Fault(f"{path}.contained", "fhir-contained", message)
    if resource.get("resourceType") == "Questionnaire":
        yield from questionnaire_faults(resource, path)
    if resource.get("resourceType") == "ValueSet":
        yield from value_set_faults(resource, path)


def value_set_faults(resource: dict[str, Any], path: str) -> Iterator[Fault]:
    """Yield what a value set lacks: a status, and when its expansion was made."""
    if resource.get("status") not in STATUSES:
        message = f"The status is {resource.get('status')!r}. Make it one of {', '.join(STATUSES)}."
        yield Fault(f"{path}.status", "fhir-status", message)
    expansion = resource.get("expansion")
    if isinstance(expansion, dict) and "timestamp" not in expansion:
        yield Fault(
            f"{path}.expansion", "fhir-required", "An expansion has no timestamp. Say when it was made."
        )


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
