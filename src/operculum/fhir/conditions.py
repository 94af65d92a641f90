"""When an item is shown: conditions that lead nowhere, compare unlike things, or work in one renderer."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from operculum.fhir.choices import ANSWERS, Codes, is_offered, offered
from operculum.fhir.extensions import CALCULATED, ENABLE_WHEN
from operculum.fhir.faults import Fault, Weight
from operculum.fhir.objects import objects

ORDERED: Final = ("decimal", "integer", "date", "dateTime", "time", "quantity")
"""The types whose answers are greater or less than others."""

NAMED: Final = ("answerCoding", "valueCoding")


@dataclass(frozen=True, slots=True)
class Form:
    """What the conditions of an item can look at: all items by linkId, contained resources by id."""

    items: Mapping[str, dict[str, Any]]
    contained: Mapping[str, dict[str, Any]]


def condition_faults(path: str, item: dict[str, Any], form: Form) -> Iterator[Fault]:
    """Yield what is wrong with the conditions of an item."""
    conditions = objects(item.get("enableWhen"))
    if len(conditions) > 1 and "enableBehavior" not in item:
        message = (
            "Several conditions, and not whether all or any of them must hold. Add enableBehavior (que-12)."
        )
        yield Fault(path, "que-12", message)
    if conditions and ENABLE_WHEN in urls(item):
        message = "enableWhen and enableWhenExpression exclude each other (sdc-behave-2). Leave one."
        yield Fault(path, "sdc-behave-2", message)
    for place, condition in enumerate(conditions):
        yield from one_condition(f"{path}.enableWhen[{place}]", condition, item, form)
    for place, initial in enumerate(objects(item.get("initial"))):
        yield from unoffered(f"{path}.initial[{place}]", initial, item, form)


def one_condition(path: str, condition: dict[str, Any], item: dict[str, Any], form: Form) -> Iterator[Fault]:
    """Yield what is wrong with one condition."""
    asked = item_called(condition.get("question"), form)
    if asked is None:
        message = (
            f"No item has the linkId {condition.get('question')!r}. Name the question the condition is about."
        )
        yield Fault(f"{path}.question", "fhir-enable-when-question", message)
        return
    if asked is item or is_below(asked, item):
        message = "An item cannot depend on itself, or on one below it, which is hidden with it."
        yield Fault(f"{path}.question", "fhir-enable-when-question", message)
    elif waits_for(asked, item, form):
        message = "Each waits for the other to be answered, so neither is ever shown. Take one condition out."
        yield Fault(f"{path}.question", "fhir-enable-when-question", message)
    if CALCULATED in urls(asked):
        message = "A condition on a calculated item fails in some renderers. Use enableWhenExpression."
        yield Fault(path, "fhir-portable-condition", message, Weight.warning)
    yield from compared(path, condition, asked)
    yield from unoffered(path, condition, asked, form)


def item_called(link: Any, form: Form) -> dict[str, Any] | None:
    """Return the item of a linkId, or None where there is none."""
    return form.items.get(link) if isinstance(link, str) else None


def waits_for(item: dict[str, Any], other: dict[str, Any], form: Form) -> bool:
    """Tell whether an item is never shown before another is answered, by conditions that all must hold."""
    open_, seen = [item], set[int]()
    while open_:
        each = open_.pop()
        conditions = objects(each.get("enableWhen"))
        if id(each) in seen or (len(conditions) > 1 and each.get("enableBehavior") != "all"):
            continue
        seen.add(id(each))
        for condition in conditions:
            asked = item_called(condition.get("question"), form)
            if asked is None or not asks_for_an_answer(condition):
                continue
            if asked is other:
                return True
            open_.append(asked)
    return False


def asks_for_an_answer(condition: dict[str, Any]) -> bool:
    """Tell whether a condition can hold only where its question is answered."""
    operator = condition.get("operator")
    return condition.get("answerBoolean") is True if operator == "exists" else operator != "!="


def is_below(item: dict[str, Any], outer: dict[str, Any]) -> bool:
    """Tell whether an item stands somewhere below another."""
    return any(each is item or is_below(item, each) for each in objects(outer.get("item")))


def compared(path: str, condition: dict[str, Any], asked: dict[str, Any]) -> Iterator[Fault]:
    """Yield a fault where a condition compares with an answer that its question cannot have (que-7)."""
    kind, operator = str(asked.get("type")), condition.get("operator")
    if kind in ("group", "display"):
        message = f"A {kind} is never answered. Name a question."
        yield Fault(f"{path}.question", "fhir-enable-when-question", message)
        return
    given = [key for key in condition if key.startswith("answer")]
    allowed = ("answerBoolean",) if operator == "exists" else ANSWERS.get(kind, tuple(given))
    for key in given:
        if key not in allowed:
            rule = "que-7" if operator == "exists" else "fhir-enable-when-type"
            message = f"The question is a {kind}. Compare with {' or '.join(allowed)}."
            yield Fault(f"{path}.{key}", rule, message)
    if operator in ("<", ">", "<=", ">=") and kind in ANSWERS and kind not in ORDERED:
        message = f"No answer to a {kind} is greater or less than another. Compare with = or !=."
        yield Fault(f"{path}.operator", "fhir-enable-when-type", message)


def unoffered(path: str, element: dict[str, Any], asked: dict[str, Any], form: Form) -> Iterator[Fault]:
    """Yield a fault for a coding that is none of those a question offers."""
    codes: Codes | None = offered(asked, form.contained)
    for key in NAMED:
        coding = element.get(key)
        if codes is not None and isinstance(coding, dict) and not is_offered(coding, codes):
            message = f"The question offers no {coding.get('code')!r} of this system. Name one it offers."
            yield Fault(f"{path}.{key}", "fhir-options", message)


def urls(item: dict[str, Any]) -> list[Any]:
    """Return the addresses of an item's extensions."""
    return [each.get("url") for each in objects(item.get("extension"))]
