"""How a base is divided: what all its sources share, and parts that hold whole sources."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final
from zlib import crc32

from operculum.store.finding import Found
from operculum.store.formats import is_mapping_set

MARK: Final = b"hasSource"
"""What the files that are divided hold, in whatever format: passages. All other files are shared."""

ROOM: Final = 1_000_000
"""How many bytes of files a part holds about; a source that is larger is a part of its own."""

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


def holds_passages(found: Found) -> bool:
    """Tell whether the mark stands in a file, without reading more of it than that takes."""
    file = found[2]
    if not isinstance(file, Path):
        return MARK in file.read_bytes()
    kept = b""
    try:
        with file.open("rb") as stream:
            while block := stream.read(BLOCK):
                if MARK in kept + block:
                    return True
                kept = block[-len(MARK) :]
    except OSError:
        pass  # it is told where the file is read as a whole
    return False


def divide(
    found: Iterable[Found], room: int = ROOM, is_marked: Callable[[Found], bool] = holds_passages
) -> tuple[list[Found], list[Part]]:
    """Return the files that all share, and the parts; a file that holds passages is of a part.

    Which files lie together depends on their names, and on the size of the base only where that doubles, so
    that a change to one moves no other; what stands in one folder below `claims/` always lies together.
    """
    shared: list[Found] = []
    by_source: dict[str, list[tuple[int, Found]]] = defaultdict(list)
    for place, file in enumerate(found):
        if not is_mapping_set(file[0]) and is_marked(file):
            by_source[source_of(file[1])].append((place, file))
        else:
            shared.append(file)
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
    ordered = sorted(files, key=lambda each: each[0])
    return Part(tuple(file for _, file in ordered), tuple(place for place, _ in ordered))


def _size(file: Found) -> int:
    return file[2].stat().st_size if isinstance(file[2], Path) else len(file[2].read_bytes())


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
