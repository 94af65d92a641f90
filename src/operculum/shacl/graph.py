"""A data graph in columns: every term a number, every predicate two columns of numbers."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain, islice
from typing import Any, TypeAlias

from pyoxigraph import BlankNode, Literal, Triple

from operculum.cycles import search_put_off
from operculum.errors import InputError
from operculum.shacl.literals import Value, value_of
from operculum.shacl.terms import RDF_TYPE, SUBCLASS_OF, Statement, Term

Index: TypeAlias = Mapping[int, Sequence[int]]
"""From a node to the nodes that one step leads to, without repetitions."""

Row: TypeAlias = tuple[int, ...]
"""Numbers of terms that belong together, such as the values of some variables."""


class DataGraph:
    """The triples to be judged, dictionary-encoded: a term is a number, a predicate two parallel columns.

    Columns are what is loaded; indexes over them are built when a path first needs them. Repeated triples
    count once.
    """

    def __init__(self, statements: Iterable[Statement]) -> None:
        self.terms: list[Term] = []
        self._numbers: dict[Term, int] = {}
        self._columns: dict[int, tuple[list[int], list[int]]] = {}
        self._forward: dict[int, Index] = {}
        self._inverse: dict[int, Index] = {}
        self._subjects: dict[int, frozenset[int]] = {}
        self._instances: dict[int, frozenset[int]] = {}
        self._values: dict[int, Value] = {}
        self.load(statements)

    def copy(self) -> "DataGraph":
        """Return a graph of the same triples that more can be loaded into."""
        other = DataGraph(())
        other.terms = self.terms.copy()
        other._numbers = self._numbers.copy()
        other._columns = {predicate: (s.copy(), o.copy()) for predicate, (s, o) in self._columns.items()}
        return other

    @search_put_off()
    def load(self, statements: Iterable[Statement]) -> None:
        """Add triples."""
        self._forget()
        numbers: dict[Any, int] = self._numbers
        columns = self._columns
        known = len(self.terms)
        last_subject, subject = None, -1
        for statement in statements:
            # Statements about one subject mostly come together.
            if (this_subject := statement.subject) != last_subject:
                last_subject = this_subject
                subject = numbers.setdefault(this_subject, len(numbers))
            predicate = numbers.setdefault(statement.predicate, len(numbers))
            target = numbers.setdefault(statement.object, len(numbers))
            column = columns.get(predicate)
            if column is None:
                column = columns[predicate] = ([], [])
            column[0].append(subject)
            column[1].append(target)
        self._take_up_terms()
        if any(isinstance(term, Triple) for term in self.terms[known:]):
            raise InputError("the data holds a triple term (RDF 1.2), which SHACL knows nothing of")

    def _take_up_terms(self) -> None:
        """Add the terms that were given numbers last to the list of all."""
        new = len(self._numbers) - len(self.terms)
        self.terms += reversed(list(islice(reversed(self._numbers), new)))

    def _forget(self) -> None:
        """Forget what was worked out from the triples so far; terms keep their numbers and values."""
        self._forward.clear()
        self._inverse.clear()
        self._subjects.clear()
        self._instances.clear()
        vars(self).pop("has_blank_nodes", None)

    @search_put_off()
    def load_columns(
        self, terms: Iterable[Term], columns: Mapping[int, tuple[Iterable[int], Iterable[int]]]
    ) -> None:
        """Add triples that are columns already, numbered by the places of their terms."""
        self._forget()
        known = self._numbers
        numbers = [known.setdefault(term, len(known)) for term in terms]
        self._take_up_terms()
        for predicate, (subjects, objects) in columns.items():
            own_subjects, own_objects = self._columns.setdefault(numbers[predicate], ([], []))
            own_subjects += map(numbers.__getitem__, subjects)
            own_objects += map(numbers.__getitem__, objects)

    @property
    def sizes(self) -> Mapping[int, int]:
        """How many triples there are now with each predicate: a mark, to tell later ones from."""
        return {predicate: len(subjects) for predicate, (subjects, _) in self._columns.items()}

    def since(self, mark: Mapping[int, int]) -> Iterator[tuple[int, Sequence[int], Sequence[int]]]:
        """Yield each predicate with the subjects and objects of the triples loaded after a mark."""
        for predicate, (subjects, objects) in self._columns.items():
            begin = mark.get(predicate, 0)
            if begin < len(subjects):
                yield predicate, subjects[begin:], objects[begin:]

    def number(self, term: Term) -> int:
        """Return the number of a term, a new one if the data does not hold it."""
        number = self._numbers.setdefault(term, len(self.terms))
        if number == len(self.terms):
            self.terms.append(term)
        return number

    @cached_property
    def has_blank_nodes(self) -> bool:
        """Whether there is any blank node."""
        return any(isinstance(term, BlankNode) for term in self.terms)

    @property
    def predicates(self) -> Iterable[int]:
        """All predicates of the data."""
        return self._columns.keys()

    def column(self, predicate: int) -> tuple[Sequence[int], Sequence[int]]:
        """Return the subjects and the objects of all triples with a predicate, in parallel."""
        return self._columns.get(predicate, ((), ()))

    def subjects(self, predicate: int) -> frozenset[int]:
        """Return the subjects of all triples with a predicate, each once."""
        if predicate not in self._subjects:
            self._subjects[predicate] = frozenset(self.column(predicate)[0])
        return self._subjects[predicate]

    def forward(self, predicate: int) -> Index:
        """Return the index from subjects to objects."""
        if predicate not in self._forward:
            self._forward[predicate] = _index(*self.column(predicate))
        return self._forward[predicate]

    def inverse(self, predicate: int) -> Index:
        """Return the index from objects to subjects."""
        if predicate not in self._inverse:
            subjects, objects = self.column(predicate)
            self._inverse[predicate] = _index(objects, subjects)
        return self._inverse[predicate]

    def instances(self, class_: Term) -> frozenset[int]:
        """Return the SHACL instances of a class: of it and of all its subclasses (SHACL, section 2.1.3.2)."""
        number = self.number(class_)
        if number not in self._instances:
            by_class = self.inverse(self.number(RDF_TYPE))
            found = (by_class.get(each, ()) for each in self.subclasses(number))
            self._instances[number] = frozenset(chain.from_iterable(found))
        return self._instances[number]

    def subclasses(self, class_: int) -> set[int]:
        """Return a class and all its subclasses."""
        by_superclass = self.inverse(self.number(SUBCLASS_OF))
        found, pending = {class_}, [class_]
        while pending:
            new = set(by_superclass.get(pending.pop(), ())) - found
            found |= new
            pending.extend(new)
        return found

    def literal(self, number: int) -> Literal | None:
        """Return the term if it is a literal."""
        term = self.terms[number]
        return term if isinstance(term, Literal) else None

    def value(self, number: int) -> Value | None:
        """Return the value of a literal, None for other terms; each is parsed once."""
        value = self._values.get(number)
        if value is None and (literal := self.literal(number)) is not None:
            value = self._values[number] = value_of(literal)
        return value

    def literals(self, predicates: Iterable[int]) -> set[Literal]:
        """Return the literals that are values of the given predicates."""
        numbers = {number for predicate in predicates for number in self.column(predicate)[1]}
        return {literal for number in numbers if (literal := self.literal(number)) is not None}

    def n_triples(self, predicates: Iterable[int]) -> bytes:
        """Return the triples with the given predicates as N-Triples, which engines load fastest."""
        lines: list[str] = []
        for predicate in predicates:
            subjects, objects = self.column(predicate)
            names = {number: str(self.terms[number]) for number in {predicate, *subjects, *objects}}
            between = f" {names[predicate]} "
            pairs = zip(subjects, objects, strict=True)
            lines += [f"{names[subject]}{between}{names[target]} .\n" for subject, target in pairs]
        return "".join(lines).encode()

    def statements(self) -> Iterator[Triple]:
        """Yield all triples, repetitions included."""
        terms: list[Any] = self.terms
        for predicate, (subjects, objects) in self._columns.items():
            for subject, target in zip(subjects, objects, strict=True):
                yield Triple(terms[subject], terms[predicate], terms[target])


def _index(keys: Sequence[int], targets: Sequence[int]) -> Index:
    single = dict(zip(keys, zip(targets, strict=True), strict=True))
    if len(single) == len(keys):
        return single
    index: dict[int, list[int]] = {}
    for key, target in zip(keys, targets, strict=True):
        if key in index:
            index[key].append(target)
        else:
            index[key] = [target]
    for key, values in index.items():
        if len(values) > 1 and len(set(values)) < len(values):
            index[key] = list(dict.fromkeys(values))
    return index
