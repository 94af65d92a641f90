"""JSON-LD: short to read, and the same graph to whoever loads it, with nothing fetched."""

import json

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given
from test_graphs import statements

from operculum.contexts import CONTEXT, CONTEXT_ADDRESS, TERMS
from operculum.exporters.linked_data.nodes import nodes
from operculum.model import KnowledgeBase, Literal, Statement
from operculum.model.statements import in_order
from operculum.namespaces import OPC, XSD
from operculum.store import read


@pytest.fixture
def kept_literals(monkeypatch):
    """Keep rdflib from rewriting literals while a test compares them."""
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)


def loaded(document):
    """Return the triples that pyoxigraph finds in a JSON-LD document."""
    content = json.dumps(document).encode()
    return {quad.triple for quad in ox.parse(content, format=ox.RdfFormat.JSON_LD)}


@given(statements)
def test_every_legal_term_survives(statements):
    """Whatever the context could shorten wrongly is written in full."""
    expected = {quad.triple for quad in ox.parse(nquads(statements), format=ox.RdfFormat.N_QUADS)}
    assert loaded({"@context": CONTEXT, "@graph": list(nodes(in_order(statements)))}) == expected


def nquads(statements):
    """Return statements as N-Quads, written by the exporter that other tests hold to account."""
    from operculum.exporters.graphs import quads

    return "\n".join(quads(in_order(statements))).encode()


def test_the_shipped_base_loads_back_to_the_same_graph(exported, dataset):
    """A reader finds every triple of the data files, and no other."""
    document = json.loads(exported("jsonld")["jsonld/operculum.jsonld"])
    assert loaded(document) == {quad.triple for quad in dataset.quads}


@pytest.mark.usefixtures("kept_literals")
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # rdflib's own use
def test_rdflib_loads_the_same_graph_from_turtle_and_from_jsonld(exported):
    """A second reader agrees, and it too fetches nothing."""
    turtle = rdflib.Graph().parse(data=exported("rdf")["rdf/operculum.ttl"], format="turtle")
    document = exported("jsonld")["jsonld/operculum.jsonld"]
    assert set(rdflib.Graph().parse(data=document, format="json-ld")) == set(turtle)


def test_the_context_inside_is_the_context_in_the_file(exported):
    """Whoever writes data of the same form can use the file."""
    files = exported("jsonld")
    inside = json.loads(files["jsonld/operculum.jsonld"])["@context"]
    assert json.loads(files["jsonld/context.jsonld"]) == {"@context": inside}
    assert not [
        each for each in [inside, *inside.values()] if isinstance(each, str) and each.endswith(".jsonld")
    ]


def test_a_document_that_names_the_context_by_its_address_can_be_read(exported, dataset, tmp_path):
    """What we publish and what we ship under that address are one."""
    document = json.loads(exported("jsonld")["jsonld/operculum.jsonld"])
    file = tmp_path / "base.jsonld"
    file.write_text(json.dumps({**document, "@context": CONTEXT_ADDRESS}), encoding="utf-8")
    assert {quad.triple for quad in read([file]).quads} == {quad.triple for quad in dataset.quads}


def test_the_context_knows_every_property_of_the_base_outside_our_vocabulary(knowledge):
    """Readers meet short names, never a whole address as a key."""
    predicates = {statement.predicate for statement in knowledge.statements}
    foreign = {predicate for predicate in predicates if not predicate.startswith(OPC)}
    assert foreign - TERMS.keys() == {"http://www.w3.org/1999/02/22-rdf-syntax-ns#type"}


def test_a_decimal_keeps_its_last_zero():
    """JSON's own numbers would lose it."""
    (node,) = nodes(in_order([Statement("urn:t", f"{OPC}value", Literal("1.50", f"{XSD}decimal"), "")]))
    assert node["value"] == {"@value": "1.50", "@type": f"{XSD}decimal"}


def test_schema_org_has_a_claim_for_each_claim_and_a_review_for_each_dispute(exported, knowledge):
    """Search engines see the doubt together with the claim."""
    graph = json.loads(exported("jsonld")["jsonld/schema-org.jsonld"])["@graph"]
    assert [each["id"] for each in graph if each["type"] == "Claim"] == [
        each.iri for each in knowledge.claims
    ]
    reviews = {each["id"]: each for each in graph if each["type"] == "ClaimReview"}
    assert reviews.keys() == {each.iri for each in knowledge.assessments if each.disputing}
    assert all(review["reviewBody"] and review["itemReviewed"]["id"] for review in reviews.values())


def test_an_empty_base_is_an_empty_graph():
    """No statement is made up."""
    assert list(nodes(KnowledgeBase.__dataclass_fields__["statements"].default)) == []
