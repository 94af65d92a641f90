"""The elements a Questionnaire may have, with the JSON type of each (FHIR R4 and R5, Questionnaire)."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from operculum.fhir.faults import Fault

JSON_TYPES: Final[Mapping[str, type | tuple[type, ...]]] = {
    "Boolean": bool,
    "Integer": int,
    "PositiveInt": int,
    "Decimal": (int, float),
    "Coding": dict,
    "CodeableConcept": dict,
    "Expression": dict,
    "Quantity": dict,
    "Reference": dict,
    "RelatedArtifact": dict,
    "Attachment": dict,
    **dict.fromkeys(("String", "Code", "Uri", "Url", "Markdown", "Date", "DateTime", "Time"), str),
    **dict.fromkeys(("Objects", "Canonicals", "Codes"), list),
    "Object": dict,
}
"""What a type of FHIR is in JSON."""

INNER: Final[Mapping[str, str]] = {"Objects": "Object", "Canonicals": "Uri", "Codes": "Code"}
"""What stands in a list of each type."""

SHAPES: Final[Mapping[str, re.Pattern[str]]] = {
    **dict.fromkeys(("Uri", "Url"), re.compile(r"\S*")),
    "Code": re.compile(r"\S+( \S+)*"),
}
"""How texts of some types are written: an address without spaces, a code with single ones within it."""

ELEMENT: Final = {"id": "String", "extension": "Objects", "modifierExtension": "Objects"}

ROOT: Final[Mapping[str, str]] = {
    **dict.fromkeys(("resourceType", "status", "language"), "Code"),
    **dict.fromkeys(("implicitRules", "url"), "Uri"),
    **dict.fromkeys(("version", "versionAlgorithmString", "name", "title", "publisher"), "String"),
    **dict.fromkeys(("description", "purpose", "copyright"), "Markdown"),
    **dict.fromkeys(("date", "approvalDate", "lastReviewDate"), "Date"),
    **dict.fromkeys(("meta", "text", "effectivePeriod"), "Object"),
    **dict.fromkeys(("contained", "identifier", "contact"), "Objects"),
    **dict.fromkeys(("useContext", "jurisdiction", "code", "item"), "Objects"),
    "derivedFrom": "Canonicals",
    "subjectType": "Codes",
    "versionAlgorithmCoding": "Coding",
    "copyrightLabel": "String",
    "experimental": "Boolean",
    **ELEMENT,
}

ITEM: Final[Mapping[str, str]] = {
    **dict.fromkeys(("linkId", "prefix", "text"), "String"),
    **dict.fromkeys(("type", "enableBehavior", "disabledDisplay", "answerConstraint"), "Code"),
    **dict.fromkeys(("definition", "answerValueSet"), "Uri"),
    **dict.fromkeys(("required", "repeats", "readOnly"), "Boolean"),
    **dict.fromkeys(("code", "enableWhen", "answerOption", "initial", "item"), "Objects"),
    "maxLength": "PositiveInt",
    **ELEMENT,
}

CODING: Final[Mapping[str, str]] = {
    "system": "Uri",
    "code": "Code",
    **dict.fromkeys(("version", "display"), "String"),
    "userSelected": "Boolean",
    **ELEMENT,
}

EXPRESSION: Final[Mapping[str, str]] = {
    **dict.fromkeys(("description", "expression", "name"), "String"),
    "language": "Code",
    "reference": "Uri",
    **ELEMENT,
}

ENABLE_WHEN: Final[Mapping[str, str]] = {
    "question": "String",
    "operator": "Code",
    **{
        f"answer{kind}": kind
        for kind in ("Boolean", "Decimal", "Integer", "Date", "DateTime", "Time", "String", "Coding")
    },
    "answerQuantity": "Quantity",
    "answerReference": "Reference",
    **ELEMENT,
}

NAMES: Final = """
group display boolean decimal integer date dateTime time string text url attachment reference quantity
"""

TYPES_OF_BOTH: Final = frozenset(NAMES.split())
TYPES: Final[Mapping[str, frozenset[str]]] = {
    "r4": TYPES_OF_BOTH | {"choice", "open-choice"},
    "r5": TYPES_OF_BOTH | {"coding", "question"},
}
"""The types an item may have, by version."""

ONLY_R5: Final = frozenset(
    {
        "versionAlgorithmString",
        "versionAlgorithmCoding",
        "copyrightLabel",
        "disabledDisplay",
        "answerConstraint",
    }
)
"""The elements that R4 does not have."""

STATUSES: Final = ("draft", "active", "retired", "unknown")
CODES: Final = {
    "disabledDisplay": ("hidden", "protected"),
    "answerConstraint": ("optionsOnly", "optionsOrType", "optionsOrString"),
}
"""What some elements of an item in R5 may say."""

OPERATORS: Final = ("exists", "=", "!=", ">", "<", ">=", "<=")


NAMES_OF_TYPES: Final = {"Objects": "list", "Canonicals": "list", "Codes": "list"}


def is_of(value: Any, kind: type | tuple[type, ...]) -> bool:
    """Tell whether a value is of a JSON type; a truth value is no number."""
    return isinstance(value, kind) and (kind is bool or not isinstance(value, bool))


def element_faults(value: Any, elements: Mapping[str, str], path: str) -> Iterator[Fault]:
    """Yield a fault for elements that there are not, and for those of another JSON type."""
    for key, inner in value.items():
        name = key.removeprefix("_")
        if name not in elements:
            yield Fault(f"{path}.{key}", "fhir-element", f"There is no element {key!r} here. Mend its name.")
        elif key != name:
            if not isinstance(inner, dict | list):
                yield from type_faults(inner, "Object", f"{path}.{key}")
        else:
            yield from type_faults(inner, elements[name], f"{path}.{key}")


def type_faults(value: Any, kind: str, path: str) -> Iterator[Fault]:
    """Yield a fault for a value that is not of its type; null is a fault of its own, told elsewhere."""
    if value is None:
        return
    if not is_of(value, JSON_TYPES[kind]):
        yield Fault(path, "fhir-type", f"This is no {NAMES_OF_TYPES.get(kind, kind.lower())}. Mend its type.")
    elif kind in INNER:
        for place, each in enumerate(value):
            if each is None and kind == "Objects":
                yield Fault(f"{path}[{place}]", "fhir-null", "An element is null. Leave it out.")
            yield from type_faults(each, INNER[kind], f"{path}[{place}]")
    elif kind in SHAPES and not SHAPES[kind].fullmatch(value):
        yield Fault(path, "fhir-type", f"A {kind.lower()} has no such spaces. Take them out.")
    elif kind == "PositiveInt" and value < 1:
        yield Fault(path, "fhir-type", "The number is less than 1. Give a higher one, or leave it out.")
