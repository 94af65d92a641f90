"""The shared data in the base that they are put into, as a graph, in the process that directs all."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from pyoxigraph import NamedNode, Quad, Triple

from operculum.partitions.context import context
from operculum.partitions.locator import Locator
from operculum.partitions.looks import looked_at
from operculum.partitions.packed import pack
from operculum.partitions.rules import KEYED, Rules
from operculum.partitions.shared import Shared, load_file
from operculum.shacl import DataGraph
from operculum.shacl.locality import asks_for_types, classes_of, predicates
from operculum.shacl.terms import RDF_TYPE, SUBCLASS_OF, Term
from operculum.store import Dataset, ontology, subject_of, text_of
from operculum.store.dataset import data_file, read_files
from operculum.store.finding import Found
from operculum.store.formats import is_mapping_set
from operculum.store.parsing import read_bytes, statements
from operculum.validation.records import READ_ELSEWHERE, Records
from operculum.validation.run import without


class Whole:
    """The shared data, in the base that they are put into if any.

    `own` are the names of the nodes that the shared data describe, `described` the numbers of all their
    subjects, those of what mapping sets say included, and `mapped` of those that these alone describe or
    speak of; `inside` are the numbers of all nodes that the shared data or the base describe.
    Judging together loads into `graph` what parts have gathered, which is done once, and last.
    Raises `InputError` for files that cannot be read.
    """

    def __init__(self, data: Sequence[Found], base: Sequence[Found] = ()) -> None:
        self.files = (*data, *base)
        self.graph = DataGraph(ontology())
        before = self.graph.sizes
        self._subjects: set[int] = set()
        self._are_apart = True
        self._load(data)
        terms = self.graph.terms
        own = frozenset(text_of(terms[node]) for node in self._subjects)
        self.mappings = _mappings(data)
        self.graph.load(self.mappings)
        self.described = {node for _, subjects, _ in self.graph.since(before) for node in subjects}
        self._load(base, but=own)
        renewed = without(_mappings(base), self.mappings)
        self.graph.load(each for each in renewed if subject_of(each) not in own)
        speaking = {each.subject for each in self.mappings if not isinstance(each.subject, Triple)}
        self.mapped = set(map(self.graph.number, speaking)) - self._subjects
        self.own = own | self.mappings.subjects()
        self._derived = frozenset(each.predicate for each in (*self.mappings, *renewed))
        self.inside = {node for _, subjects, _ in self.graph.since({}) for node in subjects}
        used = {self.graph.terms[predicate] for predicate in self.graph.predicates}
        self.rules = Rules(frozenset(self._leaving()), KEYED if KEYED.isdisjoint(used) else frozenset())
        self.gathered, self.classes = self._gathered()
        self.locate = Locator(self.files).locate

    def _load(self, files: Iterable[Found], but: Container[str] = ()) -> None:
        """Load files, and see whether any two describe the same node."""
        for found in files:
            if not is_mapping_set(found[0]):
                before = self.graph.sizes
                if but:
                    self.graph.load(each for each in _statements(found) if subject_of(each) not in but)
                else:
                    load_file(self.graph, found)
                subjects = {node for _, nodes, _ in self.graph.since(before) for node in nodes}
                self._are_apart &= self._subjects.isdisjoint(subjects)
                self._subjects |= subjects

    @property
    def is_apart(self) -> bool:
        """Whether claims and passages of the context, if any, have nothing to do with those of parts."""
        columns = (self.graph.column(self.graph.number(key)) for key in KEYED)
        values = {value for _, values in columns for value in values}
        return values <= self.inside and self.described.isdisjoint(values)

    def _leaving(self) -> Iterator[NamedNode]:
        """Yield the predicates by which the context refers to nodes that it does not describe."""
        terms = self.graph.terms
        for predicate, _, objects in self.graph.since({}):
            name = terms[predicate]
            outside = (isinstance(terms[each], NamedNode) for each in set(objects) - self.inside)
            if isinstance(name, NamedNode) and any(outside):
                yield name

    def _gathered(self) -> tuple[frozenset[NamedNode] | None, frozenset[Term] | None]:
        """Return the predicates and the classes that judging together takes; None where it may be any."""
        found: set[NamedNode] = {RDF_TYPE}
        classes: set[Term] = set()
        any_type = False
        for shape, constraint in self.rules.together(self.graph, self.described):
            needed = predicates(constraint, shape, self.rules.plan.shapes)
            if needed is None:
                return None, None
            found |= {*needed, *shape.targets.subjects_of, *shape.targets.objects_of}
            classes |= {*shape.targets.classes, *classes_of(constraint, self.rules.plan.shapes)}
            any_type |= asks_for_types(constraint, shape, self.rules.plan.shapes)
        numbers = {each for name in classes for each in self.graph.subclasses(self.graph.number(name))}
        terms = (self.graph.terms[number] for number in numbers)
        named = frozenset(
            each for each in terms if isinstance(each, NamedNode)
        )  # of a blank one nobody speaks
        return frozenset(found), None if any_type else named

    def _around(self) -> tuple[list[int], list[int]]:
        """Return by which predicates parts look at the context, and by which of them shared data alone do."""
        local, near = looked_at(self.rules.local, own=True), looked_at(self.rules.near, own=self._are_apart)
        found = list(self.graph.predicates)
        if local is None or near is None:
            return found, []
        terms, by_parts = self.graph.terms, local | READ_ELSEWHERE
        found = [each for each in found if terms[each] in by_parts | near | self._derived]
        return found, [each for each in found if terms[each] not in by_parts]

    def told(self, texts: Mapping[str, Path]) -> Shared:
        """Return what workers are told."""
        vocabulary = DataGraph(ontology())
        subclass_of = self.graph.number(SUBCLASS_OF)
        pack(self.graph, [(subclass_of, *self.graph.column(subclass_of))]).load_into(vocabulary)
        terms = self.graph.terms
        around, passed_over = self._around()
        return Shared(
            vocabulary=pack(vocabulary, vocabulary.since({})),
            context=context(self.graph, around, self.inside),
            passed_over=tuple(sorted(str(terms[each]) for each in passed_over)),
            leaving=tuple(sorted(each.value for each in self.rules.leaving)),
            keyed=tuple(sorted(each.value for each in self.rules.keyed)),
            gathered=None if self.gathered is None else tuple(sorted(each.value for each in self.gathered)),
            classes=None if self.classes is None else tuple(sorted(text_of(each) for each in self.classes)),
            sources=self.own.intersection(Records(self.graph).sources()),
            files=self.files,
            texts=texts,
        )


def _statements(found: Found) -> Iterator[Quad]:
    """Yield the statements of a file."""
    name, _, resource = found
    file = data_file(*found)
    yield from statements(read_bytes(resource, name), file.format, file.graph, name)


def _mappings(files: Iterable[Found]) -> Dataset:
    """Return the mapping sets among files."""
    return read_files(each for each in files if is_mapping_set(each[0]))
