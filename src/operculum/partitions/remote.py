"""Files behind a URL, read through fsspec: object stores, web servers, memory, other machines."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from operculum.errors import InputError, Location, UsageError
from operculum.store.finding import Found
from operculum.store.formats import is_data


@dataclass(frozen=True, slots=True)
class Remote:
    """A file by its URL; its `size` in bytes is None where the server does not tell it."""

    url: str
    size: int | None = None

    def read_bytes(self) -> bytes:
        """Return all bytes; raises OSError where that fails."""
        with _fsspec().open(self.url, "rb") as file:
            content: bytes = file.read()
        return content


def find(url: str) -> Iterator[Found]:
    """Yield the files of data below a URL, as `find_files` does below a folder."""
    try:
        files, root = _fsspec().core.url_to_fs(url)
        paths = sorted(files.find(root, detail=True).items())
    except (OSError, ValueError, ImportError) as error:
        remedy = "Check the address, and that what fsspec needs to read from there is installed."
        raise InputError(f"cannot be read: {error}", Location(url), remedy) from None
    if not paths:
        raise InputError("no such file or folder", Location(url), "Check the spelling of the URL.")
    for path, known in paths:
        below = path.removeprefix(root).lstrip("/")
        hidden = any(name.startswith(".") for name in below.split("/"))
        if is_data(path) and not hidden:
            remote = Remote(files.unstrip_protocol(path), known.get("size"))
            yield f"{url.rstrip('/')}/{below}", below, remote


def _fsspec() -> Any:
    try:
        import fsspec
    except ImportError:
        raise UsageError(
            "reading from a URL takes fsspec, which is not installed", remedy="Install operculum[cluster]."
        ) from None
    return fsspec
