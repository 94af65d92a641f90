"""The rules a Questionnaire can break, those included that common validators do not notice."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from operculum.fhir.choices import ANSWERABLE, option_faults
from operculum.fhir.conditions import Form, condition_faults
from operculum.fhir.definitions import resource_names
from operculum.fhir.extensions import ROOT, context_faults
from operculum.fhir.faults import Fault, Weight
from operculum.fhir.objects import objects

ABSOLUTE: Final = re.compile(r"(https?://[^\s|#]+|urn:(uuid|oid):\S+)")
NAMES: Final = """
group display boolean decimal integer date dateTime time string text url attachment reference quantity
"""

TYPES_OF_BOTH: Final = frozenset(NAMES.split())
TYPES: Final = {"r4": TYPES_OF_BOTH | {"choice", "open-choice"}, "r5": TYPES_OF_BOTH | {"coding"}}
"""The types an item may have, by version."""

LENGTHS: Final = ("boolean", "decimal", "integer", "string", "text", "url", "open-choice", "coding")


@dataclass(frozen=True, slots=True)
class Item:
    """An item with its path."""

    path: str
    value: dict[str, Any]

    @property
    def type(self) -> str:
        """The type as text; what is none is no type either."""
        return str(self.value.get("type"))


def items_of(value: dict[str, Any], path: str) -> Iterator[Item]:
    """Yield the items below a Questionnaire or an item, the outer before the inner."""
    for place, each in enumerate(objects(value.get("item"))):
        item = Item(f"{path}.item[{place}]", each)
        yield item
        yield from items_of(each, item.path)


def version_of(resource: dict[str, Any], items: list[Item]) -> str | None:
    """Return the version of FHIR that a Questionnaire is plainly of, or None where it could be either."""
    types = {item.type for item in items}
    if types & {"choice", "open-choice"}:
        return "r4"
    return "r5" if types & {"coding"} or "versionAlgorithmCoding" in resource else None


def questionnaire_faults(resource: dict[str, Any], path: str) -> Iterator[Fault]:
    """Yield what is wrong with a Questionnaire, which stands at a path, beyond the shape of its elements."""
    items = list(items_of(resource, path))
    by_link = {link: each.value for each in items if isinstance(link := each.value.get("linkId"), str)}
    contained = {str(each.get("id")): each for each in objects(resource.get("contained"))}
    form = Form(by_link, contained)
    version = version_of(resource, items)
    allowed = TYPES[version] if version else TYPES["r4"] | TYPES["r5"]
    yield from root_faults(resource, path)
    yield from context_faults(resource, path, ROOT)
    yield from link_faults(items)
    for item in items:
        yield from type_faults(item, allowed)
        yield from shape_faults(item)
        yield from value_set_faults(item, contained)
        yield from option_faults(item.value, item.path, item.type)
        yield from context_faults(item.value, item.path, item.type)
        yield from condition_faults(item.path, item.value, form)


def root_faults(resource: dict[str, Any], path: str) -> Iterator[Fault]:
    """Yield what is wrong with the head of a Questionnaire."""
    url = resource.get("url")
    if url is not None and not (isinstance(url, str) and ABSOLUTE.fullmatch(url)):
        message = "The url is no absolute address. Give one without | and #."
        yield Fault(f"{path}.url", "fhir-url", message)
    subjects = resource.get("subjectType")
    for place, kind in enumerate(subjects if isinstance(subjects, list) else ()):
        if isinstance(kind, str) and kind not in resource_names():
            message = f"There is no resource {kind!r}. Name one."
            yield Fault(f"{path}.subjectType[{place}]", "fhir-code", message)


def value_set_faults(item: Item, contained: Mapping[str, dict[str, Any]]) -> Iterator[Fault]:
    """Yield a fault for a value set that is addressed neither from anywhere nor within the resource."""
    address = item.value.get("answerValueSet")
    if not isinstance(address, str) or item.type not in ANSWERABLE:
        return
    if address.startswith("#"):
        kind = contained.get(address[1:], {}).get("resourceType", "ValueSet")
        if kind != "ValueSet":
            message = f"{address} is a {kind}. Name a ValueSet."
            yield Fault(f"{item.path}.answerValueSet", "fhir-contained", message)
    elif ":" not in address:
        message = "This is no address of a value set. Give the absolute one, or # and the id of one within."
        yield Fault(f"{item.path}.answerValueSet", "fhir-url", message)


def link_faults(items: list[Item]) -> Iterator[Fault]:
    """Yield a fault for a linkId that two items have (que-2), or that is not one word as programs trim it."""
    seen: set[str] = set()
    for item in items:
        link = item.value.get("linkId")
        if not isinstance(link, str):
            continue
        if link in seen:
            yield Fault(f"{item.path}.linkId", "que-2", f"Another item has the linkId {link!r}. Rename one.")
        if link != link.strip():
            message = "The linkId begins or ends with a space, which some software drops. Take it out."
            yield Fault(f"{item.path}.linkId", "fhir-link-id", message)
        seen.add(link)


def type_faults(item: Item, allowed: frozenset[str]) -> Iterator[Fault]:
    """Yield a fault for an item with a type that the version does not have."""
    if "type" in item.value and item.type not in allowed:
        message = f"The type is {item.value.get('type')!r}. Make it one of {', '.join(sorted(allowed))}."
        yield Fault(f"{item.path}.type", "fhir-item-type", message)


def shape_faults(item: Item) -> Iterator[Fault]:
    """Yield what an item of its type may not have (que-1, que-3, que-6, que-8, que-9, que-10)."""
    value, path = item.value, item.path
    if item.type == "group" and not value.get("item"):
        yield Fault(path, "que-1", "A group has no items. Fill it, or make it a display.", Weight.error)
    if item.type == "display":
        for key in (
            "item",
            "required",
            "repeats",
            "readOnly",
            "code",
            "initial",
            "answerOption",
            "answerValueSet",
        ):
            if key in value and (key, value[key]) != ("required", False):
                rule = {"item": "que-1", "code": "que-3"}.get(key, "que-6")
                yield Fault(f"{path}.{key}", rule, f"A display item cannot have {key}. Take it out.")
    if item.type == "group" and "initial" in value:
        yield Fault(f"{path}.initial", "que-8", "A group cannot have initial values. Take them out.")
    if "maxLength" in value and item.type not in LENGTHS:
        yield Fault(f"{path}.maxLength", "que-10", f"maxLength says nothing of a {item.type}. Take it out.")
    if "text" not in value and "_text" not in value and item.type in ("display", "group"):
        yield Fault(
            f"{path}.text", "fhir-text", f"A {item.type} without text. Say something.", Weight.warning
        )
