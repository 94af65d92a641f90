"""The values of literals and how they compare: as in rdflib, so that both engines agree.

rdflib accepts more than XML Schema allows ("2024-01-01" as an xsd:dateTime, "1e5" as an xsd:decimal). Where
the two differ, rdflib is followed: two engines with two answers would be worse than one lenient answer.
"""

import re
from base64 import b64decode
from binascii import unhexlify
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Final, NamedTuple

from pyoxigraph import Literal

from operculum.namespaces import XSD

STRING: Final = f"{XSD}string"
NUMERIC: Final = frozenset(
    XSD + name
    for name in (
        *("integer", "decimal", "double", "float", "byte", "int", "long", "short", "negativeInteger"),
        *("nonNegativeInteger", "nonPositiveInteger", "positiveInteger"),
        *("unsignedByte", "unsignedInt", "unsignedLong", "unsignedShort"),
    )
)
BOUNDS: Final[dict[str, tuple[int | None, int | None]]] = {
    XSD + name: bounds
    for name, bounds in {
        "nonPositiveInteger": (None, 0),
        "negativeInteger": (None, -1),
        "nonNegativeInteger": (0, None),
        "positiveInteger": (1, None),
        "int": (-(2**31), 2**31 - 1),
        "short": (-(2**15), 2**15 - 1),
        "byte": (-(2**7), 2**7 - 1),
        "unsignedLong": (0, None),
        "unsignedInt": (0, 2**32 - 1),
        "unsignedShort": (0, 2**16 - 1),
        "unsignedByte": (0, 2**8 - 1),
    }.items()
}


@dataclass(frozen=True, slots=True)
class Duration:
    """A duration with years or months: equal to another or not, but neither shorter nor longer."""

    months: Decimal
    rest: timedelta


def _boolean(lexical: str) -> bool:
    return lexical.lower() in {"1", "true"}


def _date(lexical: str) -> date:
    """Return an xsd:date without its time zone."""
    text = lexical[:-1] if lexical[-1:] in {"Z", "z"} else lexical
    text = text.split("T")[0]
    before_plus, _, _ = text.rpartition("+")
    before_minus, _, after_minus = text.rpartition("-")
    if before_plus:
        text = before_plus
    elif ":" in after_minus:
        text = before_minus
    if "-" not in text:
        raise ValueError(lexical)
    return date.fromisoformat(text)


DURATION: Final = re.compile(
    r"(?P<sign>[+-])?P(?!\b)(?:(?P<years>[0-9]+(?:[,.][0-9]+)?)Y)?(?:(?P<months>[0-9]+(?:[,.][0-9]+)?)M)?"
    r"(?:(?P<weeks>[0-9]+(?:[,.][0-9]+)?)W)?(?:(?P<days>[0-9]+(?:[,.][0-9]+)?)D)?"
    r"(?:T(?:(?P<hours>[0-9]+(?:[,.][0-9]+)?)H)?(?:(?P<minutes>[0-9]+(?:[,.][0-9]+)?)M)?"
    r"(?:(?P<seconds>[0-9]+(?:[,.][0-9]+)?)S)?)?$"
)


def _duration(lexical: str) -> Duration | timedelta:
    match = DURATION.match(lexical)
    if match is None:
        raise ValueError(lexical)
    parts = {unit: (match[unit] or "0").replace(",", ".") for unit in match.groupdict() if unit != "sign"}
    months = Decimal(parts.pop("years")) * 12 + Decimal(parts.pop("months"))
    rest = timedelta(**{unit: float(amount) for unit, amount in parts.items()})
    if match["sign"] == "-":
        months, rest = -months, -rest
    return Duration(months, rest) if months else rest


PARSERS: Final[dict[str, Callable[[str], Any]]] = {
    **dict.fromkeys(NUMERIC - {f"{XSD}decimal", f"{XSD}double", f"{XSD}float"}, int),
    f"{XSD}decimal": Decimal,
    f"{XSD}double": float,
    f"{XSD}float": float,
    f"{XSD}boolean": _boolean,
    f"{XSD}date": _date,
    f"{XSD}dateTime": datetime.fromisoformat,
    f"{XSD}time": time.fromisoformat,
    **dict.fromkeys((XSD + name for name in ("duration", "dayTimeDuration", "yearMonthDuration")), _duration),
    f"{XSD}hexBinary": unhexlify,
    f"{XSD}base64Binary": b64decode,
    **dict.fromkeys(
        (XSD + name for name in ("string", "normalizedString", "token", "language", "anyURI")), str
    ),
}


