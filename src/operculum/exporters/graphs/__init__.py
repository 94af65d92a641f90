"""The knowledge as RDF: sorted N-Quads for machines, Turtle and TriG for people."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import chain

from operculum.exporters.artefact import Artefact
from operculum.exporters.graphs.terms import iri, prefixes, term
from operculum.exporters.graphs.turtle import blocks
from operculum.exporters.notice import notice
from operculum.model import KnowledgeBase
from operculum.model.statements import Statements


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

    No term is the beginning of another with a space behind it, so lines are in order where their terms are.
    """
    written = tuple(term(each) if each else "" for each in statements.terms)
    ordered = Statements(written, statements.columns).sorted_by(str)
    for row in ordered.rows():
        yield " ".join([*(str(ordered.terms[each]) for each in row if ordered.terms[each]), "."])


def turtle(statements: Statements) -> Iterator[str]:
    """Yield Turtle, all graphs in one (RDF 1.1 Turtle)."""
    yield ""
    yield from prefixes(statements)
    yield ""
    yield from blocks(statements)


def trig(statements: Statements) -> Iterator[str]:
    """Yield TriG: each named graph by itself, in the order of their names (RDF 1.1 TriG, section 2)."""
    yield ""
    yield from prefixes(statements)
    yield ""
    for graph, members in statements.by_graph():
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
