"""Cases written from the rules of triage, found by walking: a case is a file, and says what it is about.

`otherwise` answers every yes/no question that the answers do not mention.
"""

import json
from pathlib import Path

import pytest

from operculum.model import AnswerType
from operculum.triage import read_answers, triage
from operculum.triage.documents import document

CASES = sorted((Path(__file__).parent / "cases").glob("*.json"))


def given(case, form):
    """Return all answers of a case."""
    if "otherwise" not in case:
        return case["answers"]
    asked = [each.asks.slug for each in form.questions if each.answer_type is AnswerType.yesNo]
    return {**dict.fromkeys(asked, case["otherwise"]), **case["answers"]}


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_case_is_judged_as_it_says(path, shipped, form):
    """Urgency, completeness, missing answers, errors and rules are those of the case."""
    case = json.loads(path.read_text(encoding="utf-8"))
    asked = form(case["form"])
    result = document(triage(asked, read_answers(asked, given(case, asked)), shipped), shipped)
    found = {
        **result,
        "fired": [each["rule"].rsplit("/", 1)[-1] for each in result["fired"]],
        "errors": [each["concept"] for each in result["errors"]],
        "topics": [each["concept"] for each in result["topics"]],
    }
    assert {key: found[key] for key in case["expected"]} == case["expected"]


@pytest.mark.parametrize(
    "path",
    [path for path in CASES if json.loads(path.read_text(encoding="utf-8"))["status"]],
    ids=lambda path: path.stem,
)
def test_the_command_line_tells_unusable_answers_by_its_status(path, tmp_path, form, operculum):
    """The status is 3 where an answer could not be used, and the result is given all the same."""
    case = json.loads(path.read_text(encoding="utf-8"))
    answers = tmp_path / "answers.json"
    answers.write_text(json.dumps(given(case, form(case["form"]))), encoding="utf-8")
    done = operculum("triage", "--form", case["form"], "--format", "json", answers)
    assert done.status == case["status"]
    assert json.loads(done.output)["urgency"] == case["expected"]["urgency"]
