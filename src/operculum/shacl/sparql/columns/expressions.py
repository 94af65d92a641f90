"""Conditions read from the tokens of a FILTER (SPARQL 1.1, section 17)."""

from collections.abc import Mapping, Sequence
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Variable

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
    Slot,
    Text,
)
from operculum.shacl.sparql.tokens import Group, Part, Token, significant, split
from operculum.shacl.sparql.touched import iri_of
from operculum.shacl.terms import XSD_BOOLEAN, XSD_DECIMAL, XSD_INTEGER, Term

OPERATORS: Final = ("=", "!=", "<", ">", "<=", ">=")
KINDS: Final[Mapping[str, type[Term]]] = {
    "ISIRI": NamedNode,
    "ISURI": NamedNode,
    "ISBLANK": BlankNode,
    "ISLITERAL": Literal,
}


class NotInAlgebraError(Exception):
    """A part of a query that the algebra has no form for."""


def condition_of(parts: Sequence[Part], namespaces: Mapping[str, str]) -> Condition:
    """Return the condition that parts of a query state; raises `NotInAlgebraError` for any other.

    >>> from operculum.shacl.sparql.tokens import parse
    >>> condition_of(significant(parse("?a != x:b && isIRI(?c)")), {"x": "urn:"}).variables == {
    ...     Variable("a"), Variable("c")}
    True
    """
    for sign, every in (("||", False), ("&&", True)):
        sides = list(split(parts, sign))
        if len(sides) > 1:
            return Connective(every, tuple(condition_of(side, namespaces) for side in sides))
    match parts:
        case [Token(text="!"), *rest]:
            return Negation(_primary(rest, namespaces))
        case [*one, Token() as no, Token() as word, Group() as members] if (
            no.keyword == "NOT" and word.keyword == "IN"
        ):
            return Negation(_membership(one, members, namespaces))
        case [*one, Token() as word, Group() as members] if word.keyword == "IN":
            return _membership(one, members, namespaces)
    for operator in OPERATORS:
        match list(split(parts, operator)):
            case [left, right]:
                return Comparison(operator, _operand(left, namespaces), _operand(right, namespaces))
    return _primary(parts, namespaces)


def _primary(parts: Sequence[Part], namespaces: Mapping[str, str]) -> Condition:
    match parts:
        case [Group(opening="(") as inner]:
            return condition_of(significant(inner), namespaces)
        case [Token() as word, Group(opening="(") as argument] if word.keyword in KINDS:
            return KindTest(KINDS[word.keyword], _variable(significant(argument)))
    raise NotInAlgebraError


def _membership(parts: Sequence[Part], members: Group, namespaces: Mapping[str, str]) -> Condition:
    """Return an IN: quicker than the equalities that it stands for where a variable is one of some terms."""
    one = _operand(parts, namespaces)
    listed = [_operand(each, namespaces) for each in split(significant(members), ",")]
    terms = tuple(each for each in listed if isinstance(each, NamedNode | BlankNode | Literal))
    if isinstance(one, Variable) and len(terms) == len(listed):
        return Membership(one, terms)
    return Connective(every=False, conditions=tuple(Comparison("=", one, each) for each in listed))


def _operand(parts: Sequence[Part], namespaces: Mapping[str, str]) -> Operand:
    match parts:
        case [Token() as token]:
            return term_of(token, namespaces)
        case [Token() as word, Group(opening="(") as argument] if word.keyword == "STR":
            return Text(_variable(significant(argument)))
        case [Token() as word, Group(opening="(") as argument] if word.keyword == "DATATYPE":
            return Datatype(_variable(significant(argument)))
        case [Token() as one, Token(text="*"), Token() as other]:
            return Product(term_of(one, namespaces), term_of(other, namespaces))
    raise NotInAlgebraError


def _variable(parts: Sequence[Part]) -> Variable:
    match parts:
        case [Token() as token] if token.variable:
            return Variable(token.variable)
    raise NotInAlgebraError


def term_of(part: Part, namespaces: Mapping[str, str]) -> Slot:
    """Return the variable or the term that a part of a query is; raises `NotInAlgebraError` for others."""
    if isinstance(part, Token):
        if part.variable:
            return Variable(part.variable)
        if iri := iri_of(part, namespaces):
            return NamedNode(iri)
        if part.kind == "string" and "\\" not in part.text and part.text[1] != part.text[0]:
            return Literal(part.text[1:-1])
        if part.kind == "number" and "e" not in part.text.lower():
            return Literal(part.text, datatype=XSD_DECIMAL if "." in part.text else XSD_INTEGER)
        if part.keyword in {"TRUE", "FALSE"}:
            return Literal(part.text.lower(), datatype=XSD_BOOLEAN)
    raise NotInAlgebraError
