"""The texts of sources, found by their digests in folders, whatever the files are called."""

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from operculum.errors import InputError, Location
from operculum.model import Source

VARIABLE: Final = "OPERCULUM_SOURCES"


def folders(given: Iterable[Path] = ()) -> tuple[Path, ...]:
    """Return the folders given, or else those that `OPERCULUM_SOURCES` names."""
    chosen = tuple(given)
    if chosen:
        return chosen
    return tuple(Path(each) for each in os.environ.get(VARIABLE, "").split(os.pathsep) if each)


def texts(sources: Iterable[Source], places: Iterable[Path]) -> Mapping[str, str]:
    """Return the text of each source, by its IRI, whose digest is that of a file below one of the folders.

    Texts are decoded as UTF-8, so that positions count code points. Raises `InputError` for a folder that
    cannot be read.
    """
    wanted = {source.sha256: source.iri for source in sources if source.sha256}
    found: dict[str, str] = {}
    for content in _contents(places) if wanted else ():
        iri = wanted.get(hashlib.sha256(content).hexdigest())
        if iri is not None:
            found[iri] = content.decode("utf-8")
    return found


def _contents(places: Iterable[Path]) -> Iterator[bytes]:
    for place in places:
        if not place.exists():
            raise InputError(
                "no such file or folder", Location(str(place)), f"Check --sources and {VARIABLE}."
            )
        for path in sorted(place.rglob("*")) if place.is_dir() else [place]:
            if path.is_file():
                try:
                    yield path.read_bytes()
                except OSError as error:
                    raise InputError(f"cannot be read: {error.strerror}", Location(str(path))) from None
