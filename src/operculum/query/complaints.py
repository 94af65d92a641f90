"""What the engine says of an ill-formed query, told in the terms of the query's own text."""

import re
from typing import Final

from operculum.errors import InputError, Location
from operculum.query.syntax import Kind, place, shown
from operculum.query.writing import Written, resolve

PLACE: Final = re.compile(r"error at 1:([0-9]+)")

IRI: Final = re.compile(r"function <([^>]*)>")

RULES: Final = {
    "The SELECT contains a variable that is unbound": (
        "a variable is selected that is not grouped by",
        "Name it in GROUP BY, or put it into an aggregate.",
    ),
    "The SELECT contains an expression with a variable that is unbound": (
        "a variable is selected that is not grouped by",
        "Name it in GROUP BY, or put it into an aggregate.",
    ),
    "BIND is overriding an existing variable": (
        "BIND sets a variable that has a value already",
        "Choose another name after AS.",
    ),
    "The SELECT overrides an existing variable": (
        "SELECT sets a variable that has a value already",
        "Choose another name after AS.",
    ),
    "Duplicated variable name in SELECT": ("a variable is selected twice", "Name each variable once."),
    "SELECT * is not authorized with GROUP BY": (
        "SELECT * does not go with GROUP BY",
        "Name the variables to select.",
    ),
    "The VALUES clause rows should have exactly": (
        "a row of VALUES has not as many values as there are variables",
        "Write UNDEF for a value that is not set.",
    ),
    "Repeated variables are not allowed in VALUES": (
        "VALUES names a variable twice",
        "Name each variable once.",
    ),
    "Unexpected aggregate": ("an aggregate stands where none can", "Use aggregates in SELECT and HAVING."),
    "Already used blank node id": (
        "a blank node is named in two patterns",
        "Use a variable instead.",
    ),
    "Literals or triple terms are not allowed in subject": (
        "a literal is a subject",
        "Turn the pattern round.",
    ),
}
"""The engine's sentences on rules beyond the grammar, by their beginning, and what is said instead."""

EXPECTATIONS: Final = {
    '"?"': "a variable",
    '":"': "an IRI or a prefixed name",
    "['0'..='9']": "a number",
    '"\'"': "a text",
    **{f'"{mark}"': f"'{mark}'" for mark in ("{", "}", "(", ")", "[", "]", ";", ",", "=")},
}
"""The engine's expectations that tell people something, in the order in which they are told."""


def complaint(said: str, expected: str, written: Written) -> InputError:
    """Return the engine's complaint as an error with a place in the query and what was expected there.

    `expected` is what the engine says of the query when it is broken off where it failed.
    """
    query = written.query
    match = PLACE.match(said)
    token = written.token(int(match[1])) if match else None
    where = place(query.text, token.offset if token else len(query.text.rstrip()), query.name)
    for beginning, (message, remedy) in RULES.items():
        if beginning in said or beginning in expected:
            return InputError(message, where, remedy)
    if match is None:
        return _unsupported(said, written)
    if token and token.kind is Kind.iri and ":" not in token.text:
        return InputError(f"{shown(token)} is a relative IRI", where, "Write it in full, or declare a BASE.")
    hopes = [told for item, told in EXPECTATIONS.items() if item in expected]
    remedy = (
        f"Expected was {' or '.join(filter(None, (', '.join(hopes[:-1]), *hopes[-1:])))}." if hopes else ""
    )
    found = f"{shown(token)} does not fit here" if token else "the query ends too early"
    return InputError(found, where, remedy)


def _unsupported(said: str, written: Written) -> InputError:
    """Tell what the engine cannot do, at the IRI it names where it names one."""
    query, named = written.query, IRI.search(said)
    tokens = (token for token in query.tokens if named and resolve(token, query.prefixes) == named[1])
    token = next(tokens, None)
    where = query.place(token) if token else Location(query.name)
    function = f"there is no function {shown(token)}" if token else f"the query cannot be answered: {said}"
    return InputError(function, where, "Use the functions of SPARQL 1.1 and the casts of XML Schema.")
