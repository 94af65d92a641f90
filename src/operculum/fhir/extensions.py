"""The extensions that forms use: the type of their value, where they may stand, and how often."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Final

from operculum.fhir.faults import Fault, Weight
from operculum.fhir.objects import objects

CORE: Final = "http://hl7.org/fhir/StructureDefinition/"
SDC: Final = "http://hl7.org/fhir/uv/sdc/StructureDefinition/"

CALCULATED: Final = f"{SDC}sdc-questionnaire-calculatedExpression"
ENABLE_WHEN: Final = f"{SDC}sdc-questionnaire-enableWhenExpression"
VARIABLE: Final = f"{CORE}variable"

BOUNDS: Final = ("valueDate", "valueDateTime", "valueTime", "valueDecimal", "valueInteger")
BOUNDED: Final = ("date", "dateTime", "time", "decimal", "integer")
WIDER: Final = {"decimal": ("integer",)}
NUMBERS: Final = ("integer", "decimal", "quantity")
CODED: Final = ("choice", "open-choice", "coding")
ROOT: Final = "questionnaire"

CONTROLS: Final = """
group list table htable gtable atable grid header footer page tab-container text inline prompt unit lower
upper flyover help legal access question autocomplete drop-down check-box lookup radio-button slider spinner
text-box context-display
"""


@dataclass(frozen=True, slots=True)
class Use:
    """How an extension is used: where its value may stand, on which items, how often, with which codes.

    Without types it may stand on any item; `root` tells whether it may stand on the questionnaire, too.
    """

    values: tuple[str, ...]
    types: tuple[str, ...] = ()
    root: bool = False
    repeats: bool = False
    codes: tuple[str, ...] = ()


EXPRESSION: Final = ("valueExpression",)
QUESTIONS: Final = (
    "boolean",
    *BOUNDED,
    "string",
    "text",
    "url",
    *CODED,
    "attachment",
    "reference",
    "quantity",
)

USES: Final[Mapping[str, Use]] = {
    f"{CORE}minValue": Use(BOUNDS, BOUNDED),
    f"{CORE}maxValue": Use(BOUNDS, BOUNDED),
    f"{CORE}maxDecimalPlaces": Use(("valueInteger",), ("decimal", "quantity")),
    f"{CORE}minLength": Use(("valueInteger",), QUESTIONS),
    f"{CORE}regex": Use(("valueString",), QUESTIONS),
    f"{CORE}entryFormat": Use(("valueString",)),
    f"{CORE}designNote": Use(("valueMarkdown",), root=True),
    f"{CORE}variable": Use(EXPRESSION, root=True, repeats=True),
    f"{CORE}rendering-markdown": Use(("valueMarkdown",), root=True),
    f"{CORE}rendering-xhtml": Use(("valueString",), root=True),
    f"{CORE}artifact-relatedArtifact": Use(("valueRelatedArtifact",), root=True, repeats=True),
    f"{CORE}artifact-versionAlgorithm": Use(("valueString", "valueCoding"), root=True),
    f"{CORE}questionnaire-itemControl": Use(("valueCodeableConcept",), codes=tuple(CONTROLS.split())),
    f"{CORE}questionnaire-choiceOrientation": Use(
        ("valueCode",), ("boolean", *CODED), codes=("horizontal", "vertical")
    ),
    f"{CORE}questionnaire-displayCategory": Use(
        ("valueCodeableConcept",), ("display",), codes=("instructions", "security", "help")
    ),
    f"{CORE}questionnaire-hidden": Use(("valueBoolean",)),
    f"{CORE}questionnaire-unit": Use(("valueCoding",), NUMBERS),
    f"{CORE}questionnaire-unitOption": Use(("valueCoding",), ("quantity",), repeats=True),
    f"{CORE}questionnaire-supportLink": Use(("valueUri",), repeats=True),
    f"{CORE}questionnaire-optionExclusive": Use(("valueBoolean",)),
    f"{CORE}questionnaire-minOccurs": Use(("valueInteger",)),
    f"{CORE}questionnaire-maxOccurs": Use(("valueInteger",)),
    f"{CORE}questionnaire-usageMode": Use(
        ("valueCode",), codes=("capture-display", "capture", "display", "display-non-empty")
    ),
    f"{CORE}preferredTerminologyServer": Use(("valueUrl",), root=True, repeats=True),
    f"{CORE}ordinalValue": Use(("valueDecimal",)),
    f"{CORE}itemWeight": Use(("valueDecimal",)),
    CALCULATED: Use(EXPRESSION, QUESTIONS),
    ENABLE_WHEN: Use(EXPRESSION),
    f"{SDC}sdc-questionnaire-initialExpression": Use(EXPRESSION, QUESTIONS),
    f"{SDC}sdc-questionnaire-answerExpression": Use(EXPRESSION, QUESTIONS),
    f"{SDC}sdc-questionnaire-observationExtract": Use(("valueBoolean", "valueCode"), root=True),
    f"{SDC}sdc-questionnaire-shortText": Use(("valueString",)),
}
"""By address, how an extension is used (as the extension pack and SDC define it)."""

OTHERS: Final = {
    CORE: """
    minValueSet maxValueSet maxSize mimeType bestpractice translation rendering-style rendering-styleSensitive
    questionnaire-baseType questionnaire-constraint questionnaire-derivationType questionnaire-fhirType
    questionnaire-optionPrefix questionnaire-optionRestriction questionnaire-referenceFilter
    questionnaire-referenceProfile questionnaire-referenceResource questionnaire-signatureRequired
    questionnaire-sliderStepValue questionnaire-unitValueSet questionnaireresponse-author cqf-library
    cqf-knowledgeCapability cqf-knowledgeRepresentationLevel cqf-scope
    """,
    SDC: """
    sdc-questionnaire-answerOptionsToggleExpression sdc-questionnaire-assemble-expectation
    sdc-questionnaire-assembleContext sdc-questionnaire-assembledFrom sdc-questionnaire-candidateExpression
    sdc-questionnaire-choiceColumn sdc-questionnaire-collapsible sdc-questionnaire-columnCount
    sdc-questionnaire-contextExpression sdc-questionnaire-definitionExtract
    sdc-questionnaire-definitionExtractValue sdc-questionnaire-endpoint sdc-questionnaire-entryMode
    sdc-questionnaire-extractAllocateId sdc-questionnaire-isSubject sdc-questionnaire-itemAnswerMedia
    sdc-questionnaire-itemExtractionContext sdc-questionnaire-itemMedia
    sdc-questionnaire-itemPopulationContext sdc-questionnaire-keyboard sdc-questionnaire-launchContext
    sdc-questionnaire-library sdc-questionnaire-lookupQuestionnaire sdc-questionnaire-maxQuantity
    sdc-questionnaire-minQuantity sdc-questionnaire-observation-extract-category
    sdc-questionnaire-observationLinkPeriod sdc-questionnaire-openLabel sdc-questionnaire-optionalDisplay
    sdc-questionnaire-performerType sdc-questionnaire-preferredTerminologyServer
    sdc-questionnaire-referencesContained sdc-questionnaire-sourceQueries
    sdc-questionnaire-sourceStructureMap sdc-questionnaire-subQuestionnaire
    sdc-questionnaire-targetStructureMap sdc-questionnaire-templateExtract
    sdc-questionnaire-templateExtractBundle sdc-questionnaire-templateExtractContext
    sdc-questionnaire-templateExtractValue sdc-questionnaire-unitOpen
    sdc-questionnaire-unitSupplementalSystem sdc-questionnaire-width
    """,
}

KNOWN: Final = frozenset(USES) | {base + name for base, names in OTHERS.items() for name in names.split()}
"""The extensions of forms, so that a misspelt one can be told from one of somebody else's."""

