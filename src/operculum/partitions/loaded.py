"""A part loaded with what it can look at of the context: what it describes, where, and its links."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from pyoxigraph import Literal

from operculum.errors import InputError, LimitError, Location, OperculumError
from operculum.partitions.division import Part
from operculum.partitions.links import Links, hash_of, hashes
from operculum.partitions.locator import Locator
from operculum.partitions.packed import Packed, pack
from operculum.partitions.rules import CROSSING, KEYED
from operculum.partitions.shared import Bench, load_file
from operculum.shacl.terms import RDF_TYPE, SUBCLASS_OF
from operculum.store.excerpt import told


class Loaded:
    """The graph of a part and its context.

    `own` are the numbers of the nodes that the part describes; `faults` say which files cannot be read.
    """

    def __init__(self, part: Part, at: Bench) -> None:
        self._part, self._at = part, at
        self.graph = at.vocabulary.copy()
        begin = self.graph.sizes
        faults: list[OperculumError] = []
        for found in part.files:
            try:
                load_file(self.graph, found)
            except (InputError, LimitError) as error:
                faults.append(told(error, found))
        self.faults = tuple(faults)
        if not faults:
            self._look_around(begin)

    def _look_around(self, begin: Mapping[int, int]) -> None:
        """Find what the part describes and refers to, and take what it can look at from the context."""
        self._rows = list(self.graph.since(begin))
        self.own = {each for _, subjects, _ in self._rows for each in subjects}
        self._referred = {each for _, _, objects in self._rows for each in objects} - self.own
        terms = self.graph.terms
        nodes = (each for each in (*self._referred, *self.own) if not isinstance(terms[each], Literal))
        self._hashes = {each: hash_of(str(terms[each]).encode()) for each in nodes}
        around = self._at.surroundings.around(
            b"".join(self._hashes.values()), self._at.passed_over(for_shared=self._part.shared)
        )
        self._at.surroundings.fill(self.graph, around)

    @cached_property
    def described(self) -> bytes:
        """The hashes of the nodes that the part describes."""
        return self._sorted(self.own)

    def _sorted(self, nodes: Iterable[int]) -> bytes:
        """Return the sorted hashes of those that are nodes."""
        return b"".join(sorted(self._hashes[node] for node in nodes if node in self._hashes))

    def stands_alone(self) -> bool:
        """Tell whether the part neither describes the context anew nor adds to its classes."""
        terms = self.graph.terms
        adds_classes = any(terms[predicate] == SUBCLASS_OF for predicate, _, _ in self._rows)
        return not adds_classes and not self._at.surroundings.knows(self.described)

    def locate(self, name: str, predicate: str | None) -> Location | None:
        """Return where a node is described, in the part or else in the files that all share."""
        return self._own_places.locate(name, predicate) or self._at.places.locate(name, predicate)

    @cached_property
    def _own_places(self) -> Locator:
        return Locator(self._part.files)

    def links(self) -> Links:
        """Return what the part is linked to."""
        terms = self.graph.terms
        referred: set[int] = set()
        keys: set[int] = set()
        for predicate, _, objects in self._rows:
            referred |= set() if terms[predicate] in CROSSING else set(objects) - self.own
            keys |= set(objects) if terms[predicate] in KEYED else set()
        return Links(
            self.described,
            self._sorted(referred),
            hashes(str(terms[key]) for key in keys),
        )

    def gathered(self) -> Packed:
        """Return the statements that must be judged together with those of other parts."""
        return pack(self.graph, self._shown())

    def _shown(self) -> Iterator[tuple[int, Sequence[int], Sequence[int]]]:
        wanted, classes = self._at.gathered, self._at.classes
        for predicate, subjects, objects in self._rows:
            name = self.graph.terms[predicate]
            if name == RDF_TYPE and classes is not None:
                limited = {each for each in set(objects) if self.graph.terms[each] in classes}
                pairs = [pair for pair in zip(subjects, objects, strict=True) if pair[1] in limited]
                yield predicate, [subject for subject, _ in pairs], [target for _, target in pairs]
            elif wanted is None or name in wanted:
                yield predicate, subjects, objects
