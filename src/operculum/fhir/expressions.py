"""The FHIRPath in a resource: whether it can be parsed, and whether its names mean anything."""

import re
from collections.abc import Iterator
from typing import Any, Final

from operculum.fhir.extensions import VARIABLE
from operculum.fhir.faults import Fault, Weight
from operculum.fhir.fhirpath import FUNCTIONS, parse
from operculum.fhir.lexer import FhirPathError
from operculum.fhir.objects import objects
from operculum.fhir.structure import nodes

LANGUAGE: Final = "text/fhirpath"

NAMES: Final = """
resource rootResource context ucum sct loinc factory terminologies server questionnaire qitem patient user
encounter subject author practitioner
"""

GIVEN: Final = frozenset(NAMES.split())
"""The variables that FHIR and SDC give to an expression."""

OF_RESPONSE: Final = frozenset({"resource", "context"})
LINK: Final = re.compile(r"\blinkId\s*=\s*'([^'\\]*)'")
"""How an expression asks for the answers to one item."""

NOT_PORTABLE: Final = ("questionnaire", "qitem")


def expression_faults(resource: dict[str, Any], path: str) -> Iterator[Fault]:
    """Yield what is wrong with the expressions of a resource, each seen with the variables around it."""
    yield from within(resource, path, GIVEN)
    if resource.get("resourceType") == "Questionnaire":
        links = {str(each.get("linkId")) for _, each in nodes(resource, path) if isinstance(each, dict)}
        for place, value in nodes(resource, path):
            if isinstance(value, dict) and value.get("language") == LANGUAGE:
                yield from lost_links(value, f"{place}.expression", links)


def lost_links(value: dict[str, Any], path: str, links: set[str]) -> Iterator[Fault]:
    """Yield a fault for the linkIds an expression looks for in the response that no item has."""
    if not used(value) <= OF_RESPONSE:
        return
    for link in dict.fromkeys(LINK.findall(str(value.get("expression")))):
        if link not in links:
            message = f"No item has the linkId {link!r}. Mend the expression."
            yield Fault(path, "fhir-expression-link", message)


def within(value: Any, path: str, known: frozenset[str]) -> Iterator[Fault]:
    """Yield what is wrong with the expressions below a value; variables hold for what stands below them."""
    if isinstance(value, list):
        for place, each in enumerate(value):
            yield from within(each, f"{path}[{place}]", known)
    elif isinstance(value, dict):
        yield from declared_twice(value, path)
        yield from declared_later(value, path, known)
        known |= declared(value)
        if value.get("language") == LANGUAGE and "expression" in value:
            yield from judged(value["expression"], f"{path}.expression", known)
        for key, each in value.items():
            yield from within(each, f"{path}.{key}", known)


def declared_twice(value: dict[str, Any], path: str) -> Iterator[Fault]:
    """Yield a fault for a variable that an element declares more than once."""
    names = [
        each["valueExpression"].get("name")
        for each in objects(value.get("extension"))
        if each.get("url") == VARIABLE and isinstance(each.get("valueExpression"), dict)
    ]
    for name in sorted({str(each) for each in names if names.count(each) > 1}):
        yield Fault(f"{path}.extension", "fhir-variable", f"%{name} is declared twice here. Rename one.")


def declared_later(value: dict[str, Any], path: str, known: frozenset[str]) -> Iterator[Fault]:
    """Yield a fault for variables that use themselves, or one declared after them: their order counts."""
    own = declared(value) - known
    for place, each in enumerate(objects(value.get("extension"))):
        expression = each.get("valueExpression")
        if each.get("url") != VARIABLE or not isinstance(expression, dict):
            continue
        for name in sorted(own & used(expression)):
            where = f"{path}.extension[{place}].valueExpression.expression"
            message = f"%{name} is not declared yet where it is used. Declare it before."
            yield Fault(where, "fhir-variable", message)
        own -= {str(expression.get("name"))}


def used(expression: dict[str, Any]) -> frozenset[str]:
    """Return the variables that an expression names; none where it is no FHIRPath."""
    try:
        return frozenset(parse(str(expression.get("expression"))).variables)
    except FhirPathError:
        return frozenset()


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
