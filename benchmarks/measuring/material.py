"""The bases that are measured, made once and kept: as Turtle, as sorted N-Quads, and for other engines."""

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from pyoxigraph import RdfFormat, serialize
from synthetic.faults import Spoiler
from synthetic.world import World
from synthetic.writing import write

from operculum.store import ontology, read, shipped_shapes

SEED: Final = 1
WITH_FAULTS: Final = 1500
"""From so many claims on a base has a fault of each kind, so that engines have something to agree on."""


@dataclass(frozen=True)
class Material:
    """One synthetic base of so many claims, in a folder; what is missing there is made."""

    claims: int
    folder: Path

    @cached_property
    def turtle(self) -> Path:
        """The folder with a Turtle file for each source, in `kb`, and the texts, in `texts`."""
        return self._made("turtle")

    @cached_property
    def sound(self) -> Path:
        """The same as Turtle without any fault: what is ill-formed is not exported."""
        return self._made("turtle", faults=False)

    @cached_property
    def nquads(self) -> Path:
        """The same as sorted N-Quads, a file for each source."""
        return self._made("nquads")

    @cached_property
    def triples(self) -> Path:
        """The same in one file of N-Triples with the vocabulary, for engines that read no folder."""
        path = self.folder / "all.nt"
        if not path.exists():
            data = read([self.turtle / "kb"]) | ontology()
            _write_triples(path, {quad.triple for quad in data})
        return path

    @cached_property
    def shapes(self) -> Path:
        """The shipped shapes in one file of N-Triples."""
        path = self.folder / "shapes.nt"
        if not path.exists():
            _write_triples(path, {quad.triple for quad in shipped_shapes()})
        return path

    def _made(self, form: str, *, faults: bool = True) -> Path:
        folder = self.folder / (form if faults else f"{form}-sound")
        if not folder.exists():
            partial = self.folder / f"{folder.name}-partial"
            shutil.rmtree(partial, ignore_errors=True)
            world = World(self.claims, SEED)
            spoiled = faults and self.claims >= WITH_FAULTS
            write(world, partial, form, Spoiler(world, 1) if spoiled else None)
            partial.rename(folder)
        return folder


def _write_triples(path: Path, triples: Iterable) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = (serialize(triples, format=RdfFormat.N_TRIPLES) or b"").splitlines(keepends=True)
    path.write_bytes(b"".join(sorted(lines)))
