"""What users install is what the checkout holds."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DATA = ("kb", "ontology", "shapes", "queries")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """Build the wheel from the sdist, as the package index does."""
    out = tmp_path_factory.mktemp("dist")
    builder = (
        "import sys; from hatchling.builders.sdist import SdistBuilder; "
        "print(next(SdistBuilder(sys.argv[1]).build(directory=sys.argv[2])))"
    )
    sdist = subprocess.run(
        [sys.executable, "-c", builder, ROOT, out], capture_output=True, text=True, check=True
    ).stdout.strip()
    subprocess.run([sys.executable, "-m", "tarfile", "-e", sdist, out / "unpacked"], check=True)
    (unpacked,) = (out / "unpacked").iterdir()
    builder = builder.replace("sdist", "wheel").replace("Sdist", "Wheel")
    built = subprocess.run(
        [sys.executable, "-c", builder, unpacked, out], capture_output=True, text=True, check=True
    ).stdout.strip()
    return Path(built)


def tracked(*folders):
    """Return the files that git tracks below folders."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--", *folders], capture_output=True, text=True, check=True, cwd=ROOT
    ).stdout
    return {name for name in listed.split("\0") if name}


def test_the_wheel_holds_exactly_the_tracked_data(wheel):
    """Nothing is left behind, nothing untracked slips in."""
    names = {
        name.removeprefix("operculum/_data/")
        for name in zipfile.ZipFile(wheel).namelist()
        if "/_data/" in name
    }
    assert names == tracked(*DATA)


def test_the_wheel_works_away_from_the_checkout(wheel, tmp_path):
    """Installed, it judges and shows its own base from any folder."""
    target = tmp_path / "site"
    zipfile.ZipFile(wheel).extractall(target)
    script = f"import sys; sys.path.insert(0, {str(target)!r}); import operculum.cli; operculum.cli.main()"
    shown = subprocess.run(
        [sys.executable, "-P", "-c", script, "show", "concept:mucus-plug", "--format", "json"],
        capture_output=True, text=True, check=False, cwd=tmp_path,
    )  # fmt: skip
    assert (shown.returncode, shown.stderr) == (0, "")
    assert '"mucus plug"' in shown.stdout


def test_the_wheel_is_typed_and_licensed(wheel):
    """Type checkers find py.typed; both licences travel along."""
    names = zipfile.ZipFile(wheel).namelist()
    assert "operculum/py.typed" in names
    assert {name.rsplit("/", 1)[-1] for name in names if "/licenses/" in name} == {"LICENSE", "LICENSE-DATA"}
