"""Where nodes stand in some files: only files that can name a node are read again."""

from functools import cached_property

from operculum.errors import Location
from operculum.namespaces import slug
from operculum.store import Dataset
from operculum.store.dataset import read_files
from operculum.store.finding import Found
from operculum.store.parsing import read_bytes


class Places:
    """The places of nodes in files, which are read when the first is asked for."""

    def __init__(self, files: tuple[Found, ...]) -> None:
        self._files = files
        self._datasets: dict[tuple[int, ...], Dataset] = {}

    def locate(self, name: str, predicate: str | None) -> Location | None:
        """Return where a node is described, or what is said of it; None if it is not there.

        Nearly every file that speaks of a node holds the last part of its name; where none does, all are
        searched.
        """
        word = slug(name).encode()
        everywhere = tuple(range(len(self._files)))
        naming = tuple(place for place in everywhere if word in self._contents[place])
        if naming and not name.startswith("_:"):
            found = self._dataset(naming).locate(name, predicate)
            if found is not None:
                return found
        return self._dataset(everywhere).locate(name, predicate)

    @cached_property
    def _contents(self) -> list[bytes]:
        return [read_bytes(resource, name) for name, _, resource in self._files]

    def _dataset(self, places: tuple[int, ...]) -> Dataset:
        if places not in self._datasets:
            self._datasets[places] = read_files(self._files[place] for place in places)
        return self._datasets[places]
