"""Conditions as tests of rows.

Terms are compared where SPARQL and the written form agree on the outcome: nodes by identity, plain strings by
their characters, numbers by value, and none of these with another. Whatever else is met is left to a query
engine.
"""

import operator
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, Final, TypeAlias, TypeVar

from pyoxigraph import BlankNode, Literal, NamedNode, Variable

from operculum.shacl.graph import DataGraph, Row
from operculum.shacl.literals import NUMERIC
from operculum.shacl.sparql.columns.algebra import (
    Comparison,
    Condition,
    Connective,
    Datatype,
    KindTest,
    Membership,
    Negation,
    Operand,
    Product,
    Text,
)
from operculum.shacl.sparql.numbers import compared, number_of, product
from operculum.shacl.terms import XSD_STRING, Term

T = TypeVar("T")
Test: TypeAlias = Callable[[Row], bool]

ORDERS: Final[Mapping[str, Callable[[Any, Any], bool]]] = {
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
}
SIGNS: Final[Mapping[str, Callable[[Any, Any], bool]]] = {**ORDERS, "=": operator.eq, "!=": operator.ne}


class NotColumnwise(Exception):  # noqa: N818 (not an error: another engine takes over)
    """Terms that only a query engine compares rightly."""


class ConditionError(Exception):
    """A condition that is neither true nor false of a row (SPARQL 1.1, section 17.2)."""


class OfTwoKindsError(ConditionError):
    """Two literals that are unequal for certain, and have no order."""


def test_of(condition: Condition, names: Sequence[Variable], graph: DataGraph) -> Test:
    """Return a condition as a test of rows that hold the numbers of terms under some names.

    Rows for which it is an error do not pass. The test raises `NotColumnwise` where a row holds terms that it
    cannot compare.
    """
    inner = _test_of(condition, names, graph)

    def test(row: Row) -> bool:
        try:
            return inner(row)
        except ConditionError:
            return False

    return test


def _test_of(condition: Condition, names: Sequence[Variable], graph: DataGraph) -> Test:
    match condition:
        case Connective(every, conditions):
            return _connected([_test_of(each, names, graph) for each in conditions], every=every)
        case Negation(inner):
            test = _test_of(inner, names, graph)
            return lambda row: not test(row)
        case KindTest(kind, variable):
            return _kind(graph.terms, kind, names.index(variable))
        case Membership(variable, members):
            return _membership(graph, members, names.index(variable))
        case Comparison(sign, Text(one), Text(other)):
            return _text_order(SIGNS[sign], graph.terms, names.index(one), names.index(other))
        case Comparison(sign, left, right) if sign in ORDERS:
            return _order(ORDERS[sign], _terms(left, names, graph), _terms(right, names, graph))
        case Comparison(sign, left, right):
            return _equality(sign == "=", _terms(left, names, graph), _terms(right, names, graph))


def _connected(tests: Sequence[Callable[[T], bool]], *, every: bool) -> Callable[[T], bool]:
    """Return what holds if every test does, or any: an error among them counts if no other decides."""

    def test(tested: T) -> bool:
        error: ConditionError | None = None
        for each in tests:
            try:
                if each(tested) is not every:
                    return not every
            except ConditionError as raised:
                error = raised
        if error is not None:
            raise error
        return every

    return test


def _kind(terms: Sequence[Term], kind: type[Term], place: int) -> Test:
    return lambda row: isinstance(terms[row[place]], kind)


def _membership(graph: DataGraph, members: Sequence[Term], place: int) -> Test:
    if any(isinstance(member, Literal) for member in members):
        return _listed(graph.terms, members, place)
    numbers = {graph.number(member) for member in members}
    return lambda row: row[place] in numbers


def _listed(terms: Sequence[Term], members: Sequence[Term], place: int) -> Test:
    """Return a test for members that are literals too: nodes and plain strings are looked up."""
    among = frozenset(members)
    mixed = any(isinstance(each, Literal) and each.datatype != XSD_STRING for each in members)
    alike = _connected([partial(_equal, member) for member in members], every=False)

    def test(row: Row) -> bool:
        term = terms[row[place]]
        if isinstance(term, Literal) and (mixed or term.datatype != XSD_STRING):
            return alike(term)
        return term in among

    return test


def _terms(operand: Operand, names: Sequence[Variable], graph: DataGraph) -> Callable[[Row], Term]:
    """Return what takes the term of an operand from a row."""
    terms = graph.terms
    if isinstance(operand, Text):
        place = names.index(operand.variable)
        return lambda row: Literal(_text(terms[row[place]]))
    if isinstance(operand, Datatype):
        place = names.index(operand.variable)
        return lambda row: _datatype(terms[row[place]])
    if isinstance(operand, Product):
        one, other = _terms(operand.one, names, graph), _terms(operand.other, names, graph)
        return lambda row: _product(one(row), other(row))
    if isinstance(operand, Variable):
        place = names.index(operand)
        return lambda row: terms[row[place]]
    return lambda _: operand


def _text(term: Term) -> str:
    if isinstance(term, BlankNode):
        raise NotColumnwise
    return term.value


def _datatype(term: Term) -> NamedNode:
    """Return the datatype of a literal; raises `ConditionError` for a node."""
    if isinstance(term, Literal):
        return term.datatype
    raise ConditionError


def _product(one: Term, other: Term) -> Literal:
    """Return a product of numbers; raises `ConditionError` where a factor is none."""
    if isinstance(one, Literal) and isinstance(other, Literal):
        found = product(one, other)
        if found is not None:
            return found
    raise ConditionError


def _text_order(order: Callable[[Any, Any], bool], terms: Sequence[Term], one: int, other: int) -> Test:
    return lambda row: order(_text(terms[row[one]]), _text(terms[row[other]]))


def _order(
    order: Callable[[Any, Any], bool], left: Callable[[Row], Term], right: Callable[[Row], Term]
) -> Test:
    return lambda row: order(*_values(left(row), right(row)))


def _equality(wanted: bool, left: Callable[[Row], Term], right: Callable[[Row], Term]) -> Test:
    return lambda row: _equal(left(row), right(row)) is wanted


def _equal(one: Term, other: Term) -> bool:
    if not isinstance(one, Literal) or not isinstance(other, Literal):
        return one == other
    try:
        first, second = _values(one, other)
    except OfTwoKindsError:
        return False
    except ConditionError:
        if one == other:
            return True
        raise
    return bool(first == second)


def _values(one: Term, other: Term) -> tuple[Any, Any]:
    """Return the values of two literals that can be compared: two strings, or two numbers.

    Raises `ConditionError` for ill-typed numbers, and `OfTwoKindsError` where one is this and the other that.
    """
    if isinstance(one, Literal) and isinstance(other, Literal):
        if one.datatype == XSD_STRING and other.datatype == XSD_STRING:
            return one.value, other.value
        if one.datatype.value in NUMERIC and other.datatype.value in NUMERIC:
            numbers = compared(one, other)
            if numbers is None:
                raise ConditionError
            return numbers
        kinds = {_kind_of(one), _kind_of(other)}
        if len(kinds) == 2 and None not in kinds:
            raise OfTwoKindsError
    raise NotColumnwise


def _kind_of(literal: Literal) -> str | None:
    """Return what a literal is if it is a text with a language, a plain string or a number."""
    if literal.language is not None:
        return "text"
    if literal.datatype == XSD_STRING:
        return "string"
    is_number = literal.datatype.value in NUMERIC and number_of(literal) is not None
    return "number" if is_number else None
