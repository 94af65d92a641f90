"""What a query answers: graphs, prefixes, bindings, order, and its confinement."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from operculum.errors import InputError, LimitError, UsageError
from operculum.namespaces import KB
from operculum.query import run, worker
from operculum.query.guard import judge
from operculum.query.process import answer
from operculum.query.results import Boolean, Graph, Solutions
from operculum.query.writing import Written
from operculum.store import Dataset

HERE = Path(__file__).parent


def column(result) -> list[str]:
    assert isinstance(result, Solutions)
    return [row[0].value for row in result.rows]


def test_empty_base_still_knows_the_vocabulary():
    """Without any data the ontology is asked, and nothing else is there."""
    assert run(Dataset(), "ASK { opc:Claim a ?class }") == Boolean(value=True)
    assert run(Dataset(), "ASK { ?claim a opc:Claim }") == Boolean(value=False)


def test_default_graph_is_the_union_and_graph_sees_the_files(nodes):
    """A pattern joins across files; GRAPH tells which file says what."""
    text = "SELECT ?number { concept:node-3 <urn:test:next> ?next . ?next <urn:test:number> ?number }"
    assert column(run(nodes, text)) == ["4"]
    text = "SELECT ?graph { GRAPH ?graph { concept:node-3 ?p ?o } }"
    assert column(run(nodes, text)) == [f"{KB}graph/numbers.ttl", f"{KB}graph/ring.ttl"]


def test_derived_quads_are_asked_too():
    """What is made from the mapping sets is part of the union."""
    match = Quad(NamedNode(f"{KB}concept/a"), NamedNode("urn:test:match"), NamedNode("urn:test:b"))
    assert run(Dataset(derived=(match,)), "ASK { concept:a <urn:test:match> ?b }") == Boolean(value=True)


def test_rows_are_sorted_unless_the_query_orders_them(nodes):
    """Without ORDER BY the rows come sorted; with it, in the order asked for."""
    text = "SELECT ?n { concept:node-2 <urn:test:next>?/<urn:test:number> ?n . }"
    assert column(run(nodes, text)) == ["2", "3"]
    assert column(run(nodes, f"{text} ORDER BY DESC(?n)")) == ["3", "2"]


def test_order_inside_a_subquery_is_not_the_order_of_the_rows(nodes):
    """Only an ORDER BY outside all braces keeps the rows as they come."""
    text = "SELECT ?n { { SELECT ?n { ?s <urn:test:number> ?n } ORDER BY DESC(?n) LIMIT 3 } }"
    assert column(run(nodes, text)) == ["197", "198", "199"]


def test_graph_is_sorted_and_without_repetition(nodes):
    """A CONSTRUCT gives each triple once, sorted."""
    result = run(
        nodes, "CONSTRUCT { ?s a <urn:t> } { ?s ?p ?o FILTER(?s IN (concept:node-2, concept:node-1)) }"
    )
    assert isinstance(result, Graph)
    assert [triple.subject.value for triple in result.triples] == [f"{KB}concept/node-{n}" for n in (1, 2)]


def test_blank_nodes_have_the_same_names_each_time(nodes):
    """New blank nodes are numbered as they appear, so that two runs give the same bytes."""
    text = "SELECT ?n (BNODE() AS ?b) { ?s <urn:test:number> ?n FILTER(?n < 3) }"
    assert [str(row[1]) for row in run(nodes, text).rows] == ["_:b0", "_:b1", "_:b2"]
    text = "CONSTRUCT { [] <urn:n> ?n } { ?s <urn:test:number> ?n FILTER(?n < 3) }"
    assert run(nodes, text) == run(nodes, text)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?n { ?node <urn:test:number> ?n }",
        "SELECT (MAX(?n) AS ?most) { ?node <urn:test:number> ?n }",
        "SELECT ?n { { SELECT ?n { ?node <urn:test:number> ?n } } }",
        "SELECT ?n { { ?other <urn:test:nothing> ?n } UNION { ?node <urn:test:number> ?n } }",
        "SELECT ?n { ?s <urn:test:number> ?n FILTER EXISTS { ?s <urn:test:number> ?m FILTER(?s = ?node) } }",
        "SELECT ?n { ?s <urn:test:number> ?n MINUS { ?s <urn:test:number> ?n FILTER(?s != ?node) } }",
        "SELECT ?n { ?s <urn:test:number> ?n { ?s ?p ?o FILTER(?s = ?node) } } GROUP BY ?n",
    ],
)
def test_bound_variable_is_bound_in_every_pattern(nodes, text):
    """A binding holds in filters, groups, sub-selects and under MINUS, wherever its variable is named."""
    assert column(run(nodes, text, bindings={"node": "concept:node-7"})) == ["7"]


def test_bound_variable_can_be_selected(nodes):
    """A bound variable has its value in the rows, though the query never sets it."""
    result = run(
        nodes, "SELECT ?label ?n { concept:node-7 <urn:test:number> ?n }", bindings={"label": '"seven"@en'}
    )
    assert result.rows[0][0] == Literal("seven", language="en")


def test_text_that_is_bound_stays_a_text(nodes):
    """No value, however it is spelt, becomes part of the query."""
    hostile = '"} } # ?"'
    result = run(
        nodes, "SELECT ?text { BIND(1 AS ?one) FILTER(BOUND(?text)) }", bindings={"text": Literal(hostile)}
    )
    assert column(result) == [hostile]


def test_default_at_the_head_gives_way_to_a_binding(nodes):
    """`# bind:` holds where nothing else is given."""
    text = "# Which number?\n# bind: node=concept:node-5\nSELECT ?n { ?node <urn:test:number> ?n }"
    assert column(run(nodes, text)) == ["5"]
    assert column(run(nodes, text, bindings={"node": "concept:node-6"})) == ["6"]


def test_unknown_variable_is_a_usage_error(nodes):
    """A binding for a variable that is not there is told, with the nearest name."""
    with pytest.raises(UsageError, match=r"no variable \?concpt. Did you mean concept\?"):
        run(nodes, "SELECT ?concept { ?concept a ?k }", bindings={"concpt": "1"})


def test_binding_without_a_pattern_is_told(nodes):
    """DESCRIBE of a variable has no pattern in which it could get its value."""
    with pytest.raises(InputError, match="no pattern"):
        run(nodes, "DESCRIBE ?x", bindings={"x": "concept:node-1"})


@pytest.mark.parametrize(
    "text", ["", "1 2", "[]", "unknown:x", "<a b>", "bare words", '"a" ; <urn:p> 1', "?x"]
)
def test_value_that_is_not_one_term_is_refused(nodes, text):
    """Only one IRI or literal can be bound."""
    with pytest.raises(UsageError, match="not one term"):
        run(nodes, "SELECT ?x { ?x ?p ?o }", bindings={"x": text})


def test_memory_is_limited(nodes):
    """A query that needs more memory than it may have is told so."""
    text = 'SELECT (STRLEN(?c) AS ?n) { VALUES ?a { "«" } BIND(REPLACE(?a, "«", "%s") AS ?b) ' % (
        "x" * 150_000
    )
    text += 'BIND(REPLACE(?b, "x", ?b) AS ?c) }'
    with pytest.raises(LimitError, match="more than 300 MiB of memory"):
        run(nodes, text, memory=300)


def test_engine_can_open_no_connection(nodes):
    """Even a query that got past the judge reaches no server: its process can open nothing."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        port = server.getsockname()[1]
        text = f"SELECT * {{ SERVICE SILENT <http://127.0.0.1:{port}/> {{ ?s ?p ?o }} }}"
        smuggled = Written(judge("ASK {}"), text, (0,))
        assert answer(nodes, smuggled, timeout=10, memory=512) == Solutions(("o", "p", "s"), ((None,) * 3,))
        with pytest.raises(TimeoutError):
            server.accept()


