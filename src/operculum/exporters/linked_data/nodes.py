"""Statements as JSON-LD nodes that read well and expand to exactly the same statements.

JSON-LD 1.1: section 4.2 (type coercion, value objects, language); Processing Algorithms and API, section 5.2
(IRI expansion), against which `word` checks what it shortens.
"""

import re
from collections.abc import Iterator
from typing import Any, Final

from operculum.contexts import CONTEXT, TERMS
from operculum.model import Literal, Term
from operculum.model.statements import Node, Statements, iris_first
from operculum.namespaces import OPC, RDF, XSD

TYPE: Final = f"{RDF}type"
LOCAL: Final = re.compile(r"[A-Za-z][A-Za-z0-9]*", re.ASCII)
INTEGER: Final = re.compile(r"0|-?[1-9][0-9]{0,14}", re.ASCII)
"""The integers that every JSON reader hands back unchanged (RFC 8259, section 6)."""

Value = str | int | bool | dict[str, Any]


def nodes(statements: Statements) -> Iterator[dict[str, Any]]:
    """Yield one node object for each subject, sorted by subject, its properties sorted by name."""
    return map(node, statements.nodes())


def node(described: Node) -> dict[str, Any]:
    """Return one node object, its type first; a property with one value holds it bare."""
    properties: dict[str, set[Term]] = {}
    for predicate, term, _ in described.said:
        properties.setdefault(predicate, set()).add(term)
    members: dict[str, Any] = {"id": described.subject}
    for predicate in sorted(properties, key=lambda each: (each != TYPE, word(each))):
        key = "type" if predicate == TYPE else word(predicate)
        values = [value(key, each) for each in sorted(properties[predicate], key=iris_first)]
        members[key] = values[0] if len(values) == 1 else values
    return members


def word(iri: str) -> str:
    """Return the short name under which the context knows an IRI, or the IRI itself."""
    if iri in TERMS:
        return TERMS[iri]
    local = iri.removeprefix(OPC)
    return local if local != iri and LOCAL.fullmatch(local) and local not in CONTEXT else iri


def value(key: str, term: Term) -> Value:
    """Return a term as the value of a property, leaving out only what the context supplies."""
    definition = CONTEXT.get(key)
    coercion = definition if isinstance(definition, dict) else {}
    if isinstance(term, Literal):
        return literal(coercion, term)
    if key == "type" or coercion.get("@type") == "@vocab":
        return word(term)
    return term if coercion.get("@type") == "@id" else {"id": term}


def literal(coercion: dict[str, Any], term: Literal) -> Value:
    """Return a literal: bare where the context or JSON itself gives the datatype, else with all it has."""
    if term.language is not None:
        bare = coercion.get("@language") == term.language
        return term.lexical if bare else {"@value": term.lexical, "@language": term.language}
    if coercion.get("@type") == term.datatype:
        return term.lexical
    if not coercion and term.datatype == f"{XSD}boolean" and term.lexical in ("true", "false"):
        return term.lexical == "true"
    if not coercion and term.datatype == f"{XSD}integer" and INTEGER.fullmatch(term.lexical):
        return int(term.lexical)
    if term.datatype == f"{XSD}string":
        return {"@value": term.lexical} if coercion else term.lexical
    return {"@value": term.lexical, "@type": term.datatype}
