"""A part loaded with what it can look at of the context: what it describes, where, and its links."""

from collections.abc import Iterable, Mapping
from functools import cached_property

from pyoxigraph import NamedNode

from operculum.errors import InputError, LimitError, Location, OperculumError
from operculum.partitions.division import Part
from operculum.partitions.excerpts import Excerpt
from operculum.partitions.links import Links, hash_of, hashes
from operculum.partitions.places import Places
from operculum.partitions.rules import CROSSING, KEYED
from operculum.partitions.shared import Bench, load
from operculum.shacl.terms import RDF_TYPE, SUBCLASS_OF
from operculum.store.dataset import DataFile, data_file
from operculum.store.lines import read_lines
from operculum.store.parsing import read_bytes, statements


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
                self._load(data_file(*found))
            except (InputError, LimitError) as error:
                faults.append(found[2].told(error) if isinstance(found[2], Excerpt) else error)
        self.faults = tuple(faults)
        if not faults:
            self._look_around(begin)

    def _look_around(self, begin: Mapping[int, int]) -> None:
        """Find what the part describes and refers to, and take what it can look at from the context."""
        self._rows = list(self.graph.since(begin))
        self.own = {each for _, subjects, _ in self._rows for each in subjects}
        self._referred = {each for _, _, objects in self._rows for each in objects} - self.own
        terms = self.graph.terms
        named = (each for each in (*self._referred, *self.own) if isinstance(terms[each], NamedNode))
        self._hashes = {each: hash_of(str(terms[each]).encode()) for each in named}
        passed_over = frozenset[bytes]() if self._part.shared else self._at.passed_over
        around = self._at.lines.around(self._hashes.values(), passed_over)
        load(self.graph, around)

    def _load(self, file: DataFile) -> None:
        content = read_bytes(file.resource, file.name)
        if columns := read_lines(content, file.format):  # as we write N-Quads, and faster
            self.graph.load_columns(columns.terms, columns.by_predicate)
        else:
            self.graph.load(statements(content, file.format, file.graph, file.name))

    @cached_property
    def described(self) -> bytes:
        """The hashes of the nodes that the part describes, blank ones not counted."""
        return self._sorted(self.own)

    def _sorted(self, nodes: Iterable[int]) -> bytes:
        """Return the sorted hashes of those nodes that have names."""
        return b"".join(sorted(self._hashes[node] for node in nodes if node in self._hashes))

    def stands_alone(self) -> bool:
        """Tell whether the part neither describes the context anew nor adds to its classes."""
        terms = self.graph.terms
        adds_classes = any(terms[predicate] == SUBCLASS_OF for predicate, _, _ in self._rows)
        return not adds_classes and not self._at.lines.known(self.described)

    def locate(self, name: str, predicate: str | None) -> Location | None:
        """Return where a node is described, in the part or else in the files that all share."""
        return self._own_places.locate(name, predicate) or self._at.places.locate(name, predicate)

    @cached_property
    def _own_places(self) -> Places:
        return Places(self._part.files)

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

    def columns(self) -> bytes:
        """Return the triples that must be judged together with those of other parts, as N-Triples."""
        terms, wanted, classes = self.graph.terms, self._at.gathered, self._at.classes
        lines = []
        for predicate, subjects, objects in self._rows:
            name = terms[predicate]
            if wanted is None or name in wanted:
                limited = classes if name == RDF_TYPE else None
                lines += [
                    f"{terms[subject]} {name} {terms[target]} .\n"
                    for subject, target in zip(subjects, objects, strict=True)
                    if limited is None or terms[target] in limited
                ]
        return "".join(lines).encode()
