"""The bases that are measured, made once and kept: as Turtle, as sorted N-Quads, and for other engines."""

import hashlib
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Final

from pyoxigraph import RdfFormat, Triple, serialize
from synthetic.faults import Spoiler
from synthetic.kinds import FAULTS
from synthetic.world import World
from synthetic.writing import write

from measuring import subset
from operculum.store import ontology, read, shipped_shapes

SEED: Final = 1
ROOM: Final = 20
"""How many claims a fault takes, for none to touch another."""
ROOT: Final = Path(__file__).parents[2]


@cache
def edition() -> str:
    """Return a digest of what bases are made from: a base that is kept is made anew when that changes."""
    digest = hashlib.sha256(Path(__file__).read_bytes() + Path(subset.__file__).read_bytes())
    for folder in ("benchmarks/synthetic", "ontology", "shapes"):
        for path in sorted((ROOT / folder).glob("*.*")):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:8]


@dataclass(frozen=True)
class Material:
    """One synthetic base of so many claims, below a folder; what is missing there is made.

    It has one fault of each kind, or of as many kinds as there is room for, so that engines have something to
    agree on.
    """

    claims: int
    data: Path

    @cached_property
    def folder(self) -> Path:
        """The folder of this base; those of older editions are removed."""
        folder = self.data / f"{self.claims}-{edition()}"
        for other in self.data.glob(f"{self.claims}-*"):
            if other != folder:
                shutil.rmtree(other)
        return folder

    @cached_property
    def turtle(self) -> Path:
        """The folder with a Turtle file for each source, in `kb`, and the texts, in `texts`."""
        return self._made("turtle")

    @cached_property
    def sound_turtle(self) -> Path:
        """The same as Turtle without any fault: what is ill-formed is not exported."""
        return self._made("turtle", faults=False)

    @cached_property
    def sound_nquads(self) -> Path:
        """The same as sorted N-Quads without any fault."""
        return self._made("nquads", faults=False)

    @cached_property
    def nquads(self) -> Path:
        """The same as sorted N-Quads, a file for each source."""
        return self._made("nquads")

    @cached_property
    def expected(self) -> tuple[str, ...]:
        """What must be found: rule and node, sorted."""
        return tuple((self.nquads / "expected.tsv").read_text(encoding="utf-8").splitlines())

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

    @cached_property
    def core(self) -> Path:
        """Those of the shipped shapes that every engine can read."""
        path = self.folder / "core.nt"
        if not path.exists():
            shapes, vocabulary = ((quad.triple for quad in data) for data in (shipped_shapes(), ontology()))
            _write_triples(path, subset.core(shapes, vocabulary))
        return path

    def _made(self, form: str, *, faults: bool = True) -> Path:
        folder = self.folder / (form if faults else f"{form}-sound")
        if not folder.exists():
            partial = self.folder / f"{folder.name}-partial"
            shutil.rmtree(partial, ignore_errors=True)
            world = World(self.claims, SEED)
            kinds = tuple(FAULTS[:: max(1, -(-len(FAULTS) * ROOM // self.claims))])
            write(world, partial, form, Spoiler(world, 1, kinds) if faults else None)
            partial.rename(folder)
        return folder


def _write_triples(path: Path, triples: Iterable[Triple]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = (serialize(triples, format=RdfFormat.N_TRIPLES) or b"").splitlines(keepends=True)
    path.write_bytes(b"".join(sorted(lines)))