NEAR: Final = 0.94
"""How like a known address one must be to be taken for it misspelt."""


def extension_faults(path: str, value: Any) -> Iterator[Fault]:
    """Yield what is wrong with one extension: its address, and the type or the code of its value."""
    url = value.get("url")
    if not isinstance(url, str):
        yield Fault(f"{path}.url", "fhir-extension", "An extension has no url. Say which extension it is.")
        return
    given = [key for key in value if key.startswith("value")]
    if not given and "extension" not in value:
        message = "An extension has neither a value nor inner extensions. Give one."
        yield Fault(path, "fhir-extension", message)
    if given and "extension" in value:
        message = "An extension has a value and inner extensions (ext-1). Leave one."
        yield Fault(path, "fhir-extension", message)
    if len(given) > 1:
        yield Fault(path, "fhir-extension", "An extension has several values. Leave one.")
    if url in USES:
        yield from value_faults(path, value, given, USES[url])
    else:
        yield from misspelt(path, url)


def value_faults(path: str, value: Mapping[str, Any], given: list[str], use: Use) -> Iterator[Fault]:
    """Yield what is wrong with the value of an extension that is known."""
    for key in given:
        if key not in use.values:
            message = f"The value of {value['url']} stands in {key}. Give it as {' or '.join(use.values)}."
            yield Fault(f"{path}.{key}", "fhir-extension-type", message)
        for code in codes_of(value[key]) if use.codes else ():
            if code not in use.codes:
                message = f"This is {code!r}. Make it one of {', '.join(use.codes)}."
                yield Fault(f"{path}.{key}", "fhir-code", message)


