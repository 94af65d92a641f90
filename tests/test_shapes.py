"""The shapes: each constraint explains itself and is shown by cases, and the cases are judged as they say.

A case lies in the folder of its shape's file and is loaded beside `shapes/context.ttl`. A file called
`valid-…` gives no finding; one called `invalid-<rule>…` gives findings of that rule alone, whose message is
its first line.
"""

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
import rdflib
from pyshacl import validate as pyshacl_validate
from rdflib import RDF, SH

from operculum.namespaces import OPS
from operculum.shacl import Plan, ValidationResult, compile_shapes
from operculum.store import ontology, read, shipped_shapes

TESTS = Path(__file__).parent
ROOT = TESTS.parent
FOLDER = TESTS / "shapes"
CONTEXT = FOLDER / "context.ttl"
VALID = sorted(FOLDER.glob("*/valid-*.ttl"))
INVALID = sorted(FOLDER.glob("*/invalid-*.ttl"))
FILES = sorted((ROOT / "shapes").glob("*.ttl"))

LOGICAL = {SH["or"], SH["and"], SH["not"]}
PATHS = {SH.inversePath, SH.alternativePath, SH.path}
LISTS = {RDF.first, RDF.rest}
DESCRIPTIVE = {RDF.type, SH.name, SH.description, SH.message, SH.severity, SH.property, SH.sparql}
TARGETS = {SH.targetClass, SH.targetSubjectsOf}
UNFIT = re.compile(r"\b(MINUS|VALUES|SERVICE|GROUP|HAVING|COUNT|OPTIONAL)\b|SELECT.*SELECT", re.DOTALL)
"""What SHACL, appendix A, forbids, and what would keep a target from being joined into a query."""


@cache
def plan() -> Plan:
    """Return the shipped shapes, compiled."""
    return compile_shapes(shipped_shapes())


@cache
def shapes() -> rdflib.Graph:
    """Return the shapes as a graph."""
    graph = rdflib.Graph()
    for file in FILES:
        graph.parse(file)
    return graph


@cache
def constraints() -> dict[str, rdflib.term.Node]:
    """Return every node that constrains something, by its rule's id."""
    found = {}
    for node in set(shapes().subjects(RDF.type, None)):
        kinds = set(shapes().objects(node, RDF.type))
        parameters = set(shapes().predicates(node)) - DESCRIPTIVE - TARGETS
        if (
            SH.SPARQLConstraint in kinds
            or SH.PropertyShape in kinds
            or (SH.NodeShape in kinds and parameters)
        ):
            found[str(node).removeprefix(OPS)] = node
    return found


def judge(*files: Path) -> tuple[ValidationResult, ...]:
    """Return the results for the given files beside the context and the vocabulary."""
    return plan().validate(read([CONTEXT, *files]) | ontology()).results


def rule(result: ValidationResult) -> str:
    """Return the id of the rule that a result comes from."""
    return (result.source_constraint or result.source_shape).value.removeprefix(OPS)


def name(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


@pytest.mark.parametrize("path", [CONTEXT, *VALID], ids=name)
def test_a_valid_case_gives_no_finding(path):
    """What lies just inside the bounds passes."""
    assert [(rule(result), result.focus_node.value) for result in judge(path)] == []


@pytest.mark.parametrize("path", INVALID, ids=name)
def test_an_invalid_case_gives_the_message_on_its_first_line(path):
    """What lies just outside is found by the rule the file is named after, and by no other."""
    results = judge(path)
    expected = path.read_text(encoding="utf-8").partition("\n")[0].removeprefix("# ")
    assert {message.value for result in results for message in result.messages} == {expected}
    (found,) = {rule(result) for result in results}
    assert re.fullmatch(f"invalid-{found.lower()}(-.+)?", path.stem)


def test_columns_answer_every_shipped_query():
    """No store is filled for the shapes that we ship, so none can misjudge a literal."""
    queries = [
        query
        for shape in plan().shapes.values()
        for constraint in shape.constraints
        for query in constraint.queries
    ]
    assert [str(query.node) for query in queries if query.selection is None or query.obstacle] == []
    assert len(queries) > len(FILES)


def test_every_constraint_has_an_invalid_case():
    """A rule nobody has seen fail is no rule."""
    messages = {path.read_text(encoding="utf-8").partition("\n")[0].removeprefix("# ") for path in INVALID}
    assert {str(shapes().value(node, SH.message)) for node in constraints().values()} - messages == set()


def test_every_file_of_shapes_has_a_valid_case():
    """A rule nobody has seen pass may refuse everything."""
    shown = {path.parent.name for path in VALID}
    assert {file.stem for file in FILES} - {"prefixes"} == shown


def test_every_constraint_has_a_name_a_message_and_a_severity():
    """Each exactly once, in English, and no message belongs to two rules."""
    for node in constraints().values():
        for predicate in (SH.name, SH.message, SH.severity):
            assert len(list(shapes().objects(node, predicate))) == 1, (node, predicate)
        assert shapes().value(node, SH.message).language == "en"
    messages = Counter(str(shapes().value(node, SH.message)) for node in constraints().values())
    assert [message for message, count in messages.items() if count > 1] == []


def test_a_constraint_belongs_to_exactly_one_shape_of_its_own_severity():
    """A SPARQL constraint takes its severity from its shape, and adds the shape's messages to its own."""
    for node in constraints().values():
        owners = list(shapes().subjects(SH.property | SH.sparql, node))
        assert len(owners) + (SH.NodeShape in set(shapes().objects(node, RDF.type))) == 1, node
        for owner in shapes().subjects(SH.sparql, node):
            assert shapes().value(owner, SH.message) is None
            severity = shapes().value(owner, SH.severity) or SH.Violation
            assert severity == shapes().value(node, SH.severity), node


def test_sparql_constraints_can_be_joined_with_their_targets():
    """None uses what SHACL forbids beside pre-bound variables, or what runs node by node only."""
    for node, select in shapes().subject_objects(SH.select):
        assert not UNFIT.search(str(select)), node


def test_whatever_could_be_cited_has_an_iri():
    """Blank nodes serve only as lists, as paths and as members of sh:or, sh:and and sh:not."""
    for subject, predicate, value in shapes():
        if isinstance(value, rdflib.BNode):
            lists = {SH["in"], SH.ignoredProperties}
            assert predicate in LOGICAL | PATHS | LISTS | lists, (subject, predicate)


def test_the_shapes_are_well_formed():
    """They conform to SHACL for SHACL."""
    conforms, _, text = pyshacl_validate(rdflib.Graph(), shacl_graph=shapes(), meta_shacl=True)
    assert conforms, text


def test_every_constraint_is_documented():
    """The id of each rule stands in docs/shapes.md, with its message and its severity."""
    rows = {
        cells[0].strip("` "): [cell.strip() for cell in cells[1:]]
        for cells in (
            line.strip("|").split(" | ")
            for line in (ROOT / "docs" / "shapes.md").read_text(encoding="utf-8").splitlines()
            if line.startswith("| `")
        )
    }
    expected = {
        rule: [
            str(shapes().value(node, SH.message)),
            str(shapes().value(node, SH.severity)).removeprefix(str(SH)).lower(),
        ]
        for rule, node in constraints().items()
    }
    assert rows == expected
