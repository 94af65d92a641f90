"""The same condition three times: the rule's own evaluation, the Questionnaire, the PlanDefinition.

Each condition is put through fhirpathpy over every combination of what it looks at; fhirpath.js runs whole
responses elsewhere.
"""

from functools import cache
from itertools import product

import pytest
from base import VERSIONS, of_type, publication
from fhirpathpy import compile as compile_fhirpath
from fhirpathpy.models import models

from operculum.exporters.fhir.fhirpath import expression
from operculum.exporters.fhir.result_items import rule_name, urgency_by_name, variables
from operculum.model import AnswerType, Urgency
from operculum.triage import read_answers
from operculum.triage.conditions import holds
from operculum.triage.plan import ACTED_ON

R4, R5 = VERSIONS
CODES = ((), ("yes",), ("no",), ("notSure",), ("maybe",), ("yes", "no"))
AGES = (
    *(((weeks,), days) for weeks in (36, 37, 41, 42) for days in ((), (0,), (6,))),
    ((), ()), ((), (3,)), ((46,), ()), ((-1,), (0,)), ((36,), (7,)), ((36, 37), ()), ((36,), (0, 1)),
)  # fmt: skip
"""Weeks and days as they may stand in a response: around the boundaries, missing, impossible, twice."""


def item(link, kind, values):
    """Return an item of a response."""
    return {"linkId": link, "answer": [{kind: value} for value in values]}


def items(question, text):
    """Return the ways in which a question may stand in a response, as far as a condition tells them apart."""
    if question.answer_type is AnswerType.weeksAndDays:
        slug = question.slug
        return [
            [item(f"{slug}-weeks", "valueInteger", weeks), item(f"{slug}-days", "valueInteger", days)]
            for weeks, days in AGES
        ]
    codes = CODES
    if question.options:
        slugs = [option.slug for option in question.options]
        told = [slug for slug in slugs if f"'{slug}'" in text]
        codes = ((), *((slug,) for slug in (*told, *[slug for slug in slugs if slug not in told][:1])))
    elif question.slug == "pregnancy":
        codes = ((), ("yes",), ("no",))
    return [[item(question.slug, "valueCoding", [{"code": code} for code in each])] for each in codes]


def response(groups):
    """Return a response with some items, in a group as a renderer would put them."""
    filled = [each for group in groups for each in group if each["answer"]]
    return {"resourceType": "QuestionnaireResponse", "item": [{"linkId": "group", "item": filled}]}


@cache
def evaluator(text, version):
    """Return a compiled expression."""
    return compile_fhirpath(text, models[version.name])


def distinct_rules():
    """Return each rule of each form whose condition is written differently, by name."""
    found = {}
    for planned in publication(R4).plans:
        for each in planned.rules:
            found.setdefault(expression(each.fires), (planned, each))
    return [
        pytest.param(planned, each, id=f"{planned.form.slug}-{each.rule.slug}")
        for planned, each in found.values()
    ]


@pytest.mark.parametrize(("planned", "rule"), distinct_rules())
def test_a_rule_holds_in_fhirpath_exactly_where_it_holds_in_the_evaluator(planned, rule):
    """Over every combination of the answers a rule looks at, wherever it stands, it is true alike."""
    text = expression(rule.fires)
    looked_at = [question for question in planned.form.questions if f"'{question.slug}" in text]
    for combination in product(*(items(question, text) for question in looked_at)):
        given = response(combination)
        expected = holds(rule.fires, read_answers(planned.form, given).answers)
        found = evaluator(text, R4)(given, {"resource": given})
        assert found == [expected], given


@pytest.mark.parametrize("version", VERSIONS, ids=lambda version: version.name)
def test_questionnaire_and_plan_definition_write_the_same_conditions(version):
    """The variable of a rule and the condition of its action are one text, made from one object."""
    for planned, plan in zip(publication(version).plans, of_type(version, "PlanDefinition"), strict=True):
        written = {
            each["valueExpression"]["name"]: each["valueExpression"]["expression"]
            for each in variables(planned)
        }
        actions = {
            action["id"]: action["condition"][0]["expression"]["expression"] for action in plan["action"]
        }
        for each in planned.rules:
            assert written[rule_name(each.rule)] == actions[each.rule.slug] == expression(each.fires)


@pytest.mark.parametrize("planned", publication(R4).plans, ids=lambda planned: planned.form.slug)
def test_the_ladder_gives_the_most_urgent_rule_whatever_fires(planned):
    """For every set of rules that fire up to three at a time, complete or not, covered or not."""
    text = urgency_by_name(planned)
    names = [rule_name(each.rule) for each in planned.rules]
    urgencies = dict(zip(names, (each.rule.urgency for each in planned.rules), strict=True))
    sets = [(), *((name,) for name in names), *product(names, repeat=2)]
    for fired, incomplete, not_covered in product(sets, (False, True), (False, True)):
        context = {name: name in fired for name in names}
        context |= {"incomplete": incomplete, "notCovered": not_covered}
        calm = Urgency.undetermined if incomplete else Urgency.selfMonitor
        expected = min((urgencies[name] for name in fired), key=ACTED_ON.index, default=calm)
        if not_covered:
            expected = Urgency.notCovered
        assert evaluator(text, R4)({}, context) == [expected.value]
