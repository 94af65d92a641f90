"""Terms that people write for a variable: parsed, never pasted."""

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Final

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from operculum.errors import UsageError
from operculum.namespaces import PREFIXES
from operculum.query.guard import Query

Term = NamedNode | Literal
"""What a variable can be bound to."""

REMEDY: Final = (
    'Write a prefixed name (concept:mucus-plug), an IRI, a number, true, false, or a text in quotes ("37").'
)
DECLARATIONS: Final = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
BINDING: Final = re.compile(r"\??(?P<name>\w+)=(?P<value>.*)", re.DOTALL)
NODE: Final = "urn:operculum:bound"


def parse_term(text: str) -> Term:
    """Return the term that a text denotes, as Turtle writes it; an IRI needs no angle brackets.

    Raises `UsageError` where it is not exactly one IRI or literal.

    >>> parse_term("concept:mucus-plug").value
    'https://w3id.org/operculum/kb/concept/mucus-plug'
    >>> parse_term('"bouchon"@fr').language, parse_term("258").datatype.value
    ('fr', 'http://www.w3.org/2001/XMLSchema#integer')
    >>> parse_term("1 . <urn:a> <urn:b> 2")
    Traceback (most recent call last):
    ...
    operculum.errors.UsageError: '1 . <urn:a> <urn:b> 2' is not one term. Write a prefixed name ...
    """
    term = f"<{text}>" if text.startswith(("http://", "https://", "urn:")) else text
    document = f"{DECLARATIONS}<{NODE}> <{NODE}> {term} ."
    try:
        found = [quad.object for quad in parse(document, RdfFormat.TURTLE)]
    except SyntaxError:
        found = []
    if len(found) == 1 and isinstance(found[0], NamedNode | Literal):
        return found[0]
    raise UsageError(f"{text!r} is not one term", remedy=REMEDY)


def parse_binding(text: str) -> tuple[str, Term]:
    """Return the variable's name and the term of `name=value`; raises `UsageError` where it is not that.

    >>> parse_binding("days=258")
    ('days', <Literal value=258 datatype=<NamedNode value=http://www.w3.org/2001/XMLSchema#integer>>)
    """
    match = BINDING.fullmatch(text)
    if match is None:
        raise UsageError(f"{text!r} binds nothing", remedy="Write name=value, such as days=258.")
    return match["name"], parse_term(match["value"])


def parse_bindings(texts: Iterable[str]) -> dict[str, Term]:
    """Return several bindings; raises `UsageError` where one is none, or a variable is bound twice."""
    found: dict[str, Term] = {}
    for name, term in map(parse_binding, texts):
        if name in found:
            raise UsageError(f"?{name} is bound twice", remedy="Bind each variable once.")
        found[name] = term
    return found


def check_names(query: Query, bindings: Mapping[str, Term]) -> None:
    """Raise `UsageError` for a binding whose variable the query does not have."""
    for name in sorted(bindings.keys() - query.variables):
        near = get_close_matches(name, sorted(query.variables), 1)
        remedy = f"Did you mean {near[0]}?" if near else "Its variables are listed in its text."
        raise UsageError(f"the query has no variable ?{name}", remedy=remedy)
