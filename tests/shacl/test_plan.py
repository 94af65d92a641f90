"""Plans, reports and engines: what is told beside the results, and that it is told the same every time."""

import pytest
from pyoxigraph import BlankNode, NamedNode, RdfFormat, Store, parse

from operculum.shacl import DataGraph, ShapesError, compile_shapes, report_graph, report_turtle, validate

PREFIXES = """@prefix ex: <https://example.org/> . @prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
TREES = "ex:fir a ex:Conifer ; ex:height 40 . ex:oak a ex:Tree . ex:Conifer rdfs:subClassOf ex:Tree ."
HEIGHT = "ex:Tall sh:targetClass ex:Tree ; sh:property [ sh:path ex:height ; sh:minCount 1 ] ."


def turtle(text):
    return list(parse((PREFIXES + text).encode(), RdfFormat.TURTLE))


def query(select, target="sh:targetClass ex:Tree"):
    return turtle(f'ex:Asked {target} ; sh:sparql [ sh:select "{select}" ] .')


def test_no_data_conform():
    """Where there is nothing, nothing is wrong, and every shape met nothing."""
    report = validate([], turtle(HEIGHT))
    assert report.conforms
    assert dict(report.focus_nodes) == {NamedNode("https://example.org/Tall"): 0}


@pytest.mark.parametrize("engine", ["auto", "compiled", "pyshacl"])
def test_a_report_counts_the_focus_nodes_of_each_shape_with_targets(engine):
    """Instances of subclasses count, and the inner shape, which has no target of its own, does not."""
    report = validate(turtle(TREES), turtle(HEIGHT), engine=engine)
    assert dict(report.focus_nodes) == {NamedNode("https://example.org/Tall"): 2}
    assert [each.focus_node.value for each in report.results] == ["https://example.org/oak"]
    assert report.engine == ("pyshacl" if engine == "pyshacl" else "compiled")


def test_one_plan_judges_many_data():
    """Shapes are compiled once; nothing of one data graph is left when the next is judged."""
    plan = compile_shapes(turtle(HEIGHT))
    assert not plan.validate(turtle(TREES)).conforms
    assert plan.validate(turtle("ex:fir a ex:Tree ; ex:height 40 .")).conforms
    assert not plan.validate(DataGraph(turtle(TREES))).conforms


def test_repeated_triples_count_once():
    """The union of graphs that say the same has no more values than each of them."""
    shapes = turtle("ex:S sh:targetNode ex:fir ; sh:property [ sh:path ex:height ; sh:maxCount 1 ] .")
    assert validate(turtle(TREES) * 2, shapes).conforms


def test_a_shape_that_says_nothing_is_noted():
    """A misspelt name in sh:node conforms to everything; whoever wrote it wants to know."""
    report = validate(turtle(TREES), turtle("ex:S sh:targetClass ex:Tree ; sh:node ex:Talll ."))
    assert report.conforms
    assert report.notes == (
        "the shape <https://example.org/Talll> is referred to, but nothing is said of it",
    )


@pytest.mark.parametrize("engine", ["compiled", "pyshacl"])
@pytest.mark.parametrize("aim", ["sh:targetClass ex:Tree", "a sh:NodeShape, rdfs:Class"])
def test_a_deactivated_shape_meets_nothing_and_is_noted(engine, aim):
    """Deactivated shapes are not evaluated (section 2.1.6), so they have no focus nodes to be counted."""
    text = f"ex:Tree {aim} ; sh:deactivated true ; sh:property [ sh:path ex:height ; sh:minCount 1 ] ."
    report = validate(turtle(TREES), turtle(text), engine=engine)
    assert report.conforms
    assert report.focus_nodes == {}
    assert report.notes == ("the shape <https://example.org/Tree> is deactivated: it judges nothing",)


def test_an_import_that_is_not_among_the_shapes_is_noted():
    """Nothing is fetched; who relies on imported shapes is told that they did not judge."""
    shapes = turtle(HEIGHT + "ex:all <http://www.w3.org/2002/07/owl#imports> ex:Tall, ex:elsewhere .")
    assert validate(turtle(TREES), shapes).notes == (
        "owl:imports <https://example.org/elsewhere> is not loaded: give its file beside the shapes",
    )


@pytest.mark.parametrize(
    ("count", "message"),
    [
        ("sh:minCount 1", "Fewer than 1 value"),
        ("sh:minCount 3", "Fewer than 3 values"),
        ("sh:maxCount 1", "More than 1 value"),
        ("sh:maxCount 0", "More than 0 values"),
    ],
)
def test_a_default_message_counts_in_singular_and_plural(count, message):
    """What is said for want of a message of one's own is English all the same."""
    data = turtle("ex:fir ex:name 'fir', 'spruce' .")
    property_ = "ex:age" if count == "sh:minCount 1" else "ex:name"
    report = validate(
        data, turtle(f"ex:S sh:targetNode ex:fir ; sh:property [ sh:path {property_} ; {count} ] .")
    )
    assert [str(each.messages[0].value) for each in report.results] == [message]


