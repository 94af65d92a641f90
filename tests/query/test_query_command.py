"""The verb `query` of the command line."""

import io
import os
import pty
import subprocess
import sys
from types import SimpleNamespace

import pytest

from operculum.query.catalogue import catalogue

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
LABEL = "SELECT ?label { concept:cervix skos:prefLabel ?label }"


def test_rows_on_standard_output_and_their_number_on_standard_error(operculum):
    """A table goes to standard output, the number of its rows to standard error."""
    outcome = operculum("query", LABEL)
    assert (outcome.status, outcome.output, outcome.errors) == (0, "label\ncervix\n", "1 row\n")


def test_query_is_read_from_a_file_and_from_standard_input(operculum, tmp_path, monkeypatch):
    """A name that ends in .rq is a file, and - is standard input; a byte order mark does no harm."""
    (tmp_path / "label.rq").write_text(f"\ufeff{LABEL}", encoding="utf-8")
    assert operculum("query", tmp_path / "label.rq", "--format", "csv").output == "label\r\ncervix\r\n"
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(LABEL.encode())))
    assert operculum("query", "-").output == "label\ncervix\n"


def test_place_of_an_error_names_the_file(operculum, tmp_path):
    """What is ill-formed in a file is told by its name, line and column."""
    path = tmp_path / "broken.rq"
    path.write_text("SELECT *\n{ ?s ?p }", encoding="utf-8")
    outcome = operculum("query", path)
    assert outcome.status == 3
    assert f"{path}:2:9: '}}' does not fit here" in outcome.errors


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["nothing.rq"], 3, "nothing.rq: the query cannot be read"),
        (["no-such-name"], 2, "no query is called 'no-such-name'"),
        ([], 2, "no question was asked"),
        (["SELECT * { SERVICE <urn:x> { ?s ?p ?o } }"], 2, "query:1:12: SERVICE would ask another server"),
        (["SELECT * { ?s ?p }"], 3, "query:1:18"),
        ([ENDLESS, "--timeout", "0.3"], 4, "no end within 0.3 s"),
        ([LABEL, "--format", "turtle"], 2, "Choose one of table, csv, tsv, json, xml"),
        (["DESCRIBE concept:cervix", "--format", "json"], 2, "Choose one of turtle, ntriples"),
        ([LABEL, "--bind", "label"], 2, "Write name=value"),
        ([LABEL, "--bind", "lable=1"], 2, "Did you mean label?"),
        ([LABEL, "--bind", "label=1", "--bind", "?label=2"], 2, "?label is bound twice"),
        ([LABEL, "--timeout", "nan"], 2, "nan is no number of seconds"),
        ([LABEL, "--timeout", "inf"], 2, "inf is no number of seconds"),
        (["cq-1"], 2, "Did you mean cq-"),
        ([LABEL, "--format", "yaml"], 2, "table"),
        ([LABEL, "--memory", "1"], 2, "256"),
    ],
)
def test_what_cannot_be_answered_has_its_status(operculum, arguments, status, message):
    """Every failure has the exit status of its kind, says what to do, and prints no data."""
    outcome = operculum("query", *arguments)
    assert outcome.status == status
    assert message in outcome.errors
    assert outcome.output == ""


@pytest.mark.parametrize(
    ("arguments", "note"),
    [
        (["SELECT ?c { ?c a opc:Clain }"], "note: nothing is called opc:Clain; did you mean opc:Claim or "),
        (["cq-01", "--bind", "concept=concept:cervics"], "note: nothing is called concept:cervics; did you "),
        (["ASK { claim:Q7 ?p ?o }"], "note: nothing is called claim:Q7"),
        (["CONSTRUCT { ?s a ?c } { ?s a opc:Xyz BIND(opc:Xyz AS ?c) }"], "note: nothing is called opc:Xyz"),
    ],
)
def test_names_that_nothing_has_are_told_where_nothing_was_found(operculum, arguments, note):
    """A slip in a name finds nothing, and would look like an answer."""
    outcome = operculum("query", *arguments)
    assert outcome.status == 0
    assert outcome.errors.startswith(note)
    assert note not in operculum("query", "ASK { { ?a a opc:Clain } UNION { ?a a opc:Claim } }").errors


def test_file_that_is_not_utf_8_is_told(operculum, tmp_path):
    """Bytes that are no UTF-8 are an error of the input."""
    (tmp_path / "latin.rq").write_bytes(b"ASK { ?s ?p '\xe9' }")
    outcome = operculum("query", tmp_path / "latin.rq")
    assert (outcome.status, "not UTF-8" in outcome.errors) == (3, True)


def test_endless_input_is_not_read_to_its_end(operculum, monkeypatch):
    """Standard input without end is refused once it is too long for a question."""
    with open("/dev/zero", "rb") as zeros:  # noqa: PTH123 - a device
        monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=zeros))
        outcome = operculum("query", "-")
    assert (outcome.status, "are no query" in outcome.errors) == (4, True)


def test_graph_is_written_as_turtle(operculum):
    """A DESCRIBE comes as Turtle unless N-Triples are asked for."""
    outcome = operculum("query", "DESCRIBE concept:cervix")
    assert 'skos:prefLabel "cervix"@en' in outcome.output
    outcome = operculum("query", "DESCRIBE concept:cervix", "--format", "ntriples")
    assert outcome.output == "".join(sorted(outcome.output.splitlines(keepends=True)))


def test_list_gives_each_name_with_its_question(operculum):
    """--list shows what can be asked by name."""
    lines = operculum("query", "--list").output.splitlines()
    assert [line.split()[0] for line in lines] == [query.name for query in catalogue()]
    assert all(line.endswith("?") for line in lines)


def test_name_may_be_shortened_and_is_suggested(operculum):
    """The number of a question is enough of a name; a misspelt name is answered with the nearest."""
    assert operculum("query", "cq-01", "--format", "csv").status == 0
    assert (
        "Did you mean cq-01-claims-about-a-concept?" in operculum("query", "cq-01-claims-on-concept").errors
    )


def test_long_values_are_cut_on_a_terminal_only(operculum):
    """A terminal gets lines of its width, a file or a pipe gets whole values."""
    text = "SELECT ?definition { concept:cervix skos:definition ?definition }"
    main, terminal = pty.openpty()
    environment = os.environ | {"COLUMNS": "30"}
    command = [sys.executable, "-m", "operculum", "query", text]
    subprocess.run(command, stdout=terminal, stderr=subprocess.DEVNULL, env=environment, check=True)
    shown = os.read(main, 10_000).decode().split()
    assert shown[-1].endswith("…")
    assert "…" not in operculum("query", text).output


def test_output_that_cannot_be_written_is_told():
    """A full disk is an error with a message, never a traceback."""
    command = [sys.executable, "-m", "operculum", "query", LABEL]
    with open("/dev/full", "wb") as full:  # noqa: PTH123 - a device
        outcome = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)
    assert outcome.returncode == 3
    assert b"Traceback" not in outcome.stderr
