"""Commands run as processes of their own, and what the whole process cost."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile, TemporaryFile
from typing import IO, Final

LAUNCHER: Final = Path(__file__).with_name("launcher.py")
KIB: Final = 1024 if sys.platform == "darwin" else 1
"""What ru_maxrss is divided by to give KiB: macOS counts bytes."""


@dataclass(frozen=True, slots=True)
class Usage:
    """What a process and its own processes cost: seconds of processor and of the clock, and MiB at the peak.

    `peak` is that of the largest single process, `together` that of all at once, looked at once a second.
    `status` is None where the time was up; `said` is the last line of what it complained of.
    """

    processor: float
    clock: float
    peak: float
    together: float
    status: int | None
    output: str
    said: str


def run(
    command: Sequence[str | Path],
    folder: Path,
    environment: Mapping[str, str] | None = None,
    seconds: float = 3600,
) -> Usage:
    """Run a command in a folder to its end, or kill it when its time is up."""
    with TemporaryFile() as output, TemporaryFile() as errors, NamedTemporaryFile() as report:
        subprocess.run(
            [sys.executable, "-S", "-E", LAUNCHER, str(seconds), report.name, *map(str, command)],
            cwd=folder,
            env={**os.environ, **(environment or {})},
            stdout=output,
            stderr=errors,
            check=True,
        )
        processor, clock, peak, together, status, late = map(float, report.read().split())
        text, complaints = _read(output), _read(errors).strip().splitlines()
    return Usage(
        processor,
        clock,
        peak / KIB / 1024,
        max(together / 1024, peak / KIB / 1024),
        None if late else int(status),
        text,
        complaints[-1] if complaints else "",
    )


def _read(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode(errors="replace")
