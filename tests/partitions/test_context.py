"""A part takes of the context what its nodes lead to, and nothing else."""

import weather
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Triple

from operculum.namespaces import OPC
from operculum.partitions.context import Surroundings, context
from operculum.partitions.links import hash_of
from operculum.partitions.packed import pack
from operculum.shacl import DataGraph
from operculum.shacl.terms import RDF_TYPE
from operculum.validation.records import READ_ELSEWHERE, Records

NODES = st.sampled_from([NamedNode(f"https://example.org/{letter}") for letter in "abcdefghi"])
PREDICATES = st.sampled_from([RDF_TYPE, *(NamedNode(f"https://example.org/by-{name}") for name in "xyz")])
LITERALS = st.sampled_from([Literal("1.50"), Literal('"\n\\', language="en"), Literal("é")])
GRAPHS = st.lists(st.builds(Triple, NODES, PREDICATES, st.one_of(NODES, NODES, LITERALS)), max_size=20)


def led_to(triples, nodes, passed_over):
    """Return what is said of some nodes, of what refers to those that nobody describes, and so on."""
    described = {each.subject for each in triples}
    found, pending = set(), set(nodes)
    pending |= {
        each.subject for each in triples if each.object in pending - described and each.predicate != RDF_TYPE
    }
    seen = set()
    while pending:
        seen |= pending
        said = {each for each in triples if each.subject in pending and each.predicate != passed_over}
        found |= said
        pending = {each.object for each in said if each.predicate != RDF_TYPE} - seen
    return found


@given(triples=GRAPHS, nodes=st.sets(NODES, max_size=3), passed_over=PREDICATES)
def test_what_nodes_lead_to_is_taken(triples, nodes, passed_over):
    """Of the context come the statements that lead on from some nodes, and no others."""
    graph = DataGraph(triples)
    described = {graph.number(each.subject) for each in triples}
    surroundings = Surroundings(context(graph, list(graph.predicates), described))
    asked = b"".join(hash_of(str(node).encode()) for node in sorted(nodes, key=str))
    taken = DataGraph(())
    surroundings.fill(taken, surroundings.around(asked, surroundings.by([str(passed_over).encode()])))
    assert set(taken.statements()) == led_to(triples, nodes, passed_over)


@given(triples=GRAPHS)
def test_what_is_packed_is_unpacked(triples):
    """Statements that are packed are the same when they are loaded again, into whatever graph."""
    graph = DataGraph(triples)
    columns = [(predicate, *graph.column(predicate)) for predicate in graph.predicates]
    other = DataGraph([Triple(NamedNode("urn:a"), NamedNode("urn:b"), Literal("c"))])
    before = other.sizes
    pack(graph, columns).load_into(other)
    found = {
        (other.terms[subject], other.terms[predicate], other.terms[target])
        for predicate, subjects, targets in other.since(before)
        for subject, target in zip(subjects, targets, strict=True)
    }
    assert found == {(each.subject, each.predicate, each.object) for each in triples}


class Watched(DataGraph):
    """A graph that notes by which predicates it is looked at."""

    def __init__(self, triples):
        """Begin with none."""
        super().__init__(triples)
        self.looked_by = {RDF_TYPE}  # by classes

    def forward(self, predicate):
        """Return an index, and note its predicate."""
        self.looked_by.add(self.terms[predicate])
        return super().forward(predicate)


def test_parts_take_whatever_the_rules_of_quality_read_of_other_nodes():
    """What is read of sources and passages, and of propositions, is in the list of what parts take."""
    graph = Watched(weather.triples())
    records = Records(graph)
    assert records.sources()
    assert records.passages()
    of_claims = {"asserts", "statedIn", "polarity", "modality", "frequency", "threshold", "verbatim"}
    assert graph.looked_by | {NamedNode(f"{OPC}window")} == READ_ELSEWHERE
    assert records.claims()
    assert graph.looked_by - READ_ELSEWHERE == {NamedNode(OPC + name) for name in of_claims}
