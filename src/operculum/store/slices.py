"""A large file of lines taken apart, so that it is never in memory as a whole."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final

from operculum.errors import InputError, Location
from operculum.store.finding import Found

ENDINGS: Final = (".nq", ".nt")
SLICE: Final = 1 << 22
"""How many bytes are read at once."""
BLANK: Final = (b" _:", b"\n_:")
"""What blank nodes are written with: these mean the same in all of a file, which is then read as a whole."""


@dataclass(frozen=True, slots=True)
class Slice:
    """Some lines of a file, as if they were all of it."""

    path: Path
    begin: int
    end: int

    def read_bytes(self) -> bytes:
        """Return all bytes."""
        with self.path.open("rb") as file:
            file.seek(self.begin)
            return file.read(self.end - self.begin)

    def lines_before(self) -> int:
        """Return how many lines of the file come before."""
        with self.path.open("rb") as file:
            steps = range(0, self.begin, SLICE)
            return sum(file.read(min(SLICE, self.begin - step)).count(b"\n") for step in steps)


def sliced(found: Found) -> Iterator[Found]:
    """Yield a file, or slices of it if it is large and one statement stands on each of its lines.

    Raises `InputError` where the file cannot be read.
    """
    name, below, resource = found
    slices = []
    if isinstance(resource, Path) and name.lower().endswith(ENDINGS):
        try:
            slices = _slices(resource) if resource.stat().st_size > SLICE else []
        except OSError as error:
            raise InputError(f"cannot be read: {error.strerror}", Location(name)) from None
    if not slices:
        yield found
    for each in slices:
        yield name, below, each


def _slices(path: Path) -> list[Slice]:
    """Return the slices of a file, none where it has blank nodes."""
    ends = [0]
    with path.open("rb") as file:
        while block := file.read(SLICE) + file.readline():
            if block.startswith(b"_:") or any(mark in block for mark in BLANK):
                return []
            ends.append(ends[-1] + len(block))
    return [Slice(path, begin, end) for begin, end in pairwise(ends)]
