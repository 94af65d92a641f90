"""The values of literals: as rdflib has them, form by form, or else the engines would disagree."""

import warnings
from itertools import product

import pytest
import rdflib
from pyoxigraph import Literal, NamedNode
from pyshacl.rdfutil.compare import compare_literal

from operculum.namespaces import XSD
from operculum.shacl.literals import compare, less, less_or_equal, value_of

FORMS = {
    "integer": ["1", "+1", "01", "1.0", "1e3", " 1", "", "-0", "x"],
    "decimal": ["1", "1.5", "1e5", ".5", "5.", "", "abc"],
    "double": ["1", "INF", "-INF", "NaN", "1e5", "abc"],
    "float": ["1", "1e400"],
    "byte": ["300", "1"],
    "unsignedByte": ["256", "-1", "255"],
    "nonNegativeInteger": ["-1", "0", "x"],
    "positiveInteger": ["0", "1"],
    "boolean": ["true", "TRUE", "1", "0", "yes", ""],
    "date": [
        "2024-01-01",
        "2024-1-1",
        "2024-01-01Z",
        "2024-01-01+05:00",
        "2024-02-30",
        "2024-01-01T00:00:00",
    ],
    "dateTime": ["2024-01-01", "2024-01-01T10:00:00", "2024-01-01T10:00:00Z", "2024-01-01T25:00:00"],
    "time": ["10:00:00", "10:00:00Z", "24:00:00"],
    "duration": ["P1Y", "P1W", "PT1H", "-P1D", "P", "P1D2H"],
    "hexBinary": ["0F", "0g"],
    "base64Binary": ["YQ==", "a"],
    "gYear": ["2024", "abc"],
    "anyURI": ["a b"],
    "string": ["x", ""],
}


def pair(form, name):
    """Return a literal as rdflib has it, and as we do."""
    datatype = None if name == "string" else rdflib.XSD[name]
    with warnings.catch_warnings(action="ignore"):  # rdflib warns of booleans that it cannot read
        theirs = rdflib.Literal(form, datatype=datatype, normalize=False)
    return theirs, value_of(Literal(form, datatype=NamedNode(XSD + name)))


PAIRS = [pair(form, name) for name, forms in FORMS.items() for form in forms]
PAIRS += [(rdflib.Literal("a", lang=tag), value_of(Literal("a", language=tag))) for tag in ("en", "de")]


def answer(function, *arguments):
    """Return what a comparison says; None where it cannot say."""
    try:
        return function(*arguments)
    except (TypeError, NotImplementedError, ArithmeticError):
        return None


@pytest.mark.parametrize(("theirs", "ours"), PAIRS)
def test_a_literal_is_ill_typed_where_rdflib_says_so(theirs, ours):
    """sh:datatype refuses what rdflib cannot read, and nothing else."""
    assert ours.ill_typed == bool(theirs.ill_typed)
    assert (ours.value is None) == (theirs.value is None)


def test_two_literals_compare_as_in_pyshacl():
    """sh:minInclusive and its kin accept the same values, whatever is compared with whatever."""
    for (theirs, ours), (their_bound, our_bound) in product(PAIRS, PAIRS):
        texts = isinstance(theirs.value, str), isinstance(their_bound.value, str)
        expected = answer(compare_literal, theirs, their_bound) if texts[0] == texts[1] else None
        assert compare(ours, our_bound) == expected, (theirs, their_bound)


@pytest.mark.filterwarnings("ignore:NotImplemented should not be used in a boolean context")
def test_two_literals_are_in_order_as_in_rdflib():
    """sh:lessThan and sh:lessThanOrEquals accept the same pairs of values that are not text."""
    values = [pair for pair in PAIRS if not isinstance(pair[0].value, str)]
    for (theirs, ours), (their_other, our_other) in product(values, values):
        assert less(ours, our_other) == bool(answer(lambda a, b: a < b, theirs, their_other))
        assert less_or_equal(ours, our_other) == bool(answer(lambda a, b: a <= b, theirs, their_other))
