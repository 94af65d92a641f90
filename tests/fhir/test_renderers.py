"""The form about the mucus plug in real renderers, in a real browser, with no way out of the machine."""

import json
import shutil
from pathlib import Path

import pytest
from base import shipped

from operculum.triage import form_called, plan, read_answers, triage
from operculum.triage.responses import links_of

NODE = Path(__file__).parent / "node"
SCENARIO = json.loads((NODE / "scenario.json").read_text())
RENDERERS = [("lhc_forms", "r4"), ("lhc_forms", "r5"), ("smart_forms", "r4")]


@pytest.fixture(scope="module")
def browser():
    """Skip where there is no Chromium, or no LHC-Forms to show in it."""
    if not any(map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))):
        pytest.skip("needs chromium: install it, for instance by apt-get install chromium")
    if not (NODE / "node_modules/lforms").is_dir():
        pytest.skip("needs chromium: run `npm run lforms` in tests/fhir/node to have a form to show in it")


@pytest.mark.usefixtures("browser")
@pytest.mark.parametrize(("renderer", "version"), RENDERERS)
def test_a_renderer_says_after_each_answer_what_triage_says(node, exports, renderer, version):
    """Step by step the form calculates the urgency, shows its advice and no other, and asks nobody."""
    outcome = node("render.mjs", renderer, exports / version, version)
    said = [
        {name: after.get(name) for name in step["says"]}
        for step, after in zip(SCENARIO, outcome["result"], strict=True)
    ]
    assert said == [step["says"] for step in SCENARIO]
    assert [after.get("coded") for after in outcome["result"]] == [
        after.get("urgency") for after in outcome["result"]
    ]
    assert outcome["external"] == []


def test_the_scenario_answers_every_question_that_a_rule_needs():
    """Whoever adds a sign to the form adds its answer here: without it no step is complete."""
    form = form_called("mucus-plug-when-to-call", shipped())
    needed = {link for question in plan(form, shipped()).needed for link in links_of(question)}
    answered = {link for step in SCENARIO for link in step["answers"]}
    assert needed - answered == set(), "add these linkIds to tests/fhir/node/scenario.json"


def test_the_scenario_expects_what_our_evaluator_says():
    """Each step, its answers added to those before, has the urgency that triage gives them."""
    form = form_called("mucus-plug-when-to-call", shipped())
    given = {}
    for step in SCENARIO:
        given |= step["answers"]
        items = [{"linkId": link, "answer": [answer(value)]} for link, value in given.items()]
        response = {"resourceType": "QuestionnaireResponse", "item": items}
        result = triage(form, read_answers(form, response), shipped())
        assert f"triage-advice-{result.urgency}" in step["says"]["shown"]
        assert step["says"].get("urgency", "undetermined") == result.urgency


def answer(value):
    """Return the answer that a person gives, a number or the code of a button."""
    return {"valueInteger": int(value)} if value.isdigit() else {"valueCoding": {"code": value}}
