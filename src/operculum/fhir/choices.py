"""The answers that an item offers: whether they are ones it can have, and which codes there are to choose."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from operculum.fhir.faults import Fault, Weight
from operculum.fhir.objects import objects

CODED: Final = ("choice", "open-choice", "coding")
CLOSED: Final = ("choice", "coding")

TYPES: Final = """
choice open-choice coding decimal integer date dateTime time string quantity text
"""
ANSWERABLE: Final = frozenset(TYPES.split())
"""The types whose answers may be chosen from options."""

ANSWERS: Final[Mapping[str, tuple[str, ...]]] = {
    "boolean": ("answerBoolean",),
    "decimal": ("answerDecimal", "answerInteger"),
    "integer": ("answerInteger",),
    "date": ("answerDate",),
    "dateTime": ("answerDateTime",),
    "time": ("answerTime",),
    "string": ("answerString",),
    "text": ("answerString",),
    "url": ("answerString",),
    "choice": ("answerCoding", "answerString", "answerInteger", "answerDate", "answerTime"),
    "open-choice": ("answerCoding", "answerString"),
    "coding": ("answerCoding", "answerString"),
    "quantity": ("answerQuantity",),
    "reference": ("answerReference",),
}
"""In which element the answer that a condition compares with stands, by the type of its question."""

Codes = frozenset[tuple[str, str]]
"""Codes with their systems; a system that is not stated is empty."""


def option_faults(value: dict[str, Any], path: str, kind: str) -> Iterator[Fault]:
    """Yield what is wrong with the answers that an item of a type offers (que-4, que-5, que-11)."""
    options = value.get("answerOption")
    if options is not None and "answerValueSet" in value:
        message = "Options and a value set exclude each other. Leave one."
        yield Fault(path, "que-4", message)
    if (options is not None or "answerValueSet" in value) and kind not in ANSWERABLE:
        yield Fault(path, "que-5", f"The answers to a {kind} cannot be offered. Take the options out.")
    if kind in CODED and options is None and "answerValueSet" not in value and not has_expression(value):
        message = "No answers are offered. Add answerOption or answerValueSet."
        yield Fault(path, "fhir-options", message, Weight.warning)
    seen: list[Any] = []
    for place, option in enumerate(objects(options)):
        yield from one_value(option, f"{path}.answerOption[{place}]", kind)
        offer = told_apart(option)
        if offer in seen:
            message = "This answer is offered twice. Leave one."
            yield Fault(f"{path}.answerOption[{place}]", "fhir-options", message)
        seen.append(offer)
    yield from initial_faults(value, path, kind)


def told_apart(option: dict[str, Any]) -> Any:
    """Return what tells an option from others: of a coding its system and code, for the words may differ."""
    coding = option.get("valueCoding")
    if isinstance(coding, dict) and "code" in coding:
        return coding.get("system"), coding["code"]
    return {key: value for key, value in option.items() if key.startswith("value")}


def initial_faults(value: dict[str, Any], path: str, kind: str) -> Iterator[Fault]:
    """Yield what is wrong with the answers given beforehand (que-11, que-13)."""
    given, options = objects(value.get("initial")), objects(value.get("answerOption"))
    if given and options:
        message = "Initial values stand beside options. Mark the option with initialSelected instead."
        yield Fault(f"{path}.initial", "que-11", message)
    selected = [each for each in options if each.get("initialSelected") is True]
    if max(len(given), len(selected)) > 1 and value.get("repeats") is not True:
        message = "Several initial values to a question that takes one answer. Leave one, or let it repeat."
        yield Fault(f"{path}.initial", "que-13", message)
    for place, initial in enumerate(given):
        yield from one_value(initial, f"{path}.initial[{place}]", kind)


def has_expression(value: dict[str, Any]) -> bool:
    """Tell whether the answers come from an expression."""
    return any("nswerExpression" in str(each.get("url")) for each in objects(value.get("extension")))


def one_value(value: dict[str, Any], path: str, kind: str) -> Iterator[Fault]:
    """Yield a fault for a value of a type that answers to the question may not have."""
    allowed = [name.replace("answer", "value", 1) for name in ANSWERS.get(kind, ())]
    for key in value:
        if key.startswith("value") and allowed and key not in allowed:
            message = f"The question is a {kind}. Give the value as {' or '.join(allowed)}."
            yield Fault(f"{path}.{key}", "fhir-answer-type", message)


def offered(item: Mapping[str, Any], contained: Mapping[str, dict[str, Any]]) -> Codes | None:
    """Return the codes that a question offers, or None where others may be given or they are not known here.

    `contained` are the contained resources by id.
    """
    if item.get("type") not in CLOSED or item.get("answerConstraint", "optionsOnly") != "optionsOnly":
        return None
    options = [each.get("valueCoding") for each in objects(item.get("answerOption"))]
    if options:
        codings = [each for each in options if isinstance(each, dict)]
        return frozenset(map(system_and_code, codings)) if len(codings) == len(options) else None
    values = contained.get(str(item.get("answerValueSet")).removeprefix("#"))
    return members(values) if values and not has_expression(dict(item)) else None


def members(value_set: Mapping[str, Any]) -> Codes | None:
    """Return the codes of a value set, or None where it does not list them itself."""
    expansion, compose = value_set.get("expansion"), value_set.get("compose")
    if isinstance(expansion, dict):
        return frozenset(system_and_code(each) for each in flat(expansion) if "code" in each)
    return listed(compose) if isinstance(compose, dict) else None


def listed(compose: Mapping[str, Any]) -> Codes | None:
    """Return the codes that the definition of a value set lists, or None where it says more than a list."""
    includes = objects(compose.get("include"))
    if "exclude" in compose or any("concept" not in each or "valueSet" in each for each in includes):
        return None
    return frozenset(
        (str(each.get("system", "")), str(concept.get("code")))
        for each in includes
        for concept in objects(each.get("concept"))
    )


def flat(expansion: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield what an expansion contains, those within others included."""
    for each in objects(expansion.get("contains")):
        yield each
        yield from flat(each)


def system_and_code(coding: Mapping[str, Any]) -> tuple[str, str]:
    """Return the system and the code of a coding."""
    return str(coding.get("system", "")), str(coding.get("code"))


def is_offered(coding: Mapping[str, Any], codes: Codes) -> bool:
    """Tell whether a coding is among some; where it names no system, its code decides."""
    system, code = system_and_code(coding)
    return (system, code) in codes or (not system and code in {each for _, each in codes})
