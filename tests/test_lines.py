"""Lines of N-Quads and N-Triples read without the parser say what the parser reads in them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, serialize

from operculum.errors import InputError
from operculum.store.lines import read_lines
from operculum.store.parsing import statements

IRIS = st.sampled_from([NamedNode(f"https://example.org/{name}") for name in ("a", "b", "c#d", "é")])
TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=8)
LITERALS = st.one_of(
    TEXT.map(Literal),
    TEXT.map(lambda text: Literal(text, language="en-gb")),
    st.sampled_from(["1.50", "01", "x"]).map(lambda form: Literal(form, datatype=NamedNode("urn:decimal"))),
)
QUADS = st.lists(st.builds(Quad, IRIS, IRIS, st.one_of(IRIS, LITERALS), IRIS), min_size=1, max_size=12)
FORMATS = pytest.mark.parametrize("format", [RdfFormat.N_QUADS, RdfFormat.N_TRIPLES])


def said(content: bytes, format: RdfFormat) -> list[str] | None:
    """Return what lines say, predicate by predicate."""
    columns = read_lines(content, format)
    if columns is None:
        return None
    names = [str(term) for term in columns.terms]
    return sorted(
        f"{names[subject]} {names[predicate]} {names[target]}"
        for predicate, pairs in columns.by_predicate.items()
        for subject, target in zip(*pairs, strict=True)
    )


def parsed(content: bytes, format: RdfFormat) -> list[str] | None:
    """Return what the parser reads, None where it finds a fault."""
    try:
        return sorted(
            f"{each.subject} {each.predicate} {each.object}"
            for each in statements(content, format, "https://example.org/", "file")
        )
    except InputError:
        return None


@FORMATS
@given(quads=QUADS)
def test_what_is_written_is_read_by_lines(quads, format):
    """Of documents as a serialiser writes them nothing is left to the parser."""
    content = serialize(
        [each if format == RdfFormat.N_QUADS else each.triple for each in quads], format=format
    )
    assert said(content, format) == parsed(content, format)


@FORMATS
@given(
    quads=QUADS,
    place=st.integers(0, 10_000),
    bytes_=st.sampled_from(
        [
            b"",
            b" ",
            b"\t",
            b".",
            b'"',
            b"<",
            b">",
            b"\\",
            b"_:",
            b"\n",
            b"\r",
            b"#",
            b" .",
            b"<<",
            b"^^",
            b"@en",
            b"--ltr",
        ]
    ),
    cut=st.integers(0, 3),
)
def test_a_damaged_document_is_never_read_otherwise(quads, place, bytes_, cut, format):
    """Wherever a document is damaged, lines say what the parser reads, or are left to it."""
    content = serialize(
        [each if format == RdfFormat.N_QUADS else each.triple for each in quads], format=format
    )
    place %= len(content)
    damaged = content[:place] + bytes_ + content[place + cut :]
    found = said(damaged, format)
    assert found is None or found == parsed(damaged, format)
