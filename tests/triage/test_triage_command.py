"""`operculum triage` as people and programs use it: files, standard input, responses of FHIR, a terminal."""

import io
import json
import os
import pty
import subprocess
import sys
from types import SimpleNamespace

import pytest

from operculum import load
from operculum.model import AnswerType
from operculum.triage import form_called

FORM = "mucus-plug-when-to-call"


@pytest.fixture
def answers(tmp_path):
    """Return a way to write answers to a file."""

    def write(content):
        path = tmp_path / "answers.json"
        path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        return path

    return write


def test_the_result_leads_from_the_rule_to_its_passages(operculum, answers):
    """Every rule that fired names its claims, sources and passages, by their nodes."""
    done = operculum("triage", "--form", FORM, "--format", "json", answers({"gush-of-fluid": True}))
    (fired,) = json.loads(done.output)["fired"]
    assert fired["rule"].endswith("/rule/gush-of-fluid")
    assert {claim["source"] for claim in fired["claims"]} == {each["iri"] for each in fired["sources"]}
    assert all(passage["iri"].startswith("https://") and passage["place"] for passage in fired["passages"])


def test_a_rule_that_is_calmer_than_one_of_its_claims_shows_the_dispute(operculum, answers):
    """The assessment that a rule acknowledges is told with it."""
    given = answers({"mucus-change": True})
    done = operculum("triage", "--form", "mucus-change-in-pregnancy", "--format", "json", given)
    (fired,) = json.loads(done.output)["fired"]
    assert "assessment/t11-report-at-once-or-consult" in " ".join(each["iri"] for each in fired["disputes"])


def test_the_text_begins_with_what_to_do_and_ends_with_the_limits(operculum, answers):
    """A reader sees the advice first; the unanswered questions and the grounds follow."""
    done = operculum("triage", "--form", FORM, answers({"gush-of-fluid": True}))
    assert done.output.splitlines()[2].startswith("Get emergency care now")
    assert "Not answered:" in done.output
    assert "no diagnosis" in done.output.splitlines()[-1]


def test_an_early_result_says_nothing_of_preterm_labour(operculum, answers):
    """Before 20 weeks nothing in the text speaks of preterm labour, whatever the sources of a rule say."""
    given = {"pregnancy": True, "mucus-plug-loss": True, "gestational-age": {"weeks": 18, "days": 0}}
    done = operculum("triage", "--form", FORM, answers(given))
    assert "miscarriage" in done.output
    assert "preterm" not in done.output.lower()


def test_answers_come_from_standard_input_too(operculum, monkeypatch):
    """A hyphen stands for standard input."""
    text = io.BytesIO(b'{"gush-of-fluid": true}')
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=text))
    done = operculum("triage", "--form", FORM, "--format", "json", "-")
    assert json.loads(done.output)["urgency"] == "immediate"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "no JSON"),
        ("[]", "no JSON object"),
        ('{"gush-of-fluid": tru}', "answers.json:1:19: no JSON"),
        ("[" * 100_000, "no JSON"),
        ('{"resourceType": "Patient"}', "a Patient holds no answers"),
        ('{"resourceType": "QuestionnaireResponse", "status": "entered-in-error"}', "entered-in-error"),
    ],
)
def test_what_holds_no_answers_is_refused(content, message, operculum, answers):
    """A file that cannot be answers is an error of the input, with what is wrong and what to do."""
    done = operculum("triage", "--form", FORM, answers(content))
    assert done.status == 3
    assert done.output == ""
    assert message in done.errors


def test_answers_nested_without_end_are_refused(operculum, answers):
    """Depth is limited before anything goes down into it."""
    done = operculum("triage", "--form", FORM, answers('{"item": ' + "[" * 400 + "]" * 400 + "}"))
    assert done.status == 4
    assert "nested deeper" in done.errors


def test_a_key_that_stands_twice_is_two_answers(operculum, answers):
    """JSON readers keep the last of two equal keys; here neither counts."""
    given = answers('{"gush-of-fluid": true, "gush-of-fluid": false}')
    done = operculum("triage", "--form", FORM, "--format", "json", given)
    assert done.status == 3
    assert json.loads(done.output)["errors"] == [
        {"concept": "gush-of-fluid", "message": "gush-of-fluid was answered twice"}
    ]


