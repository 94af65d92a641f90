"""What mapping sets say in RDF: made anew whenever they are read, stored nowhere.

It follows the SSSOM specification, section "RDF": `owl:annotatedSource`, `…Property` and `…Target`, with
`sssom:NegatedPredicate` on a mapping that must not be made.
"""

from collections.abc import Iterator
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from operculum.namespaces import DCTERMS, OWL, RDF, RDFS, SKOS, SSSOM, XSD
from operculum.store.sssom import MODIFIER, REQUIRED, MappingRow, MappingSet

PROPERTIES: Final = {
    "comment": f"{RDFS}comment",
    "mapping_date": f"{DCTERMS}created",
    "see_also": f"{RDFS}seeAlso",
}
"""The properties of slots that have one outside SSSOM."""


def mapping_quads(mappings: MappingSet, graph: NamedNode) -> Iterator[Quad]:
    """Yield what a mapping set says in RDF: a node for each row, and its match where it is not negated."""
    for row in mappings.rows:
        node = NamedNode(mappings.identifier(row))
        subject, predicate, target = (
            NamedNode(mappings.expand(row.columns[slot], row)) for slot in REQUIRED[:3]
        )
        yield Quad(node, NamedNode(f"{RDF}type"), NamedNode(f"{SSSOM}Mapping"), graph)
        yield Quad(node, NamedNode(f"{OWL}annotatedSource"), subject, graph)
        yield Quad(node, NamedNode(f"{OWL}annotatedProperty"), predicate, graph)
        yield Quad(node, NamedNode(f"{OWL}annotatedTarget"), target, graph)
        if row.negated:
            modifier = NamedNode(f"{SSSOM}NegatedPredicate")
            yield Quad(node, NamedNode(f"{SSSOM}{MODIFIER}"), modifier, graph)
        elif predicate.value.startswith(SKOS):
            yield Quad(subject, predicate, target, graph)
        for slot, value in row.columns.items():
            if slot not in REQUIRED[:3] and slot != MODIFIER:
                about = NamedNode(PROPERTIES.get(slot, f"{SSSOM}{slot}"))
                yield Quad(node, about, _value(mappings, row, slot, value), graph)


def _value(mappings: MappingSet, row: MappingRow, slot: str, value: str) -> NamedNode | Literal:
    if slot in REQUIRED:
        return NamedNode(mappings.expand(value, row))
    if slot == "mapping_date":
        return Literal(value, datatype=NamedNode(f"{XSD}date"))
    if value.startswith(("http://", "https://")):
        try:
            return NamedNode(value)
        except ValueError:  # words that begin with an address
            return Literal(value)
    return Literal(value)
