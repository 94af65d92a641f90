"""The primitive types of FHIR: how each is written in JSON."""

import binascii
import re
from base64 import b64decode
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, Final

from operculum.fhir.faults import Fault

LARGEST: Final = 2**31 - 1
"""The largest integer (FHIR R4, 2.24.0.1, primitive type integer)."""

DATE: Final = re.compile(
    r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01])"
    r"(T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-](0\d|1[0-4]):[0-5]\d))?)?)?"
)
TIME: Final = re.compile(r"([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?")
NO_DATE: Final = "This is no date of FHIR. Write it as 2026-11-21."


def is_date(value: Any) -> bool:
    """Tell whether a value is a date or moment of FHIR, on a day that the calendar has.

    >>> is_date("2026-11"), is_date("2026-11-31"), is_date("2026-11-21T10:00:00")
    (True, False, False)
    """
    if not (isinstance(value, str) and DATE.fullmatch(value)):
        return False
    try:
        date.fromisoformat((value[:10] + "-01-01")[:10])
    except ValueError:
        return False
    return True


def is_base64(value: str) -> bool:
    """Tell whether a text is base64; white space in it counts for nothing."""
    try:
        b64decode("".join(value.split()), validate=True)
    except (ValueError, binascii.Error):
        return False
    return True


def matches(pattern: str) -> Callable[[str], bool]:
    """Return a test whether a whole text matches a pattern."""
    return lambda text: re.fullmatch(pattern, text) is not None


TEXTS: Final[Mapping[str, tuple[Callable[[str], bool], str, str]]] = {
    **dict.fromkeys(("string", "markdown", "xhtml"), (lambda _: True, "", "")),
    **dict.fromkeys(
        ("uri", "url", "canonical"),
        (matches(r"\S*"), "fhir-type", "An address has no spaces. Take them out."),
    ),
    "code": (matches(r"\S+( \S+)*"), "fhir-type", "A code has single spaces within it at most. Mend it."),
    "id": (matches(r"[A-Za-z0-9\-.]{1,64}"), "fhir-id", "An id has letters, digits, - and . only. Mend it."),
    "date": (lambda text: is_date(text) and "T" not in text, "fhir-date", NO_DATE),
    "dateTime": (is_date, "fhir-date", NO_DATE),
    "instant": (
        lambda text: is_date(text) and "T" in text,
        "fhir-date",
        "This is no moment. Write it as 2026-11-21T10:00:00Z.",
    ),
    "time": (matches(TIME.pattern), "fhir-date", "This is no time of day. Write it as 10:00:00."),
    "base64Binary": (is_base64, "fhir-type", "This is no base64. Encode it."),
}
"""The types that are texts in JSON: whether a text is one, the rule it breaks if not, and what to do."""

NUMBERS: Final[Mapping[str, tuple[float, float]]] = {
    "integer": (-LARGEST - 1, LARGEST),
    "unsignedInt": (0, LARGEST),
    "positiveInt": (1, LARGEST),
    "decimal": (float("-inf"), float("inf")),
}
"""The types that are numbers: the least and the greatest."""

PRIMITIVES: Final = frozenset({"boolean", *TEXTS, *NUMBERS})


def primitive_faults(value: Any, path: str, kind: str) -> Iterator[Fault]:
    """Yield a fault for a value that is none of a primitive type; null is told elsewhere."""
    if value is None:
        return
    if kind == "boolean":
        if not isinstance(value, bool):
            yield Fault(path, "fhir-type", "This is no boolean. Write true or false.")
    elif kind in NUMBERS:
        yield from number_faults(value, path, kind)
    elif not isinstance(value, str):
        yield Fault(path, "fhir-type", f"This is no {kind}. Mend its type.")
    else:
        is_one, rule, message = TEXTS[kind]
        if not is_one(value):
            yield Fault(path, rule, message)


def number_faults(value: Any, path: str, kind: str) -> Iterator[Fault]:
    """Yield a fault for what is no number of a type."""
    allowed = (int, float) if kind == "decimal" else int
    least, greatest = NUMBERS[kind]
    if not isinstance(value, allowed) or isinstance(value, bool):
        yield Fault(path, "fhir-type", f"This is no {kind}. Mend its type.")
    elif not least <= value <= greatest:
        yield Fault(path, "fhir-type", f"The number is not from {least} to {greatest}. Mend it.")
