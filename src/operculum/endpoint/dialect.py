"""A query as every store reads it, told which graphs to read."""

from collections.abc import Iterable
from typing import Final

from operculum.query.guard import Query
from operculum.query.syntax import Kind
from operculum.query.writing import Written

MODIFIERS: Final = ("GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES")


def sent(written: Written, graphs: Iterable[str]) -> str:
    r"""Return a query as it is sent: over the union of some graphs, or without any over the store's default.

    The engine here gets the `#` of an IRI escaped, which the standard allows (SPARQL 1.1 Query, section 19.2)
    and Virtuoso does not know.

    >>> from operculum.query import prepare
    >>> " ".join(sent(prepare("ASK { ?s a skos:Concept }"), ["urn:a"]).split())
    'ASK FROM <urn:a> FROM NAMED <urn:a> { ?s a <http://www.w3.org/2004/02/skos/core#Concept> }'
    """
    tokens = written.query.tokens
    ends = (*written.starts[1:], len(written.text))
    parts = [written.text[start:end] for start, end in zip(written.starts, ends, strict=True)]
    for position, token in enumerate(tokens):
        if token.kind in (Kind.iri, Kind.prefixed):
            parts[position] = parts[position].replace(r"\u0023", "#")
    dataset = "".join(f" FROM <{graph}> FROM NAMED <{graph}> " for graph in graphs)
    parts.insert(_place_of_dataset(written.query), dataset)
    return "".join(parts)


def _place_of_dataset(query: Query) -> int:
    """Return before which token the dataset is named: the pattern, or what follows where there is none."""
    for position, (token, level) in enumerate(query.levels()):
        before = query.tokens[position - 1]
        if not level and token.is_word("WHERE", *MODIFIERS):
            return position
        if token.is_mark("{") and level == "{" and not before.is_word("CONSTRUCT"):
            return position
    return len(query.tokens)
