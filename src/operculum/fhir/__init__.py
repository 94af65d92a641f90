"""Checks of FHIR resources that common validators leave out: `check` returns what is wrong as data."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from operculum.errors import LimitError
from operculum.fhir.expressions import expression_faults
from operculum.fhir.extensions import extension_faults
from operculum.fhir.faults import Fault, Weight
from operculum.fhir.objects import objects
from operculum.fhir.questionnaire import questionnaire_faults
from operculum.fhir.structure import DEEPEST, formats, holes, is_too_deep, narrative, nodes, references

__all__ = ["Fault", "Weight", "check"]

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
    if resource.get("resourceType") == "Bundle":
        resource, entries = unpacked(resource)
        for number, inner in entries:
            yield from faults(inner, f"{path}.entry[{number}].resource")
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
