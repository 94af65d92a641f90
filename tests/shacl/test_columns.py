"""Queries answered from columns get the answers that a SPARQL engine gives."""

from unittest.mock import patch

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Store, Triple, parse

from operculum.namespaces import XSD
from operculum.shacl.graph import DataGraph
from operculum.shacl.reader import read_shapes
from operculum.shacl.shapes_graph import ShapesGraph
from operculum.shacl.sparql import columns
from operculum.shacl.sparql.columns import joins
from operculum.shacl.sparql.tokens import parse as tokens
from operculum.store import ontology, read, shipped_shapes

PREFIX = "PREFIX : <https://example.org/>\n"
NODES = [NamedNode(f"https://example.org/n{number}") for number in range(5)] + [BlankNode("b0")]
PROPERTIES = [NamedNode(f"https://example.org/p{number}") for number in range(3)]
LITERALS = [
    Literal("pear"),
    Literal("plum"),
    Literal("pear", language="en"),
    Literal(1),
    Literal(2),
    Literal(10),
    *(Literal("0.1", datatype=NamedNode(XSD + name)) for name in ("decimal", "double", "float")),
]
VARIABLES = ["?this", "?a", "?b", "?c"]
TERMS = [*VARIABLES, ":n0", ":n1", '"pear"', "1"]
KNOWN = [Triple(NODES[0], PROPERTIES[0], LITERALS[0]), Triple(NODES[1], PROPERTIES[0], LITERALS[3])]
"""All terms of queries occur: the store finds nothing at the end of a path of no steps otherwise."""

data = st.lists(
    st.builds(Triple, st.sampled_from(NODES), st.sampled_from(PROPERTIES), st.sampled_from(NODES + LITERALS)),
    min_size=4,
    max_size=30,
    unique=True,
).map(lambda drawn: list(dict.fromkeys((*KNOWN, *drawn))))
paths = st.recursive(
    st.sampled_from([":p0", ":p1", ":p2"]),
    lambda inner: st.one_of(
        inner.map("^({})".format),
        st.tuples(inner, inner).map("({0[0]}/{0[1]})".format),
        st.tuples(inner, inner).map("({0[0]}|{0[1]})".format),
        st.tuples(inner, st.sampled_from("*+?")).map("({0[0]}){0[1]}".format),
    ),
    max_leaves=3,
)
predicates = st.one_of(st.sampled_from([":p0", ":p1", ":p2", "?p"]), paths)
patterns = st.builds("{} {} {} .".format, st.sampled_from(VARIABLES), predicates, st.sampled_from(TERMS))
comparisons = st.one_of(
    st.builds(
        "{} {} {}".format,
        st.sampled_from([*VARIABLES, "STR(?a)", "DATATYPE(?b)", "?a * ?b", "2 * ?c"]),
        st.sampled_from(["=", "!=", "<", ">="]),
        st.sampled_from([*TERMS, "STR(?b)", "DATATYPE(?c)", "?this * 10"]),
    ),
    st.builds(
        "{} {} (:n0, {})".format,
        st.sampled_from([*VARIABLES, "STR(?a)", "DATATYPE(?b)"]),
        st.sampled_from(["IN", "NOT IN"]),
        st.sampled_from([*TERMS, "<http://www.w3.org/2001/XMLSchema#string>"]),
    ),
)
conditions = st.recursive(
    st.one_of(comparisons, st.sampled_from(["isIRI(?a)", "isBlank(?b)", "isLiteral(?c)"])),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(["&&", "||"]), inner).map("({0[0]} {0[1]} {0[2]})".format),
        inner.map("!({})".format),
    ),
    max_leaves=3,
)


@st.composite
def bodies(draw, deep: int = 1) -> str:
    """Draw what stands in braces, a pattern of ?this first."""
    parts = [f"?this {draw(predicates)} {draw(st.sampled_from(TERMS[1:]))} ."]
    parts += draw(st.lists(patterns, max_size=3))
    parts += [f"FILTER({each})" for each in draw(st.lists(conditions, max_size=2))]
    if deep:
        tests = draw(st.lists(st.tuples(st.sampled_from(["", "NOT "]), bodies(deep=deep - 1)), max_size=2))
        parts += [f"FILTER {negated}EXISTS {{ {body} }}" for negated, body in tests]
    return " ".join(parts)


@pytest.mark.parametrize("crowd", [0, joins.CROWD])
@settings(max_examples=200)
@given(data=data, body=bodies())
def test_columns_answer_random_queries_as_a_store_does(crowd, data, body):
    """Whatever the algebra has a form for and the values allow has the solutions that SPARQL gives it."""
    query = f"SELECT DISTINCT ?this ?a ?p WHERE {{ {body} }}"
    selection = columns.selection_of(tokens(query), PREFIX, ["this"])
    assume(selection is not None)
    graph, store = DataGraph(data), Store()
    store.extend(Quad(each.subject, each.predicate, each.object) for each in data)
    rows = [(graph.number(node),) for node in {end for each in data for end in (each.subject, each.object)}]
    try:
        with patch.object(joins, "CROWD", crowd):
            found = list(columns.solutions(selection, graph, ["this"], rows))
    except columns.NotColumnwise:
        assume(False)
    names = [name for name in ("this", "a", "p") if f"?{name} " in f"{body} "]
    expected = {tuple(solution[name] for name in names) for solution in store.query(PREFIX + query)}
    assert len(found) == len({tuple(each.items()) for each in found})
    assert {tuple(each.get(name) for name in names) for each in found} == expected


