"""The knowledge as RDF: sorted N-Quads for machines, Turtle and TriG for people."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from operculum.exporters.artefact import Artefact
from operculum.exporters.graphs.terms import iri, prefixes, term
from operculum.exporters.graphs.turtle import blocks
from operculum.exporters.notice import notice
from operculum.model import KnowledgeBase, Statement, Term


def export(knowledge: KnowledgeBase) -> Iterator[Artefact]:
    """Yield the statements of the data files in three forms.

    `operculum.nq` and `operculum.trig` keep the named graphs, one for each file of the base;
    `operculum.ttl` has all statements in one graph.
    """
    head = [f"# {line}" for line in notice(knowledge)]
    statements = knowledge.statements
    yield Artefact("rdf/operculum.nq", text([*head, *quads(statements)]))
    yield Artefact("rdf/operculum.ttl", text([*head, "", *prefixes(statements), "", *blocks(statements)]))
    yield Artefact("rdf/operculum.trig", text([*head, "", *prefixes(statements), "", *graphs(statements)]))


def quads(statements: Iterable[Statement]) -> list[str]:
    """Return the statements as N-Quads, sorted by code point (RDF 1.1 N-Quads, section 2)."""
    return sorted({" ".join([*map(term, parts(statement)), "."]) for statement in statements})


def parts(statement: Statement) -> list[Term]:
    """Return the terms of a statement, without the graph where it is in none."""
    return [part for part in statement if part != ""]


def graphs(statements: Iterable[Statement]) -> Iterator[str]:
    """Yield TriG: each named graph by itself, in the order of their names (RDF 1.1 TriG, section 2)."""
    ordered = sorted(statements, key=lambda statement: statement.graph)
    for graph, members in groupby(ordered, key=lambda statement: statement.graph):
        yield f"{iri(graph)} {{" if graph else "{"
        yield from blocks(members, "  ")
        yield "}"
        yield ""


def text(lines: Iterable[str]) -> str:
    """Join lines, each with its end; empty ones at the end fall away."""
    return "\n".join(lines).rstrip("\n") + "\n"
