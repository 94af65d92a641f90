"""Whole and decimal numbers as XML Schema writes them: rdflib reads more as such, and a store holds fewer."""

import re
from decimal import Decimal
from functools import lru_cache
from typing import Final

from pyoxigraph import Literal

from operculum.namespaces import XSD
from operculum.shacl.literals import BOUNDS, NUMERIC

EXACT: Final = NUMERIC - {f"{XSD}double", f"{XSD}float"}
"""The datatypes of whole and decimal numbers."""
WHOLE: Final = re.compile(r"[+-]?[0-9]+")
DECIMAL: Final = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
LIMITS: Final = {
    **BOUNDS,
    f"{XSD}long": (-(2**63), 2**63 - 1),
    f"{XSD}unsignedLong": (0, 2**64 - 1),
}
"""The least and the greatest value of each datatype, two included of which rdflib knows less."""


@lru_cache(maxsize=1 << 16)
def number_of(literal: Literal) -> Decimal | None:
    """Return the value of a whole or decimal number, None if it is ill-typed (XML Schema, part 2).

    >>> from pyoxigraph import NamedNode
    >>> [number_of(Literal(form, datatype=NamedNode(XSD + "byte"))) for form in ("+7", "7.0", "128")]
    [Decimal('7'), None, None]
    """
    form, datatype = literal.value, literal.datatype.value
    if not (DECIMAL if datatype == f"{XSD}decimal" else WHOLE).fullmatch(form):
        return None
    value = Decimal(form)
    low, high = LIMITS.get(datatype, (None, None))
    fits = (low is None or value >= low) and (high is None or value <= high)
    return value if fits else None
