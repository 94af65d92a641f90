"""What the tests that drive Node share: the exports as files, and the scripts in `node/`."""

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from base import VERSIONS, artefacts

NODE = Path(__file__).parent / "node"


@pytest.fixture(scope="session")
def exports(tmp_path_factory) -> Path:
    """Return a folder that holds `r4/` and `r5/` as they are exported."""
    folder = tmp_path_factory.mktemp("exports")
    for version in VERSIONS:
        for path, content in artefacts(version).items():
            file = folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
    return folder / "fhir"


@pytest.fixture(scope="session")
def node() -> Callable[..., Any]:
    """Run a script of `node/` with arguments and return the JSON it prints."""
    if shutil.which("node") is None or not (NODE / "node_modules").is_dir():
        pytest.skip("needs node: install Node.js and run `npm ci` in tests/fhir/node")

    def call(script: str, *arguments: str | Path, timeout: int = 300) -> Any:
        done = subprocess.run(
            ["node", NODE / script, *arguments],
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
        )
        assert done.returncode == 0, done.stderr[-4000:]
        return json.loads(done.stdout)

    return call
