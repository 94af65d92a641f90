"""Where nodes stand in some files: only files that can name a node are read again."""

from functools import cached_property
from pathlib import PurePath
from typing import Final

from operculum.errors import Location
from operculum.namespaces import slug
from operculum.store import Dataset
from operculum.store.dataset import DataFile, data_file, read_files
from operculum.store.excerpt import in_file
from operculum.store.finding import Found
from operculum.store.parsing import read_bytes

TEXTUAL: Final = {".ttl", ".nt", ".nq"}
"""The formats in which whatever stands as a subject is described, so that files need not be parsed again."""


class Locator:
    """The places of nodes in files, which are read when the first is asked for."""

    def __init__(self, files: tuple[Found, ...]) -> None:
        self._files = files
        self._texts: dict[int, DataFile] = {}
        self._datasets: dict[int, Dataset] = {}

    def locate(self, name: str, predicate: str | None) -> Location | None:
        """Return where a node is described, or what is said of it; None if it is not there.

        Nearly every file that speaks of a node holds the last part of its name; where none does, all are
        searched.
        """
        if not name.startswith("_:"):
            word = slug(name).encode()
            told = None
            for place, content in enumerate(self._contents):
                found = self._located(place, name, predicate) if word in content else None
                if found is not None and found.line is not None:
                    return found
                told = told or found
            if told is not None:
                return told
        return self._whole.locate(name, predicate)

    def _located(self, place: int, name: str, predicate: str | None) -> Location | None:
        file = self._files[place][0]
        found: Location | None
        if PurePath(file).suffix.lower() in TEXTUAL:
            offset = self._file(place).places.find(name, predicate)
            found = None if offset is None else Location(file, *offset)
        else:
            found = self._dataset(place).locate(name, predicate)
        return in_file(found, self._files[place]) if found else None

    @cached_property
    def _contents(self) -> list[bytes]:
        return [read_bytes(resource, name) for name, _, resource in self._files]

    @cached_property
    def _whole(self) -> Dataset:
        return read_files(self._files)

    def _file(self, place: int) -> DataFile:
        if place not in self._texts:
            self._texts[place] = data_file(*self._files[place])
        return self._texts[place]

    def _dataset(self, place: int) -> Dataset:
        if place not in self._datasets:
            self._datasets[place] = read_files([self._files[place]])
        return self._datasets[place]
