"""The FHIRPath in a resource: whether it can be parsed, and whether its names mean anything."""

from collections.abc import Iterator
from typing import Any, Final

from operculum.fhir.extensions import VARIABLE
from operculum.fhir.faults import Fault, Weight
from operculum.fhir.fhirpath import FUNCTIONS, parse
from operculum.fhir.lexer import FhirPathError
from operculum.fhir.objects import objects

LANGUAGE: Final = "text/fhirpath"

NAMES: Final = """
resource rootResource context ucum sct loinc factory terminologies server questionnaire qitem patient user
encounter subject author practitioner
"""

GIVEN: Final = frozenset(NAMES.split())
"""The variables that FHIR and SDC give to an expression."""

NOT_PORTABLE: Final = ("questionnaire", "qitem")


def expression_faults(resource: dict[str, Any], path: str) -> Iterator[Fault]:
    """Yield what is wrong with the expressions of a resource, each seen with the variables around it."""
    yield from within(resource, path, GIVEN)


def within(value: Any, path: str, known: frozenset[str]) -> Iterator[Fault]:
    """Yield what is wrong with the expressions below a value; variables hold for what stands below them."""
    if isinstance(value, list):
        for place, each in enumerate(value):
            yield from within(each, f"{path}[{place}]", known)
    elif isinstance(value, dict):
        known |= declared(value)
        if value.get("language") == LANGUAGE and "expression" in value:
            yield from judged(value["expression"], f"{path}.expression", known)
        for key, each in value.items():
            yield from within(each, f"{path}.{key}", known)


def declared(value: dict[str, Any]) -> frozenset[str]:
    """Return the variables that the extensions of an element declare: its own, and what launches the form."""
    names: set[str] = set()
    for each in objects(value.get("extension")):
        expression = each.get("valueExpression")
        if each.get("url") == VARIABLE and isinstance(expression, dict):
            names.add(str(expression.get("name")))
        if str(each.get("url")).endswith("-launchContext"):
            names |= {str(part.get("valueId")) for part in objects(each.get("extension"))}
            codings = [part.get("valueCoding") for part in objects(each.get("extension"))]
            names |= {str(coding.get("code")) for coding in codings if isinstance(coding, dict)}
    return frozenset(names)


def judged(text: Any, path: str, known: frozenset[str]) -> Iterator[Fault]:
    """Yield what is wrong with one expression."""
    try:
        found = parse(text if isinstance(text, str) else "")
    except FhirPathError as error:
        yield Fault(path, "fhir-fhirpath", f"This is no FHIRPath: {error}. Mend the expression.")
        return
    for name in sorted(set(found.variables) - known):
        if not name.startswith(("vs-", "ext-")):
            yield Fault(path, "fhir-variable", f"Nothing declares %{name}. Declare it, or mend its name.")
    for name in sorted(set(found.functions) - FUNCTIONS):
        yield Fault(path, "fhir-function", f"FHIRPath has no function {name}(). Mend its name.")
    for name in sorted(set(found.variables) & set(NOT_PORTABLE)):
        message = f"%{name} is not known to every renderer. Do without it."
        yield Fault(path, "fhir-portable-variable", message, Weight.warning)
