"""Real stores for the tests: started on a free port of this machine alone, and ended with the tests."""

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import ProxyHandler, build_opener

import pytest

LONGEST = "600"
"""The seconds after which a store ends by itself, should nobody be left to end it."""


@dataclass(frozen=True)
class Server:
    """A store that runs: its name, its two addresses, and who may write."""

    name: str
    graph_store: str
    service: str
    credentials: tuple[str, str] | None = None

    @property
    def options(self) -> list[str]:
        """The options with which `operculum publish` may write."""
        return ["--user", self.credentials[0], "--password", self.credentials[1]] if self.credentials else []


def free_port() -> int:
    """Return a port of the loopback device that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def running(command: list[str], folder: Path, address: str) -> Iterator[None]:
    """Run a store in a folder until it answers, and end it afterwards."""
    with (
        (folder / "store.log").open("wb") as log,
        subprocess.Popen(["timeout", LONGEST, *command], cwd=folder, stdout=log, stderr=log) as process,
    ):
        try:
            wait_for(address, process)
            yield
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()


def wait_for(address: str, process: "subprocess.Popen[bytes]") -> None:
    """Return when a store answers; fail when it ended or needs more than half a minute."""
    opener = build_opener(ProxyHandler({}))
    for _ in range(150):
        assert process.poll() is None, f"the store of {address} ended with status {process.returncode}"
        try:
            opener.open(f"{address}?query=ASK%20%7B%7D", timeout=5).close()
        except (URLError, OSError):
            time.sleep(0.2)
        else:
            return
    pytest.fail(f"{address} does not answer")


@pytest.fixture(scope="session")
def oxigraph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Run the Oxigraph server."""
    program = shutil.which("oxigraph", path=f"{Path(sys.executable).parent}") or shutil.which("oxigraph")
    if not program:
        pytest.skip("needs oxigraph: pip install oxigraph")
    folder, address = tmp_path_factory.mktemp("oxigraph"), f"127.0.0.1:{free_port()}"
    server = Server("oxigraph", f"http://{address}/store", f"http://{address}/query")
    with running([program, "serve", "--location", "data", "--bind", address], folder, server.service):
        yield server


VIRTUOSO = """\
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
CaseMode = 2
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
[HTTPServer]
ServerPort = 127.0.0.1:{http}
[SPARQL]
ResultSetMaxRows = 2000
"""


@pytest.fixture(scope="session")
def virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Run Virtuoso, which hands on 2000 rows at most."""
    program = shutil.which("virtuoso-t")
    if not program:
        pytest.skip("needs virtuoso: apt-get install --no-install-recommends virtuoso-opensource-7-bin")
    folder, port = tmp_path_factory.mktemp("virtuoso"), free_port()
    (folder / "virtuoso.ini").write_text(VIRTUOSO.format(sql=free_port(), http=port))
    address = f"http://127.0.0.1:{port}"
    server = Server(
        "virtuoso", f"{address}/sparql-graph-crud-auth", f"{address}/sparql", credentials=("dba", "dba")
    )
    with running([program, "+foreground", "+configfile", "virtuoso.ini"], folder, server.service):
        yield server


@pytest.fixture(scope="session", params=["oxigraph", "virtuoso"])
def server(request: pytest.FixtureRequest) -> Server:
    """Return each of the stores in turn."""
    return request.getfixturevalue(request.param)


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing that is asked here leave this machine."""
    monkeypatch.setenv("no_proxy", "127.0.0.1")
