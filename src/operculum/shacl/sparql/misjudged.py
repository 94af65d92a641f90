"""Literals that a store judges otherwise than SPARQL says."""

import re
from typing import Final

from pyoxigraph import Literal

from operculum.namespaces import XSD
from operculum.shacl.literals import NUMERIC, value_of
from operculum.shacl.sparql.numbers import EXACT, FLOATING, WHOLE, number_of

GREATEST_INTEGER: Final = 2**63 - 1
GREATEST_DECIMAL: Final = 10**20
FRACTION: Final = re.compile(r"\.[0-9]{19,}")
FAR_YEAR: Final = re.compile(r"[+-]?[0-9]{5,}-")
"""Numbers and years beyond what a store can hold: there they are no numbers, and no dates."""
DATES: Final = frozenset(f"{XSD}{name}" for name in ("date", "dateTime", "gYear", "gYearMonth"))
BOOLEAN: Final = f"{XSD}boolean"


def is_beyond(literal: Literal) -> bool:
    """Tell whether a store takes a literal for something else, or a number out of its range for a number.

    >>> from pyoxigraph import NamedNode
    >>> [is_beyond(Literal(form, datatype=NamedNode(XSD + name)))
    ...     for form, name in (("7", "integer"), ("9999999999999999999", "integer"), ("300", "byte"))]
    [False, True, True]
    """
    datatype = literal.datatype.value
    if datatype in DATES:
        return FAR_YEAR.match(literal.value) is not None
    if datatype not in EXACT:
        return False
    number = number_of(literal)
    if number is None:
        return datatype != f"{XSD}decimal" and WHOLE.fullmatch(literal.value) is not None
    greatest = GREATEST_DECIMAL if datatype == f"{XSD}decimal" else GREATEST_INTEGER
    return not -greatest <= number <= greatest or FRACTION.search(literal.value) is not None


def has_no_order(literal: Literal) -> bool:
    """Tell whether a store has no order, or a wrong one, for what SPARQL compares: true, false, NaN."""
    datatype = literal.datatype.value
    return datatype == BOOLEAN or (datatype in FLOATING and literal.value == "NaN")


def has_no_truth(literal: Literal) -> bool:
    """Tell whether a literal is neither true nor false to a store, though to SPARQL (section 17.2.2)."""
    datatype = literal.datatype.value
    if datatype == BOOLEAN:
        return value_of(literal).ill_typed
    return literal.language is not None or (datatype in NUMERIC and number_of(literal) is None)
