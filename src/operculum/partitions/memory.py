"""What earlier runs found out, in a folder that may be deleted at any time; what is damaged there is no more.

Everything is kept under a digest of all that it depends on. What a run keeps lies in a file for each thing,
so that an interrupt loses nothing; when there are many, those still of use are packed into one file.
"""

import json
import re
from collections.abc import Collection
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final

from operculum.errors import InputError, Location
from operculum.partitions.directory import Directory, directory

DIRECTORY: Final = "directory"
PACK: Final = "pack"
LARGE: Final = "large-"
"""What the keys of things begin with that are large, and stay in files of their own."""
NEW: Final = "new-"
"""What the names of files begin with that are not whole yet."""
OURS: Final = re.compile(rf"({LARGE})?[0-9a-f]{{64}}|{NEW}\w+|{DIRECTORY}|{PACK}")
"""The names of our files: no other is removed from the folder."""
SEAL: Final = 16
"""How many bytes a seal has."""
FEW: Final = 100
"""How many files may lie in the folder before they are packed."""


class Memory:
    """Things by their keys, in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @cached_property
    def files(self) -> Directory:
        """The files known from earlier runs."""
        try:
            return directory(self._checked(DIRECTORY))
        except (ValueError, TypeError):
            return directory(None)

    def has(self, key: str) -> bool:
        """Tell whether something large is kept under a key, sound or not."""
        return (self._folder / key).is_file()

    def read(self, key: str) -> bytes | None:
        """Return what is kept under a key, None if nothing or not what was kept."""
        newer = self._checked(key) if key in self._loose else None
        return newer or self._pack.get(key)

    def write(self, key: str, content: bytes) -> None:
        """Keep something under a key; raises `InputError` where that fails."""
        sealed = _seal(content) + content
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with NamedTemporaryFile(dir=self._folder, prefix=NEW, delete=False) as file:
                file.write(sealed)
            Path(file.name).replace(self._folder / key)
            self._loose.add(key)
        except OSError as error:
            reason = f"cannot be written: {error.strerror}"
            raise InputError(reason, Location(str(self._folder)), "Leave --changed away.") from None

    def close(self, used: Collection[str]) -> None:
        """Keep the directory; if there are many files, pack those of the keys `used`, and drop the others."""
        if self.files.is_new:
            self.write(DIRECTORY, self.files.to_bytes())
        if len(loose := self._loose - {DIRECTORY, PACK}) > FEW:
            small = (key for key in used if not key.startswith(LARGE))
            kept = {key: content for key in small if (content := self.read(key)) is not None}
            places = json.dumps({key: len(content) for key, content in kept.items()}).encode()
            self.write(PACK, places + b"\n" + b"".join(kept.values()))
            for name in loose:
                if name in kept or name not in used:
                    (self._folder / name).unlink(missing_ok=True)

    @cached_property
    def _loose(self) -> set[str]:
        """The names of our files in the folder: a thing in one of its own is newer than the same packed."""
        names = {path.name for path in self._folder.iterdir()} if self._folder.is_dir() else set()
        return set(filter(OURS.fullmatch, names))

    @cached_property
    def _pack(self) -> dict[str, bytes]:
        content = self._checked(PACK)
        if content is None:
            return {}
        places, packed = content.split(b"\n", 1)
        found, begin = {}, 0
        for key, size in json.loads(places).items():
            found[key] = packed[begin : begin + size]
            begin += size
        return found

    def _checked(self, key: str) -> bytes | None:
        try:
            content = (self._folder / key).read_bytes()
        except OSError:
            return None
        content, seal = content[SEAL:], content[:SEAL]
        return content if seal == _seal(content) else None


def _seal(content: bytes) -> bytes:
    """Return what something kept begins with, by which damage is seen."""
    return blake2b(content, digest_size=SEAL).digest()
