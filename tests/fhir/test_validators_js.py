"""The exports in the FHIR software of others: HL7's schema and invariants, Medplum, SUSHI."""

import json
import os
import shutil
import subprocess
import tarfile
from pathlib import Path

import pytest
from r5_definitions import FOLDER as R5_DEFINITIONS

HERE = Path(__file__).parent
PUBLISHED = ["r4", "r4/operculum.kb.r4/package/examples"]


@pytest.mark.parametrize("folder", PUBLISHED)
def test_r4_resources_conform_to_the_json_schema_of_hl7(node, exports, folder):
    """Each resource, and each within it, has only elements, codes and formats that the schema knows."""
    outcome = node("schema.mjs", exports / folder)
    assert outcome["faults"] == []
    assert outcome["resources"] >= len(list((exports / folder).glob("*.json")))


@pytest.mark.parametrize("folder", PUBLISHED)
def test_r4_resources_keep_the_invariants_of_hl7(node, exports, folder):
    """No invariant in a StructureDefinition of R4 is broken, except that not everything has a narrative.

    It is only recommended (dom-6); examples lack it, and contained resources have theirs in what holds them.
    """
    outcome = node("invariants.mjs", exports / folder, "r4")
    unexpected = [
        each
        for each in outcome["broken"]
        if each["key"] != "dom-6" or not (each["place"].endswith(".contained") or "examples" in folder)
    ]
    assert unexpected == []
    assert outcome["evaluated"] > 1000


@pytest.mark.parametrize("folder", ["r5", "r5/operculum.kb.r5/package/examples"])
def test_r5_resources_keep_the_invariants_of_hl7(node, exports, folder):
    """No invariant in a StructureDefinition of R5 is broken, narratives (dom-6) left aside as for R4."""
    if not R5_DEFINITIONS.is_dir():
        pytest.skip("needs r5-definitions: run `python tests/fhir/r5_definitions.py`")
    outcome = node("invariants.mjs", exports / folder, "r5", R5_DEFINITIONS)
    assert [each for each in outcome["broken"] if each["key"] != "dom-6"] == []
    assert outcome["evaluated"] > 1000


@pytest.mark.parametrize("folder", PUBLISHED)
def test_medplum_finds_nothing_wrong_with_r4_resources(node, exports, folder):
    """Medplum's validator has neither error nor warning."""
    outcome = node("medplum.mjs", exports / folder)
    assert outcome == {"resources": len(list((exports / folder).glob("[A-Z]*.json"))), "issues": []}


@pytest.mark.parametrize("folder", [*PUBLISHED, "r5", "r5/operculum.kb.r5/package/examples"])
def test_resources_have_the_structure_of_their_version(node, exports, folder):
    """Every element exists in its version, repeats as it does there, and has a value of its kind."""
    outcome = node("structure.mjs", exports / folder, folder[:2])
    assert outcome["wrong"] == []
    assert outcome["elements"] > 1000


def test_a_server_takes_the_transaction_empty_and_filled_and_finds_by_canonical(node, exports):
    """Medplum's server stores every entry twice over; the canonical URL of each finds it and no other."""
    outcome = node("server.mjs", exports / "r4")
    entries = json.loads((exports / "r4/Bundle-operculum-transaction.json").read_text())["entry"]
    empty, filled = outcome["loads"]
    assert len(empty) == len(filled) == len(entries)
    assert set(empty) | set(filled) <= {"200", "201"}
    assert outcome["searches"]
    assert all(found == [sought] for sought, found in outcome["searches"])


def test_sushi_loads_the_package_and_resolves_its_canonicals(node, exports, tmp_path):
    """A guide in FHIR Shorthand that names our forms, value sets and logic compiles against our package."""
    cache = tmp_path / ".fhir" / "packages"
    node("core_package.mjs", cache)
    with tarfile.open(exports / "r4/operculum.kb.r4-0.1.0.tgz") as archive:
        archive.extractall(cache / "operculum.kb.r4#0.1.0", filter="data")
    project = shutil.copytree(HERE / "sushi", tmp_path / "project")
    done = subprocess.run(
        [HERE / "node/node_modules/.bin/sushi", "build", project],
        env={**os.environ, "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    made = project / "fsh-generated/resources"
    assert "Loaded operculum.kb.r4#0.1.0" in done.stdout
    assert [line for line in done.stdout.splitlines() if line.startswith("error")] == []
    form = json.loads((made / "Questionnaire-LocalForm.json").read_text())
    ours = "https://w3id.org/operculum/kb/fhir"
    assert form["derivedFrom"] == [f"{ours}/Questionnaire/mucus-plug-when-to-call"]
    assert form["item"][0]["answerValueSet"] == f"{ours}/ValueSet/operculum-urgency"


FORM = "Questionnaire-mucus-plug-when-to-call.json"
BROKEN = {
    "schema.mjs": ('"status": "draft"', '"status": "live"'),
    "invariants.mjs": ('"linkId": "limits"', '"linkId": "unwell"'),
    "medplum.mjs": ('"linkId": "limits",', ""),
    "structure.mjs": ('"linkId": "limits"', '"linkName": "limits"'),
}


@pytest.mark.parametrize("script", BROKEN)
def test_each_validator_finds_what_it_is_there_for(node, exports, tmp_path, script):
    """An unknown code, a linkId used twice, a missing and a misspelt one are each found."""
    right, wrong = BROKEN[script]
    text = (exports / "r4" / FORM).read_text()
    assert right in text
    (tmp_path / FORM).write_text(text.replace(right, wrong))
    outcome = node(script, tmp_path, "r4")
    found = next(value for value in outcome.values() if isinstance(value, list))
    assert [each for each in found if "dom-6" not in str(each)]
