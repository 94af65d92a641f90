"""What holds for every resource of FHIR: JSON without holes, ids, dates, narrative, references."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any, Final
from xml.etree import ElementTree as ET

from operculum.fhir.faults import Fault
from operculum.fhir.objects import objects

DEEPEST: Final = 120
"""How deep a resource may be nested, objects and arrays both counted."""

ID: Final = re.compile(r"[A-Za-z0-9\-.]{1,64}")
LANGUAGE: Final = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
PERIOD: Final = re.compile(r"Period\.(start|end)$")
DATE: Final = re.compile(
    r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01])"
    r"(T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-](0\d|1[0-4]):[0-5]\d))?)?)?"
)
DATES: Final = (
    "date",
    "approvalDate",
    "lastReviewDate",
    "authored",
    "issued",
    "recorded",
    "valueDate",
    "valueDateTime",
    "answerDate",
    "answerDateTime",
    "timestamp",
    "lastUpdated",
)
"""The elements that are dates or moments wherever they stand."""

XHTML: Final = "{http://www.w3.org/1999/xhtml}"

NARRATIVES: Final = ("generated", "extensions", "additional", "empty")

ACTIVE: Final = frozenset(
    f"{XHTML}{name}" for name in ("script", "form", "iframe", "object", "input", "base", "link")
)
"""Elements that no narrative may have (FHIR R4, 2.4.1, Narrative)."""


def is_too_deep(value: Any) -> bool:
    """Tell whether a value is nested deeper than any resource needs."""
    level = [value]
    for _ in range(DEEPEST):
        level = [
            inner
            for each in level
            if isinstance(each, dict | list)
            for inner in (each.values() if isinstance(each, dict) else each)
        ]
    return bool(level)


def nodes(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    """Yield every value of a resource with its path, the outer before the inner."""
    yield path, value
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from nodes(inner, f"{path}.{key}")
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from nodes(inner, f"{path}[{place}]")


def holes(path: str, value: Any) -> Iterator[Fault]:
    """Yield a fault for what FHIR's JSON may not be: empty, or null outside an array of primitives."""
    if value is None and not re.search(r"\._?\w+\[\d+\]$", path):
        yield Fault(path, "fhir-null", "An element is null. Leave it out, or give it a value.")
    elif value in ([], {}):
        yield Fault(path, "fhir-empty", "An array or object is empty. Leave it out, or fill it.")
    elif isinstance(value, str) and not value.strip():
        yield Fault(path, "fhir-empty", "A text is empty. Leave it out, or write it.")
    elif isinstance(value, str) and CONTROL.search(value):
        yield Fault(path, "fhir-type", "A text has control characters. Take them out.")


def formats(path: str, value: Any) -> Iterator[Fault]:
    """Yield a fault for ids, dates and languages that are ill-formed."""
    key = path.rsplit(".", 1)[-1]
    if key == "id" and not (isinstance(value, str) and ID.fullmatch(value)) and "extension" not in path:
        message = "An id has letters, digits, - and . only, at most 64 of them. Shorten or mend it."
        yield Fault(path, "fhir-id", message)
    if (key in DATES or PERIOD.search(path)) and not is_date(value):
        yield Fault(path, "fhir-date", "This is no date of FHIR. Write it as 2026-11-21.")
    if key == "language" and isinstance(value, str) and "/" not in value and not LANGUAGE.fullmatch(value):
        yield Fault(path, "fhir-language", "This is no language tag. Write one such as en-GB.")


def is_date(value: Any) -> bool:
    """Tell whether a value is a date or moment of FHIR, on a day that the calendar has."""
    if not (isinstance(value, str) and DATE.fullmatch(value)):
        return False
    try:
        date.fromisoformat((value[:10] + "-01-01")[:10])
    except ValueError:
        return False
    return True


def narrative(path: str, value: Any) -> Iterator[Fault]:
    """Yield a fault for a narrative that is no XHTML, or that could do something."""
    if path.endswith(".text") and isinstance(value, dict):
        yield from narrative_parts(path, value)
    if not path.endswith(".text.div"):
        return
    try:
        root = ET.fromstring("<refused" if "<!" in value else value)  # noqa: S314 - no declaration, no entity
    except (ET.ParseError, TypeError):
        yield Fault(path, "fhir-narrative", "The narrative is no XHTML. Close every tag and escape & and <.")
        return
    if root.tag != f"{XHTML}div":
        yield Fault(
            path, "fhir-narrative", "The narrative is not one div in the XHTML namespace. Make it one."
        )
    for element in root.iter():
        if element.tag in ACTIVE or any(is_active(*each) for each in element.attrib.items()):
            yield Fault(
                path, "fhir-narrative", "The narrative has active content. Leave text and structure only."
            )


def narrative_parts(path: str, value: dict[str, Any]) -> Iterator[Fault]:
    """Yield a fault for a narrative without its text, or without a word on where it comes from."""
    if "div" not in value:
        yield Fault(f"{path}.div", "fhir-required", "A narrative has no div. Write it, or leave it out.")
    if value.get("status") not in NARRATIVES:
        message = f"The status is {value.get('status')!r}. Make it one of {', '.join(NARRATIVES)}."
        yield Fault(f"{path}.status", "fhir-code", message)


def is_active(attribute: str, value: str) -> bool:
    """Tell whether an attribute of a narrative runs a script."""
    return attribute.startswith("on") or "".join(value.split()).lower().startswith(
        ("javascript:", "vbscript:")
    )


def references(resource: dict[str, Any], path: str) -> Iterator[Fault]:
    """Yield a fault for references within the resource that lead nowhere, and for ids contained twice."""
    contained = [str(each.get("id")) for each in objects(resource.get("contained"))]
    for name in {each for each in contained if contained.count(each) > 1}:
        yield Fault(f"{path}.contained", "fhir-contained", f"Two contained resources have the id {name!r}.")
    for place, value in nodes(resource, path):
        if (
            isinstance(value, str)
            and value.startswith("#")
            and len(value) > 1
            and place.endswith((".reference", ".answerValueSet"))
            and value[1:] not in contained
        ):
            message = f"Nothing contained has the id {value[1:]!r}. Contain it, or mend the reference."
            yield Fault(place, "fhir-contained", message)
