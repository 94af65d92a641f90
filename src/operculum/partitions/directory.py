"""Files known from earlier runs: what has neither another size nor another time is not read again."""

import json
import os
import time
from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, NamedTuple

from operculum.errors import InputError, Location
from operculum.partitions.division import MARK
from operculum.store.excerpt import Excerpt
from operculum.store.finding import Found
from operculum.store.parsing import Readable, raw_bytes

RACY: Final = 2_000_000_000
"""For so many nanoseconds before it was read, a file's time says nothing: clocks tick as slowly as that."""


class Entry(NamedTuple):
    """What is known of a file: size, times and number in its file system, when it was read, and of what.

    `marked` tells whether it holds passages.
    """

    size: int
    modified: int
    changed: int
    number: int
    read: int
    digest: str
    marked: bool

    def holds(self, status: os.stat_result) -> bool:
        """Tell whether a file that has this status is still what it was when it was read."""
        now = (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)
        return now == self[:4] and max(self.modified, self.changed) < self.read - RACY


class Directory:
    """The digests of files by their paths."""

    def __init__(self, known: Mapping[str, Entry]) -> None:
        self._known = known
        self._used: dict[str, Entry] = {}
        self._others: dict[Readable, Entry] = {}

    def digest(self, resource: Readable, name: str) -> str:
        """Return the SHA-256 of a file, in hexadecimal; raises `InputError` where it cannot be read."""
        return self._entry(resource, name).digest

    def is_marked(self, found: Found) -> bool:
        """Tell whether a file holds passages; what cannot be read is told of elsewhere."""
        with suppress(InputError):
            return self._entry(found[2], found[0]).marked
        return False

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
        known = self._entry(resource, found[0])
        return (status.st_mtime_ns, status.st_ctime_ns, status.st_ino) == known[1:4]

    def _entry(self, resource: Readable, name: str) -> Entry:
        if not isinstance(resource, Path):
            if resource not in self._others:
                status = resource.path.stat() if isinstance(resource, Excerpt) else None
                self._others[resource] = _read(resource, name, status)
            return self._others[resource]
        key = str(resource)  # one that leads elsewhere from another folder: its number tells
        if key not in self._used:
            self._used[key] = self._seen(resource, name, self._known.get(key))
        return self._used[key]

    def _seen(self, resource: Path, name: str, known: Entry | None) -> Entry:
        try:
            status = resource.stat()
        except OSError as error:
            raise InputError(f"cannot be read: {error.strerror}", Location(name)) from None
        return known if known is not None and known.holds(status) else _read(resource, name, status)

    def to_bytes(self) -> bytes:
        """Return what is known now."""
        return json.dumps(self._used, separators=(",", ":")).encode()

    @property
    def is_new(self) -> bool:
        """Whether anything is known now that was not known before."""
        return self._used != self._known


def _read(resource: Readable, name: str, status: os.stat_result | None) -> Entry:
    """Read a file whose status was taken before."""
    begin = time.time_ns()
    content = raw_bytes(resource, name)
    times = (status.st_mtime_ns, status.st_ctime_ns, status.st_ino) if status else (0, 0, 0)
    return Entry(len(content), *times, begin, sha256(content).hexdigest(), MARK in content)


def directory(content: bytes | None) -> Directory:
    """Return a directory as it was kept, an empty one where there is none."""
    entries: dict[str, Any] = json.loads(content) if content else {}
    return Directory({path: Entry(*values) for path, values in entries.items()})
