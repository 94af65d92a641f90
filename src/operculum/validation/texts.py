"""The texts of sources, found by their digests in folders, whatever the files are called."""

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final, Protocol

from operculum.errors import InputError, Location
from operculum.store.finding import files_below
from operculum.store.parsing import raw_bytes

VARIABLE: Final = "OPERCULUM_SOURCES"


class Digested(Protocol):
    """A source, as far as its text is concerned."""

    @property
    def iri(self) -> str:
        """The source."""

    @property
    def sha256(self) -> str | None:
        """The digest of its text, in hexadecimal."""


def folders(given: Iterable[Path] = ()) -> tuple[Path, ...]:
    """Return the folders given, or else those that `OPERCULUM_SOURCES` names."""
    chosen = tuple(given)
    if chosen:
        return chosen
    return tuple(Path(each) for each in os.environ.get(VARIABLE, "").split(os.pathsep) if each)


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal; raises `InputError` where it cannot be read."""
    return hashlib.sha256(raw_bytes(path, str(path))).hexdigest()


def files_by_digest(places: Iterable[Path], digest: Callable[[Path], str] = digest_of) -> dict[str, Path]:
    """Return the files in some folders by their digests; raises `InputError` for what cannot be read."""
    return {digest(path): path for path in _files(places)}


def texts(sources: Iterable[Digested], files: Mapping[str, Path]) -> dict[str, str]:
    """Return the text of each source, by its IRI, whose digest is that of one of the files.

    Texts are decoded as UTF-8, so that positions count code points; what is no UTF-8, or has changed since
    its digest was taken, is not at hand.
    """
    found: dict[str, str] = {}
    for source in sources:
        path = files.get(source.sha256 or "")
        content = b"" if path is None else raw_bytes(path, str(path))
        if path is not None and hashlib.sha256(content).hexdigest() == source.sha256:
            with suppress(UnicodeDecodeError):
                found[source.iri] = content.decode("utf-8")
    return found


def _files(places: Iterable[Path]) -> Iterator[Path]:
    for place in places:
        if not place.exists():
            raise InputError(
                "no such file or folder", Location(str(place)), f"Check --sources and {VARIABLE}."
            )
        try:
            yield from files_below(place) if place.is_dir() else [place]
        except OSError as error:
            raise InputError(f"cannot be read: {error.strerror}", Location(str(place))) from None
