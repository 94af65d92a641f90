"""Numbers as XML Schema writes and SPARQL compares them: rdflib reads more as such, a store holds fewer."""

import re
import struct
from decimal import MAX_PREC, Context, Decimal
from functools import lru_cache
from typing import Final, TypeAlias

from pyoxigraph import Literal, NamedNode

from operculum.namespaces import XSD
from operculum.shacl.literals import BOUNDS, NUMERIC
from operculum.shacl.terms import XSD_DECIMAL

Number: TypeAlias = Decimal | float

SINGLE: Final = frozenset({f"{XSD}float"})
FLOATING: Final = SINGLE | {f"{XSD}double"}
EXACT: Final = NUMERIC - FLOATING
"""The datatypes of whole and decimal numbers."""
EXACTLY: Final = Context(prec=MAX_PREC)
"""Rounds nothing."""
WHOLE: Final = re.compile(r"[+-]?[0-9]+")
DECIMAL: Final = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
FLOAT: Final = re.compile(rf"{DECIMAL.pattern}(?:[eE][+-]?[0-9]+)?|[+-]?INF|NaN")
LIMITS: Final = {
    **BOUNDS,
    f"{XSD}long": (-(2**63), 2**63 - 1),
    f"{XSD}unsignedLong": (0, 2**64 - 1),
}
"""The least and the greatest value of each datatype, two included of which rdflib knows less."""


@lru_cache(maxsize=1 << 16)
def number_of(literal: Literal) -> Number | None:
    """Return the value of a literal of a numeric datatype, None if it is ill-typed (XML Schema, part 2).

    >>> from pyoxigraph import NamedNode
    >>> [number_of(Literal(form, datatype=NamedNode(XSD + "byte"))) for form in ("+7", "7.0", "128")]
    [Decimal('7'), None, None]
    """
    form, datatype = literal.value, literal.datatype.value
    if datatype in FLOATING:
        return _floating(form, single=datatype in SINGLE)
    if not (DECIMAL if datatype == f"{XSD}decimal" else WHOLE).fullmatch(form):
        return None
    value = Decimal(form)
    low, high = LIMITS.get(datatype, (None, None))
    fits = (low is None or value >= low) and (high is None or value <= high)
    return value if fits else None


def compared(one: Literal, other: Literal) -> tuple[Number, Number] | None:
    """Return the values of two literals of numeric datatypes as SPARQL compares them, None if one has none.

    One that is exact is compared with one that is not as what that is (SPARQL 1.1, section 17.3).

    >>> from pyoxigraph import NamedNode
    >>> compared(Literal("0.1", datatype=NamedNode(XSD + "decimal")), Literal(0.1))
    (0.1, 0.1)
    """
    first, second = number_of(one), number_of(other)
    if first is None or second is None:
        return None
    inexact = _inexact(one, other)
    if not inexact:
        return first, second
    single = inexact == SINGLE
    return _promoted(first, single=single), _promoted(second, single=single)


def product(one: Literal, other: Literal) -> Literal | None:
    """Return the product of two literals, None if one is no number; where both are exact, so is it.

    >>> product(Literal(0.5), Literal(7)).value, product(Literal(7), Literal("week"))
    ('3.5', None)
    """
    are_numeric = {one.datatype.value, other.datatype.value} <= NUMERIC
    numbers = compared(one, other) if are_numeric else None
    if numbers is None:
        return None
    first, second = numbers
    if isinstance(first, Decimal) and isinstance(second, Decimal):
        return Literal(f"{EXACTLY.multiply(first, second):f}", datatype=XSD_DECIMAL)
    single = _inexact(one, other) == SINGLE
    value = _promoted(float(first) * float(second), single=single)
    form = repr(value).replace("inf", "INF").replace("nan", "NaN")
    return Literal(form, datatype=NamedNode(f"{XSD}{'float' if single else 'double'}"))


def _inexact(one: Literal, other: Literal) -> frozenset[str]:
    """Return which datatypes of two literals are inexact."""
    return FLOATING.intersection((one.datatype.value, other.datatype.value))


def _floating(form: str, *, single: bool) -> float | None:
    return _promoted(float(form), single=single) if FLOAT.fullmatch(form) else None


def _promoted(value: Number, *, single: bool) -> float:
    if not single:
        return float(value)
    try:
        promoted: float = struct.unpack("f", struct.pack("f", value))[0]
    except OverflowError:
        return float("inf") if value > 0 else float("-inf")
    return promoted
