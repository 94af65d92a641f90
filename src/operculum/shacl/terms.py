"""RDF terms as pyoxigraph has them, the names of the SHACL vocabulary, and one order over all terms."""

from collections.abc import Sequence
from functools import cache
from typing import Final, TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from operculum.namespaces import OWL, RDF, RDFS, SH, XSD, compact

Node: TypeAlias = NamedNode | BlankNode
Term: TypeAlias = NamedNode | BlankNode | Literal
Statement: TypeAlias = Triple | Quad

RDF_TYPE: Final = NamedNode(f"{RDF}type")
RDF_FIRST: Final = NamedNode(f"{RDF}first")
RDF_REST: Final = NamedNode(f"{RDF}rest")
RDF_NIL: Final = NamedNode(f"{RDF}nil")
LANG_STRING: Final = NamedNode(f"{RDF}langString")
SUBCLASS_OF: Final = NamedNode(f"{RDFS}subClassOf")
RDFS_CLASS: Final = NamedNode(f"{RDFS}Class")
OWL_CLASS: Final = NamedNode(f"{OWL}Class")
OWL_IMPORTS: Final = NamedNode(f"{OWL}imports")
XSD_STRING: Final = NamedNode(f"{XSD}string")
XSD_BOOLEAN: Final = NamedNode(f"{XSD}boolean")
XSD_DECIMAL: Final = NamedNode(f"{XSD}decimal")
XSD_INTEGER: Final = NamedNode(f"{XSD}integer")
SHOWN: Final = 20
"""How many terms of a list are named in a message."""


@cache
def sh(name: str) -> NamedNode:
    """Return a term of the SHACL vocabulary.

    >>> str(sh("minCount"))
    '<http://www.w3.org/ns/shacl#minCount>'
    """
    return NamedNode(SH + name)


def name_of(term: Term) -> str:
    """Return a term as people write it: a prefixed name where the prefix is known, else as in Turtle.

    >>> name_of(sh("Violation")), name_of(Literal(5)), name_of(BlankNode("b0"))
    ('sh:Violation', '"5"^^xsd:integer', '[…]')
    """
    if isinstance(term, NamedNode):
        return compact(term.value)
    if isinstance(term, BlankNode):
        return "[…]"
    return str(term).replace(str(term.datatype), compact(term.datatype.value))


def names_of(terms: Sequence[Term]) -> str:
    """Return several terms as people write them, of many only the first.

    >>> names_of([Literal("wk"), Literal("d")])
    '"wk", "d"'
    >>> names_of([Literal("wk")] * 500).endswith(', "wk" and 480 more')
    True
    """
    named = ", ".join(name_of(term) for term in terms[:SHOWN])
    return named if len(terms) <= SHOWN else f"{named} and {len(terms) - SHOWN} more"


def sort_key(term: Term | None) -> tuple[int, str]:
    """Return a key that orders all terms: nothing, IRIs, blank nodes, literals, each by its N-Triples form.

    >>> sorted([Literal("a"), BlankNode("b"), NamedNode("x:c")], key=sort_key)[0]
    <NamedNode value=x:c>
    """
    if term is None:
        return (0, "")
    kind = 1 if isinstance(term, NamedNode) else 2 if isinstance(term, BlankNode) else 3
    return (kind, str(term))
