"""The rules a Questionnaire can break, those included that common validators do not notice."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from operculum.fhir import elements
from operculum.fhir.conditions import ANSWERS, condition_faults
from operculum.fhir.faults import Fault, Weight
from operculum.fhir.objects import objects

NAME: Final = re.compile(r"[A-Z]\w{1,254}", re.ASCII)
ABSOLUTE: Final = re.compile(r"(https?://[^\s|#]+|urn:(uuid|oid):\S+)")
CODED: Final = ("choice", "open-choice", "coding")

ANSWERABLE: Final = frozenset(
    {
        "choice",
        "open-choice",
        "coding",
        "decimal",
        "integer",
        "date",
        "dateTime",
        "time",
        "string",
        "quantity",
        "text",
    }
)
"""The types whose answers may be chosen from options."""

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
    """Yield everything that is wrong with a Questionnaire, which stands at a path."""
    items = list(items_of(resource, path))
    by_link = {link: each.value for each in items if isinstance(link := each.value.get("linkId"), str)}
    version = version_of(resource, items)
    allowed = elements.TYPES[version] if version else elements.TYPES["r4"] | elements.TYPES["r5"]
    yield from root_faults(resource, path)
    yield from later_faults(resource, path, version)
    yield from link_faults(items)
    for item in items:
        yield from elements.element_faults(item.value, elements.ITEM, item.path)
        yield from later_faults(item.value, item.path, version)
        yield from type_faults(item, allowed)
        yield from shape_faults(item)
        yield from option_faults(item)
        yield from code_faults(item)
        yield from condition_faults(item.path, item.value, by_link)


def root_faults(resource: dict[str, Any], path: str) -> Iterator[Fault]:
    """Yield what is wrong with the head of a Questionnaire."""
    yield from elements.element_faults(resource, elements.ROOT, path)
    status = resource.get("status")
    if status not in elements.STATUSES:
        message = f"The status is {status!r}. Make it one of {', '.join(elements.STATUSES)}."
        yield Fault(f"{path}.status", "fhir-status", message)
    name = resource.get("name")
    if name is not None and not (isinstance(name, str) and NAME.fullmatch(name)):
        message = "The name is none that programs can use (que-0). Begin it with a capital, no spaces."
        yield Fault(f"{path}.name", "que-0", message)
    url = resource.get("url")
    if url is not None and not (isinstance(url, str) and ABSOLUTE.fullmatch(url)):
        yield Fault(
            "Questionnaire.url", "fhir-url", "The url is no absolute address. Give one without | and #."
        )


def later_faults(value: dict[str, Any], path: str, version: str | None) -> Iterator[Fault]:
    """Yield a fault for the elements of R5 in what is plainly R4, and for two algorithms of versions."""
    for key in sorted(elements.ONLY_R5 & value.keys()):
        if version == "r4":
            yield Fault(
                f"{path}.{key}", "fhir-element", f"R4 has no {key}. Take it out, or use an extension."
            )
    if {"versionAlgorithmString", "versionAlgorithmCoding"} <= value.keys():
        yield Fault(path, "fhir-value", "The version has two algorithms. Leave one.")


def link_faults(items: list[Item]) -> Iterator[Fault]:
    """Yield a fault for items without linkId, and for a linkId that two items have (que-2)."""
    seen: set[str] = set()
    for item in items:
        link = item.value.get("linkId")
        if not isinstance(link, str) or not link:
            yield Fault(
                f"{item.path}.linkId", "fhir-required", "An item has no linkId. Give it one of its own."
            )
        elif link in seen:
            yield Fault(f"{item.path}.linkId", "que-2", f"Another item has the linkId {link!r}. Rename one.")
        else:
            seen.add(link)


def type_faults(item: Item, allowed: frozenset[str]) -> Iterator[Fault]:
    """Yield a fault for an item without a type, or with one that the version does not have."""
    if item.type not in allowed:
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


def code_faults(item: Item) -> Iterator[Fault]:
    """Yield what is wrong with the codes of an item and those of its answers."""
    value, path = item.value, item.path
    for name, inner in (("code", ""), ("answerOption", ".valueCoding"), ("initial", ".valueCoding")):
        for place, each in enumerate(objects(value.get(name))):
            coding = each.get("valueCoding") if inner else each
            if isinstance(coding, dict):
                yield from elements.element_faults(coding, elements.CODING, f"{path}.{name}[{place}]{inner}")
    for key, allowed in elements.CODES.items():
        if key in value and value[key] not in allowed:
            message = f"This is {value[key]!r}. Make it one of {', '.join(allowed)}."
            yield Fault(f"{path}.{key}", "fhir-code", message)


def option_faults(item: Item) -> Iterator[Fault]:
    """Yield what is wrong with the answers offered (que-4, que-5, que-11)."""
    value, path = item.value, item.path
    options = value.get("answerOption")
    if options is not None and "answerValueSet" in value:
        message = "Options and a value set exclude each other. Leave one."
        yield Fault(path, "que-4", message)
    if (options is not None or "answerValueSet" in value) and item.type not in ANSWERABLE:
        yield Fault(path, "que-5", f"The answers to a {item.type} cannot be offered. Take the options out.")
    if item.type in CODED and options is None and "answerValueSet" not in value and not has_expression(value):
        message = "No answers are offered. Add answerOption or answerValueSet."
        yield Fault(path, "fhir-options", message, Weight.warning)
    seen = []
    for place, option in enumerate(objects(options)):
        yield from one_value(option, f"{path}.answerOption[{place}]", item.type)
        if option in seen:
            yield Fault(
                f"{path}.answerOption[{place}]", "fhir-options", "This answer is offered twice. Leave one."
            )
        seen.append(option)
    yield from initial_faults(item, offered=bool(options))


def initial_faults(item: Item, *, offered: bool) -> Iterator[Fault]:
    """Yield what is wrong with the answers given beforehand (que-11, que-13)."""
    given = objects(item.value.get("initial"))
    if given and offered:
        message = "Initial values stand beside options. Mark the option with initialSelected instead."
        yield Fault(f"{item.path}.initial", "que-11", message)
    if len(given) > 1 and item.value.get("repeats") is not True:
        message = "Several initial values to a question that takes one answer. Leave one, or let it repeat."
        yield Fault(f"{item.path}.initial", "que-13", message)
    for place, initial in enumerate(given):
        yield from one_value(initial, f"{item.path}.initial[{place}]", item.type)


def has_expression(value: dict[str, Any]) -> bool:
    """Tell whether the answers come from an expression."""
    return any("answerExpression" in str(each.get("url")) for each in objects(value.get("extension")))


def one_value(value: dict[str, Any], path: str, kind: str) -> Iterator[Fault]:
    """Yield a fault unless there is exactly one value, of a type that answers to the question may have."""
    given = [key for key in value if key.startswith("value")]
    if len(given) != 1:
        yield Fault(path, "fhir-value", f"There are {len(given)} values here. Leave exactly one.")
        return
    allowed = [name.replace("answer", "value", 1) for name in ANSWERS.get(kind, ())]
    if kind in ANSWERS and given[0] not in allowed:
        message = f"The question is a {kind}. Give the value as {' or '.join(allowed)}."
        yield Fault(f"{path}.{given[0]}", "fhir-answer-type", message)
    json_type = given[0].removeprefix("value")
    if json_type in elements.JSON_TYPES:
        yield from elements.type_faults(value[given[0]], json_type, f"{path}.{given[0]}")
