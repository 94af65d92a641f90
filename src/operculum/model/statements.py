"""Many statements in little memory: each term is held once, and statements are rows of numbers."""

from array import array
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

from operculum.model.terms import Literal, Statement, Term

NUMBER: Final = "I"
"""The type of the numbers in a column (`array`): four bytes each."""


def iris_first(term: Term) -> tuple[bool | str, ...]:
    """Return what terms are sorted by: IRIs first, then literals by form, datatype and language."""
    if isinstance(term, Literal):
        return True, term.lexical, term.datatype, term.language or ""
    return False, term


@dataclass(frozen=True, slots=True)
class Statements(Collection[Statement]):
    """Statements in the order of their terms: by subject, predicate, object and graph, none twice.

    `terms` are sorted, and `columns` hold their numbers: one column each for subjects, predicates, objects
    and graphs, of which each row is a statement.
    """

    terms: tuple[Term, ...] = ()
    columns: tuple["array[int]", ...] = (array(NUMBER),) * 4

    def __len__(self) -> int:
        """Return the number of statements."""
        return len(self.columns[0])

    def __iter__(self) -> Iterator[Statement]:
        """Yield the statements."""
        terms = self.terms
        for subject, predicate, value, graph in self.rows():
            yield Statement(str(terms[subject]), str(terms[predicate]), terms[value], str(terms[graph]))

    def __contains__(self, statement: object) -> bool:
        """Tell whether a statement is among them."""
        return any(each == statement for each in self)

    def rows(self) -> Iterator[tuple[int, ...]]:
        """Yield each statement as the numbers of its four terms."""
        return zip(*self.columns, strict=True)

    def sorted_by(self, key: Callable[[Term], Any]) -> "Statements":
        """Return the same statements in the order in which `key` brings their terms."""
        ordered = sorted(range(len(self.terms)), key=lambda number: key(self.terms[number]))
        ranks = array(NUMBER, bytes(len(ordered) * self.columns[0].itemsize))
        for rank, number in enumerate(ordered):
            ranks[number] = rank
        return Statements(tuple(self.terms[number] for number in ordered), ranked(self.columns, ranks))

    def nodes(self) -> Iterator[tuple[str, range]]:
        """Yield each subject with its rows, which stand together."""
        begin = 0
        for subject, rows in groupby(self.columns[0]):
            end = begin + sum(1 for _ in rows)
            yield str(self.terms[subject]), range(begin, end)
            begin = end

    def said(self, rows: range) -> Iterator[tuple[str, Term]]:
        """Yield predicate and object of some rows."""
        _, predicates, objects, _ = self.columns
        for row in rows:
            yield str(self.terms[predicates[row]]), self.terms[objects[row]]

    def by_graph(self) -> Iterator[tuple[str, "Statements"]]:
        """Yield the name of each graph with its statements, in the order of the names."""
        rows: dict[int, array[int]] = {}
        for row, graph in enumerate(self.columns[3]):
            rows.setdefault(graph, array(NUMBER)).append(row)
        for graph in sorted(rows):
            taken = tuple(array(NUMBER, map(column.__getitem__, rows[graph])) for column in self.columns)
            yield str(self.terms[graph]), Statements(self.terms, taken)


def in_order(statements: Iterable[Statement]) -> Statements:
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
    return Statements(tuple(numbers), columns).sorted_by(iris_first)


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
