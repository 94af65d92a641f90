"""What all parts share, made or recalled when it is first asked for: later runs need little of it."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from operculum.partitions.kept import shared_from_bytes, shared_to_bytes
from operculum.partitions.memory import LARGE, Memory
from operculum.partitions.shared import Shared
from operculum.partitions.version import version
from operculum.partitions.whole import Whole
from operculum.store.excerpt import Excerpt
from operculum.store.finding import Found, shipped
from operculum.validation.texts import files_by_digest


class Background:
    """The files that all parts share, the base that they are put into if any, and the texts at hand."""

    def __init__(
        self, data: Sequence[Found], base: Sequence[Found], sources: Iterable[Path], memory: Memory | None
    ) -> None:
        self._data, self._base, self._memory = data, base, memory
        if memory is None:
            self.texts: Mapping[str, Path] = files_by_digest(sources)
        else:
            self.texts = files_by_digest(sources, lambda path: memory.files.digest(path, str(path)))

    @cached_property
    def key(self) -> str:
        """A digest of all that verdicts depend on, the parts themselves and the texts aside."""
        ours = (*shipped("shapes", "shapes/"), *shipped("ontology", "ontology/"))
        return self.key_of("background", version(), self.files_key((*ours, *self._data, *self._base)))

    def files_key(self, files: Iterable[Found]) -> str:
        """Return a digest of files with their names, and of excerpts with the lines on which they stand.

        Raises `InputError` where they cannot be read.
        """
        if self._memory is None:
            return ""
        known = self._memory.files
        said = (
            f"{name}\t{below}\t{known.digest(file, name)}\t{file.lines if isinstance(file, Excerpt) else ''}"
            for name, below, file in files
        )
        return self.key_of(*said)

    @staticmethod
    def key_of(*said: str) -> str:
        """Return a digest of several texts."""
        return sha256("\n".join(said).encode()).hexdigest()

    @cached_property
    def whole(self) -> Whole:
        """The shared data in the base; raises `InputError` where they cannot be read."""
        return Whole(self._data, self._base)

    @property
    def is_apart(self) -> bool:
        """Whether claims and passages of the context, if any, have nothing to do with those of parts."""
        known = self._memory is not None and self._memory.has(self.kept_as)
        return known or self.whole.is_apart

    @cached_property
    def told(self) -> Shared:
        """What workers are told."""
        kept = None if self._memory is None else self._memory.read(self.kept_as)
        if kept is not None:
            return shared_from_bytes(kept, (*self._data, *self._base), self.texts)
        told = self.whole.told(self.texts)
        if self._memory is not None:
            self._memory.write(self.kept_as, shared_to_bytes(told))
        return told

    @property
    def kept_as(self) -> str:
        """The key under which is kept what workers are told."""
        return f"{LARGE}{self.key}"