class Value(NamedTuple):
    """A literal with its value: None where the datatype is unknown or the form is not one of the datatype.

    A literal with a language counts as an xsd:string here: that is its place in the order.
    """

    lexical: str
    datatype: str
    language: str
    value: Any
    ill_typed: bool


def value_of(literal: Literal) -> Value:
    """Return the value of a literal.

    >>> from pyoxigraph import NamedNode
    >>> value_of(Literal("300", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#byte"))).ill_typed
    True
    """
    lexical, language = literal.value, literal.language or ""
    datatype = STRING if language else literal.datatype.value
    parser = PARSERS.get(datatype)
    if parser is None:
        return Value(lexical, datatype, "", None, ill_typed=False)
    value: Any = None
    try:
        value = parser(lexical)
    except (ValueError, ArithmeticError):
        ill_typed = True
    else:
        ill_typed = not _within_datatype(lexical, datatype, value)
    return Value(lexical, datatype, language, value, ill_typed)


def has_any_form(datatype: str) -> bool:
    """Tell whether every text is well-formed as a literal of a datatype."""
    return PARSERS.get(datatype, str) is str


def _within_datatype(lexical: str, datatype: str, value: Any) -> bool:
    if datatype == f"{XSD}boolean":
        return lexical in {"true", "false", "1", "0"}
    low, high = BOUNDS.get(datatype, (None, None))
    return (low is None or value >= low) and (high is None or value <= high)


def _numbers(one: Value, other: Value) -> bool:
    return one.datatype in NUMERIC and other.datatype in NUMERIC and not (one.ill_typed or other.ill_typed)


def equal(one: Value, other: Value) -> bool:
    """Tell whether two literals have the same value; raises TypeError where that cannot be known."""
    if _numbers(one, other):
        return bool(one.value == other.value)
    if one.language != other.language or one.datatype != other.datatype:
        return False
    if one.datatype != STRING and one.value is not None and other.value is not None:
        return bool(one.value == other.value)
    if one.lexical == other.lexical:
        return True
    if one.datatype == STRING:
        return False
    raise TypeError("two unknown values with different forms")


def greater(one: Value, other: Value) -> bool:
    """Tell whether a literal comes after another in rdflib's order over all literals."""
    if _numbers(one, other):
        return bool(one.value > other.value)
    if one.datatype != other.datatype:
        return one.datatype > other.datatype
    if one.language != other.language:
        return one.language > other.language
    if one.value is not None and other.value is not None:
        if isinstance(one.value, datetime | time):
            return _moment(one.value) > _moment(other.value)
        try:
            return bool(one.value > other.value)
        except TypeError:
            pass
    return one.lexical > other.lexical


def _moment(value: datetime | time) -> tuple[bool, datetime | time]:
    """Return a key that puts times without a zone before those with one."""
    return (value.utcoffset() is not None, value)


def compare(one: Value, other: Value) -> int | None:
    """Return -1, 0 or 1 as one literal is less than, equal to or greater than another; None if incomparable.

    This is the comparison of sh:minInclusive and its kin (SHACL, section 4.3).
    """
    if isinstance(one.value, str) is not isinstance(other.value, str):
        return None
    try:
        if equal(one, other):
            return 0
        if isinstance(one.value, datetime | time):
            return 1 if one.value > other.value else -1
        return 1 if greater(one, other) else -1
    except (TypeError, ArithmeticError):  # times with and without a zone; Decimal("NaN")
        return None


def less(one: Value, other: Value) -> bool:
    """Tell whether a literal is less than another for sh:lessThan (SHACL, section 4.5.3)."""
    if isinstance(one.value, str) or isinstance(other.value, str):
        return isinstance(one.value, str) and isinstance(other.value, str) and one.value < other.value
    try:
        return not greater(one, other) and not equal(one, other)
    except TypeError:
        return greater(other, one)
    except ArithmeticError:  # a decimal beside NaN
        return False


def less_or_equal(one: Value, other: Value) -> bool:
    """Tell whether a literal is less than another or equal to it, for sh:lessThanOrEquals (4.5.4)."""
    if isinstance(one.value, str) or isinstance(other.value, str):
        return isinstance(one.value, str) and isinstance(other.value, str) and one.value <= other.value
    try:
        return not greater(one, other) or equal(one, other)
    except (TypeError, ArithmeticError):
        return False
