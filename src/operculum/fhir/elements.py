"""The elements a Questionnaire may have, with the JSON type of each (FHIR R4 and R5, Questionnaire)."""

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
    "List": list,
    "Object": dict,
}
"""What a type of FHIR is in JSON."""

ELEMENT: Final = {"id": "String", "extension": "List", "modifierExtension": "List"}

ROOT: Final[Mapping[str, str]] = {
    **dict.fromkeys(("resourceType", "status", "language"), "Code"),
    **dict.fromkeys(("implicitRules", "url"), "Uri"),
    **dict.fromkeys(("version", "versionAlgorithmString", "name", "title", "publisher"), "String"),
    **dict.fromkeys(("description", "purpose", "copyright"), "Markdown"),
    **dict.fromkeys(("date", "approvalDate", "lastReviewDate"), "Date"),
    **dict.fromkeys(("meta", "text", "effectivePeriod"), "Object"),
    **dict.fromkeys(("contained", "identifier", "derivedFrom", "subjectType", "contact"), "List"),
    **dict.fromkeys(("useContext", "jurisdiction", "code", "item"), "List"),
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
    **dict.fromkeys(("code", "enableWhen", "answerOption", "initial", "item"), "List"),
    "maxLength": "Integer",
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

STATUSES: Final = ("draft", "active", "retired", "unknown")
OPERATORS: Final = ("exists", "=", "!=", ">", "<", ">=", "<=")


def is_of(value: Any, kind: type | tuple[type, ...]) -> bool:
    """Tell whether a value is of a JSON type; a truth value is no number."""
    return isinstance(value, kind) and (kind is bool or not isinstance(value, bool))


def element_faults(value: Any, elements: Mapping[str, str], path: str) -> Iterator[Fault]:
    """Yield a fault for elements that there are not, and for those of another JSON type."""
    for key, inner in value.items():
        name = key.removeprefix("_")
        if name not in elements:
            yield Fault(f"{path}.{key}", "fhir-element", f"There is no element {key!r} here. Mend its name.")
        elif key == name and inner is not None and not is_of(inner, JSON_TYPES[elements[name]]):
            message = f"This is no {elements[name].lower()} in JSON. Mend its type."
            yield Fault(f"{path}.{key}", "fhir-type", message)