def test_module_beside_the_user_is_not_imported(nodes, tmp_path, monkeypatch):
    """The worker takes its modules from where they are installed, never from the current folder."""
    (tmp_path / "json.py").write_text("raise SystemExit('hijacked')")
    monkeypatch.chdir(tmp_path)
    assert run(nodes, "ASK {}") == Boolean(value=True)


@pytest.mark.parametrize(
    "environment", [{"PYTHONHASHSEED": "1"}, {"PYTHONHASHSEED": "2", "TZ": "Asia/Tokyo", "LC_ALL": "C"}]
)
def test_same_question_same_bytes(environment, tmp_path):
    """Hash seed, time zone and locale change no byte of an answer, ties in an order and limits included."""
    text = "SELECT ?s ?p { ?s ?p ?o } ORDER BY ?p LIMIT 40"
    command = [sys.executable, "-m", "operculum", "query", "--format", "tsv", text]
    plain = subprocess.run(command, capture_output=True, check=True)
    changed = subprocess.run(
        command, capture_output=True, check=True, env=os.environ | environment, cwd=tmp_path
    )
    assert plain.stdout.count(b"\n") == 41
    assert changed.stdout == plain.stdout


def test_memory_of_the_result_is_limited_too(nodes):
    """Rows that fit into no memory are told as such, not as a fault."""
    text = 'SELECT ("%s" AS ?text) ?c ?f { ?a ?b ?c . ?d ?e ?f }' % ("x" * 300)
    with pytest.raises(LimitError, match=r"more than 256 MiB of memory|of result"):
        run(nodes, text, memory=256)


@pytest.mark.parametrize("text", ["SELECT ?n { ?s ?p ?n }", "CONSTRUCT { ?s ?p ?n } { ?s ?p ?n }"])
def test_no_more_rows_are_handed_on_than_the_limit(text, monkeypatch):
    """Exactly as many as the limit are; the header of a table is none of them."""
    monkeypatch.setattr(worker, "ROWS", 3)
    store, (subject, predicate) = Store(), map(NamedNode, ("urn:s", "urn:p"))
    store.extend(Quad(subject, predicate, Literal(number)) for number in range(4))
    with pytest.raises(worker.TooMuchError, match="more than 3 rows"):
        worker.answer(store, text, ordered=False)
    _, result = worker.answer(store, f"{text} LIMIT 3", ordered=False)
    assert result.count("\n") == 3 + text.startswith("SELECT")
