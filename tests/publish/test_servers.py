"""A base published into real stores: the graphs are there, and named questions have the same answers."""

import csv
import io
import re
from functools import cache
from pathlib import Path

import pytest

from operculum.endpoint.client import Client, Credentials
from operculum.endpoint.protocol import ask, published
from operculum.endpoint.publishing import Step, plan, publish
from operculum.query import prepare, run
from operculum.query.catalogue import catalogue
from operculum.query.results import Graph, Solutions, serialise
from operculum.store import ontology, read

EARWAX = Path(__file__).parents[1] / "article" / "kb"


def client(server):
    """Return someone who may write into a store."""
    return Client(Credentials(*server.credentials) if server.credentials else None)


@pytest.fixture(scope="module")
def base(server):
    """Publish the shipped base into a store, and return what was read."""
    dataset = read()
    steps = plan(dataset | ontology(), published(server.service, client(server)))
    assert tuple(publish(steps, server.graph_store, client(server))) == steps
    return dataset


def count(server, graph):
    """Return how many triples a store holds in a graph."""
    question = prepare(f"SELECT (COUNT(*) AS ?count) {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}")
    return int(ask(question, server.service, client(server)).rows[0][0].value)


def test_every_graph_of_the_base_is_in_the_store_with_as_many_triples(base, server):
    """What was put is there: each file, each mapping set, and the vocabulary."""
    steps = plan(base | ontology())
    question = prepare("SELECT ?graph (COUNT(*) AS ?count) { GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph")
    rows = ask(question, server.service, client(server)).rows
    counts = {row[0].value: int(row[1].value) for row in rows}
    assert {step.graph: counts.get(step.graph) for step in steps} == {
        step.graph: len(step.lines) for step in steps
    }


TRUTH = {"0": "false", "1": "true"}


@cache
def answer_here(text):
    """Return what the files answer; the stores are compared with it one after the other."""
    return run(read(), text)


def with_truth_values(rows):
    """Read the first and the last column of rows as truth values."""
    return [[TRUTH.get(row[0], row[0]), *row[1:-1], TRUTH.get(row[-1], row[-1])] for row in rows]


VIRTUOSO_DIFFERS = {
    # Virtuoso has no truth values of its own: those that an expression makes come out as 0 and 1.
    "cq-14-rules-from-judged-claims": with_truth_values,
    # Virtuoso sorts literals before IRIs; the standard has it the other way round (SPARQL 1.1 Query, 15.1).
    "cq-26-clomid-for-and-against": sorted,
}
"""What must be done to the rows of a question before those of Virtuoso are equal, and why."""


@pytest.mark.parametrize("query", catalogue(), ids=lambda query: query.name)
def test_a_named_question_has_the_same_rows_here_and_in_the_store(base, server, query):
    """Whoever asks a store gets the answer of the files."""
    del base
    here, there = answer_here(query.text), ask(prepare(query.text), server.service, client(server))
    tables = [list(csv.reader(io.StringIO(serialise(each, "tsv")), delimiter="\t")) for each in (here, there)]
    if server.name == "virtuoso" and query.name in VIRTUOSO_DIFFERS:
        assert tables[0] != tables[1], "the difference is gone: take the question off the list"
        tables = [[table[0], *VIRTUOSO_DIFFERS[query.name](table[1:])] for table in tables]
    assert tables[0] == tables[1]
    assert len(tables[0]) > 1 or query.name.startswith(("cq-17", "cq-21")), "a question without any row"


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("CONSTRUCT", "CONSTRUCT { ?p a skos:Concept } WHERE { ?p opc:predicate opc:hasRate }"),
        ("CONSTRUCT WHERE", "CONSTRUCT WHERE { ?p opc:predicate opc:hasRate }"),
        ("DESCRIBE", "DESCRIBE kb:base"),
        ("DESCRIBE WHERE", "DESCRIBE ?p WHERE { ?p opc:predicate opc:hasRate }"),
    ],
)
def test_a_graph_is_answered_with_the_same_triples(base, server, form, text):
    """The four ways to ask for a graph name the graphs to read each in its own place."""
    here, there = run(base, text), ask(prepare(text), server.service, client(server))
    assert isinstance(there, Graph), form
    wanted = set(here.triples)
    # What a description holds is each store's own choice: Virtuoso's also has what points to the node.
    assert wanted == set(there.triples) if "CONSTRUCT" in form else wanted <= set(there.triples)


