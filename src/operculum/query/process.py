"""A query runs in a process of its own, which is killed when its time or memory is up."""

import json
import os
import signal
import subprocess
import sys
from typing import Final

from pyoxigraph import QueryResultsFormat, RdfFormat, serialize

from operculum.errors import LimitError
from operculum.query.complaints import complaint
from operculum.query.results import Boolean, Result, parse_graph, parse_solutions
from operculum.query.writing import Written
from operculum.store import Dataset

WORKER: Final = "operculum.query.worker"
SMALLER: Final = "Ask for less: share variables between patterns, add a FILTER or a LIMIT."
OUT_OF_MEMORY: Final = (b"memory allocation of", b"MemoryError")
"""What the engine, or Python, says when it gets no more memory, before it gives up."""


def answer(dataset: Dataset, written: Written, *, timeout: float, memory: int) -> Result:
    """Return what a written query finds in a dataset, within `timeout` seconds and `memory` MiB.

    Raises `LimitError` when either is not enough or the result is too large, and `InputError` with line and
    column where the engine finds the query ill-formed.
    """
    with subprocess.Popen(  # noqa: S603 - our own interpreter and our own module
        [sys.executable, "-P", "-m", WORKER],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path), "PYTHONWARNINGS": "ignore"},
    ) as process:
        try:
            output, noise = process.communicate(_request(dataset, written, timeout, memory), timeout)
        except subprocess.TimeoutExpired:
            raise LimitError(f"the query found no end within {timeout:g} s", remedy=SMALLER) from None
        finally:
            process.kill()
    outcome, _, result = output.partition(b"\n")
    match outcome:
        case b"solutions":
            return parse_solutions(result, QueryResultsFormat.TSV)
        case b"graph":
            return parse_graph(result)
        case b"truth":
            return Boolean(result == b"true")
        case b"syntax":
            said, _, expected = result.decode().partition("\n")
            raise complaint(said, expected, written)
        case b"much":
            raise LimitError(f"the query has {result.decode()} of result", remedy=SMALLER)
        case _:
            raise _failure(process.returncode, noise, timeout, memory)


def _request(dataset: Dataset, written: Written, timeout: float, memory: int) -> bytes:
    request = {"query": written.text, "ordered": written.query.ordered, "memory": memory, "seconds": timeout}
    quads = serialize(dataset, format=RdfFormat.N_QUADS) or b""
    # Sorted, because the order of loading is the order in which the engine finds.
    return json.dumps(request).encode() + b"\n" + b"".join(sorted(quads.splitlines(keepends=True)))


def _failure(status: int, noise: bytes, timeout: float, memory: int) -> LimitError:
    """Tell why a process ended without a word; the engine knows no gentler end than these."""
    if any(sign in noise for sign in OUT_OF_MEMORY):
        return LimitError(f"the query needs more than {memory} MiB of memory", remedy=SMALLER)
    if sys.platform != "win32" and status == -signal.SIGXCPU:
        return LimitError(f"the query found no end within {timeout:g} s", remedy=SMALLER)
    return LimitError(
        f"the query ended the engine (status {status})", remedy=f"It may be nested too deeply. {SMALLER}"
    )
