"""JSON: valid against its own strict schema, named as VA-Spec names things, and whole for every source."""

import json

import jsonschema
import pytest
from exporting import base_saying, texts_of

from operculum.exporters.documents.claims import evidence
from operculum.model import Bearing, Polarity

VA_SPEC_STATEMENT = {"id", "type", "description", "proposition", "direction", "strength", "reportedIn"}
VA_SPEC_STATEMENT |= {"hasEvidenceLines"}


@pytest.fixture(scope="module")
def documents(exported):
    """Return the JSON documents by path."""
    return {path: json.loads(text) for path, text in exported("json").items()}


@pytest.fixture(scope="module")
def validator(documents):
    """Return a validator by the committed schema."""
    schema = documents["json/schema.json"]
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())


def test_every_document_is_valid_against_the_schema(documents, validator):
    """The whole base and the part of each source alike."""
    for path, document in documents.items():
        if path != "json/schema.json":
            assert list(validator.iter_errors(document)) == [], path


def test_a_base_of_any_words_is_valid(validator):
    """The schema judges the form, not the words."""
    document = json.loads(texts_of("json", base_saying("2026"))["json/knowledge-base.json"])
    document["sources"][0] |= {"sha256": None, "urls": []}
    assert [error.message for error in validator.iter_errors(document)] == []


@pytest.mark.parametrize(
    ("spoil", "path"),
    [
        (lambda claim: claim.update(colour="blue"), []),
        (lambda claim: claim.pop("disputes"), []),
        (lambda claim: claim.update(modality="certain"), ["modality"]),
        (lambda claim: claim["passages"][0].update(start=-1), ["passages", 0, "start"]),
        (lambda claim: claim["proposition"].pop("subject"), ["proposition"]),
    ],
)
def test_the_schema_refuses_what_the_layout_does_not_know(documents, validator, spoil, path):
    """Unknown fields, missing fields, unknown words and impossible numbers are errors."""
    document = json.loads(json.dumps(documents["json/knowledge-base.json"]))
    spoil(document["claims"][0])
    found = [list(error.absolute_path) for error in validator.iter_errors(document)]
    assert ["claims", 0, *path] in found


def test_every_object_in_the_schema_is_closed(documents):
    """No definition lets a misspelt field pass."""
    for name, definition in documents["json/schema.json"]["$defs"].items():
        assert definition["additionalProperties"] is False, name
        assert definition["required"] == list(definition["properties"]), name


def test_claims_bear_the_names_of_va_spec(documents):
    """A claim is a Statement of VA-Spec 1.0 with fields of ours beside."""
    for claim in documents["json/knowledge-base.json"]["claims"]:
        assert claim.keys() > VA_SPEC_STATEMENT
        assert claim["type"] == "Statement"
        assert claim["direction"] == {"affirmed": "supports", "denied": "disputes"}[claim["polarity"]]
        assert {"subject", "predicate", "object"} < claim["proposition"].keys()


def test_every_claim_carries_its_passages_and_its_disputes(documents, knowledge):
    """Nothing of what puts a claim in doubt is left behind."""
    by_iri = {claim["id"]: claim for claim in documents["json/knowledge-base.json"]["claims"]}
    for claim in knowledge.claims:
        written = by_iri[claim.iri]
        assert [each["id"] for each in written["disputes"]] == [each.iri for each in claim.disputes]
        assert [(each["start"], each["end"], each["sha256"]) for each in written["passages"]] == [
            (passage.start, passage.end, passage.sha256) for passage in claim.passages
        ]


@pytest.mark.parametrize(
    ("bearing", "polarity", "direction"),
    [
        (Bearing.supports, Polarity.affirmed, "supports"),
        (Bearing.disputes, Polarity.affirmed, "disputes"),
        (Bearing.disputes, Polarity.denied, "supports"),
        (Bearing.qualifies, Polarity.denied, "neutral"),
    ],
)
def test_evidence_points_towards_the_proposition_not_the_claim(bearing, polarity, direction):
    """What speaks against a denial speaks for the proposition."""
    from dataclasses import replace

    claim = replace(base_saying("x").claims[0], polarity=polarity)
    line = evidence(replace(claim.disputes[0], bearing=bearing), claim)
    assert line["directionOfEvidenceProvided"] == direction


def test_the_document_of_a_source_holds_all_it_says_and_all_that_disputes_it(documents, knowledge):
    """A part never hides what the whole shows."""
    for source in knowledge.sources:
        document = documents[f"json/sources/{source.slug}.json"]
        written = {claim["id"]: claim for claim in document["claims"]}
        for claim in knowledge.claims_of(source):
            assert {each["id"] for each in written[claim.iri]["disputes"]} == {
                each.iri for each in claim.disputes
            }
