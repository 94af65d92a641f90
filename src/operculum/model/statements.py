"""Many statements in little memory: each term is held once, and statements are rows of numbers."""

from abc import abstractmethod
from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Any, Final, NamedTuple

from operculum.model.lazy import Lazy
from operculum.model.terms import Literal, Statement, Term

NUMBER: Final = "I"
"""The type of the numbers in a column (`array`): four bytes each."""


RECENT: Final = 1 << 12
"""So many nodes are kept that were made last: all of a small base."""


def iris_first(term: Term) -> tuple[bool | str, ...]:
    """Return what terms are sorted by: IRIs first, then literals by form, datatype and language."""
    if isinstance(term, Literal):
        return True, term.lexical, term.datatype, term.language or ""
    return False, term


class Node(NamedTuple):
    """A subject with all that is said of it: predicates, objects and graphs, in the order of the terms."""

    subject: str
    said: Sequence[tuple[str, Term, str]]


class Statements(Collection[Statement]):
    """Statements in the order of their terms: by subject, predicate, object and graph, none twice."""

    __slots__ = ()

    @abstractmethod
    def nodes(self) -> Sequence[Node]:
        """Return the nodes that are described, sorted by their names."""

    def __iter__(self) -> Iterator[Statement]:
        """Yield the statements."""
        return (Statement(subject, *each) for subject, said in self.nodes() for each in said)

    def __contains__(self, statement: object) -> bool:
        """Tell whether a statement is among them."""
        return any(each == statement for each in self)


@dataclass(frozen=True, slots=True)
class Table(Statements):
    """Statements held in memory.

    `terms` are sorted, and `columns` hold their numbers: one column each for subjects, predicates, objects
    and graphs, of which each row is a statement.
    """

    terms: tuple[Term, ...] = ()
    columns: tuple["array[int]", ...] = (array(NUMBER),) * 4

    def __len__(self) -> int:
        """Return the number of statements."""
        return len(self.columns[0])

    def nodes(self) -> "TableNodes":
        """Return the nodes, each made from its rows, which stand together."""
        begins = array(NUMBER)
        row = 0
        for _, rows in groupby(self.columns[0]):
            begins.append(row)
            row += sum(1 for _ in rows)
        begins.append(row)
        return TableNodes(self, begins)

    def said(self, row: int) -> tuple[str, Term, str]:
        """Return predicate, object and graph of a row."""
        terms, (_, predicates, objects, graphs) = self.terms, self.columns
        return str(terms[predicates[row]]), terms[objects[row]], str(terms[graphs[row]])

    def sorted_by(self, key: Callable[[Term], Any]) -> "Table":
        """Return the same statements in the order in which `key` brings their terms."""
        ordered = sorted(range(len(self.terms)), key=lambda number: key(self.terms[number]))
        ranks = array(NUMBER, bytes(len(ordered) * self.columns[0].itemsize))
        for rank, number in enumerate(ordered):
            ranks[number] = rank
        return Table(tuple(self.terms[number] for number in ordered), ranked(self.columns, ranks))


class TableNodes(Lazy[Node]):
    """The nodes of a table; `begins` are the rows at which they begin, and the end of the last."""

    def __init__(self, table: Table, begins: "array[int]") -> None:
        self._table = table
        self._begins = begins
        self._recent = lru_cache(RECENT)(self._made)

    def __len__(self) -> int:
        """Return the number of nodes."""
        return len(self._begins) - 1

    def subject(self, place: int) -> str:
        """Return the name of a node."""
        return str(self._table.terms[self._table.columns[0][self._begins[place]]])

    def item(self, place: int) -> Node:
        """Return a node."""
        return self._recent(place)

    def _made(self, place: int) -> Node:
        rows = range(self._begins[place], self._begins[place + 1])
        return Node(self.subject(place), tuple(map(self._table.said, rows)))


@dataclass(frozen=True, slots=True)
class InGraph(Lazy[Node]):
    """Some nodes with what one graph says of them."""

    nodes: Sequence[Node]
    places: Sequence[int]
    graph: str

    def __len__(self) -> int:
        """Return the number of nodes."""
        return len(self.places)

    def item(self, place: int) -> Node:
        """Return a node."""
        subject, said = self.nodes[self.places[place]]
        return Node(subject, tuple(each for each in said if each[2] == self.graph))


def by_graph(nodes: Sequence[Node]) -> Iterator[tuple[str, InGraph]]:
    """Yield the name of each graph with its nodes, in the order of the names."""
    places: dict[str, array[int]] = {}
    for place, (_, said) in enumerate(nodes):
        for graph in {each[2] for each in said}:
            places.setdefault(graph, array(NUMBER)).append(place)
    for graph in sorted(places):
        yield graph, InGraph(nodes, places[graph], graph)


def in_order(statements: Iterable[Statement]) -> Table:
    """Return statements in the order of their terms.

    >>> egg, ear = Statement("x:egg", "x:is", "x:cell", ""), Statement("x:ear", "x:is", Literal("organ"), "")
    >>> [each.subject for each in in_order([egg, ear, egg])]
    ['x:ear', 'x:egg']
    """
    numbers: dict[Term, int] = {}
    columns = tuple(array(NUMBER) for _ in Statement._fields)
    for statement in statements:
        for column, term in zip(columns, statement, strict=True):
            column.append(numbers.setdefault(term, len(numbers)))
    return Table(tuple(numbers), columns).sorted_by(iris_first)


def ranked(columns: Iterable["array[int]"], ranks: "array[int]") -> "tuple[array[int], ...]":
    """Return rows with their numbers replaced by ranks, in order and none twice.

    A row is sorted as one large number, which takes less room and time than four.
    """
    width = len(ranks).bit_length()
    keys = sorted(
        ((ranks[s] << width | ranks[p]) << width | ranks[o]) << width | ranks[g]
        for s, p, o, g in zip(*columns, strict=True)
    )
    unique = [key for key, _ in groupby(keys)]
    mask = (1 << width) - 1
    return tuple(array(NUMBER, (key >> place * width & mask for key in unique)) for place in (3, 2, 1, 0))
