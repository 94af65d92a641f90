"""RDF: what is written is what was read, for every legal term and by every parser."""

import string

import pyoxigraph as ox
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from operculum.exporters import graphs
from operculum.model import Literal, Statement
from operculum.model.statements import in_order
from operculum.model.terms import LANGUAGE_STRING
from operculum.namespaces import PREFIXES, XSD
from operculum.store import knowledge_base, read

characters = st.characters(exclude_categories=["Cs"])
locals_ = st.text(string.ascii_letters + string.digits + "-._~:@!$&'()*+,;=/?%23é²…", max_size=8)
iris = st.builds(
    str.__add__,
    st.sampled_from([*PREFIXES.values(), "https://example.org/", "urn:x:"]),
    locals_.map(lambda local: local.replace("%", "%25")),
)


def typed(lexical, datatype):
    """Return a literal of some datatype."""
    return Literal(lexical, datatype)


literals = st.one_of(
    st.text(characters).map(Literal),
    st.builds(Literal, st.text(characters), st.just(LANGUAGE_STRING), st.sampled_from(["en", "pt-br"])),
    st.builds(
        typed,
        st.sampled_from(["37", "037", "-0", "1.50", "+1", ".5", "1.", "true", "1", "x", "2026-11-21", ""]),
        st.sampled_from([f"{XSD}{name}" for name in ("integer", "decimal", "boolean", "date", "double")]),
    ),
    st.builds(typed, st.text(characters), iris),
)
statements = st.lists(
    st.builds(
        Statement, iris, iris, st.one_of(iris, literals), st.sampled_from(["https://example.org/g", "urn:g"])
    ),
    max_size=12,
)


def parsed(content, format):
    """Return the statements that pyoxigraph finds in a text."""
    return {
        Statement(
            quad.subject.value,
            quad.predicate.value,
            Literal(quad.object.value, quad.object.datatype.value, quad.object.language)
            if isinstance(quad.object, ox.Literal)
            else quad.object.value,
            quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else "",
        )
        for quad in ox.parse(content.encode(), format=format)
    }


def written(lines, statements):
    """Return the text of statements in any order, in one of the forms."""
    return "".join(graphs.text(lines(in_order(statements))))


@given(statements)
def test_every_legal_term_survives_nquads_trig_and_turtle(statements):
    """Whatever a literal or an IRI holds, pyoxigraph reads back exactly that."""
    assert parsed(written(graphs.quads, statements), ox.RdfFormat.N_QUADS) == set(statements)
    assert parsed(written(graphs.trig, statements), ox.RdfFormat.TRIG) == set(statements)
    merged = {statement._replace(graph="") for statement in statements}
    assert parsed(written(graphs.turtle, statements), ox.RdfFormat.TURTLE) == merged


@given(statements)
def test_turtle_reads_the_same_to_rdflib(statements):
    """The Turtle is no dialect: a second parser of other descent finds the same triples."""
    expected = rdflib.Graph()
    for statement in statements:
        value = statement.object
        expected.add(
            (
                rdflib.URIRef(statement.subject),
                rdflib.URIRef(statement.predicate),
                rdflib.URIRef(value)
                if isinstance(value, str)
                else rdflib.Literal(
                    value.lexical,
                    lang=value.language,
                    datatype=None
                    if value.language or value.datatype == f"{XSD}string"
                    else rdflib.URIRef(value.datatype),
                ),
            )
        )
    turtle = written(graphs.turtle, statements)
    assert set(rdflib.Graph().parse(data=turtle, format="turtle")) == set(expected)


@given(st.lists(st.builds(Statement, iris, iris, literals, st.just("urn:g")), max_size=8), st.randoms())
def test_the_order_of_the_statements_changes_no_byte(statements, random):
    """The same statements in another order give the same file."""
    shuffled = random.sample(statements, len(statements))
    for lines in (graphs.quads, graphs.turtle, graphs.trig):
        assert written(lines, shuffled) == written(lines, statements)


nodes = st.one_of(iris, st.text("ab", min_size=1).map("_:".__add__))


@given(st.lists(st.builds(Statement, nodes, iris, st.one_of(nodes, literals), st.one_of(nodes, st.just("")))))
def test_nquads_are_in_order_of_code_points_whatever_the_terms(statements):
    """Sorting terms is sorting lines, also where one term is the beginning of another."""
    lines = list(graphs.quads(in_order(statements)))
    assert lines == sorted(set(lines))


def test_a_predicate_may_have_an_iri_and_a_literal_at_one_node(earwax):
    """What other people's data do is no fault of ours."""
    (earwax / "kb" / "mixed.ttl").write_text("<urn:a> <urn:p> <urn:b>, 'b', 5 .")
    knowledge = knowledge_base(read([earwax / "kb"]))
    assert {each.object for each in knowledge.statements if each.subject == "urn:a"} == {
        "urn:b",
        Literal("b"),
        Literal("5", f"{XSD}integer"),
    }


def test_no_statements_give_a_file_that_parses():
    """An empty base is legal RDF."""
    assert parsed(written(graphs.turtle, []), ox.RdfFormat.TURTLE) == set()


def test_the_shipped_base_comes_back_from_each_file(exported, dataset):
    """N-Quads and TriG keep the graph of each file; Turtle has all triples in one."""
    files = exported("rdf")
    said = set(dataset.quads)
    assert set(ox.parse(files["rdf/operculum.nq"].encode(), format=ox.RdfFormat.N_QUADS)) == said
    assert set(ox.parse(files["rdf/operculum.trig"].encode(), format=ox.RdfFormat.TRIG)) == said
    triples = {ox.Triple(quad.subject, quad.predicate, quad.object) for quad in said}
    read = ox.parse(files["rdf/operculum.ttl"].encode(), format=ox.RdfFormat.TURTLE)
    assert {quad.triple for quad in read} == triples


def test_nquads_are_sorted_below_the_notice(exported):
    """A diff of two releases is a diff of meaning."""
    lines = exported("rdf")["rdf/operculum.nq"].splitlines()
    body = [line for line in lines if not line.startswith("#")]
    assert body == sorted(set(body))
    assert lines[: len(lines) - len(body)] == [line for line in lines if line.startswith("#")]
