"""Turtle for people: grouped by kind, subject and predicate, and the same bytes for the same statements.

RDF 1.1 Turtle; blank nodes keep their labels, so nothing depends on how they are nested.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from operculum.exporters.graphs.terms import TYPE, prefixed, turtle_term, verb
from operculum.model.statements import Node
from operculum.namespaces import BASE, DCTERMS, FOAF, KB, RDFS, SKOS

KINDS: Final = (
    ("base", "The knowledge base itself"),
    ("agent", "Publishers and others who act"),
    ("source", "Sources"),
    ("study", "Studies"),
    ("scheme", "Schemes of concepts"),
    ("concept", "Concepts"),
    ("proposition", "Propositions: what may be so, asserted by nobody merely by standing here"),
    ("threshold", "Thresholds and intervals"),
    ("passage", "Passages: the places in the sources"),
    ("position", "Positions of the passages"),
    ("claim", "Claims: what a source says"),
    ("assessment", "Assessments: how one claim bears on another"),
    ("rule", "Rules"),
    ("form", "Forms"),
    ("question", "Questions"),
)
"""The kinds of node in the order of reading, each with its heading."""

RANKS: Final = {kind: rank for rank, (kind, _) in enumerate(KINDS)}
LEADING: Final = (TYPE, f"{RDFS}label", f"{SKOS}prefLabel", f"{FOAF}name", f"{DCTERMS}title")
"""The predicates that come first at every node: what it is and what it is called."""


def kind(subject: str) -> int:
    """Return the rank of a node's kind, read off its IRI; nodes of others come last."""
    if subject == BASE:
        return 0
    return RANKS.get(subject.removeprefix(KB).partition("/")[0], len(KINDS))


def blocks(nodes: Sequence[Node], indent: str = "") -> Iterator[str]:
    """Yield the lines of Turtle for some nodes, without prefixes; every kind under its heading."""
    ranks = bytes(kind(node.subject) for node in nodes)
    for rank in sorted(set(ranks)):
        heading = KINDS[rank][1] if rank < len(KINDS) else "Other nodes"
        yield f"{indent}# ---- {heading} ----"
        yield ""
        for place in (place for place, each in enumerate(ranks) if each == rank):
            yield from description(nodes[place], indent)
            yield ""


def description(node: Node, indent: str) -> Iterator[str]:
    """Yield the lines that describe one node."""
    objects: dict[str, set[str]] = {}
    for predicate, value, _ in node.said:
        objects.setdefault(predicate, set()).add(turtle_term(value))
    parts = [
        f"{verb(predicate)} {', '.join(sorted(objects[predicate]))}"
        for predicate in sorted(objects, key=place)
    ]
    first, *rest = parts
    lines = [f"{indent}{prefixed(node.subject)} {first}", *(f"{indent}    {part}" for part in rest)]
    yield from (f"{line} ;" for line in lines[:-1])
    yield f"{lines[-1]} ."


def place(predicate: str) -> tuple[int, str]:
    """Return where a predicate stands at its node."""
    return (LEADING.index(predicate), "") if predicate in LEADING else (len(LEADING), prefixed(predicate))
