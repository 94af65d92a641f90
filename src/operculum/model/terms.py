"""RDF terms and statements as plain values, so that exporters need no RDF library."""

from typing import NamedTuple

from operculum.namespaces import XSD

LANGUAGE_STRING = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"


class Literal(NamedTuple):
    """A literal with its lexical form exactly as the file has it ("1.50" stays "1.50")."""

    lexical: str
    datatype: str = f"{XSD}string"
    language: str | None = None


Term = str | Literal
"""An IRI as it stands, a blank node as `_:label`, or a literal."""


class Statement(NamedTuple):
    """One RDF quad; `graph` names the file it came from."""

    subject: str
    predicate: str
    object: Term
    graph: str
