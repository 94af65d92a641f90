"""Bytes that lie in a temporary file instead of in memory."""

from array import array
from contextlib import suppress
from tempfile import TemporaryFile
from typing import IO, Final
from weakref import finalize

from operculum.errors import LimitError
from operculum.model.lazy import Lazy

REMEDY: Final = "Make room, or name another folder by the environment variable TMPDIR."


class FiledRecords(Lazy[bytes]):
    """Records in the order in which they were added; their file has no name, and goes when they go.

    Raises `LimitError` where there is no room for it.
    """

    def __init__(self) -> None:
        try:
            self._file = TemporaryFile(prefix="operculum-")  # noqa: SIM115 - closed when nobody needs it any more
        except OSError as error:
            raise LimitError(f"no temporary file can be made: {error.strerror}", remedy=REMEDY) from None
        self._ends = array("Q", [0])
        finalize(self, _close, self._file)

    def __len__(self) -> int:
        """Return the number of records."""
        return len(self._ends) - 1

    def append(self, record: bytes) -> None:
        """Add a record."""
        try:
            self._file.seek(self._ends[-1])
            self._file.write(record)
        except OSError as error:
            raise LimitError(f"a temporary file cannot be written: {error.strerror}", remedy=REMEDY) from None
        self._ends.append(self._ends[-1] + len(record))

    def item(self, place: int) -> bytes:
        """Read a record."""
        begin, end = self._ends[place : place + 2]
        try:
            self._file.seek(begin)
            return self._file.read(end - begin)
        except OSError as error:
            raise LimitError(f"a temporary file cannot be used: {error.strerror}", remedy=REMEDY) from None


def _close(file: IO[bytes]) -> None:
    """Close a file that nobody needs; what could not be written of it has been told."""
    with suppress(OSError):
        file.close()