def test_a_misspelt_form_is_answered_with_the_nearest(operculum, answers):
    """The forms are known by their slugs."""
    done = operculum("triage", "--form", "mucus-plug-when-to-cal", answers({}))
    assert done.status == 2
    assert "Did you mean 'mucus-plug-when-to-call'?" in done.errors


def test_without_answers_and_without_a_terminal_nothing_is_asked(operculum, monkeypatch):
    """A script that forgets the answers is told so and does not hang."""
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    assert operculum("triage", "--form", FORM).status == 2


@pytest.mark.parametrize("version", ["r4", "r5"])
@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"gush-of-fluid": True}, ("data-requested", "stat")),
        ({"watery-mucus": True}, ("data-requested", "asap")),
        ({"anything-else-worrying": True}, ("data-requested", "urgent")),
        ({}, ("data-required", "urgent")),
        ({"pregnancy": False}, ("success", "routine")),
    ],
)
def test_guidance_has_the_status_and_priority_of_its_urgency(version, given, expected, operculum, answers):
    """The GuidanceResponse holds the request within itself, with our code in its action."""
    done = operculum("triage", "--form", FORM, "--format", "fhir", "--fhir-version", version, answers(given))
    response = json.loads(done.output)
    request = response["contained"][0]
    status, priority = expected
    assert response["status"] == status
    assert request["resourceType"] == {"r4": "RequestGroup", "r5": "RequestOrchestration"}[version]
    assert {request["priority"], request["action"][0]["priority"]} == {priority}
    assert request["action"][0]["code"][0]["coding"][0]["system"].endswith("/CodeSystem/operculum-urgency")
    assert len(response.get("dataRequirement", [])) == len(
        json.loads(operculum("triage", "--form", FORM, "--format", "json", answers(given)).output)["missing"]
    )


HANG_UP = "\x04"
"""What a terminal sends when nobody is left to answer: it ends the questions."""


def asked_in_a_terminal(folder, lines):
    """Return what stands on standard output and standard error after some lines were typed, and no more."""
    terminal, slave = pty.openpty()
    command = [sys.executable, "-m", "operculum", "triage", "--form", FORM, "--format", "json"]
    with subprocess.Popen(
        command, stdin=slave, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=folder, text=True
    ) as process:
        os.write(terminal, ("".join(f"{line}\n" for line in lines) + HANG_UP).encode())
        try:
            return process.communicate(timeout=60)
        finally:
            os.close(terminal)
            os.close(slave)


def typed(form, told):
    """Return the lines that answer a form: what is told by the slug of a concept, no and nothing else."""
    otherwise = {AnswerType.yesNo: ["n"]}
    return [
        line
        for question in form.questions
        for line in told.get(question.asks.slug, otherwise.get(question.answer_type, [""]))
    ]


def test_in_a_terminal_the_questions_are_asked(tmp_path):
    """Questions go to standard error, the result alone to standard output; slips are asked again."""
    told = {
        "pregnancy": ["perhaps", "y"],
        "gestational-age": ["50", "36", "9", "6"],
        "mucus-plug-loss": ["y"],
        "plug-loss-manner": ["1"],
        "plug-loss-day": ["yesterday", "2026-11-20"],
    }
    output, errors = asked_in_a_terminal(tmp_path, typed(form_called(FORM, load()), told))
    assert "Are you pregnant now?" in errors
    assert errors.count("Please answer with") == 4
    result = json.loads(output)
    assert (result["urgency"], result["complete"], result["errors"]) == ("contact", True, [])


def test_in_a_terminal_nobody_who_needs_emergency_care_is_kept_with_questions(tmp_path):
    """The first answer that calls for it ends the questions, with what to do."""
    output, errors = asked_in_a_terminal(tmp_path, ["y", "", "y"])
    assert "Get emergency care now" in errors
    assert json.loads(output)["urgency"] == "immediate"


def test_in_a_terminal_nobody_who_is_not_pregnant_is_asked_about_pregnancy(tmp_path):
    """Only what is not about pregnancy is asked on."""
    output, errors = asked_in_a_terminal(tmp_path, ["n", "", ""])
    assert "contractions" not in errors
    assert json.loads(output)["urgency"] == "notCovered"