@pytest.mark.parametrize(
    ("select", "told"),
    [
        (
            "SELECT $this { $this oak:height ?any }",
            'the query uses the prefix oak:, which is not declared .*sh:declare .* sh:prefix "oak"',
        ),
        (
            "SELECT $this { $this ?p ?any FILTER(<https://e.org/is-odd>(?any)) }",
            "the query calls <https://e.org/is-odd>, a function that is not known here",
        ),
        ("SELECT $this { $this + ?any }", r"line 1, column 24 of it: \?any does not fit here"),
        (
            "SELECT $this { GRAPH ?g { $this ?p ?any } }",
            r"reads GRAPH \?g: the data are one graph; only GRAPH \$shapesGraph is allowed",
        ),
        ("SELECT $this { FILTER(EXISTS {}) } ORDER BY", "line 1, column 44 of it: it ends too early"),
    ],
)
def test_a_query_that_cannot_be_parsed_is_refused_in_its_own_terms(select, told):
    """The place is that in the query as written, and the remedy that of SHACL, not of the parser."""
    with pytest.raises(ShapesError, match=told):
        compile_shapes(query(select))


def test_what_the_compiled_engine_cannot_run_falls_to_pyshacl_and_is_told():
    """A regular expression of Python's is judged by Python, not silently taken for one without a match."""
    shapes = query("SELECT $this WHERE { FILTER(REGEX(STR($this), 'o(?=ak)')) }")
    report = validate(turtle(TREES), shapes)
    assert [each.focus_node.value for each in report.results] == ["https://example.org/oak"]
    assert report.engine == "pyshacl"
    reason = "the regular expression 'o(?=ak)' is of another dialect"
    assert report.notes == (f"<https://example.org/Asked> is judged by pySHACL: {reason}",)


def test_no_other_shape_falls_to_pyshacl():
    """What the compiled engine can judge it judges, such as $shapesGraph, of which pySHACL knows nothing."""
    asked = query("SELECT $this WHERE { FILTER(REGEX(STR($this), 'o(?=ak)')) }")
    known = turtle("""
        ex:Known a ex:Tree, sh:NodeShape ; sh:targetClass ex:Tree ; sh:sparql [
            sh:select "SELECT $this { GRAPH $shapesGraph { $currentShape a <https://example.org/Tree> } }" ] .
    """)
    report = validate(turtle(TREES), [*asked, *known])
    shapes = [(each.focus_node.value, each.source_shape.value) for each in report.results]
    trees = sorted({focus for focus, _ in shapes})
    assert len(trees) > 1
    assert shapes.count(("https://example.org/oak", "https://example.org/Asked")) == 1
    assert [focus for focus, shape in shapes if shape.endswith("Known")] == trees
    assert [note.partition(" ")[0] for note in report.notes] == ["<https://example.org/Asked>"]


def test_the_compiled_engine_names_the_shape_that_it_cannot_judge():
    """Who asks for this engine alone is told which query is in the way, by the shape that it lies within."""
    shapes = query("SELECT $this WHERE { FILTER(REGEX(STR($this), 'o(?=ak)')) }")
    with pytest.raises(
        ShapesError, match=r"of another dialect \(within <https://example.org/Asked>\)"
    ) as told:
        validate(turtle(TREES), shapes, engine="compiled")
    (constraint,) = (each.object for each in shapes if each.predicate.value.endswith("sparql"))
    assert told.value.node == constraint


def test_a_path_of_no_steps_leads_from_a_node_that_the_data_do_not_hold():
    """The store knows only what it holds; so a node from elsewhere is left to pySHACL."""
    select = "SELECT $this WHERE { { $this <urn:near>* $this } UNION { $this <urn:near> $this } }"
    report = validate(turtle("ex:fir a ex:Tree ."), query(select, "sh:targetNode ex:absent"))
    assert [each.focus_node.value for each in report.results] == ["https://example.org/absent"]
    assert report.engine == "pyshacl"


@pytest.mark.parametrize(
    ("select", "engine"),
    [
        ("SELECT $this ?value WHERE { $this ex:height ?value . FILTER(?value > 1) }", "compiled"),
        ("SELECT $this ?value WHERE { $this ex:height ?value . FILTER(STRLEN(STR(?value)) = 5) }", "pyshacl"),
        ("SELECT $this (MAX(?height) AS ?value) WHERE { $this ex:height ?height } GROUP BY $this", "pyshacl"),
    ],
)
def test_literals_are_judged_as_they_are_written(select, engine):
    """A store makes 40 of 40.00; a query that would notice is left to pySHACL."""
    text = select.replace("ex:height", "<https://example.org/height>")
    report = validate(turtle("ex:fir a ex:Tree ; ex:height 40.00 ."), query(text))
    assert [each.value.value for each in report.results] == ["40.00"]
    assert report.engine == engine