def codes_of(value: Any) -> list[Any]:
    """Return a code, or those of a concept that are of HL7."""
    if not isinstance(value, dict):
        return [value]
    return [
        each.get("code")
        for each in objects(value.get("coding"))
        if str(each.get("system")).startswith("http://hl7.org/fhir/")
    ]


def misspelt(path: str, url: str) -> Iterator[Fault]:
    """Yield a fault for an address that is nearly that of a known extension."""
    is_inner = path.count("xtension[") > 1
    near = [] if url in KNOWN or is_inner else get_close_matches(url, KNOWN, 1, NEAR)
    if near:
        yield Fault(f"{path}.url", "fhir-extension-url", f"There is no {url!r}. Did you mean {near[0]}?")
    elif ":" not in url and not is_inner:
        yield Fault(
            f"{path}.url", "fhir-extension-url", f"{url!r} is no absolute address. Give the whole one."
        )


def context_faults(element: Mapping[str, Any], path: str, kind: str) -> Iterator[Fault]:
    """Yield a fault for extensions that stand where they may not, or too often.

    `kind` is the type of the item, or `ROOT`.
    """
    seen: set[str] = set()
    for place, each in enumerate(objects(element.get("extension"))):
        url = str(each.get("url"))
        use, where = USES.get(url), f"{path}.extension[{place}]"
        if use is None:
            continue
        if not (use.root if kind == ROOT else not use.types or kind in use.types):
            message = f"{url.rsplit('/', 1)[-1]} says nothing of a {kind}. Take it out."
            yield Fault(where, "fhir-extension-context", message)
        if url in seen and not use.repeats:
            message = f"{url.rsplit('/', 1)[-1]} stands here twice. Leave one."
            yield Fault(where, "fhir-extension-context", message)
        seen.add(url)
    yield from bound_faults(element, path, kind)
    if seen & {f"{SDC}sdc-questionnaire-observationExtract"} and "code" not in element and kind != ROOT:
        message = "It is to be extracted as an Observation and has no code. Give one."
        yield Fault(f"{path}.code", "fhir-required", message, Weight.warning)


def bound_faults(element: Mapping[str, Any], path: str, kind: str) -> Iterator[Fault]:
    """Yield a fault for bounds of another type than the answers, and for a least above the greatest."""
    bounds: dict[str, Any] = {}
    for each in objects(element.get("extension")):
        name = str(each.get("url")).removeprefix(CORE)
        for key in BOUNDS:
            if name in ("minValue", "maxValue") and key in each and kind in BOUNDED:
                bounds[name] = each[key]
                if key.removeprefix("value").lower() not in (kind.lower(), *WIDER.get(kind, ())):
                    message = f"The {name} of a {kind} stands in {key}. Give it in the type of the answers."
                    yield Fault(path, "fhir-extension-type", message)
    least, greatest = bounds.get("minValue"), bounds.get("maxValue")
    if type(least) is type(greatest) and isinstance(least, int | float | str) and least > greatest:  # type: ignore[operator]
        yield Fault(path, "fhir-extension-value", f"minValue {least} is above maxValue {greatest}. Mend one.")
