"""The competency questions, each compared with rows written by hand from the articles and the references.

A file `cq-NN*.tsv` tells in its comments where its rows come from, which variables are bound, and with
`# rows: among` that there are more; below them stand the variables that are compared, and the rows.
"""

from dataclasses import dataclass
from pathlib import Path

import pytest
from pyoxigraph import NamedNode

from operculum.namespaces import compact
from operculum.query import run
from operculum.query.bindings import parse_binding
from operculum.query.catalogue import catalogue, named_query
from operculum.query.results import Solutions
from operculum.store import read

HERE = Path(__file__).parent
FILES = sorted(HERE.glob("cq-*.tsv"))
DOCUMENTED = (HERE.parents[1] / "docs" / "queries.md").read_text(encoding="utf-8")
VERBS = range(27, 31)
"""The questions that need two versions, an export or a source text: verbs answer them."""


@dataclass(frozen=True)
class Expected:
    """What a file expects: values of variables, the columns compared, rows, and whether there are more."""

    bindings: dict
    columns: list[str]
    rows: set[tuple[str, ...]]
    more: bool


def expected(path):
    """Read a file of expected rows."""
    lines = path.read_text(encoding="utf-8").splitlines()
    comments = [line.removeprefix("# ") for line in lines if line.startswith("# ")]
    header, *rows = (tuple(line.split("\t")) for line in lines if not line.startswith("# "))
    bindings = dict(
        parse_binding(line.removeprefix("bind: ")) for line in comments if line.startswith("bind: ")
    )
    return Expected(bindings, list(header), set(rows), "rows: among" in comments)


def shown(term):
    """Return a term as the files write it."""
    if term is None:
        return ""
    return compact(term.value) if isinstance(term, NamedNode) else term.value


@pytest.fixture(scope="module")
def base():
    """Return the shipped base."""
    return read()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_query_answers_what_was_written_by_hand(path, base):
    """Each question has the rows that a reader of the sources expects, and no others."""
    wanted = expected(path)
    query = named_query("-".join(path.stem.split("-")[:2]))
    result = run(base, query.text, bindings=wanted.bindings, name=query.name)
    assert isinstance(result, Solutions)
    places = [result.variables.index(column) for column in wanted.columns]
    rows = {tuple(shown(row[place]) for place in places) for row in result.rows}
    assert wanted.rows <= rows if wanted.more else wanted.rows == rows


def test_every_question_but_those_of_verbs_has_a_query_and_expected_rows():
    """Forty questions, four of them answered by verbs: thirty-six queries, each with a file of rows."""
    numbers = {f"cq-{number:02}" for number in range(1, 41) if number not in VERBS}
    assert {query.name[:5] for query in catalogue()} == numbers
    assert {path.stem[:5] for path in FILES} == numbers


@pytest.mark.parametrize("query", catalogue(), ids=lambda query: query.name)
def test_query_begins_with_its_question_and_is_documented(query):
    """The first line is the question in plain words, and the page of queries has it by name."""
    assert query.text.startswith(f"# {query.question}\n")
    assert query.question.endswith("?")
    assert "ORDER BY" in query.text
    assert f"| `{query.name}` | {query.question} |" in DOCUMENTED
