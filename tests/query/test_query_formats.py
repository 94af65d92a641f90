"""The formats in which an answer is written."""

import csv
import io
import json
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, QueryResultsFormat, RdfFormat, Triple, parse

from operculum.errors import UsageError
from operculum.namespaces import KB, XSD
from operculum.query.results import Boolean, Graph, Solutions, choose_format, parse_solutions, serialise
from operculum.query.table import table

PLUG = NamedNode(f"{KB}concept/mucus-plug")
ROWS = Solutions(
    ("concept", "label"),
    (
        (PLUG, Literal('a, "b"\n\tc', language="en")),
        (None, Literal("37", datatype=NamedNode(f"{XSD}integer"))),
        (BlankNode("b0"), Literal("été")),
    ),
)


def test_json_is_that_of_the_recommendation():
    """SPARQL 1.1 Query Results JSON Format: an unbound variable is absent from its row."""
    document = json.loads(serialise(ROWS, "json"))
    assert document["head"] == {"vars": ["concept", "label"]}
    first, second, third = document["results"]["bindings"]
    assert first["concept"] == {"type": "uri", "value": PLUG.value}
    assert first["label"] == {"type": "literal", "value": 'a, "b"\n\tc', "xml:lang": "en"}
    assert second == {"label": {"type": "literal", "value": "37", "datatype": f"{XSD}integer"}}
    assert third["concept"] == {"type": "bnode", "value": "b0"}


def test_csv_is_that_of_the_recommendation():
    """SPARQL 1.1 Query Results CSV: texts bare, lines ended by CRLF."""
    text = serialise(ROWS, "csv")
    assert text.startswith("concept,label\r\n")
    assert list(csv.reader(io.StringIO(text, newline="")))[1:3] == [[PLUG.value, 'a, "b"\n\tc'], ["", "37"]]


def test_tsv_is_that_of_the_recommendation():
    """SPARQL 1.1 Query Results TSV: terms as Turtle writes them, one row a line."""
    lines = serialise(ROWS, "tsv").split("\n")
    assert lines[:3] == ["?concept\t?label", f'<{PLUG.value}>\t"a, \\"b\\"\\n\\tc"@en', "\t37"]


def test_xml_is_that_of_the_recommendation():
    """SPARQL Query Results XML Format: every binding named."""
    root = ET.fromstring(serialise(ROWS, "xml"))  # noqa: S314 - we wrote it ourselves
    names = [each.get("name") for each in root.iter("{http://www.w3.org/2005/sparql-results#}binding")]
    assert names == ["concept", "label", "label", "concept", "label"]


@pytest.mark.parametrize(
    ("format", "written"), [("json", '"boolean":true'), ("xml", "<boolean>true</boolean>")]
)
def test_truth_value_has_its_own_form(format, written):
    """An ASK is answered by a boolean, not by a row."""
    assert written in serialise(Boolean(value=True), format)


def test_control_character_is_not_put_into_xml():
    """XML 1.0 cannot carry it: another format is named instead of writing a broken document."""
    with pytest.raises(UsageError, match="Use json"):
        serialise(Solutions(("a",), ((Literal("\x07"),),)), "xml")


def test_turtle_declares_only_the_prefixes_it_uses():
    """A graph in Turtle reads back to the same triples, with no prefix too many."""
    graph = Graph((Triple(PLUG, NamedNode("urn:p"), Literal("x")),))
    text = serialise(graph, "turtle")
    assert text.count("@prefix") == 2
    assert "concept:mucus-plug" in text
    assert [quad.triple for quad in parse(text, RdfFormat.TURTLE)] == list(graph.triples)


@pytest.mark.parametrize(
    ("form", "format", "fitting"),
    [("SELECT", "turtle", "table, csv, tsv, json, xml"), ("DESCRIBE", "table", "turtle, ntriples")],
)
def test_wrong_pairing_names_the_right_ones(form, format, fitting):
    """A format that does not fit the form of query is a usage error that tells which do."""
    with pytest.raises(UsageError, match=f"Choose one of {fitting}"):
        choose_format(form, format)


@given(st.lists(st.tuples(st.text(st.characters(exclude_categories=["Cs"])), st.none() | st.integers())))
def test_solutions_come_back_from_tsv_and_json(cells):
    """Whatever the texts hold, what is written reads back to the same terms."""
    rows = tuple((Literal(text), None if number is None else Literal(number)) for text, number in cells)
    solutions = Solutions(("text", "number"), rows)
    for name, format_ in (("json", QueryResultsFormat.JSON), ("tsv", QueryResultsFormat.TSV)):
        assert parse_solutions(serialise(solutions, name).encode(), format_) == solutions


def test_table_is_aligned_and_escapes_control_characters():
    """A table shows prefixed names, one line a row, and nothing that could steer a terminal."""
    rows = Solutions(
        ("who", "what"), ((PLUG, Literal("\x1b[31m\nred")), (None, Literal("rouge", language="fr")))
    )
    assert table(rows).splitlines() == [
        "who                 what",
        r"concept:mucus-plug  \x1b[31m\nred",
        "                    rouge @fr",
    ]


def test_table_is_cut_to_the_width_only_when_given_one():
    """Long values keep their length in a file, and end in an ellipsis on a terminal."""
    rows = Solutions(("long", "short"), ((Literal("x" * 200), Literal("y")),))
    assert "x" * 200 in table(rows)
    assert max(map(len, table(rows, 40).splitlines())) == 40
    assert f"{'x' * 32}…  y" in table(rows, 40)


def test_table_counts_the_columns_of_wide_characters():
    """Characters that take two columns of a terminal keep the table aligned."""
    assert table(Solutions(("a", "b"), ((Literal("粘液"), Literal("1")),))) == "a     b\n粘液  1\n"
