"""Names that a question uses and the knowledge does not: mostly slips, which find nothing without a word."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from pyoxigraph import NamedNode

from operculum.namespaces import KB, OPC, compact
from operculum.query.bindings import Term
from operculum.query.guard import Query
from operculum.query.writing import resolve
from operculum.store import Dataset


def strangers(query: Query, bindings: Mapping[str, Term], dataset: Dataset) -> Iterator[str]:
    """Yield a sentence for each name of ours, in a query or bound, that a dataset does not know."""
    named = {resolve(token, query.prefixes) or "" for token in query.tokens}
    named |= {term.value for term in bindings.values() if isinstance(term, NamedNode)}
    ours = {iri for iri in named if iri.startswith((KB, OPC))}
    if not ours:
        return
    nodes = {term for quad in dataset for term in quad if isinstance(term, NamedNode)}
    known = {node.value for node in nodes if node.value.startswith((KB, OPC))}
    for iri in sorted(ours - known):
        near = get_close_matches(compact(iri), sorted(map(compact, known)), 2)
        hint = f"; did you mean {' or '.join(near)}?" if near else ""
        yield f"nothing is called {compact(iri)}{hint}"
