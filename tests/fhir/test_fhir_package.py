"""The package: layout, manifest, index, tarball and boundary cases; the same bytes everywhere."""

import gzip
import io
import json
import os
import subprocess
import sys
import tarfile

import pytest
from base import VERSIONS, artefacts, publication, shipped

from operculum.exporters.fhir import resources
from operculum.triage import read_answers, triage
from operculum.triage.links import CANONICAL

R4, R5 = VERSIONS
BOTH = pytest.mark.parametrize("version", VERSIONS, ids=lambda version: version.name)


def folder(version):
    """Return the files of the package's folder by their path in it."""
    root = f"fhir/{version.name}/{publication(version).package}/"
    return {
        path.removeprefix(root): text for path, text in artefacts(version).items() if path.startswith(root)
    }


def archive(version):
    """Return the files in the tarball by name."""
    path = f"fhir/{version.name}/{publication(version).package}-{shipped().release.version}.tgz"
    with tarfile.open(fileobj=io.BytesIO(artefacts(version)[path]), mode="r:gz") as opened:
        return {member.name: opened.extractfile(member).read() for member in opened.getmembers()}


@BOTH
def test_the_tarball_holds_the_folder(version):
    """Whoever takes the one has the other."""
    assert archive(version) == folder(version)


@BOTH
def test_the_manifest_says_what_registries_ask(version):
    """Name, version, canonical, version of FHIR and its core are there."""
    manifest = json.loads(folder(version)["package/package.json"])
    assert manifest["name"] == f"operculum.kb.{version.name}"
    assert manifest["version"] == shipped().release.version
    assert manifest["canonical"] == CANONICAL
    assert manifest["fhirVersions"] == [version.value]
    assert manifest["dependencies"] == {f"hl7.fhir.{version.name}.core": version.value}


@BOTH
@pytest.mark.parametrize("place", ["package", "package/examples"])
def test_the_index_lists_every_file_of_its_folder(version, place):
    """Tools find resources by the index alone."""
    files = folder(version)
    index = json.loads(files[f"{place}/.index.json"])
    listed = {each["filename"]: each for each in index["files"]}
    present = {path.rpartition("/")[2] for path in files if path.rpartition("/")[0] == place}
    assert listed.keys() == present - {".index.json", "package.json"}
    for name, entry in listed.items():
        resource = json.loads(files[f"{place}/{name}"])
        assert (entry["resourceType"], entry["id"]) == (resource["resourceType"], resource["id"])
        assert entry.get("url") == resource.get("url")


@BOTH
def test_the_guide_lists_every_resource(version):
    """What the package holds, the ImplementationGuide names; examples are marked."""
    files = folder(version)
    (guide,) = [json.loads(text) for path, text in files.items() if "ImplementationGuide-" in path]
    listed = {each["reference"]["reference"] for each in guide["definition"]["resource"]}
    held = [
        json.loads(text)
        for path, text in files.items()
        if not path.endswith((".index.json", "package.json")) and "ImplementationGuide-" not in path
    ]
    assert listed == {f"{each['resourceType']}/{each['id']}" for each in held}


@BOTH
def test_every_boundary_ships_as_a_response_with_its_guidance(version):
    """One day before and at each boundary, in each form; the guidance is what triage gives."""
    files = folder(version)
    examples = {
        path.rpartition("/")[2]: json.loads(text)
        for path, text in files.items()
        if path.startswith("package/examples/QuestionnaireResponse-")
    }
    forms = {form.slug: form for form in shipped().forms}
    for age in ("36-weeks-6-days", "37-weeks-0-days", "41-weeks-6-days", "42-weeks-0-days"):
        assert f"QuestionnaireResponse-mucus-plug-when-to-call-{age}.json" in examples
    for name, response in examples.items():
        guidance = json.loads(files[f"package/examples/{name.replace('Questionnaire', 'Guidance', 1)}"])
        form = forms[response["questionnaire"].partition("|")[0].rpartition("/")[2]]
        reading = read_answers(form, response)
        assert reading.errors == ()
        urgency = triage(form, reading, shipped()).urgency
        assert guidance["contained"][0]["code"]["coding"][0]["code"] == urgency


@BOTH
def test_bundles_hold_the_same_resources_and_put_them_under_their_ids(version):
    """The transaction can run twice: it never creates."""
    root = f"fhir/{version.name}/Bundle-operculum-"
    collection = json.loads(artefacts(version)[f"{root}collection.json"])
    transaction = json.loads(artefacts(version)[f"{root}transaction.json"])
    assert [each["resource"] for each in collection["entry"]] == [
        each["resource"] for each in transaction["entry"]
    ]
    assert {each["request"]["method"] for each in transaction["entry"]} == {"PUT"}
    assert len({each["fullUrl"] for each in transaction["entry"]}) == len(transaction["entry"])


def test_r5_has_what_r4_lacks_and_the_report_says_so():
    """Citations and assessments are R5 only; the report of R4 counts them."""
    kinds = {
        version: {each["resourceType"] for each in resources(publication(version))} for version in VERSIONS
    }
    assert kinds[R5] - kinds[R4] == {"Citation", "ArtifactAssessment"}
    report = artefacts(R4)["fhir/r4/loss-report.md"].decode()
    assert f"{len(shipped().sources)} sources" in report
    assert f"{len(shipped().assessments)} assessments" in report


def test_evidence_is_made_of_claims_with_a_population_and_a_comparison():
    """A claim without either is no evidence in the sense of FHIR."""
    comparing = {
        claim.slug
        for claim in shipped().claims
        if claim.proposition.population is not None and claim.proposition.compared_with is not None
    }
    assert comparing
    for version in VERSIONS:
        made = {each["id"] for each in resources(publication(version)) if each["resourceType"] == "Evidence"}
        assert made == comparing


def test_the_tarball_is_stored_and_not_compressed():
    """Its bytes do not depend on any compressor: the content stands in it as it is."""
    (path,) = [path for path in artefacts(R4) if path.endswith(".tgz")]
    packed = artefacts(R4)[path]
    assert packed[:10] == b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
    assert 0 < len(packed) - len(gzip.decompress(packed)) < len(packed) // 1000


@pytest.mark.parametrize("environment", [{"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"}])
def test_another_environment_gives_the_same_bytes(environment, tmp_path, operculum):
    """Neither hash order nor clock nor language changes an export."""
    assert operculum("export", "fhir", "--fhir-version", "r4", "--out", tmp_path).status == 0
    command = [sys.executable, "-m", "operculum", "export", "fhir", "--fhir-version", "r4", "--check"]
    done = subprocess.run(
        [*command, "--out", str(tmp_path)],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "")


def test_one_version_alone_would_overwrite_the_whole(tmp_path, operculum, monkeypatch):
    """A part of the exports is written only to a folder that is named."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "exports").mkdir()
    assert operculum("export", "fhir", "--fhir-version", "r5").status == 2
