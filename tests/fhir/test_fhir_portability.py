"""What makes the forms work in every renderer, and every resource of record fit to be published."""

import json
import re
from dataclasses import replace

import pytest
from base import VERSIONS, made, of_type, publication, shipped

from operculum.exporters.fhir.publication import LACKING, Publication
from operculum.exporters.fhir.questionnaire import questionnaires
from operculum.triage.links import RESULT_ITEMS

R4, R5 = VERSIONS
BOTH = pytest.mark.parametrize("version", VERSIONS, ids=lambda version: version.name)
OF_RECORD = {
    "CodeSystem", "ValueSet", "ConceptMap", "Questionnaire", "PlanDefinition", "Library", "Citation",
    "Evidence", "EvidenceVariable",
}  # fmt: skip
"""The types that have url, version and status."""


def items(resource):
    """Yield the items of a Questionnaire at every depth."""
    for item in resource.get("item", []):
        yield item
        yield from items(item)


def urls(element):
    """Return the addresses of an element's extensions."""
    return [each["url"].rsplit("/", 1)[-1] for each in element.get("extension", [])]


@BOTH
def test_every_resource_of_record_says_what_it_is_and_what_it_is_for(version):
    """Address, version, draft status, publisher, release date and intended use are in each."""
    release = shipped().release
    for resource in made(version):
        if resource["resourceType"] not in OF_RECORD:
            continue
        assert resource["url"].endswith(f"/{resource['resourceType']}/{resource['id']}")
        assert (resource["version"], resource["status"]) == (release.version, "draft")
        assert (resource["publisher"], resource["date"]) == (release.publisher, release.issued)
        assert "no diagnosis" in resource["description"]
        assert re.fullmatch(r"[A-Z]\w+", resource["name"])
        native = "versionAlgorithmCoding" in resource
        assert native is (version is R5)
        assert native or "artifact-versionAlgorithm" in urls(resource)
        lacking = LACKING.get((version, resource["resourceType"]), frozenset())
        assert "purpose" in lacking or "no diagnosis" in resource["purpose"]


@BOTH
def test_ids_are_short_and_used_once(version):
    """An id has at most 64 characters, and no two resources of a type share one."""
    names = [(each["resourceType"], each["id"]) for each in made(version)]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[A-Za-z0-9.-]{1,64}", name) for _, name in names)


@BOTH
def test_names_are_used_once(version):
    """Tools that look resources up by name find one."""
    names = [each["name"] for each in made(version) if "name" in each]
    assert len(set(names)) == len(names)


@BOTH
def test_forms_use_only_what_works_in_every_renderer(version):
    """No variable that a renderer lacks, no enableWhen on what is calculated, no definition."""
    for form in of_type(version, "Questionnaire"):
        text = json.dumps(form)
        assert "%questionnaire" not in text
        assert "%qitem" not in text
        calculated = {
            each["linkId"] for each in items(form) if "sdc-questionnaire-calculatedExpression" in urls(each)
        }
        for item in items(form):
            assert "definition" not in item
            conditions = item.get("enableWhen", [])
            assert not calculated & {each["question"] for each in conditions}
            assert not (conditions and "sdc-questionnaire-enableWhenExpression" in urls(item))
        assert calculated >= set(RESULT_ITEMS)


@BOTH
def test_the_coded_result_has_a_string_beside_it(version):
    """The string is portable; its twin is made by %factory, over the same urgency."""
    for form in of_type(version, "Questionnaire"):
        result = {each["linkId"]: each for each in items(form) if each["linkId"] in RESULT_ITEMS}
        written = {
            link: each["extension"][0]["valueExpression"]["expression"] for link, each in result.items()
        }
        assert written["triage-urgency"] == "%urgency"
        assert re.fullmatch(r"%factory\.Coding\('https://[^']+', %urgency\)", written["triage-coded"])
        assert result["triage-urgency"]["type"] == "string"


