"""The synthetic bases: reproducible, valid where no fault is put in, and with exactly the faults put in."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from synthetic import kinds, writing
from synthetic.faults import Finding, Spoiler
from synthetic.world import World

from operculum.store import read
from operculum.validation import validate

GENERATE = Path(__file__).parents[2] / "benchmarks" / "generate.py"
CLAIMS = 1500
"""Enough for one fault of each kind, none of which touches another."""


def digests(folder):
    """Return the digest of every file below a folder, by path."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def judged(folder):
    """Return the report on a base in a folder, its passages held against its texts."""
    return validate(base=[folder / "kb"], sources=[folder / "texts"])


@pytest.mark.parametrize("form", ["turtle", "nquads", "one"])
def test_the_same_seed_gives_the_same_bytes_in_any_surroundings(form, tmp_path):
    """Hash order, time zone and locale have no say, and another seed gives another base."""
    for name, seed, changed in (
        ("one", 7, {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C"}),
        ("other", 7, {"PYTHONHASHSEED": "42", "TZ": "Asia/Kathmandu", "LC_ALL": "C.UTF-8"}),
        ("seed", 8, {}),
    ):
        arguments = ["--claims", "200", "--form", form, "--seed", str(seed)]
        command = [sys.executable, str(GENERATE), str(tmp_path / name), *arguments]
        subprocess.run(command, env=os.environ | changed, check=True, stdout=subprocess.DEVNULL)
    assert digests(tmp_path / "one") == digests(tmp_path / "other")
    assert digests(tmp_path / "one") != digests(tmp_path / "seed")


def test_a_base_without_faults_has_no_finding_and_every_passage_is_verified(tmp_path):
    """Nothing is found, not even a remark, and only sources that were not read have no text."""
    writing.write(World(300, 1), tmp_path, "turtle")
    report = judged(tmp_path)
    assert report.findings == ()
    assert dict(report.focus_nodes)["ops:Claim"] == 300
    assert (report.passages.wrong, report.passages.verified > 250) == (0, True)
    assert all(coverage.covered == coverage.sentences for coverage in report.coverage)
    assert len(report.coverage) == 9


@pytest.mark.parametrize(("form", "seed"), [("turtle", 1), ("nquads", 2), ("one", 3)])
def test_all_faults_that_were_put_in_are_found_and_nothing_else(form, seed, tmp_path):
    """Every kind of fault breaks exactly the rules that are listed for it, at exactly its nodes."""
    world = World(CLAIMS, seed)
    spoiler = Spoiler(world, 1)
    writing.write(world, tmp_path, form, spoiler)
    found = sorted(Finding(each.rule, each.focus) for each in judged(tmp_path).findings)
    assert found == list(spoiler.expected())
    assert {fault.name for fault, _ in spoiler.occasions} == {fault.name for fault in kinds.FAULTS}
    lines = (tmp_path / "expected.tsv").read_text(encoding="utf-8").splitlines()
    assert lines == [f"{each.rule}\t{each.focus}" for each in spoiler.expected()]


def test_there_are_more_than_twenty_kinds_of_fault():
    """Each has a name of its own and breaks at least one rule."""
    names = [fault.name for fault in kinds.FAULTS]
    assert len(set(names)) == len(names) > 20
    assert all(fault.rules for fault in kinds.FAULTS)


def test_a_base_too_small_for_its_faults_is_told():
    """Faults that would lie too close to each other are not put in at all."""
    with pytest.raises(ValueError, match="make more claims"):
        Spoiler(World(100, 1), 5).occasions  # noqa: B018 - looking is making


def test_every_form_holds_the_same_statements(tmp_path, monkeypatch):
    """Turtle, N-Quads and one file that was sorted in pieces say the same."""
    monkeypatch.setattr(writing, "RUN", 500)
    world, statements = World(200, 5), []
    for form in ("turtle", "nquads", "one"):
        triples = writing.write(world, tmp_path / form, form)
        dataset = read([tmp_path / form / "kb"])
        assert len(dataset.quads) == triples
        statements.append(sorted(str(quad.triple) for quad in dataset.quads))
        assert digests(tmp_path / form / "texts") == digests(tmp_path / "turtle" / "texts")
    assert statements[0] == statements[1] == statements[2]
    lines = (tmp_path / "one" / "kb" / "base.nq").read_text(encoding="utf-8").splitlines()
    assert lines == sorted(lines)
