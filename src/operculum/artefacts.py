"""Artefacts on disk: written whole or not at all, and compared byte for byte.

A folder of exports has a list of what was written into it, `SHA256SUMS`, in the form that `sha256sum -c`
reads. By it a later run knows which files are its own, and removes those that are no longer made; it never
touches a file that it did not write or that somebody changed.
"""

import os
import shutil
from collections.abc import Container, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import file_digest, sha256
from io import BufferedReader
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

    Each is written piece by piece as it comes. All new files are on the disk, beside the old ones, before the
    first is put in its place, so a full disk changes nothing, and a run that is killed leaves every file
    either old or new. Raises `InputError` where the folder cannot be written, and `ValueError` for a path
    outside or twice.
    """
    listed = read_list(folder)
    with writing(folder):
        stage = folder / STAGE
        shutil.rmtree(stage, ignore_errors=True)
        try:
            new, changed = prepare(artefacts, folder)
            made = tops(new)
            stale = [path for path in sorted(listed.keys() - new.keys()) if ours(path, made, listed, folder)]
            write_pieces(stage / LIST, [list_of(of_others(listed, new) | new)])
            synchronise(stage / LIST)
            for path in (*changed, LIST):
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                (stage / path).replace(folder / path)
            for path in stale:
                (folder / path).unlink()
        finally:
            shutil.rmtree(stage, ignore_errors=True)
    return Outcome(len(new), len(changed), len(stale))


def prepare(artefacts: Iterable[Artefact], folder: Path) -> tuple[dict[str, str], list[str]]:
    """Write artefacts to the stage; return their digests by path, and the paths of those that changed."""
    digests: dict[str, str] = {}
    changed = []
    for artefact in artefacts:
        check_path(artefact.path, digests)
        staged = folder / STAGE / artefact.path
        digests[artefact.path] = digest = write_pieces(staged, artefact.pieces())
        if digest_of(folder / artefact.path) == digest:
            staged.unlink()
        else:
            synchronise(staged)
            changed.append(artefact.path)
    return digests, changed


def compare(artefacts: Iterable[Artefact], folder: Path) -> tuple[Difference, ...]:
    """Return how a folder differs from what would be written now, sorted by path; it writes nothing.

    A file in the folder of an exporter that the exporter does not make is superfluous. Raises `InputError`
    for a file that cannot be read, and `ValueError` for an artefact's path outside or twice.
    """
    new: dict[str, str] = {}
    for artefact in artefacts:
        check_path(artefact.path, new)
        new[artefact.path] = digest_of_pieces(artefact.pieces())
    found = {path for each in tops(new) for path in files_below(folder, each)}
    differences = [Difference(path, "superfluous") for path in found - new.keys()]
    names = list_of(of_others(read_list(folder), new) | new)
    for path, digest in (new | {LIST: digest_of_pieces([names])}).items():
        present = digest_of(folder / path)
        if present != digest:
            differences.append(Difference(path, "missing" if present is None else "different"))
    return tuple(sorted(differences))


def check_path(path: str, before: Container[str]) -> None:
    """Raise `ValueError` for a path that leaves the folder of the exports, or that was made before."""
    if not is_inside(path) or path in before:
        raise ValueError(f"an exporter made the path {path!r}, which is outside or not the only one")


def of_others(listed: Mapping[str, str], new: Iterable[str]) -> dict[str, str]:
    """Return what a list says of the files of exporters that did not run now."""
    made = tops(new)
    return {path: digest for path, digest in listed.items() if top(path) not in made}


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


def ours(path: str, made: Container[str], listed: Mapping[str, str], folder: Path) -> bool:
    """Tell whether a file is one that we wrote, that nobody changed, and that belongs to what is made now."""
    return is_inside(path) and top(path) in made and digest_of(folder / path) == listed[path]


def digest_of(path: Path) -> str | None:
    """Return a file's SHA-256, None where there is none; raises `InputError` where it cannot be read."""
    with reading(path) as file:
        return None if file is None else file_digest(file, "sha256").hexdigest()


def digest_of_pieces(pieces: Iterable[bytes]) -> str:
    """Return the SHA-256 of bytes that come in pieces, in hexadecimal."""
    digest = sha256()
    for piece in pieces:
        digest.update(piece)
    return digest.hexdigest()


def list_of(digests: Mapping[str, str]) -> bytes:
    """Return the list of files with their digests, sorted by path, as `sha256sum` writes it."""
    return "".join(f"{digests[path]}  {path}\n" for path in sorted(digests)).encode()


def read_list(folder: Path) -> dict[str, str]:
    """Return the digests that the list in a folder gives, by path; empty where there is no list."""
    with reading(folder / LIST) as file:
        lines = file.read().decode(errors="replace").splitlines() if file else []
    return {path: digest for digest, _, path in (line.partition("  ") for line in lines) if path}


@contextmanager
def reading(path: Path) -> Iterator[BufferedReader | None]:
    """Open a file, None where there is none; raises `InputError` where it cannot be read."""
    try:
        with path.open("rb") as file:
            yield file
    except (FileNotFoundError, NotADirectoryError):
        yield None
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror}") from None


def files_below(folder: Path, name: str) -> Iterator[str]:
    """Yield the paths of all files in a folder's subfolder, relative to the folder."""
    for path in (folder / name).rglob("*"):
        if path.is_file() or path.is_symlink():
            yield path.relative_to(folder).as_posix()


def write_pieces(path: Path, pieces: Iterable[bytes]) -> str:
    """Write a file piece by piece, and return its SHA-256."""
    path.parent.mkdir(parents=True, exist_ok=True)
    digest = sha256()
    with path.open("wb") as file:
        for piece in pieces:
            digest.update(piece)
            file.write(piece)
    return digest.hexdigest()


def synchronise(path: Path) -> None:
    """Wait until the disk has a file."""
    with path.open("rb") as file:
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
