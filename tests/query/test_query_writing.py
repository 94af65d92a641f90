"""What is written for the engine means what was asked, whatever was asked."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import RdfFormat, Store, serialize

from operculum.errors import OperculumError
from operculum.namespaces import PREFIXES
from operculum.query.catalogue import catalogue
from operculum.query.guard import judge
from operculum.query.writing import write
from operculum.store import ontology, read

WORDS = r"""
SELECT ASK CONSTRUCT PREFIX SERVICE FROM FILTER VALUES ORDER * { } ( ) [ ] ?x $y a x: opc:Claim _:b <urn:a>
<'> < > << <<( )>> ' " ''' # -1 1.5e3 . ; @en ^^ é 😀 | && \ \u0053
"""
PIECES = st.sampled_from([*WORDS.split(), '"""', "\n", "\x00", " "])


@pytest.fixture(scope="module")
def store():
    """Return the shipped base in an engine."""
    store = Store()
    store.bulk_load(serialize(read() | ontology(), format=RdfFormat.N_QUADS), RdfFormat.N_QUADS)
    return store


@pytest.mark.parametrize("query", catalogue(), ids=lambda query: query.name)
def test_written_query_has_the_answer_of_the_query_as_it_stands(query, store):
    """Writing a query anew changes no row of its answer."""
    asked = store.query(query.text, prefixes=PREFIXES, use_default_graph_as_union=True)
    written = store.query(write(judge(query.text), {}).text, use_default_graph_as_union=True)
    assert [str(name) for name in written.variables] == [str(name) for name in asked.variables]
    assert sorted(map(str, written)) == sorted(map(str, asked))


@given(st.lists(PIECES).map(" ".join) | st.lists(PIECES).map("".join) | st.text())
def test_anything_is_judged_or_refused(text):
    """Whatever gets past the judge is one line in which nothing hides; the rest is an error of ours."""
    try:
        written = write(judge(text), {"x": "<urn:x>"}).text
    except OperculumError:
        return
    outside = re.sub(r'"(?:[^"\\]|\\.)*"', "", written)
    assert not re.search(r"[#'\n\r]|\bSERVICE\b|\bFROM\b", outside)


def test_ambiguous_mark_is_written_so_that_it_hides_nothing():
    """Quotes and hashes inside what may be an IRI are escaped: they can begin neither string nor comment."""
    written = write(judge("ASK { ?s ?p <http://e.org/o'brien#it> }"), {})
    assert "<http://e.org/o\\u0027brien\\u0023it>" in written.text
