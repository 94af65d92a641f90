"""Our checks of FHIR resources: a broken Questionnaire is a file that says which rule it breaks."""

import json
from copy import deepcopy
from pathlib import Path

import pytest
from base import VERSIONS, artefacts
from hypothesis import given, settings
from hypothesis import strategies as st

from operculum.fhir import check
from operculum.fhir.fhirpath import parse
from operculum.fhir.lexer import FhirPathError
from operculum.fhir.places import places

HERE = Path(__file__).parent
MUTANTS = sorted((HERE / "mutants").glob("*.json"))
VALID = sorted((HERE / "valid").glob("*.json"))
SAMPLES = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in VALID}
SAMPLE = SAMPLES["questionnaire-r4"]

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


def mutated(case):
    """Return the sample that a case is of, with its changes, each at a JSON pointer (RFC 6901)."""
    resource = deepcopy(SAMPLES[case.get("of", "questionnaire-r4")])
    for change in case["change"]:
        *above, last = change["at"].split("/")[1:]
        node = resource
        for step in above:
            node = node[int(step)] if isinstance(node, list) else node[step]
        if isinstance(node, list):
            node[int(last) :] = [change["put"], *node[int(last) + 1 :]]
        elif "remove" in change:
            del node[last]
        else:
            node[last] = change["put"]
    return resource


@pytest.mark.parametrize("name", SAMPLES)
def test_nothing_is_found_in_a_valid_resource(name):
    """Where nothing is wrong, nothing is said."""
    assert check(SAMPLES[name]) == ()


@pytest.mark.parametrize("path", MUTANTS, ids=lambda path: path.stem)
def test_every_mutant_is_caught_by_the_rule_it_breaks(path):
    """One change, and the rule that forbids it is named."""
    case = json.loads(path.read_text(encoding="utf-8"))
    assert case["rule"] in {fault.rule for fault in check(mutated(case))}


def test_the_mutants_are_of_at_least_27_kinds():
    """As many as the published comparison of validators has, and each breaks the sample in its own way."""
    cases = [json.loads(path.read_text(encoding="utf-8")) for path in MUTANTS]
    changes = {json.dumps([case.get("of"), case["change"]]) for case in cases}
    assert len(changes) == len(MUTANTS) >= 27


@pytest.mark.parametrize("version", VERSIONS, ids=lambda version: version.name)
def test_nothing_is_found_in_what_we_export(version):
    """Every resource, bundle and example passes our own checks."""
    files = {path: text for path, text in artefacts(version).items() if path.endswith(".json")}
    resources = {path: json.loads(text) for path, text in files.items()}
    faults = {path: check(resource) for path, resource in resources.items() if "resourceType" in resource}
    assert {path: found for path, found in faults.items() if found} == {}


@given(place=st.sampled_from(sorted(SAMPLE)), value=JSON)
@settings(max_examples=150)
def test_whatever_stands_in_a_resource_it_is_judged(place, value):
    """No shape of JSON makes the checks fail themselves."""
    assert isinstance(check({**SAMPLE, place: value}), tuple)


def containers(value):
    """Yield every object and list of a resource, itself included."""
    yield value
    for each in value.values() if isinstance(value, dict) else value:
        if isinstance(each, dict | list):
            yield from containers(each)


@given(data=st.data(), value=JSON)
@settings(max_examples=600)
def test_whatever_stands_anywhere_it_is_judged(data, value):
    """Every element of every sample may hold anything, too."""
    resource = deepcopy(data.draw(st.sampled_from(list(SAMPLES.values()))))
    place = data.draw(st.sampled_from(list(containers(resource))))
    key = data.draw(st.sampled_from(list(place) if isinstance(place, dict) else range(len(place))))
    place[key] = value
    assert isinstance(check(resource), tuple)


@pytest.mark.parametrize(
    "text",
    [
        "1 + -2 * 3 div 4",
        "a.b[0].c(d, e).where($this is FHIR.Patient and name.given contains 'x')",
        "@2026-11-21T10:00:00Z <= today() or @T12:30 > time",
        "{} | (1 'wk' + 6 days) | `odd name`.exists() // a comment",
        "%resource.item.where(linkId = 'it\\'s \\u0041').answer.value as Coding",
        "%`vs-my-values` ~ %'ext-a' implies not().iif(true, 'x', {})",
        "/* a comment */ div.is.as.contains.in",
    ],
)
def test_fhirpath_is_parsed(text):
    """What the grammar allows is no fault."""
    parse(text)


@pytest.mark.parametrize(
    "text",
    ["", "a.", "a b", "a..b", "(a", "a)", "a = = b", "'open", "a[", "f(a,)", "a ? b : c", "a && b", "1 +"],
)
def test_what_is_no_fhirpath_is_refused(text):
    """An error names the character where the expression stops making sense."""
    with pytest.raises(FhirPathError, match=r"at character \d+"):
        parse(text)


def test_deep_nesting_is_refused_and_does_not_break_the_parser():
    """An expression can be hostile."""
    with pytest.raises(FhirPathError, match="nested too deep"):
        parse("(" * 100_000)


@given(value=JSON, indent=st.none() | st.integers(0, 3))
def test_every_value_of_a_json_text_has_a_place(value, indent):
    """The place is where the value begins, however the text is laid out."""
    text = json.dumps(value, indent=indent)
    lines = text.split("\n")
    for line, column in places(text, "it").values():
        assert lines[line - 1][column - 1] not in " ,:"


def test_validate_names_line_and_column(operculum, tmp_path):
    """A finding in a file of FHIR leads to the line where the value stands, and sets the exit status."""
    path = tmp_path / "form.json"
    path.write_text(json.dumps({**SAMPLE, "code": []}, indent=2), encoding="utf-8")
    line = path.read_text(encoding="utf-8").split("\n").index('  "code": []') + 1
    done = operculum("validate", path)
    assert done.status == 1
    assert f"form.json:{line}:11: error fhir-empty" in done.output


def test_validate_finds_members_that_stand_twice(operculum, tmp_path):
    """Of two equal keys most readers keep the last; which one was meant cannot be known."""
    path = tmp_path / "form.json"
    path.write_text('{"resourceType": "Questionnaire", "status": "draft",\n "status": "active"}', "utf-8")
    done = operculum("validate", path)
    assert done.status == 1
    assert "form.json:1:45: error fhir-json" in done.output


@pytest.mark.parametrize("text", ["", "{", "[]", '{"a": 1}', "[" * 100_000])
def test_validate_refuses_json_that_is_no_resource(text, operculum, tmp_path):
    """What cannot be judged is an error of the input."""
    path = tmp_path / "form.json"
    path.write_text(text, encoding="utf-8")
    done = operculum("validate", path)
    assert done.status == 3
    assert "form.json" in done.errors


def test_a_resource_nested_without_end_is_refused(operculum, tmp_path):
    """Depth is limited before anything goes down into it."""
    path = tmp_path / "deep.json"
    path.write_text('{"resourceType": "Questionnaire", "a": ' + "[" * 400 + "]" * 400 + "}", encoding="utf-8")
    done = operculum("validate", path)
    assert done.status == 4
    assert "nested deeper" in done.errors