@BOTH
def test_every_question_says_why_it_is_asked(version):
    """A question has the code of its concept, a design note, and links to the claims behind it."""
    asked = {each.slug: each for form in shipped().forms for each in form.questions}
    for form in of_type(version, "Questionnaire"):
        for item in items(form):
            question = asked.get(item["linkId"])
            if question is None:
                continue
            notes = [each for each in item["extension"] if each["url"].endswith("/designNote")]
            links = [
                each["valueUri"]
                for each in item["extension"]
                if each["url"].endswith("questionnaire-supportLink")
            ]
            assert item["code"][0]["code"] == question.asks.slug
            assert len(notes) == 1
            assert links == list(question.derived_from)


@BOTH
def test_contained_value_sets_are_expanded_on_the_day_of_the_release(version):
    """A renderer without a server finds every answer in the form itself."""
    for form in of_type(version, "Questionnaire"):
        contained = {each["id"]: each for each in form["contained"]}
        named = {each["answerValueSet"][1:] for each in items(form) if "answerValueSet" in each}
        assert named <= contained.keys()
        for value_set in contained.values():
            assert value_set["expansion"]["timestamp"] == f"{shipped().release.issued}T00:00:00Z"
            assert value_set["expansion"]["contains"]


@BOTH
def test_gestational_age_is_extracted_in_days_and_only_where_days_are_given(version):
    """The hidden item is LOINC 18185-9 in days, empty while the days are."""
    (form, *_) = of_type(version, "Questionnaire")
    (item,) = [each for each in items(form) if each["linkId"] == "gestational-age-in-days"]
    text = json.dumps(item)
    assert item["code"][0]["code"] == "18185-9"
    assert '"code": "d"' in text
    assert "linkId = 'gestational-age-days').answer.exists()" in text
    assert "sdc-questionnaire-observationExtract" in urls(item)


@BOTH
def test_every_action_has_condition_priority_and_citations(version):
    """An action of a rule names its claims; its priority follows its urgency."""
    priorities = {"immediate": "stat", "prompt": "asap", "contact": "urgent"}
    for planned, plan in zip(publication(version).plans, of_type(version, "PlanDefinition"), strict=True):
        actions = {action["id"]: action for action in plan["action"]}
        for each in planned.rules:
            action = actions[each.rule.slug]
            assert action["priority"] == priorities[each.rule.urgency]
            cited = [item["label"] for item in action["documentation"] if item["type"] == "citation"]
            assert cited == [iri.rsplit("/", 1)[-1] for iri in each.rule.derived_from]


@BOTH
def test_nothing_in_a_label_becomes_markup(version):
    """Words of the base are escaped for the element they stand in."""
    base = shipped()
    form = base.forms[0]
    hostile = "<script>alert(1)</script> [x](javascript:y) *bold*"
    question = replace(form.questions[0], text=hostile, help=hostile)
    spoiled = replace(base, forms=(replace(form, title=hostile, questions=(question, *form.questions[1:])),))
    (made_form,) = questionnaires(Publication(spoiled, version))
    text = json.dumps(made_form)
    assert "<script" not in text
    assert made_form["text"]["div"].count("&lt;script&gt;") > 0


@BOTH
def test_the_map_keeps_every_mapping_and_denies_the_false_friends(version):
    """Each row of the mappings is there once, in the words of the version."""
    (concept_map,) = of_type(version, "ConceptMap")
    targets = [
        (element["code"], target["code"], target.get("equivalence") or target["relationship"])
        for group in concept_map["group"]
        for element in group["element"]
        for target in element["target"]
    ]
    denied = {R4: "disjoint", R5: "not-related-to"}[version]
    assert len(targets) == len(set(targets)) == len(shipped().mappings)
    assert sum(found == denied for *_, found in targets) == sum(row.negated for row in shipped().mappings)
    assert ("gestational-age", "18185-9", "equivalent") in targets
