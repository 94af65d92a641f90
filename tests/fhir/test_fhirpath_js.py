"""The expressions of the exports in fhirpath.js, over the truth tables of the forms."""

import json
from functools import cache

import pytest
from base import VERSIONS, publication
from truth_table import TruthTable

R4 = VERSIONS[0]
PLANS = {planned.form.slug: planned for planned in publication(R4).plans}


@cache
def document(slug):
    """Return the truth table of a form, which is the same in both versions."""
    return TruthTable(PLANS[slug], publication(R4)).document()


def values_in(table):
    """Return how many values a truth table states."""
    whole = sum(len(case[part]) for case in table["responses"] for part in ("variables", "items", "actions"))
    single = sum(len(cases) for cases in table["conditions"].values())
    return whole + len(table["responses"]) + single + len(table["ladder"])


@pytest.mark.parametrize("version", VERSIONS, ids=lambda version: version.name)
@pytest.mark.parametrize("slug", PLANS)
def test_the_exports_make_of_every_answer_what_our_evaluator_makes_of_it(
    node, exports, tmp_path, slug, version
):
    """Questionnaire, PlanDefinition and Library agree with the evaluator over the form's truth table."""
    table = tmp_path / "table.json"
    table.write_text(json.dumps(document(slug)))
    outcome = node("truth_table.mjs", table, exports / version.name, version.name)
    assert outcome == {"compared": values_in(document(slug)), "differences": []}


def test_a_limit_that_is_off_by_a_day_shows_in_the_truth_table(node, exports, tmp_path):
    """With "at most 259 days" for "before 259 days", the plug lost at 37 weeks 0 days differs."""
    slug, rule = "mucus-plug-when-to-call", "rulePlugLossBefore37Weeks"
    for kind, name in (("Questionnaire", slug), ("PlanDefinition", slug), ("Library", f"{slug}-logic")):
        file = f"{kind}-{name}.json"
        text = (exports / "r4" / file).read_text()
        (tmp_path / file).write_text(text.replace("< 259", "<= 259"))
    conditions = {rule: document(slug)["conditions"][rule]}
    table = tmp_path / "table.json"
    table.write_text(json.dumps({"form": slug, "responses": [], "conditions": conditions, "ladder": []}))
    differences = node("truth_table.mjs", table, tmp_path, "r4")["differences"]
    assert differences
    assert all((each["expected"], each["actual"]) == (False, True) for each in differences)
