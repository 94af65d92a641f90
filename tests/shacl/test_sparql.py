"""SHACL-SPARQL by cases: every file in the folder `sparql` holds data, shapes and the report expected."""

from pathlib import Path

import pytest
from suite import Case, cases, judged

FOLDER = Path(__file__).parent / "sparql"
CASES = [case for file in sorted(FOLDER.glob("*.ttl")) for case in cases(file)]

REFERENCE_DIFFERS = {
    "shapes-graph": "pySHACL does not bind $shapesGraph",
    "shapes-graph-in-subquery": "pySHACL does not bind $shapesGraph",
    "component-select-property": "pySHACL runs a SELECT validator only for focus nodes that have values",
    "component-two-values": "pySHACL takes one of the values of a parameter",
    "component-value-of-its-own": "pySHACL binds ?value beforehand in SELECT validators too",
    "component-value-zero": "pySHACL does not bind $value to 0, false or an empty text",
    "grouped-without-rows": "rdflib makes a group where there are no rows",
    "inverse-of-sequence": "pySHACL does not turn the order of a sequence round",
    "allowed-words": "pySHACL takes words in texts and comments for clauses",
    "prefixes-imported": "pySHACL does not follow owl:imports",
}
"""Where the specification is followed and pySHACL passes over, or cannot judge, what is asked."""
LEFT_TO_REFERENCE = {
    "number-of-long-fraction",
    "order-of-booleans",
    "replacement-of-groups",
    "truth-of-literals",
}
"""Where only pySHACL judges rightly: the compiled engine knows that, and refuses."""


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_report_is_the_one_expected(case: Case):
    """Queries are refused, bound and told of as the file says."""
    found, messages = judged(case, "auto")
    assert found == case.expected
    assert case.messages <= messages
    compiled, _ = judged(case, "compiled")
    assert compiled == ("failure" if case.name in LEFT_TO_REFERENCE else case.expected)


@pytest.mark.parametrize(
    "case", [case for case in CASES if case.expected != "failure"], ids=lambda case: case.name
)
def test_pyshacl_gives_the_same_report(case: Case):
    """The expectations are not ours alone; exceptions have their reason above, and go when it goes."""
    found, _ = judged(case, "pyshacl")
    same = set(found) == set(case.expected)
    assert same == (case.name not in REFERENCE_DIFFERS), REFERENCE_DIFFERS.get(case.name)


def test_every_case_stands_in_a_file_of_its_name():
    """A case is found by its file."""
    assert [case.name for case in CASES] == [file.stem for file in sorted(FOLDER.glob("*.ttl"))]
