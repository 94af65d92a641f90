"""The committed exports are what the toolkit makes of the base, the same on every machine."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from operculum.artefacts import compare
from operculum.exporters import EXPORTERS
from operculum.exporters.notice import review
from operculum.store import knowledge_base, read

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def knowledge():
    """Return the shipped base."""
    return knowledge_base(read())


def test_the_committed_exports_are_fresh(knowledge):
    """Export to memory is what lies in exports/, byte for byte."""
    artefacts = [artefact for export in EXPORTERS.values() for artefact in export(knowledge)]
    found = compare(artefacts, ROOT / "exports")
    assert found == (), "The exports are stale. Run `operculum export` at the top of the checkout and commit."


def test_the_readme_of_the_exports_names_every_format():
    """A table row for each exporter, with its folder."""
    rows = [line for line in (ROOT / "exports/README.md").read_text().splitlines() if line.startswith("| [`")]
    assert [row.split("`")[1] for row in rows] == [f"{name}/" for name in EXPORTERS]


@pytest.mark.parametrize("name", EXPORTERS)
def test_every_exporter_has_a_page_in_the_documentation(name):
    """docs/exporters/<name>.md opens with the exporter's name."""
    assert (ROOT / f"docs/exporters/{name}.md").read_text().startswith(f"# {name}\n")


@pytest.mark.parametrize("name", EXPORTERS)
def test_every_export_says_what_it_is_for_how_far_it_was_reviewed_and_which_release_it_is(name, knowledge):
    """Whichever format somebody takes, the notice comes along."""
    made = "\n".join(artefact.bytes.decode(errors="replace") for artefact in EXPORTERS[name](knowledge))
    plain = made.replace("\\", "")
    for said in (knowledge.release.intended_use, review(knowledge), knowledge.release.version):
        assert said in plain
    assert knowledge.release.issued in plain


@pytest.mark.parametrize("name", EXPORTERS)
def test_every_artefact_is_in_its_exporter_s_folder_and_is_made_once(name, knowledge):
    """The first folder of a path is the exporter's name."""
    paths = [artefact.path for artefact in EXPORTERS[name](knowledge)]
    assert {path.split("/")[0] for path in paths} == {name}
    assert len(set(paths)) == len(paths)


def test_three_runs_in_other_surroundings_give_the_same_bytes(tmp_path):
    """Hash seed, time zone and locale leave no trace."""
    surroundings = [
        ("0", "UTC", "C"),
        ("1", "Asia/Kolkata", "C.UTF-8"),
        ("4242", "America/Lima", "tr_TR.UTF-8"),
    ]
    lists = set()
    for number, (seed, zone, locale) in enumerate(surroundings):
        environment = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale}
        out = tmp_path / str(number)
        command = [sys.executable, "-m", "operculum", "export", "--out", str(out)]
        subprocess.run(command, env=environment, cwd=tmp_path, check=True, capture_output=True)
        lists.add((out / "SHA256SUMS").read_bytes())
    assert len(lists) == 1
