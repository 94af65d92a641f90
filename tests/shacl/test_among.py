"""Focus nodes limited to some nodes: the rest of the graph is context."""

import garden
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode, RdfFormat, parse

from operculum.shacl import ShapesError, compile_shapes

FEW = settings(max_examples=40)

SHAPES = """
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix e: <http://e/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
e:Cup a sh:NodeShape, rdfs:Class ; sh:property [ sh:path e:volume ; sh:minCount 1 ] ;
    sh:property [ sh:path e:in ; sh:property [ sh:path e:door ; sh:minCount 1 ] ] .
e:S a sh:NodeShape ; sh:targetSubjectsOf e:in ; sh:property [ sh:path e:in ; sh:class e:Cupboard ] .
"""
DATA = """
@prefix e: <http://e/> .
e:blue a e:Cup ; e:in e:oak . e:red a e:Cup . _:green a e:Cup . e:oak a e:Cupboard .
"""


def turtle(text):
    """Return the triples of a text."""
    return list(parse(text.encode(), RdfFormat.TURTLE))


@pytest.mark.parametrize("engine", ["compiled", "pyshacl"])
def test_only_the_given_nodes_are_focus_nodes_and_the_rest_is_context(engine):
    """What a focus node refers to is looked at, and what is found there is told."""
    plan = compile_shapes(turtle(SHAPES))
    report = plan.validate(turtle(DATA), engine=engine, among={NamedNode("http://e/blue")})
    assert {(each.focus_node.value[-4:], str(each.path)) for each in report.results} == {
        ("blue", "<http://e/volume>"),
        ("/oak", "<http://e/door>"),
    }
    assert sorted(report.focus_nodes.values()) == [1, 1]


@pytest.mark.parametrize("engine", ["compiled", "pyshacl"])
def test_among_none_of_the_targets_there_is_nothing_to_find(engine):
    """An empty choice is not the same as no choice."""
    plan = compile_shapes(turtle(SHAPES))
    report = plan.validate(turtle(DATA), engine=engine, among=frozenset())
    assert report.conforms
    assert set(report.focus_nodes.values()) == {0}


@FEW
@given(garden.data, garden.shapes(), st.sets(st.sampled_from(garden.NODES)))
def test_both_engines_mean_the_same_nodes(data, shapes, among):
    """Blank nodes and nodes that are nowhere in the data can be chosen as well."""
    plan = compile_shapes(shapes)
    compiled = plan.validate(data, engine="compiled", among=among)
    try:
        reference = plan.validate(data, engine="pyshacl", among=among)
    except ShapesError:
        return  # pySHACL gives no answer, such as for sh:lessThan beside a blank node
    assert {(each.focus_node, each.component, each.value) for each in compiled.results} == {
        (each.focus_node, each.component, each.value) for each in reference.results
    }
    assert compiled.focus_nodes == reference.focus_nodes
