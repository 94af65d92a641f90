"""A large file of lines taken apart, so that it is never in memory as a whole."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from operculum.errors import InputError, Location
from operculum.store.excerpt import Excerpt, Run, may_have_blank_node
from operculum.store.finding import Found

ENDINGS: Final = (".nq", ".nt")
SLICE: Final = 1 << 22
"""How many bytes are read at once."""


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


def _slices(path: Path) -> list[Excerpt]:
    """Return the slices of a file, none where it has blank nodes."""
    slices = []
    begin, line = 0, 1
    with path.open("rb") as file:
        while block := file.read(SLICE) + file.readline():
            if may_have_blank_node(block, 0, len(block)):
                return []
            end = begin + len(block)
            slices.append(Excerpt(path, (Run(begin, end, line),)))
            begin, line = end, line + block.count(b"\n")
    return slices
