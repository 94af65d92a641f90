"""From paths that a user gives to the files that are read, each with the name by which it is told."""

import os
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter
from pathlib import Path
from typing import Final, TypeAlias

from operculum.errors import InputError, Location
from operculum.resources import Folder, folder
from operculum.store.formats import is_data
from operculum.store.parsing import Readable, StandardInput

PIPE: Final = "-"
"""The name of standard input, read as TriG, of which Turtle and N-Triples are part."""

LARGE: Final = 16_000_000
"""Data of more bytes are worked on part by part without being asked to."""

Found: TypeAlias = tuple[str, str, Readable]
"""A file's name for the user, its path below the folder it was found in, and where to read it."""


def find_files(paths: Sequence[Path] | None = None) -> Iterator[Found]:
    """Yield the files below some paths, sorted, or those of the shipped base; none of them is read.

    Files in a folder that hold no data are passed over, and so is what has a name that begins with a full
    stop. Raises `InputError` for what is not there, what cannot be opened, and links inside a folder.
    """
    if paths is None:
        yield from shipped("kb")
    for path in paths or ():
        name = _shown(path.as_posix())
        try:
            yield from _find(path, name)
        except OSError as error:
            raise InputError(f"cannot be read: {error.strerror}", Location(name)) from None


def is_large(files: Iterable[Found]) -> bool:
    """Tell whether files have more bytes than are held in memory together."""
    room = LARGE
    for _, _, resource in files:
        room -= resource.stat().st_size if isinstance(resource, Path) else 0
        if room < 0:
            return True
    return False


def shipped(name: Folder, below: str = "") -> Iterator[Found]:
    """Yield the data files of a shipped folder; `below` is put before their paths."""
    yield from _walk(folder(name), name, below)


def _find(path: Path, name: str) -> Iterator[Found]:
    if name == PIPE:
        yield PIPE, "standard-input", StandardInput()
    elif path.is_dir():
        yield from _walk(path, name, "")
    elif path.exists():
        yield name, name.lstrip("/"), path
    else:
        raise InputError("no such file or folder", Location(name), "Check the spelling of the path.")


def _walk(directory: Path, name: str, below: str) -> Iterator[Found]:
    for entry in _entries(directory):
        shown = _shown(entry.name)
        if shown.startswith("."):
            continue
        if entry.is_symlink() and (is_data(shown) or not entry.is_file()):
            place = Location(f"{name}/{shown}")
            raise InputError("links inside a folder are not followed", place, "Name the target itself.")
        if entry.is_dir():
            yield from _walk(directory / entry.name, f"{name}/{shown}", f"{below}{shown}/")
        elif is_data(shown):
            yield f"{name}/{shown}", f"{below}{shown}", directory / entry.name


def files_below(directory: Path) -> Iterator[Path]:
    """Yield all files in a folder and in those inside it, sorted; links to folders are not followed."""
    for entry in _entries(directory):
        if entry.is_dir(follow_symlinks=False):
            yield from files_below(directory / entry.name)
        elif entry.is_file():
            yield directory / entry.name


def _entries(directory: Path) -> list[os.DirEntry[str]]:
    """Return what a folder holds, sorted by name; unlike paths, entries mostly know what they are."""
    with os.scandir(directory) as entries:
        return sorted(entries, key=attrgetter("name"))


def _shown(name: str) -> str:
    r"""Return a name with the bytes escaped that are not UTF-8, so that it can be written anywhere.

    >>> print(_shown("caf\udce9.ttl"))
    caf\xe9.ttl
    """
    return os.fsencode(name).decode(errors="backslashreplace")
