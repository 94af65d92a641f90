"""What the tests share: where real texts lie, how the command line is run, and when a skip is allowed.

Every skip gives a reason that begins with "needs <name>". `.ci/run` names in OPERCULUM_PRESENT what the
machine has; a test that could have run there and was skipped is a failure.
"""

import io
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from operculum.cli import run

TESTS = Path(__file__).parent
ROOT = TESTS.parent
ARTICLE = TESTS / "article"

# The same examples on every machine, however slow: a failure there is a failure here.
settings.register_profile(
    "operculum", derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck)
)
settings.load_profile("operculum")


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Turn a skip for want of something that is present into a failure."""
    present = os.environ.get("OPERCULUM_PRESENT", "").split()
    if report.skipped and isinstance(report.longrepr, tuple) and not hasattr(report, "wasxfail"):
        reason = str(report.longrepr[2]).removeprefix("Skipped: ")
        words = reason.split()
        lacking = words[1].rstrip(":,") if words[:1] == ["needs"] and len(words) > 1 else None
        if present and (lacking is None or lacking in present):
            report.outcome = "failed"
            report.longrepr = f"could have run, but was skipped: {reason}"


@dataclass(frozen=True)
class Outcome:
    """What a command printed and how it ended."""

    status: int
    output: str
    errors: str


Command = Callable[..., Outcome]


class Terminal(io.StringIO):
    """A terminal that keeps what is shown."""

    def isatty(self) -> bool:
        """Be one."""
        return True


@pytest.fixture
def terminal() -> Terminal:
    """Return a terminal, to be put in the place of standard error."""
    return Terminal()


@pytest.fixture
def operculum(capsys: pytest.CaptureFixture[str]) -> Command:
    """Run the command line in this process."""

    def call(*arguments: str | Path) -> Outcome:
        capsys.readouterr()
        status = run([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Outcome(status, captured.out, captured.err)

    return call


@pytest.fixture
def sources() -> Path:
    """Return the folder with the texts of the shipped sources, found by OPERCULUM_SOURCES."""
    given = os.environ.get("OPERCULUM_SOURCES")
    if not given:
        pytest.skip("needs sources: set OPERCULUM_SOURCES to the folder with the articles' texts")
    return Path(given)


@pytest.fixture(autouse=True)
def _no_ambient_sources(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep texts out of sight of every test that does not ask for them."""
    if "sources" in request.fixturenames:
        request.getfixturevalue("sources")
    monkeypatch.delenv("OPERCULUM_SOURCES", raising=False)


@pytest.fixture
def earwax(tmp_path: Path) -> Path:
    """Return a copy of the small base about ear wax, with `kb/` and `texts/`, that a test may spoil."""
    return Path(shutil.copytree(ARTICLE, tmp_path / "article"))
