"""The FHIRPath in a resource: whether it can be parsed, and whether its names mean anything."""

import re
from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any, Final

from operculum.fhir.choices import CODED, offered
from operculum.fhir.definitions import definitions, element_names
from operculum.fhir.extensions import VARIABLE
from operculum.fhir.faults import Fault, Weight
from operculum.fhir.fhirpath import ARGUMENTS, FUNCTIONS, parse
from operculum.fhir.lexer import FhirPathError
from operculum.fhir.objects import objects
from operculum.fhir.primitives import PRIMITIVES
from operculum.fhir.structure import nodes

LANGUAGE: Final = "text/fhirpath"
LANGUAGES: Final = (
    LANGUAGE,
    "text/cql",
    "text/cql-identifier",
    "text/cql-expression",
    "text/cql.identifier",
    "text/cql.expression",
    "application/x-fhir-query",
)
NEAR: Final = 0.7
"""How like a known language one must be to be taken for it misspelt."""

NAMES: Final = """
resource rootResource context ucum sct loinc factory terminologies server questionnaire qitem patient user
encounter subject author practitioner
"""

GIVEN: Final = frozenset(NAMES.split())
"""The variables that FHIR and SDC give to an expression."""

OF_RESPONSE: Final = frozenset({"resource", "context"})
LINK: Final = re.compile(r"\blinkId\s*=\s*'([^'\\]*)'")
"""How an expression asks for the answers to one item."""

CODE: Final = re.compile(r"\bcode\s*=\s*'([^'\\]*)'")
"""How an expression asks for answers that are a code."""

TYPES: Final = frozenset(
    {*PRIMITIVES, *definitions(), "FHIR", "System", "String", "Boolean", "Integer", "Decimal"}
)
"""What stands in an expression as the name of a type."""

NOT_PORTABLE: Final = ("questionnaire", "qitem")


def expression_faults(resource: dict[str, Any], path: str) -> Iterator[Fault]:
    """Yield what is wrong with the expressions of a resource, each seen with the variables around it."""
    yield from within(resource, path, GIVEN)
    if resource.get("resourceType") == "Questionnaire":
        links = {str(each.get("linkId")) for _, each in nodes(resource, path) if isinstance(each, dict)}
        codes, variables = answer_codes(resource, path), of_response(resource, path)
        for place, value in nodes(resource, path):
            if (
                isinstance(value, dict)
                and value.get("language") == LANGUAGE
                and "expression" in value
                and used(value) <= variables
            ):
                yield from lost(str(value["expression"]), f"{place}.expression", links, codes)


def of_response(resource: dict[str, Any], path: str) -> frozenset[str]:
    """Return the variables that hold nothing but what is in the response, or is calculated from it."""
    known = OF_RESPONSE
    for _, value in nodes(resource, path):
        if isinstance(value, dict) and value.get("url") == VARIABLE:
            expression = value.get("valueExpression")
            if (
                isinstance(expression, dict)
                and expression.get("language") == LANGUAGE
                and used(expression) <= known
            ):
                known |= {str(expression.get("name"))}
    return known


def answer_codes(resource: dict[str, Any], path: str) -> frozenset[str] | None:
    """Return the codes of all answers that a Questionnaire offers, or None where others may be given."""
    contained = {str(each.get("id")): each for each in objects(resource.get("contained"))}
    sets = [
        offered(each, contained)
        for _, each in nodes(resource, path)
        if isinstance(each, dict) and "linkId" in each and each.get("type") in CODED
    ]
    if None in sets:
        return None
    return frozenset(code for each in sets if each is not None for _, code in each)


def lost(text: str, path: str, links: set[str], codes: frozenset[str] | None) -> Iterator[Fault]:
    """Yield a fault for what an expression looks for in the response and can never find there."""
    try:
        found = parse(text)
    except FhirPathError:
        return
    for link in dict.fromkeys(LINK.findall(text)):
        if link not in links:
            message = f"No item has the linkId {link!r}. Mend the expression."
            yield Fault(path, "fhir-expression-link", message)
    for code in dict.fromkeys(CODE.findall(text)):
        if codes is not None and code not in codes:
            message = f"No question offers the code {code!r}. Mend the expression."
            yield Fault(path, "fhir-expression-code", message)
    for name in dict.fromkeys(found.members):
        if found.variables and name not in element_names() | TYPES:
            message = f"A response has no element {name!r}. Mend the expression."
            yield Fault(path, "fhir-expression-element", message)


def expression_element(path: str, expression: Any) -> Iterator[Fault]:
    """Yield what an expression lacks: its language, the expression or a reference to it (exp-1, exp-2)."""
    if not (isinstance(expression, dict) and path.endswith((".expression", ".valueExpression"))):
        return
    language = expression.get("language")
    if language is None:
        message = "An expression has no language. Say text/fhirpath, or which it is."
        yield Fault(path, "fhir-required", message)
    elif language not in LANGUAGES and get_close_matches(str(language), LANGUAGES, 1, NEAR):
        message = f"There is no language {language!r}. Make it one of {', '.join(LANGUAGES)}."
        yield Fault(f"{path}.language", "fhir-code", message)
    if "expression" not in expression and "reference" not in expression:
        yield Fault(path, "fhir-required", "Neither an expression nor a reference (exp-1). Give one.")


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
    """Return the variables that the extensions of an element declare, in whatever way."""
    names: set[str] = set()
    for each in objects(value.get("extension")):
        expression = each.get("valueExpression")
        if each.get("url") == VARIABLE and isinstance(expression, dict):
            names.add(str(expression.get("name")))
        if str(each.get("url")).endswith("-extractAllocateId"):
            names.add(str(each.get("valueString")))
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
    for name, number in sorted(set(found.calls)):
        least, most = ARGUMENTS.get(name, (0, number))
        if not least <= number <= most:
            message = f"{name}() takes {least} to {most} arguments, not {number}. Mend the call."
            yield Fault(path, "fhir-function", message)
    for name in sorted(set(found.variables) & set(NOT_PORTABLE)):
        message = f"%{name} is not known to every renderer. Do without it."
        yield Fault(path, "fhir-portable-variable", message, Weight.warning)
