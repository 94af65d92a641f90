"""The extensions that forms use, each with the type its value must have."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from operculum.fhir.elements import EXPRESSION, JSON_TYPES, element_faults, is_of
from operculum.fhir.faults import Fault

CORE: Final = "http://hl7.org/fhir/StructureDefinition/"
SDC: Final = "http://hl7.org/fhir/uv/sdc/StructureDefinition/"

CALCULATED: Final = f"{SDC}sdc-questionnaire-calculatedExpression"
ENABLE_WHEN: Final = f"{SDC}sdc-questionnaire-enableWhenExpression"
VARIABLE: Final = f"{CORE}variable"

NUMBERS: Final = ("valueDate", "valueDateTime", "valueTime", "valueDecimal", "valueInteger")

VALUES: Final[Mapping[str, tuple[str, ...]]] = {
    f"{CORE}minValue": NUMBERS,
    f"{CORE}maxValue": NUMBERS,
    f"{CORE}maxDecimalPlaces": ("valueInteger",),
    f"{CORE}minLength": ("valueInteger",),
    f"{CORE}regex": ("valueString",),
    f"{CORE}entryFormat": ("valueString",),
    f"{CORE}designNote": ("valueMarkdown",),
    f"{CORE}variable": ("valueExpression",),
    f"{CORE}rendering-markdown": ("valueMarkdown",),
    f"{CORE}rendering-xhtml": ("valueString",),
    f"{CORE}artifact-relatedArtifact": ("valueRelatedArtifact",),
    f"{CORE}artifact-versionAlgorithm": ("valueString", "valueCoding"),
    f"{CORE}questionnaire-itemControl": ("valueCodeableConcept",),
    f"{CORE}questionnaire-choiceOrientation": ("valueCode",),
    f"{CORE}questionnaire-displayCategory": ("valueCodeableConcept",),
    f"{CORE}questionnaire-hidden": ("valueBoolean",),
    f"{CORE}questionnaire-unit": ("valueCoding",),
    f"{CORE}questionnaire-unitOption": ("valueCoding",),
    f"{CORE}questionnaire-supportLink": ("valueUri",),
    f"{CORE}questionnaire-optionExclusive": ("valueBoolean",),
    f"{CORE}questionnaire-minOccurs": ("valueInteger",),
    f"{CORE}questionnaire-maxOccurs": ("valueInteger",),
    f"{CORE}questionnaire-usageMode": ("valueCode",),
    f"{CORE}preferredTerminologyServer": ("valueUrl",),
    f"{CORE}ordinalValue": ("valueDecimal",),
    f"{CORE}itemWeight": ("valueDecimal",),
    CALCULATED: ("valueExpression",),
    ENABLE_WHEN: ("valueExpression",),
    f"{SDC}sdc-questionnaire-initialExpression": ("valueExpression",),
    f"{SDC}sdc-questionnaire-answerExpression": ("valueExpression",),
    f"{SDC}sdc-questionnaire-observationExtract": ("valueBoolean", "valueCode"),
    f"{SDC}sdc-questionnaire-shortText": ("valueString",),
}
"""By address, in which element the value may stand (as the extension pack and SDC define it)."""


def extension_faults(path: str, value: Any) -> Iterator[Fault]:
    """Yield what is wrong with one extension: no address, no value or several, a value of the wrong type."""
    url = value.get("url")
    if not isinstance(url, str):
        yield Fault(f"{path}.url", "fhir-extension", "An extension has no url. Say which extension it is.")
        return
    given = [key for key in value if key.startswith("value")]
    if len(given) > 1:
        yield Fault(path, "fhir-extension", "An extension has several values. Leave one.")
    if not given and "extension" not in value:
        yield Fault(
            path, "fhir-extension", "An extension has neither a value nor inner extensions. Give one."
        )
    if given and "extension" in value:
        yield Fault(
            path, "fhir-extension", "An extension has a value and inner extensions (ext-1). Leave one."
        )
    if isinstance(expression := value.get("valueExpression"), dict):
        yield from expression_element(f"{path}.valueExpression", expression)
    allowed = VALUES.get(url)
    for key in given:
        kind = key.removeprefix("value")
        if kind in JSON_TYPES and not is_of(value[key], JSON_TYPES[kind]):
            yield Fault(f"{path}.{key}", "fhir-type", f"This is no {kind.lower()} in JSON. Mend its type.")
        if allowed is not None and key not in allowed:
            message = f"The value of {url} stands in {key}. Give it as {' or '.join(allowed)}."
            yield Fault(f"{path}.{key}", "fhir-extension-type", message)


def expression_element(path: str, expression: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield what an expression lacks: its language, and the expression or a reference to it (exp-1)."""
    yield from element_faults(expression, EXPRESSION, path)
    if "language" not in expression:
        yield Fault(
            path, "fhir-required", "An expression has no language. Say text/fhirpath, or which it is."
        )
    if "expression" not in expression and "reference" not in expression:
        yield Fault(path, "fhir-required", "Neither an expression nor a reference (exp-1). Give one.")
