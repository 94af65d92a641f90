"""The knowledge as RDF: sorted N-Quads for machines, Turtle and TriG for people."""

from array import array
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import chain

from operculum.exporters.artefact import Artefact
from operculum.exporters.graphs.terms import iri, known_iri, prefixes, term
from operculum.exporters.graphs.turtle import blocks
from operculum.exporters.notice import notice
from operculum.model import KnowledgeBase
from operculum.model.lazy import Chosen
from operculum.model.statements import Node, Statements, by_graph


def export(knowledge: KnowledgeBase) -> Iterator[Artefact]:
    """Yield the statements of the data files in three forms.

    `operculum.nq` and `operculum.trig` keep the named graphs, one for each file of the base;
    `operculum.ttl` has all statements in one graph.
    """
    yield Artefact("rdf/operculum.nq", partial(form, knowledge, quads))
    yield Artefact("rdf/operculum.ttl", partial(form, knowledge, turtle))
    yield Artefact("rdf/operculum.trig", partial(form, knowledge, trig))


def quads(statements: Statements) -> Iterator[str]:
    """Yield the statements as N-Quads, sorted by code point (RDF 1.1 N-Quads, section 2).

    Lines are in order where their subjects are, but for one that begins another: the bracket behind it may
    come after what the other goes on with. It waits for those, and blank nodes wait for all others.
    """
    nodes = statements.nodes()
    waiting: list[tuple[str, Node]] = []
    blank = array("I")
    for place, node in enumerate(nodes):
        if node.subject.startswith("_:"):
            blank.append(place)
            continue
        subject = iri(node.subject)
        while waiting and waiting[-1][0] < subject:
            yield from lines(*waiting.pop())
        waiting.append((subject, node))
    while waiting:
        yield from lines(*waiting.pop())
    for node in Chosen(nodes, blank):
        yield from lines(node.subject, node)


def lines(subject: str, node: Node) -> list[str]:
    """Return what is said of a node as N-Quads, sorted."""
    return sorted(
        f"{subject} {known_iri(predicate)} {term(value)} {f'{known_iri(graph)} ' if graph else ''}."
        for predicate, value, graph in node.said
    )


def turtle(statements: Statements) -> Iterator[str]:
    """Yield Turtle, all graphs in one (RDF 1.1 Turtle)."""
    nodes = statements.nodes()
    yield ""
    yield from prefixes(nodes)
    yield ""
    yield from blocks(nodes)


def trig(statements: Statements) -> Iterator[str]:
    """Yield TriG: each named graph by itself, in the order of their names (RDF 1.1 TriG, section 2)."""
    nodes = statements.nodes()
    yield ""
    yield from prefixes(nodes)
    yield ""
    for graph, members in by_graph(nodes):
        yield f"{iri(graph)} {{" if graph else "{"
        yield from blocks(members, "  ")
        yield "}"
        yield ""


def form(knowledge: KnowledgeBase, lines: Callable[[Statements], Iterable[str]]) -> Iterator[str]:
    """Yield the text of one of the forms, the notice first."""
    return text(chain((f"# {line}" for line in notice(knowledge)), lines(knowledge.statements)))


def text(lines: Iterable[str]) -> Iterator[str]:
    """Yield lines, each with its end; empty ones at the end fall away."""
    empty = ""
    for line in lines:
        if line:
            yield f"{empty}{line}\n"
        empty = "" if line else f"{empty}\n"
