"""Artefacts on disk: written whole or not at all, and compared byte for byte.

A folder of exports has a list of what was written into it, `SHA256SUMS`, in the form that `sha256sum -c`
reads. By it a later run knows which files are its own, and removes those that are no longer made; it never
touches a file that it did not write or that somebody changed.
"""

import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Final, Literal

from operculum.errors import InputError
from operculum.exporters import Artefact

LIST: Final = "SHA256SUMS"
STAGE: Final = ".operculum-export"
"""Where new files wait until all are written; what a killed run leaves there, the next run clears away."""


@dataclass(frozen=True, slots=True, order=True)
class Difference:
    """A file that is not as it would be written now."""

    path: str
    kind: Literal["missing", "different", "superfluous"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many files the exports have, how many of them were written anew, and how many went."""

    files: int
    written: int
    removed: int


def write(artefacts: Iterable[Artefact], folder: Path) -> Outcome:
    """Make a folder hold some artefacts, and no other that an earlier run made in their stead.

    All new files are written and synchronised to disk beside the old ones before the first is put in its
    place, so a full disk changes nothing, and a run that is killed leaves every file either old or new.
    Raises `InputError` where the folder cannot be written.
    """
    new = by_path(artefacts)
    listed = read_list(folder)
    stale = [path for path in sorted(listed.keys() - new.keys()) if ours(path, new, listed, folder)]
    kept = {path: digest for path, digest in listed.items() if top(path) not in tops(new)}
    sums = list_of(kept | {path: digest_of(content) for path, content in new.items()})
    changed = {path: content for path, content in new.items() if current(folder / path) != content}
    with writing(folder):
        stage = folder / STAGE
        shutil.rmtree(stage, ignore_errors=True)
        try:
            for path, content in (changed | {LIST: sums}).items():
                write_through(stage / path, content)
            for path in (*changed, LIST):
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                (stage / path).replace(folder / path)
            for path in stale:
                (folder / path).unlink()
        finally:
            shutil.rmtree(stage, ignore_errors=True)
    return Outcome(len(new), len(changed), len(stale))


def compare(artefacts: Iterable[Artefact], folder: Path) -> tuple[Difference, ...]:
    """Return how a folder differs from what would be written now, sorted by path; it writes nothing.

    A file in the folder of an exporter that the exporter does not make is superfluous.
    """
    new = by_path(artefacts)
    found = {path for each in tops(new) for path in files_below(folder, each)}
    kept = {path: digest for path, digest in read_list(folder).items() if top(path) not in tops(new)}
    expected = new | {LIST: list_of(kept | {path: digest_of(content) for path, content in new.items()})}
    differences = [Difference(path, "superfluous") for path in found - new.keys()]
    for path, content in expected.items():
        present = current(folder / path)
        if present != content:
            differences.append(Difference(path, "missing" if present is None else "different"))
    return tuple(sorted(differences))


def by_path(artefacts: Iterable[Artefact]) -> dict[str, bytes]:
    """Return the contents by path, sorted; raises `ValueError` for a path outside or twice."""
    contents: dict[str, bytes] = {}
    for artefact in artefacts:
        if not is_inside(artefact.path) or artefact.path in contents:
            raise ValueError(
                f"an exporter made the path {artefact.path!r}, which is outside or not the only one"
            )
        contents[artefact.path] = artefact.bytes
    return dict(sorted(contents.items()))


def is_inside(path: str) -> bool:
    """Tell whether a path stays below the folder it is joined to."""
    parts = PurePosixPath(path).parts
    return len(parts) > 1 and not path.startswith("/") and ".." not in parts and "\0" not in path


def top(path: str) -> str:
    """Return the first folder of a path: the exporter it belongs to."""
    return path.partition("/")[0]


def tops(paths: Iterable[str]) -> set[str]:
    """Return the exporters that some paths belong to."""
    return {top(path) for path in paths}


def ours(path: str, new: Iterable[str], listed: Mapping[str, str], folder: Path) -> bool:
    """Tell whether a file is one that we wrote, that nobody changed, and that belongs to what is made now."""
    if not is_inside(path) or top(path) not in tops(new):
        return False
    present = current(folder / path)
    return present is not None and digest_of(present) == listed[path]


def digest_of(content: bytes) -> str:
    """Return the SHA-256 of some bytes, in hexadecimal."""
    return sha256(content).hexdigest()


def list_of(digests: Mapping[str, str]) -> bytes:
    """Return the list of files with their digests, sorted by path, as `sha256sum` writes it."""
    return "".join(f"{digests[path]}  {path}\n" for path in sorted(digests)).encode()


def read_list(folder: Path) -> dict[str, str]:
    """Return the digests that the list in a folder gives, by path; empty where there is no list."""
    lines = (current(folder / LIST) or b"").decode(errors="replace").splitlines()
    return {path: digest for digest, _, path in (line.partition("  ") for line in lines) if path}


def current(path: Path) -> bytes | None:
    """Return what a file holds, None where there is none; raises `InputError` where it cannot be read."""
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror}") from None


def files_below(folder: Path, name: str) -> Iterator[str]:
    """Yield the paths of all files in a folder's subfolder, relative to the folder."""
    for path in (folder / name).rglob("*"):
        if path.is_file() or path.is_symlink():
            yield path.relative_to(folder).as_posix()


def write_through(path: Path, content: bytes) -> None:
    """Write a file and wait until the disk has it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Turn what the operating system refuses into an `InputError` that names the file."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield
    except OSError as error:
        place = error.filename2 or error.filename or folder
        raise InputError(
            f"cannot write {place}: {error.strerror}",
            remedy="No file was changed halfway. Make room or choose another folder with --out.",
        ) from None
