"""Questions to a store, by the SPARQL 1.1 Protocol (section 2.1.2: query via POST with parameters)."""

from typing import Final
from urllib.parse import urlencode

from pyoxigraph import QueryBoolean, QueryResultsFormat, RdfFormat, Triple, parse, parse_query_results

from operculum.endpoint.addresses import QUERY_SERVICES
from operculum.endpoint.client import Answer, Client
from operculum.endpoint.dialect import sent
from operculum.errors import InputError, LimitError
from operculum.query import prepare
from operculum.query.order import in_order, table_in_order
from operculum.query.results import Boolean, Graph, Result, Solutions, parse_graph, parse_solutions, written
from operculum.query.writing import Written
from operculum.store.dataset import GRAPHS

SOLUTIONS: Final = "application/sparql-results+json"
TRIPLES: Final = {"application/n-triples": RdfFormat.N_TRIPLES, "text/turtle": RdfFormat.TURTLE}

UNION: Final = "union-default-graph"
"""The parameter by which Oxigraph takes the union of all graphs; others do so anyhow, or do not know it."""

MOST: Final = 1000
"""How many graphs a question names at most."""

OUR_GRAPHS: Final = f"""
SELECT DISTINCT ?graph WHERE {{
  GRAPH ?graph {{ ?subject ?predicate ?object }}
  FILTER(STRSTARTS(STR(?graph), "{GRAPHS}"))
}}
"""

NO_UNION: Final = "ASK { GRAPH ?graph { opc:Claim ?p ?o } FILTER NOT EXISTS { opc:Claim ?p ?o } }"
"""Whether what the vocabulary says of claims stands in a graph of the store, and not in its default graph."""


def ask(written: Written, service: str, client: Client) -> Result:
    """Return what a store answers to a question, in the order that the same question has here.

    The question is asked over the union of all graphs of the store. Where a store does not offer that, the
    graphs that `publish` put there are named in the question, which takes some stores ten times as long.

    Raises `InputError` where the store refuses or answers what is no result, and `LimitError` where it takes
    too long, or cuts its answer off.
    """
    probe = prepare(NO_UNION)
    # Virtuoso describes things only by what stands in named graphs.
    named = written.query.form == "DESCRIBE" or _ask(probe, sent(probe, ()), service, client) == Boolean(True)
    graphs = published(service, client) if named else ()
    if len(graphs) > MOST:
        raise LimitError(
            f"{service} holds {len(graphs)} graphs of a knowledge base, more than {MOST}",
            remedy="Configure the store to take the union of all graphs as its default graph.",
        )
    return _ask(written, sent(written, graphs), service, client)


def published(service: str, client: Client) -> tuple[str, ...]:
    """Return the graphs in a store that stand below our namespace of graphs, sorted."""
    question = prepare(OUR_GRAPHS)
    found = _ask(question, sent(question, ()), service, client)
    rows = found.rows if isinstance(found, Solutions) else ()
    return tuple(row[0].value for row in rows if row[0] is not None and not isinstance(row[0], Triple))


def _ask(question: Written, text: str, service: str, client: Client) -> Result:
    graph = question.query.form in ("CONSTRUCT", "DESCRIBE")
    headers = {
        "Accept": "application/n-triples, text/turtle;q=0.9" if graph else SOLUTIONS,
        "Content-Type": "application/x-www-form-urlencoded",
    }
    content = urlencode({"query": text, UNION: "true"}).encode()
    answer = client.send("POST", service, headers, content, hint=QUERY_SERVICES)
    _refuse_parts(answer, service)
    try:
        result = _graph(answer, service) if graph else _solutions(answer, service, question)
    except (SyntaxError, ValueError) as error:
        raise InputError(f"{service} answers what cannot be read: {error}", remedy=QUERY_SERVICES) from None
    if isinstance(result, Boolean) != (question.query.form == "ASK"):
        raise InputError(f"{service} answers another question than was asked", remedy=QUERY_SERVICES)
    return result


def _refuse_parts(answer: Answer, service: str) -> None:
    """Raise `LimitError` for a part of an answer: Virtuoso tells in headers that it stopped early."""
    cut, state = answer.headers.get("X-SPARQL-MaxRows"), answer.headers.get("X-SQL-State")
    if cut:
        remedy = "Ask for less, or raise ResultSetMaxRows in the store's configuration."
        raise LimitError(f"{service} cut its answer off after {cut} rows", remedy=remedy)
    if state:
        said = answer.headers.get("X-SQL-Message", state)
        raise LimitError(f"{service} did not finish its answer: {said}", remedy="Ask for less.")


def _solutions(answer: Answer, service: str, question: Written) -> Solutions | Boolean:
    if answer.media_type not in (SOLUTIONS, "application/json"):
        raise _no_result(answer, service)
    found = parse_query_results(answer.content, QueryResultsFormat.JSON)
    if isinstance(found, QueryBoolean):
        return Boolean(bool(found))
    table = found.serialize(format=QueryResultsFormat.TSV) or b""
    lines = table_in_order(table, ordered=question.query.ordered)
    return parse_solutions(lines.encode(), QueryResultsFormat.TSV)


def _graph(answer: Answer, service: str) -> Graph:
    if answer.media_type not in TRIPLES:
        raise _no_result(answer, service)
    triples = {quad.triple for quad in parse(answer.content, TRIPLES[answer.media_type])}
    rows = (f"{triple.subject}\t{triple.predicate}\t{written(triple.object)}" for triple in triples)
    return parse_graph("".join(f"{row} .\n" for row in in_order(rows, ordered=False)).encode())


def _no_result(answer: Answer, service: str) -> InputError:
    return InputError(f"{service} answers {answer.media_type}, which is no result", remedy=QUERY_SERVICES)