@pytest.mark.parametrize(
    "test",
    [
        "NOT EXISTS { ?this :p0|:p2 ?b . ?b :p1 :n0 . ?b :p2|:p1 ?c }",
        "NOT EXISTS { ?a :p1 ?kind . ?b :p1 ?kind . ?this (:p0|:p2)/^:p0/:p0 ?b }",
    ],
)
def test_rows_are_never_joined_with_all_that_they_do_not_lead_to(test):
    """Who has a path to something of a kind is told without a row for each that is of that kind."""
    kind, count = NODES[0], 50
    ends = [
        (NamedNode(f"https://example.org/of{n}"), NamedNode(f"https://example.org/at{n}"))
        for n in range(count)
    ]
    graph = DataGraph(
        [
            *(Triple(of, PROPERTIES[0], at) for of, at in ends),
            *(Triple(at, PROPERTIES[1], kind) for _, at in ends),
        ]
    )
    query = f"SELECT ?this WHERE {{ ?this :p0 ?a FILTER {test} }}"
    sizes = []

    def table(names, rows, made=joins.Table):
        sizes.append(len(rows))
        return made(names, rows)

    with patch.object(joins, "Table", table):
        rows = [(graph.number(of),) for of, _ in ends]
        assert not list(
            columns.solutions(columns.selection_of(tokens(query), PREFIX, ["this"]), graph, ["this"], rows)
        )
    assert max(sizes) == count


def compared(form: str, datatype: str, condition: str) -> int:
    """Return how many nodes have a value that meets a condition, where columns can tell."""
    value = Literal(form, datatype=NamedNode(XSD + datatype))
    graph = DataGraph([Triple(NODES[0], PROPERTIES[0], value)])
    query = f"SELECT ?this WHERE {{ ?this :p0 ?value . FILTER({condition}) }}"
    selection = columns.selection_of(tokens(query), PREFIX, ["this"])
    return len(list(columns.solutions(selection, graph, ["this"], [(graph.number(NODES[0]),)])))


@pytest.mark.parametrize("condition", ["?value > 5", "?value = 5", "?value != 5.5", "?value IN (5, 6)"])
@pytest.mark.parametrize(
    ("form", "datatype"),
    [
        *((form, "decimal") for form in ("NaN", "sNaN", "Infinity", "-INF", "1e5", "1_0.5", " 7", ".", "٣")),
        *((form, "integer") for form in ("1_0", "7.0", "", "+", "٣", "x")),
        *((form, datatype) for form in ("inf", "1_0e0", "e5", " 7e0") for datatype in ("double", "float")),
        *(("300", "byte"), ("-1", "unsignedLong"), (str(2**63), "long"), (str(2**64), "unsignedLong")),
    ],
)
def test_numbers_that_xml_schema_has_not_are_neither_more_nor_less(form, datatype, condition):
    """Comparing an ill-typed literal is an error, though rdflib and Python may know a number for it."""
    assert compared(form, datatype, condition) == 0
    assert compared(form, datatype, f"!({condition})") == 0
    assert compared(form, datatype, f"{condition} || isLiteral(?value)") == 1
    assert compared(form, datatype, f"!({condition} && isIRI(?value))") == 1


@pytest.mark.parametrize(
    ("form", "datatype"),
    [
        *((form, "decimal") for form in ("7", "+7", "7.", "07.00", "6.5", "12345678901234567890.5")),
        *((form, "integer") for form in ("7", "+7", "007", "123456789012345678901234567890")),
        *((form, "double") for form in ("7e0", "+.7E1", "INF", "1e400", "7")),
        *((form, "float") for form in ("7e0", "1e40", "6.00000001")),
        *(("127", "byte"), (str(2**63 - 1), "long"), (str(2**64 - 1), "unsignedLong")),
    ],
)
def test_numbers_are_compared_however_xml_schema_lets_them_be_written(form, datatype):
    """Signs, zeros in front and at the end, and any number of digits make no difference."""
    assert compared(form, datatype, "?value > 5") == 1
    assert compared(form, datatype, "?value <= 5.0") == 0


@pytest.mark.parametrize("datatype", ["double", "float"])
def test_what_is_no_number_is_not_even_itself(datatype):
    """NaN is neither more nor less, and unequal to all."""
    for condition in ("?value >= ?value", "?value < 5", "?value = ?value", "?value IN (5)"):
        assert compared("NaN", datatype, condition) == 0
        assert compared("NaN", datatype, f"!({condition})") == 1


def test_columns_answer_the_shipped_queries_as_a_store_does():
    """For every query of the shipped shapes and every node of the base the solutions are the same."""
    shapes = read_shapes(ShapesGraph([quad.triple for quad in shipped_shapes()]))
    graph, store = DataGraph(read() | ontology()), Store()
    text = graph.n_triples(graph.predicates)
    store.bulk_extend(parse(text, RdfFormat.N_TRIPLES, lenient=True))
    subjects = {subject for _, subjects, _ in graph.since({}) for subject in subjects}
    answered = 0
    for constraint in (each for shape in shapes.values() for each in shape.constraints):
        for query in constraint.queries:
            if query.selection is not None and query.bound == ("this",) and not query.needs_blank_node:
                rows = [(number,) for number in sorted(subjects)]
                found = columns.solutions(query.selection, graph, query.bound, rows)
                told = {frozenset(each.items()) for each in found}
                names = [variable.value for variable in query.selection.projected]
                solutions = store.query(query.prologue + str(query.group))
                assert told == {
                    frozenset((name, each[name]) for name in names if each[name]) for each in solutions
                }
                answered += 1
    assert answered > 20