def test_a_question_has_bindings_and_truth_values(base, server):
    """ASK is answered with yes or no, with variables bound as they are here."""
    question = "ASK { ?concept a skos:Concept }"
    for name, known in (("concept:mucus-plug", True), ("concept:no-such", False)):
        asked = prepare(question, {"concept": name})
        assert ask(asked, server.service, client(server)).value is known
        assert run(base, question, bindings={"concept": name}).value is known


def test_a_second_publication_replaces_and_the_stale_are_deleted_on_request(server, base, operculum):
    """A graph that is no longer here stays until --delete-stale, and graphs of others stay in any case."""
    del base
    foreign = Step("put", "urn:test:foreign", ("<urn:a> <urn:b> <urn:c> .\n",))
    list(publish([foreign], server.graph_store, client(server)))
    before = published(server.service, client(server))
    to = ["--to", server.graph_store, *server.options]
    kept = operculum("--kb", EARWAX, "publish", *to)
    assert kept.status == 0
    assert set(published(server.service, client(server))) > set(before)

    emptied = operculum("--kb", EARWAX, "publish", *to, "--delete-stale")
    mine = {line.split()[1] for line in emptied.output.splitlines() if line.startswith("put")}
    assert emptied.status == 0
    assert f"delete {before[0]}" in emptied.output.splitlines()
    assert set(published(server.service, client(server))) == mine
    assert count(server, foreign.graph) == 1
    restored = operculum("publish", *to, "--delete-stale")
    assert restored.status == 0
    assert published(server.service, client(server)) == before


def test_the_verb_query_asks_a_store(base, server, operculum):
    """`operculum query NAME --endpoint URL` prints what `operculum query NAME` prints."""
    del base
    here = operculum("query", "cq-01", "--format", "csv")
    there = operculum("query", "cq-01", "--format", "csv", "--endpoint", server.service)
    assert here == there
    assert there.status == 0


def test_a_store_that_refuses_is_told_with_how_far_it_came(virtuoso, operculum):
    """A missing and a wrong password are errors that say what to do; no graph is claimed to be there."""
    missing = operculum("--kb", EARWAX, "publish", "--to", virtuoso.graph_store)
    wrong = operculum("publish", "--to", virtuoso.graph_store, "--user", "dba", "--password", "wrong")
    assert (missing.status, missing.output) == (3, "")
    assert "answered PUT with 401" in missing.errors
    assert "Give --user and --password" in missing.errors
    assert (wrong.status, wrong.output) == (3, "")
    assert re.search(r"; 0 of \d+ graphs are done\. The user or the password is wrong\.", wrong.errors)


def test_an_answer_that_the_store_cuts_off_is_a_limit(virtuoso, base, operculum):
    """Virtuoso hands on so many rows and says so in a header alone; half an answer is none."""
    del base
    cut = operculum("query", "SELECT * { ?s ?p ?o }", "--endpoint", virtuoso.service)
    assert (cut.status, cut.output) == (4, "")
    assert "cut its answer off after 2000 rows" in cut.errors


def test_what_is_refused_here_is_never_sent(operculum):
    """The judge stands before the store too: nothing listens at this address, and nothing is missed."""
    refused = operculum(
        "query", "SELECT * { SERVICE <urn:x> { ?s ?p ?o } }", "--endpoint", "http://127.0.0.1:1/"
    )
    assert refused.status == 2
    assert "SERVICE would ask another server" in refused.errors


def test_a_store_that_unites_no_graphs_is_told_which_to_read(oxigraph, base, monkeypatch):
    """Where a default graph stays empty, the graphs are named, and the answer is the same."""
    text = "SELECT ?claim ?graph { ?claim opc:polarity opc:denied . GRAPH ?graph { ?claim a opc:Claim } }"
    monkeypatch.setattr("operculum.endpoint.protocol.UNION", "no-such-parameter")
    assert ask(prepare(text), oxigraph.service, client(oxigraph)) == run(base, text)


def test_solutions_of_a_store_are_in_the_order_they_have_here(base, server):
    """Rows that the question does not order are sorted, as they are here."""
    text = "SELECT ?concept ?label { ?concept skos:altLabel ?label }"
    there = ask(prepare(text), server.service, client(server))
    assert isinstance(there, Solutions)
    assert there == run(base, text)
