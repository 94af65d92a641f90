"""Files known from earlier runs: what has neither another size nor another time is not read again."""

import json
import os
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from hashlib import blake2b, sha256
from pathlib import Path
from typing import Any, Final, NamedTuple

from operculum.errors import InputError, Location
from operculum.partitions.division import MARK, Files
from operculum.store.excerpt import Excerpt, Run
from operculum.store.finding import Found
from operculum.store.parsing import Readable, raw_bytes

RACY: Final = 2_000_000_000
"""For so many nanoseconds before it was read, a file's time says nothing: clocks tick as slowly as that."""


class Seen(NamedTuple):
    """What a file was like: size, times and number in its file system, and when it was read."""

    size: int
    modified: int
    changed: int
    number: int
    read: int

    def holds(self, status: os.stat_result) -> bool:
        """Tell whether a file that has this status is still what it was when it was read."""
        return self.is_of(status) and max(self.modified, self.changed) < self.read - RACY

    def is_of(self, status: os.stat_result) -> bool:
        """Tell whether a file that has this status is what was read, as far as size and times tell."""
        return (status.st_size, *_times(status)) == self[:4]


class Entry(NamedTuple):
    """What is known of a file: what it was like, the digest of its bytes, and whether it holds passages."""

    seen: Seen
    digest: str
    marked: bool


class Apart(NamedTuple):
    """What is known of a large file that was taken apart: what it was like, and of its excerpts.

    `graphs` has for each graph whether passages are in it, and the runs of its excerpt; `digests` are those
    of excerpts, or of several together, by a digest of their runs.
    """

    seen: Seen
    graphs: Mapping[str, tuple[bool, Sequence[Sequence[int]]]]
    digests: dict[str, str]


class Directory(Files):
    """The digests of files by their paths, and how large ones are taken apart."""

    def __init__(self, known: Mapping[str, Entry], known_apart: Mapping[str, Apart]) -> None:
        self._known, self._known_apart = known, known_apart
        self._used: dict[str, Entry] = {}
        self._used_apart: dict[str, Apart] = {}
        self._others: dict[Readable, Entry] = {}

    def digest(self, resource: Readable, name: str) -> str:
        """Return the SHA-256 of a file, in hexadecimal; raises `InputError` where it cannot be read."""
        return self._entry(resource, name).digest

    def is_marked(self, found: Found) -> bool:
        """Tell whether a file holds passages, without reading it if it is as it was."""
        with suppress(InputError):
            return self._entry(found[2], found[0]).marked
        return False

    def excerpts(self, path: Path) -> dict[str, tuple[Excerpt, bool]]:
        """Return the excerpts of a file, without reading it if it is as it was."""
        key, begin = str(path), time.time_ns()
        status = _status(path, key)
        known = self._known_apart.get(key)
        if known is not None and known.seen.holds(status):
            self._used_apart[key] = known._replace(digests=dict(known.digests))
            return {
                graph: (Excerpt(path, tuple(Run(*run) for run in runs)), marked)
                for graph, (marked, runs) in known.graphs.items()
            }
        found = super().excerpts(path)
        graphs = {graph: (marked, excerpt.runs) for graph, (excerpt, marked) in found.items()}
        self._used_apart[key] = Apart(_seen(status, begin), graphs, {})
        return found

    def is_unchanged(self, found: Found) -> bool:
        """Tell whether a file still is what its digest was made of, as far as its size and times tell."""
        resource = found[2]
        path = resource.path if isinstance(resource, Excerpt) else resource
        if not isinstance(path, Path):
            return True
        try:
            status = path.stat()
        except OSError:
            return False
        return _times(status) == self._entry(resource, found[0]).seen[1:4]

    def _entry(self, resource: Readable, name: str) -> Entry:
        if not isinstance(resource, Path):
            if resource not in self._others:
                if isinstance(resource, Excerpt):
                    self._others[resource] = self._excerpt_seen(resource, name)
                else:
                    self._others[resource] = _read(resource, name)
            return self._others[resource]
        key = str(resource)  # one that leads elsewhere from another folder: its number tells
        if key not in self._used:
            self._used[key] = self._file_seen(resource, name, self._known.get(key))
        return self._used[key]

    def _excerpt_seen(self, excerpt: Excerpt, name: str) -> Entry:
        status = _status(excerpt.path, name)
        apart = self._used_apart.get(str(excerpt.path))
        key = blake2b(repr(excerpt.runs).encode(), digest_size=16).hexdigest()
        if apart is not None and key in apart.digests and apart.seen.is_of(status):
            return Entry(apart.seen, apart.digests[key], marked=False)
        entry = _read(excerpt, name, status)
        if apart is not None and apart.seen.is_of(status):
            apart.digests[key] = entry.digest
        return entry

    def _file_seen(self, resource: Path, name: str, known: Entry | None) -> Entry:
        status = _status(resource, name)
        return known if known is not None and known.seen.holds(status) else _read(resource, name, status)

    def to_bytes(self) -> bytes:
        """Return what is known now."""
        known = {"files": self._used, "apart": self._used_apart}
        return json.dumps(known, separators=(",", ":")).encode()

    @property
    def is_new(self) -> bool:
        """Whether anything is known now that was not known before."""
        return (self._used, self._used_apart) != (self._known, self._known_apart)


def _status(path: Path, name: str) -> os.stat_result:
    try:
        return path.stat()
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", Location(name)) from None


def _seen(status: os.stat_result, begin: int) -> Seen:
    """Return what a file was like before it was read, which began then."""
    return Seen(status.st_size, *_times(status), begin)


def _times(status: os.stat_result) -> tuple[int, int, int]:
    return (status.st_mtime_ns, status.st_ctime_ns, status.st_ino)


def _read(resource: Readable, name: str, status: os.stat_result | None = None) -> Entry:
    """Read a file whose status was taken before."""
    begin = time.time_ns()
    content = raw_bytes(resource, name)
    seen = _seen(status, begin) if status else Seen(len(content), 0, 0, 0, begin)
    return Entry(seen, sha256(content).hexdigest(), MARK in content)


def directory(content: bytes | None) -> Directory:
    """Return a directory as it was kept, an empty one where there is none."""
    known: dict[str, Any] = json.loads(content) if content else {}
    files, apart = known.get("files", {}), known.get("apart", {})
    return Directory(
        {path: Entry(Seen(*seen), *rest) for path, (seen, *rest) in files.items()},
        {path: Apart(Seen(*seen), *rest) for path, (seen, *rest) in apart.items()},
    )