def test_two_literals_that_a_store_takes_for_one_are_told_apart():
    """A store makes one of 40.0 and 40.00, and could not say which was found."""
    height = "<https://example.org/height>"
    select = f"SELECT $this ?value WHERE {{ {{ $this {height} ?value }} UNION {{ ?value {height} $this }} }}"
    report = validate(turtle("ex:fir a ex:Tree ; ex:height 40.0, 40.00 ."), query(select))
    assert [each.value.value for each in report.results] == ["40.0", "40.00"]
    assert report.engine == "pyshacl"


def test_a_report_has_the_same_bytes_whatever_a_parser_calls_blank_nodes():
    """Blank nodes are named by what is said of them."""
    data = "[] a ex:Tree ; ex:name 'ash' . [] a ex:Tree ; ex:name 'elm' . ex:oak a ex:Tree ."
    reports = {report_turtle(validate(turtle(data), turtle(HEIGHT))) for _ in range(4)}
    assert len(reports) == 1
    assert "_:b0" in reports.pop()


def test_a_report_is_the_same_graph_as_triples_and_as_turtle():
    """Both ways of writing a report say the same, paths and details included."""
    shapes = turtle("""ex:S sh:targetClass ex:Tree ; sh:node [ sh:property [
        sh:path ( [ sh:inversePath ex:near ] [ sh:alternativePath ( ex:a [ sh:zeroOrMorePath ex:b ] ) ] ) ;
        sh:minCount 1 ; sh:message "none"@en ] ] .""")
    report = validate(turtle(TREES), shapes)
    assert [len(each.details) for each in report.results] == [1, 1]
    one, other = Store(), Store()
    for triple in report_graph(report):
        one.add(_quad(triple))
    other.load(report_turtle(report).encode(), RdfFormat.TURTLE)
    assert _canonical(one) == _canonical(other)


def _quad(triple):
    from pyoxigraph import Quad

    return Quad(*triple)


def _canonical(store):
    from pyoxigraph import CanonicalizationAlgorithm, Dataset

    dataset = Dataset(store)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return sorted(str(quad) for quad in dataset)


@pytest.mark.parametrize(
    ("name", "kind", "details"), [("not", "IRI", 0), ("not", "Literal", None), ("node", "Literal", 99)]
)
def test_shapes_nested_a_hundred_deep_are_judged(name, kind, details):
    """Depth within the limit is no way to end the process, and whatever is found can be written."""
    report = validate(turtle(TREES), nested_shapes(100, name, kind), engine="compiled")
    assert report.conforms == (details is None)  # a double negation affirms, and 99 negate
    assert report_turtle(report).count("sh:detail ") == (details or 0)


@pytest.mark.parametrize("depth", [101, 2000])
def test_shapes_nested_deeper_are_refused(depth):
    """Depth beyond the limit is an error like any other, with the shape in which it was found."""
    with pytest.raises(ShapesError, match=r"nested more than 100 deep \(within <https://example.org/S>\)"):
        compile_shapes(nested_shapes(depth, "not", "IRI"))


def nested_shapes(depth, name, kind):
    """Return so many shapes, each in the one before."""
    inner = f"[ sh:{name} " * (depth - 2) + f"[ sh:nodeKind sh:{kind} ]" + " ]" * (depth - 2)
    return turtle(f"ex:S sh:targetNode ex:fir ; sh:{name} {inner} .")


def test_shapes_with_names_are_nested_as_deeply_as_they_are():
    """It does not count in which order shapes are read, nor that each refers to one other only."""
    chain = [f"ex:S{place} sh:node ex:S{place + 1} ." for place in range(100)]
    for lines in (chain, chain[::-1]):
        with pytest.raises(ShapesError, match=r"<https://example.org/S\d+>: shapes are nested"):
            compile_shapes(turtle(" ".join(lines)))
        compile_shapes(turtle(" ".join(lines[1:])))


def test_queries_and_paths_nested_beyond_a_hundred_are_refused():
    """What a parser or a path would run out of stack for is an error like any other."""
    with pytest.raises(ShapesError, match="nested more than 100 deep"):
        compile_shapes(query("SELECT $this WHERE " + "{" * 200 + "}" * 200))
    for depth in (99, 2000):
        path = "[ sh:zeroOrMorePath " * depth + "ex:near" + " ]" * depth
        select = "SELECT $this WHERE { $this $PATH ?any }"
        shapes = turtle(f"ex:S sh:targetNode ex:fir ; sh:path {path} ; sh:sparql [ sh:select '{select}' ] .")
        with pytest.raises(ShapesError, match="nested more than 100 deep"):
            compile_shapes(shapes)


def test_the_focus_node_of_a_result_is_the_term_of_the_data():
    """A blank node keeps the label of the parser, so that its place in a file can be found."""
    data = turtle("[] a ex:Tree .")
    (result,) = validate(data, turtle(HEIGHT)).results
    assert result.focus_node == data[0].subject
    assert isinstance(result.focus_node, BlankNode)
