"""A part loaded with what it can look at of the context: what it describes, where, and its links."""

from functools import cached_property
from itertools import chain

from pyoxigraph import NamedNode, RdfFormat, parse

from operculum.errors import InputError, LimitError, Location, OperculumError
from operculum.partitions.division import Part
from operculum.partitions.links import Links, hashes
from operculum.partitions.shared import CROSSING, KEYED, Bench, name_of
from operculum.shacl.terms import RDF_TYPE, SUBCLASS_OF
from operculum.store.dataset import DataFile, data_file
from operculum.store.parsing import read_bytes, statements


class Loaded:
    """The graph of a part and its context.

    `own` are the numbers of the nodes that the part describes; `faults` say which files cannot be read.
    """

    def __init__(self, part: Part, at: Bench) -> None:
        self._at = at
        self.graph = at.vocabulary.copy()
        self._begin = self.graph.sizes
        self.own: set[int] = set()
        self._files: list[tuple[DataFile, set[int]]] = []
        faults: list[OperculumError] = []
        for found in part.files:
            try:
                self._load(data_file(*found))
            except (InputError, LimitError) as error:
                faults.append(error)
        self.faults = tuple(faults)
        self._rows = list(self.graph.since(self._begin))
        self._referred = {each for _, _, objects in self._rows for each in objects} - self.own
        terms = self.graph.terms
        nodes = {str(terms[each]).encode() for each in (*self._referred, *self.own)}
        around = at.lines.around([node for node in nodes if node[:1] == b"<"])
        self.graph.load(parse(around, RdfFormat.N_TRIPLES, lenient=True))

    def _load(self, file: DataFile) -> None:
        mark, content = self.graph.sizes, read_bytes(file.resource, file.name)
        self.graph.load(statements(content, file.format, file.graph, file.name))
        described = set(chain.from_iterable(subjects for _, subjects, _ in self.graph.since(mark)))
        self._files.append((file, described))
        self.own |= described

    @cached_property
    def described(self) -> bytes:
        """The hashes of the nodes that the part describes, blank ones not counted."""
        terms = (self.graph.terms[node] for node in self.own)
        return hashes(str(term) for term in terms if isinstance(term, NamedNode))

    def stands_alone(self) -> bool:
        """Tell whether the part neither describes the context anew nor adds to its classes."""
        terms = self.graph.terms
        adds_classes = any(terms[predicate] == SUBCLASS_OF for predicate, _, _ in self._rows)
        return not adds_classes and not self._at.lines.known(self.described)

    def locate(self, name: str, predicate: str | None) -> Location | None:
        """Return where a node is described, in the part or else in the files that all share."""
        number = None if name.startswith("_:") else self.graph.number(NamedNode(name))
        for file, described in self._files:
            if number in described:
                place = file.places.find(name, predicate)
                if place is not None:
                    return Location(file.name, *place)
            elif number is None and any(name == name_of(self.graph.terms[each]) for each in described):
                return Location(file.name)
        return None if number in self.own else self._locate_shared(name, predicate)

    def _locate_shared(self, name: str, predicate: str | None) -> Location | None:
        for file in self._shared_files:
            place = file.places.find(name, predicate)
            if place is not None:
                return Location(file.name, *place)
        return None

    @cached_property
    def _shared_files(self) -> list[DataFile]:
        return [data_file(*found) for found in self._at.told.files]

    def links(self) -> Links:
        """Return what the part is linked to."""
        terms = self.graph.terms
        referred: set[int] = set()
        keys: set[int] = set()
        for predicate, _, objects in self._rows:
            referred |= set() if terms[predicate] in CROSSING else set(objects) - self.own
            keys |= set(objects) if terms[predicate] in KEYED else set()
        outside = (terms[each] for each in referred)
        return Links(
            self.described,
            hashes(str(term) for term in outside if isinstance(term, NamedNode)),
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
