"""When an item is shown: conditions that lead nowhere, compare unlike things, or work in one renderer."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from operculum.fhir import elements
from operculum.fhir.extensions import CALCULATED, ENABLE_WHEN
from operculum.fhir.faults import Fault, Weight
from operculum.fhir.objects import objects

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

Items = Mapping[str, dict[str, Any]]


def condition_faults(path: str, item: dict[str, Any], items: Items) -> Iterator[Fault]:
    """Yield what is wrong with the conditions of an item; `items` are all items by linkId."""
    conditions = objects(item.get("enableWhen"))
    if len(conditions) > 1 and "enableBehavior" not in item:
        message = (
            "Several conditions, and not whether all or any of them must hold. Add enableBehavior (que-12)."
        )
        yield Fault(path, "que-12", message)
    if item.get("enableBehavior", "all") not in ("all", "any"):
        yield Fault(
            f"{path}.enableBehavior", "fhir-code", "enableBehavior is neither all nor any. Choose one."
        )
    if conditions and ENABLE_WHEN in urls(item):
        message = "enableWhen and enableWhenExpression exclude each other (sdc-behave-2). Leave one."
        yield Fault(path, "sdc-behave-2", message)
    for place, condition in enumerate(conditions):
        yield from one_condition(f"{path}.enableWhen[{place}]", condition, item, items)


def one_condition(
    path: str, condition: dict[str, Any], item: dict[str, Any], items: Items
) -> Iterator[Fault]:
    """Yield what is wrong with one condition."""
    yield from elements.element_faults(condition, elements.ENABLE_WHEN, path)
    operator = condition.get("operator")
    if operator not in elements.OPERATORS:
        message = f"The operator is {operator!r}. Make it one of {', '.join(elements.OPERATORS)}."
        yield Fault(f"{path}.operator", "fhir-code", message)
    given = [key for key in condition if key.startswith("answer")]
    if len(given) != 1:
        yield Fault(path, "fhir-value", f"A condition with {len(given)} answers. Give exactly one.")
    link = condition.get("question")
    asked = items.get(link) if isinstance(link, str) else None
    if asked is None:
        message = f"No item has the linkId {link!r}. Name the question the condition is about."
        yield Fault(f"{path}.question", "fhir-enable-when-question", message)
        return
    if asked is item or is_below(asked, item):
        message = "An item cannot depend on itself, or on one below it, which is hidden with it."
        yield Fault(f"{path}.question", "fhir-enable-when-question", message)
    if CALCULATED in urls(asked):
        message = "A condition on a calculated item fails in some renderers. Use enableWhenExpression."
        yield Fault(path, "fhir-portable-condition", message, Weight.warning)
    yield from compared(path, operator, given, asked)


def is_below(item: dict[str, Any], outer: dict[str, Any]) -> bool:
    """Tell whether an item stands somewhere below another."""
    return any(each is item or is_below(item, each) for each in objects(outer.get("item")))


def compared(path: str, operator: Any, given: list[str], asked: dict[str, Any]) -> Iterator[Fault]:
    """Yield a fault where a condition compares with an answer that its question cannot have (que-7)."""
    kind = asked.get("type")
    if kind in ("group", "display"):
        yield Fault(
            f"{path}.question", "fhir-enable-when-question", f"A {kind} is never answered. Name a question."
        )
        return
    allowed = ("answerBoolean",) if operator == "exists" else ANSWERS.get(str(kind), tuple(given))
    for key in given:
        if key not in allowed:
            rule = "que-7" if operator == "exists" else "fhir-enable-when-type"
            yield Fault(
                f"{path}.{key}", rule, f"The question is a {kind}. Compare with {' or '.join(allowed)}."
            )


def urls(item: dict[str, Any]) -> list[Any]:
    """Return the addresses of an item's extensions."""
    return [each.get("url") for each in objects(item.get("extension"))]
