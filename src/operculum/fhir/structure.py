"""What holds for every resource of FHIR: JSON without holes, ids, dates, narrative, references."""

import re
from collections.abc import Iterator
from typing import Any, Final
from xml.etree import ElementTree as ET

from operculum.fhir.faults import Fault, Weight
from operculum.fhir.objects import objects
from operculum.fhir.primitives import NO_DATE, is_date

DEEPEST: Final = 120
"""How deep a resource may be nested, objects and arrays both counted."""

ID: Final = re.compile(r"[A-Za-z0-9\-.]{1,64}")
LANGUAGE: Final = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
NAME: Final = re.compile(r"[A-Z]\w{1,254}", re.ASCII)
SEMANTIC: Final = re.compile(r"\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?")
CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
PERIOD: Final = re.compile(r"Period\.(start|end)$")
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

ALLOWED_NAMES: Final = """
a abbr acronym b big blockquote br caption cite code col colgroup dd dfn div dl dt em h1 h2 h3 h4 h5 h6 hr i
img li ol p pre q samp small span strong sub sup table tbody td tfoot th thead tr tt ul var
"""

ALLOWED: Final = frozenset(f"{XHTML}{name}" for name in ALLOWED_NAMES.split())
"""The elements that a narrative may have (FHIR R4, 2.4.1, Narrative, txt-1)."""


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
    """Yield a fault for dates and languages that are ill-formed."""
    key = path.rsplit(".", 1)[-1]
    if (key in DATES or PERIOD.search(path)) and not is_date(value):
        yield Fault(path, "fhir-date", NO_DATE)
    if key == "language" and isinstance(value, str) and "/" not in value and not LANGUAGE.fullmatch(value):
        yield Fault(path, "fhir-language", "This is no language tag. Write one such as en-GB.")


def periods(path: str, value: Any) -> Iterator[Fault]:
    """Yield a fault for a period that ends before it begins (per-1)."""
    if isinstance(value, dict) and {"start", "end"} <= value.keys() and len(value) == 2:
        start, end = value["start"], value["end"]
        shorter = min(len(str(start)), len(str(end)))
        if isinstance(start, str) and isinstance(end, str) and start[:shorter] > end[:shorter]:
            yield Fault(path, "per-1", "The period ends before it begins. Mend one.")


def resource_id(resource: dict[str, Any], path: str) -> Iterator[Fault]:
    """Yield a fault for the id of a resource that is ill-formed."""
    name = resource.get("id")
    if "id" in resource and not (isinstance(name, str) and ID.fullmatch(name)):
        message = "An id has letters, digits, - and . only, at most 64 of them. Shorten or mend it."
        yield Fault(f"{path}.id", "fhir-id", message)


def published_name(resource: dict[str, Any], path: str) -> Iterator[Fault]:
    """Yield a fault for a name that programs cannot use (que-0, in R5 also cnl-0), of what is published."""
    name = resource.get("name")
    if "url" in resource and isinstance(name, str) and not NAME.fullmatch(name):
        is_form = resource.get("resourceType") == "Questionnaire"
        rule, weight = ("que-0", Weight.error) if is_form else ("cnl-0", Weight.warning)
        message = f"The name is none that programs can use ({rule}). Begin it with a capital, no spaces."
        yield Fault(f"{path}.name", rule, message, weight)


def published_version(resource: dict[str, Any], path: str) -> Iterator[Fault]:
    """Yield a fault for a version that is not written as its own algorithm demands."""
    algorithms = [resource.get("versionAlgorithmCoding")]
    algorithms += [
        each.get("valueCoding")
        for each in objects(resource.get("extension"))
        if str(each.get("url")).endswith("/artifact-versionAlgorithm")
    ]
    semantic = any(isinstance(each, dict) and each.get("code") == "semver" for each in algorithms)
    version = resource.get("version")
    if semantic and isinstance(version, str) and not SEMANTIC.fullmatch(version):
        message = f"The version is {version!r} and said to be semantic. Write it as 1.2.3."
        yield Fault(f"{path}.version", "fhir-version", message)


def narrative(path: str, value: Any) -> Iterator[Fault]:
    """Yield a fault for a narrative that is no XHTML, says nothing, or could do something (txt-1, txt-2)."""
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
    if not "".join(root.itertext()).strip() and root.find(f".//{XHTML}img") is None:
        yield Fault(path, "fhir-narrative", "The narrative says nothing. Write it, or leave it out.")
    for element in root.iter():
        if element.tag not in ALLOWED or any(is_active(*each) for each in element.attrib.items()):
            message = "The narrative has active content, or what is no text. Leave text and structure only."
            yield Fault(path, "fhir-narrative", message)


def is_active(attribute: str, value: str) -> bool:
    """Tell whether an attribute of a narrative runs a script."""
    return attribute.startswith("on") or "".join(value.split()).lower().startswith(
        ("javascript:", "vbscript:")
    )


def references(resource: dict[str, Any], path: str) -> Iterator[Fault]:
    """Yield a fault for references that lead nowhere within a resource, and for what nothing refers to."""
    contained = [str(each.get("id")) for each in objects(resource.get("contained"))]
    for name in {each for each in contained if contained.count(each) > 1}:
        yield Fault(f"{path}.contained", "fhir-contained", f"Two contained resources have the id {name!r}.")
    referred = set()
    for place, value in nodes(resource, path):
        if not (isinstance(value, str) and value.startswith("#") and len(value) > 1):
            continue
        referred.add(value[1:])
        if place.endswith((".reference", ".answerValueSet")) and value[1:] not in contained:
            message = f"Nothing contained has the id {value[1:]!r}. Contain it, or mend the reference."
            yield Fault(place, "fhir-contained", message)
    for number, name in enumerate(contained):
        if name not in referred:
            message = f"Nothing refers to the contained {name!r} (dom-3). Take it out."
            yield Fault(f"{path}.contained[{number}]", "fhir-contained", message)
    yield from ids_twice(resource, path)


def ids_twice(resource: dict[str, Any], path: str) -> Iterator[Fault]:
    """Yield a fault for an element whose id another element of the resource has."""
    seen: set[str] = set()
    for place, value in nodes({**resource, "contained": None}, path):
        name = value.get("id") if isinstance(value, dict) and place != path else None
        if isinstance(name, str):
            if name in seen:
                yield Fault(f"{place}.id", "fhir-id", f"Another element has the id {name!r}. Rename one.")
            seen.add(name)
