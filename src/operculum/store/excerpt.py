"""Some lines of a large file, worked on as if they were a file."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from mmap import mmap
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple, TypeVar

from operculum.errors import Location, OperculumError
from operculum.store.finding import Found

Fault = TypeVar("Fault", bound=OperculumError)

BLANK: Final = re.compile(rb"_:")
"""What a blank node begins with: it means the same in all of a file, which is then not taken apart."""


class Run(NamedTuple):
    """Lines of a file that follow each other: where they begin and end in bytes, and the first's number."""

    begin: int
    end: int
    line: int


@dataclass(frozen=True)
class Excerpt:
    """Some lines of a file, as if they were all of it."""

    path: Path
    runs: tuple[Run, ...]

    def __or__(self, other: "Excerpt") -> "Excerpt":
        """Return the lines of both, in their order."""
        return Excerpt(self.path, tuple(sorted((*self.runs, *other.runs))))

    @property
    def size(self) -> int:
        """How many bytes there are."""
        return sum(run.end - run.begin for run in self.runs)

    @property
    def lines(self) -> str:
        """The numbers of the first line of each run, in words."""
        return " ".join(str(run.line) for run in self.runs)

    def read_bytes(self) -> bytes:
        """Return all bytes."""
        with self.path.open("rb") as file:
            return b"".join(_read(file, run) for run in self.runs)

    @cached_property
    def _starts(self) -> list[tuple[int, int]]:
        """From the number of each run's first line in the excerpt to its number in the file."""
        starts, passed = [], 1
        with self.path.open("rb") as file:
            for run in self.runs:
                starts.append((passed, run.line))
                passed += _read(file, run).count(b"\n")
        return starts

    def in_file(self, place: Location) -> Location:
        """Return a place in the excerpt as one in the file."""
        if place.line is None:
            return place
        begin, line = self._starts[bisect_right(self._starts, (place.line, float("inf"))) - 1]
        return Location(place.file, line + place.line - begin, place.column)


def in_file(place: Location, found: Found) -> Location:
    """Return a place in what was found, which may be an excerpt, as one in its file."""
    return found[2].in_file(place) if isinstance(found[2], Excerpt) else place


def told(fault: Fault, found: Found) -> Fault:
    """Return what is wrong with what was found, which may be an excerpt, as what is wrong with its file."""
    if fault.location is None:
        return fault
    return type(fault)(fault.message, in_file(fault.location, found), fault.remedy)


def may_have_blank_node(content: bytes | mmap, begin: int, end: int) -> bool:
    """Tell whether lines of N-Quads or N-Triples name a blank node, or hold what looks like one.

    >>> may_have_blank_node(b"_:a<urn:c>'d'.", 0, 14), may_have_blank_node(b"<urn:c><urn:d><urn:e>.", 0, 22)
    (True, False)
    """
    return BLANK.search(content, begin, end) is not None


def _read(file: BinaryIO, run: Run) -> bytes:
    file.seek(run.begin)
    return file.read(run.end - run.begin)
