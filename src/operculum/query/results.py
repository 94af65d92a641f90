"""What a query answers: solutions, yes or no, or a graph; and the formats in which it is written.

The formats are those of the SPARQL 1.1 Query Results recommendations (JSON, XML, CSV and TSV), and Turtle
and N-Triples for graphs. The table for people is apart, in `operculum.query.table`.
"""

import re
from dataclasses import dataclass
from typing import Final

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    RdfFormat,
    Triple,
    parse,
    parse_query_results,
    serialize,
)

from operculum.errors import UsageError
from operculum.namespaces import PREFIXES

Term = NamedNode | BlankNode | Literal | Triple


@dataclass(frozen=True, slots=True)
class Solutions:
    """The rows of a SELECT: a term for each variable, or None where it is unbound."""

    variables: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]

    @property
    def found_nothing(self) -> bool:
        """Whether there are no rows."""
        return not self.rows


@dataclass(frozen=True, slots=True)
class Boolean:
    """The answer to an ASK."""

    value: bool

    @property
    def found_nothing(self) -> bool:
        """Whether the answer is no."""
        return not self.value


@dataclass(frozen=True, slots=True)
class Graph:
    """The triples of a CONSTRUCT or DESCRIBE, sorted."""

    triples: tuple[Triple, ...]

    @property
    def found_nothing(self) -> bool:
        """Whether there are no triples."""
        return not self.triples


Result = Solutions | Boolean | Graph

STANDARD: Final = {
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
}
GRAPHS: Final = {"turtle": RdfFormat.TURTLE, "ntriples": RdfFormat.N_TRIPLES}
FORMATS: Final = {
    "SELECT": ("table", *STANDARD),
    "ASK": ("table", *STANDARD),
    "CONSTRUCT": tuple(GRAPHS),
    "DESCRIBE": tuple(GRAPHS),
}
"""The formats that each form of query can be written in, the usual one first."""

NOT_XML: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""What XML 1.0 cannot carry, not even escaped (section 2.2)."""


def choose_format(form: str, wanted: str | None) -> str:
    """Return the format for a form of query; raises `UsageError` where the wanted one does not fit.

    >>> choose_format("CONSTRUCT", None)
    'turtle'
    >>> choose_format("CONSTRUCT", "csv")
    Traceback (most recent call last):
    ...
    operculum.errors.UsageError: a CONSTRUCT query cannot be written as csv. Choose one of turtle, ntriples.
    """
    fitting = FORMATS[form]
    if wanted is None or wanted in fitting:
        return wanted or fitting[0]
    raise UsageError(
        f"{'an' if form == 'ASK' else 'a'} {form} query cannot be written as {wanted}",
        remedy=f"Choose one of {', '.join(fitting)}.",
    )


def parse_solutions(content: bytes, format: QueryResultsFormat) -> Solutions | Boolean:
    """Read solutions or a truth value from one of the standard formats."""
    found = parse_query_results(content, format)
    if isinstance(found, QueryBoolean):
        return Boolean(bool(found))
    variables = tuple(variable.value for variable in found.variables)
    return Solutions(variables, tuple(tuple(row) for row in found))


def parse_graph(content: bytes) -> Graph:
    """Read a graph from N-Triples."""
    return Graph(tuple(quad.triple for quad in parse(content, RdfFormat.N_TRIPLES)))


def serialise(result: Result, format: str) -> str:
    """Return a result in one of the standard formats, all but the table.

    Raises `UsageError` for a text that XML cannot carry.

    >>> serialise(Boolean(True), "json")
    '{"head":{},"boolean":true}'
    """
    if isinstance(result, Graph):
        content = serialize(result.triples, format=GRAPHS[format], prefixes=_prefixes(result))
    else:
        content = parse_query_results(*_intermediate(result)).serialize(format=STANDARD[format])
    text = (content or b"").decode()
    if format == "xml" and NOT_XML.search(text):
        raise UsageError("the result holds a control character that XML cannot carry", remedy="Use json.")
    return text


def written(term: Term | None) -> str:
    """Return a term as N-Triples writes it, and nothing for an unbound variable."""
    if term is None:
        return ""
    return f"<<( {term} )>>" if isinstance(term, Triple) else str(term)


def _intermediate(result: Solutions | Boolean) -> tuple[bytes, QueryResultsFormat]:
    if isinstance(result, Boolean):
        return f'{{"head":{{}},"boolean":{str(result.value).lower()}}}'.encode(), QueryResultsFormat.JSON
    header = tuple(f"?{name}" for name in result.variables)
    rows = (header, *(tuple(written(term) for term in row) for row in result.rows))
    return "".join("\t".join(row) + "\n" for row in rows).encode(), QueryResultsFormat.TSV


def _prefixes(graph: Graph) -> dict[str, str]:
    text = "\n".join(map(str, graph.triples))
    return {prefix: iri for prefix, iri in PREFIXES.items() if f"<{iri}" in text}
