"""How a base is divided: what all its sources share, and parts that hold whole sources."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final
from zlib import crc32

from operculum.partitions.excerpts import ENDING, excerpts
from operculum.partitions.remote import Remote
from operculum.store.excerpt import Excerpt
from operculum.store.finding import Found
from operculum.store.formats import is_mapping_set

MARK: Final = b"hasSource"
"""What the files that are divided hold, in whatever format: passages. All other files are shared."""

ROOM: Final = 2_000_000
"""How many bytes of Turtle a part holds about; a source that is larger is a part of its own."""

DENSITY: Final = 4
"""How many bytes of N-Quads say what one byte of Turtle says."""

LITTLE: Final = 250_000
"""The same where verdicts are kept, so that little is judged again when a file changes."""

BLOCK: Final = 1 << 16
"""How many bytes are read at once in search of the mark."""


@dataclass(frozen=True, slots=True)
class Part:
    """Some files that are judged together; `places` are their places among all files, for their order.

    Files that all share are judged in parts too, with all that they refer to as context.
    """

    files: tuple[Found, ...]
    places: tuple[int, ...]
    shared: bool = False

    def __or__(self, other: "Part") -> "Part":
        """Return the part with the files of both."""
        return _part(zip((*self.places, *other.places), (*self.files, *other.files), strict=True))


class Files:
    """What is asked of files before they are divided, answered by looking through them."""

    def is_marked(self, found: Found) -> bool:
        """Tell whether a file holds passages; what cannot be read is told of elsewhere."""
        file = found[2]
        if not isinstance(file, Path):
            return MARK in file.read_bytes()
        kept = b""
        with suppress(OSError), file.open("rb") as stream:
            while block := stream.read(BLOCK):
                if MARK in kept + block:
                    return True
                kept = block[-len(MARK) :]
        return False

    def excerpts(self, path: Path) -> dict[str, tuple[Excerpt, bool]]:
        """Return the excerpts of a file by the graphs that they name, each with whether it holds passages.

        There are none where the file cannot be taken apart; raises `InputError` where it cannot be read.
        """
        return excerpts(path, MARK)


def divide(
    found: Iterable[Found], room: int = ROOM, known: Files | None = None
) -> tuple[list[Found], list[Part]]:
    """Return the files that all share, and the parts; a file that holds passages is of a part.

    Which files lie together depends on their names, and on the size of the base only where that doubles, so
    that a change to one moves no other; what stands in one folder below `claims/` always lies together.
    """
    known = known or Files()
    shared: list[Found] = []
    by_source: dict[str, list[tuple[int, Found]]] = defaultdict(list)
    for place, file in enumerate(found):
        for about, piece, marked in _pieces(file, room, known):
            if marked:
                by_source[source_of(about)].append((place, piece))
            else:
                shared.append(piece)
    sizes = {source: sum(_size(file) for _, file in files) for source, files in by_source.items()}
    count = max(1, 1 << (sum(sizes.values()) // room).bit_length())
    bins: dict[str, list[tuple[int, Found]]] = defaultdict(list)
    for source, files in by_source.items():
        bins[source if sizes[source] > room else f"{crc32(source.encode()) % count:x}"] += files
    return shared, sorted((_part(files) for files in bins.values()), key=lambda part: part.places)


def shared_parts(files: Iterable[Found], room: int = ROOM) -> list[Part]:
    """Return the files that all share in parts, each about as large as there is room."""
    bins: list[list[tuple[int, Found]]] = []
    left = 0
    for place, file in enumerate(files):
        if not is_mapping_set(file[0]):
            if left <= 0:
                bins.append([])
                left = room
            bins[-1].append((place, file))
            left -= _size(file)
    return [replace(_part(each), shared=True) for each in bins]


def source_of(below: str) -> str:
    """Return the name of the source that a file is about, by its path.

    >>> source_of("claims/every-expecting-mother/01-shows.ttl"), source_of("sources/s001.ttl")
    ('claims/every-expecting-mother', 'sources/s001.ttl')
    """
    folders = below.split("/")
    if "claims" not in folders[:-1]:
        return below
    return "/".join(folders[: folders.index("claims") + 2])


def _part(files: Iterable[tuple[int, Found]]) -> Part:
    """Return a part of some files with their places, excerpts from one file put together."""
    whole: list[tuple[int, Found]] = []
    for place, file in sorted(files, key=lambda each: each[0]):
        last = whole[-1][1][2] if whole else None
        if isinstance(last, Excerpt) and isinstance(file[2], Excerpt) and last.path == file[2].path:
            whole[-1] = (whole[-1][0], (*file[:2], last | file[2]))
        else:
            whole.append((place, file))
    return Part(tuple(file for _, file in whole), tuple(place for place, _ in whole))


def _size(file: Found) -> int:
    """Return how many bytes a file has, or would have as Turtle."""
    name, _, resource = file
    if isinstance(resource, Path):
        size = resource.stat().st_size
    else:
        known = resource.size if isinstance(resource, Excerpt | Remote) else None
        size = len(resource.read_bytes()) if known is None else known
    return size // DENSITY if name.lower().endswith(ENDING) else size


def _pieces(file: Found, room: int, known: Files) -> Iterator[tuple[str, Found, bool]]:
    """Yield a file, or its excerpts if it is large: what each is about, and whether it holds passages."""
    name, below, resource = file
    pieces: dict[str, tuple[Excerpt, bool]] = {}
    if isinstance(resource, Path) and name.lower().endswith(ENDING) and _size(file) > room:
        pieces = known.excerpts(resource)
    for graph, (piece, marked) in pieces.items():
        yield graph, (name, below, piece), marked
    if not pieces:
        yield below, file, not is_mapping_set(name) and known.is_marked(file)


def groups(count: int, links: Iterable[tuple[int, int]]) -> Iterator[list[int]]:
    """Yield the numbers below `count` in groups of those that are linked, directly or not."""
    parent = list(range(count))

    def root(node: int) -> int:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for one, other in links:
        parent[root(one)] = root(other)
    members: dict[int, list[int]] = defaultdict(list)
    for node in range(count):
        members[root(node)].append(node)
    yield from members.values()
