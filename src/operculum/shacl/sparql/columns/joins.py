"""Bodies answered by joins over columns, for all rows at once.

Rows are tuples of numbers of terms, without repetitions: what a shape asks is whether there is a solution,
never how many. The next pattern is always the one that is expected to lead to the fewest rows.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from operator import itemgetter
from typing import Final, TypeAlias

from pyoxigraph import NamedNode, Variable

from operculum.shacl.graph import DataGraph, Row
from operculum.shacl.path_values import follow, mean_reach
from operculum.shacl.paths import InversePath, Path
from operculum.shacl.sparql.columns.algebra import (
    Body,
    Condition,
    Connective,
    Existence,
    Pattern,
    Selection,
    Slot,
    is_reached,
)
from operculum.shacl.sparql.columns.conditions import test_of
from operculum.shacl.terms import Term

Names: TypeAlias = tuple[Variable, ...]
Limits: TypeAlias = Mapping[Variable, frozenset[int]]

CROWD: Final = 8
"""From so many nodes for each row on, a search that ends with the first beats a join with all."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of numbers of terms under the names of variables."""

    names: Names
    rows: Sequence[Row]

    def only(self, wanted: Collection[Variable]) -> "Table":
        """Return the table with the wanted columns alone, no row repeated."""
        if all(name in wanted for name in self.names):
            return self
        places = [place for place, name in enumerate(self.names) if name in wanted]
        columns = [map(itemgetter(place), self.rows) for place in places]
        rows = dict.fromkeys(zip(*columns, strict=True) if columns else [()] * len(self.rows))
        return Table(tuple(self.names[place] for place in places), list(rows))

    def where(self, test: Callable[[Row], bool]) -> "Table":
        """Return the table with the rows alone that pass a test."""
        return Table(self.names, [row for row in self.rows if test(row)])


def solutions(
    selection: Selection, graph: DataGraph, bound: Sequence[str], rows: Sequence[Row]
) -> Iterator[Mapping[str, Term]]:
    """Yield what a query selects for rows of values of the variables `bound` beforehand, each once.

    Raises `NotColumnwise` where terms would have to be compared that only a query engine compares rightly.
    """
    names = tuple(map(Variable, bound))
    wanted = selection.projected
    found = _answer(graph, selection.body, Table(names, rows), wanted).only(wanted)
    terms, keys = graph.terms, [name.value for name in found.names]
    for row in found.rows:
        yield {key: terms[number] for key, number in zip(keys, row, strict=True)}


def _answer(graph: DataGraph, body: Body, table: Table, wanted: frozenset[Variable]) -> Table:
    """Return the rows of a table joined with what a body finds for them; of its columns those `wanted`."""
    patterns, conditions = list(body.patterns), list(body.conditions)
    later = wanted.union(*(existence.body.variables for existence in body.existences))
    while True:
        for condition in [each for each in conditions if each.variables <= set(table.names)]:
            conditions.remove(condition)
            table = _meeting(graph, table, condition)
        needed = later.union(*(each.variables for each in (*patterns, *conditions)))
        table = table.only(needed)
        if not patterns or not table.rows:
            break
        known = frozenset(table.names)
        pattern = min(patterns, key=lambda each: _fan_out(graph, each, known))
        patterns.remove(pattern)
        ready = [each for each in conditions if each.variables <= known | pattern.variables]
        others = [each for each in conditions if each not in ready]
        wanted_later = later.union(*(each.variables for each in (*patterns, *others)))
        having = _having(graph, table, pattern, ready, wanted_later)
        if having is not None:
            table, conditions = having, others
        else:
            table = _joined(graph, table, pattern, body, _limits(graph, patterns, table))
    for existence in body.existences:
        table = _existing(graph, table, existence)
    return table


def _meeting(graph: DataGraph, table: Table, condition: Condition) -> Table:
    """Return the rows of a table that meet a condition; one on a single variable is tested once a value."""
    if len(condition.variables) != 1:
        return table.where(test_of(condition, table.names, graph))
    (name,) = condition.variables
    place, test = table.names.index(name), test_of(condition, (name,), graph)
    passing = {value for value in {row[place] for row in table.rows} if test((value,))}
    return table.where(lambda row: row[place] in passing)


def _having(
    graph: DataGraph, table: Table, pattern: Pattern, ready: Sequence[Condition], wanted: frozenset[Variable]
) -> Table | None:
    """Return the rows for which a pattern finds a node that meets conditions: the first one will do.

    None where a join is as good: the node is wanted later, or each row leads to few.
    """
    subject, path, target = pattern.subject, pattern.path, pattern.target
    forward = isinstance(subject, Variable) and subject in table.names
    start, end = (subject, target) if forward else (target, subject)
    if not (isinstance(start, Variable) and isinstance(end, Variable) and isinstance(path, NamedNode)):
        return None
    if start not in table.names or end in table.names or end in wanted:
        return None
    index = graph.forward(graph.number(path)) if forward else graph.inverse(graph.number(path))
    place = table.names.index(start)
    if sum(len(index.get(row[place], ())) for row in table.rows) < CROWD * len(table.rows):
        return None
    test = test_of(Connective(every=True, conditions=tuple(ready)), (*table.names, end), graph)
    return table.where(lambda row: any(test((*row, node)) for node in index.get(row[place], ())))


def _existing(graph: DataGraph, table: Table, existence: Existence) -> Table:
    """Return the rows of a table for which a body has a solution, or has none."""
    shared = frozenset(existence.body.variables).intersection(table.names)
    asked = table.only(shared)
    found = _answer(graph, existence.body, asked, shared).only(shared)
    known = set(map(_picked(found.names, asked.names), found.rows))
    key = _picked(table.names, asked.names)
    return table.where(lambda row: (key(row) in known) is not existence.negated)


def _picked(names: Names, wanted: Names) -> Callable[[Row], object]:
    """Return what takes the wanted columns from a row."""
    places = [names.index(name) for name in wanted]
    return itemgetter(*places) if places else lambda _: ()


def _fan_out(graph: DataGraph, pattern: Pattern, known: frozenset[Variable]) -> float:
    """Return how many rows a pattern is expected to make of one, a great many where no row leads to it."""
    if not is_reached(pattern, known):
        return float("inf")
    if pattern.variables <= known:
        return 0
    apart = len(graph.terms) if pattern.variables.isdisjoint(known) else 0
    if isinstance(pattern.path, Variable):
        return apart + len(graph.terms)
    forward = not isinstance(pattern.subject, Variable) or pattern.subject in known
    return apart + mean_reach(graph, pattern.path, forward=forward)


def _limits(graph: DataGraph, patterns: Sequence[Pattern], table: Table) -> Limits:
    """Return the nodes that variables can stand for by patterns that come later, where these are few.

    It spares a join the rows that would not last; those patterns still have to be met.
    """
    limits: dict[Variable, frozenset[int]] = {}
    for pattern in patterns:
        if len(pattern.variables) != 1 or not isinstance(pattern.path, NamedNode):
            continue
        (name,), predicate = pattern.variables, graph.number(pattern.path)
        if not isinstance(pattern.target, Variable):
            nodes = graph.inverse(predicate).get(graph.number(pattern.target), ())
        elif not isinstance(pattern.subject, Variable):
            nodes = graph.forward(predicate).get(graph.number(pattern.subject), ())
        else:
            continue
        if len(nodes) <= len(table.rows):
            limits[name] = limits.get(name, frozenset(nodes)).intersection(nodes)
    return limits


def _joined(graph: DataGraph, table: Table, pattern: Pattern, body: Body, limits: Limits) -> Table:
    if isinstance(pattern.path, Variable):
        return _joined_by_any(graph, table, pattern, pattern.path, body)
    return _joined_by(graph, table, pattern, pattern.path, limits)


def _joined_by_any(graph: DataGraph, table: Table, pattern: Pattern, name: Variable, body: Body) -> Table:
    """Join by a pattern whose predicate is a variable: by each predicate that it can be."""
    if name in table.names:
        place = table.names.index(name)
        by_predicate: dict[int, list[Row]] = {}
        for row in table.rows:
            by_predicate.setdefault(row[place], []).append(row)
        parts = {key: Table(table.names, rows) for key, rows in by_predicate.items()}
    else:
        limits = [test_of(each, (name,), graph) for each in body.conditions if each.variables == {name}]
        allowed = [each for each in graph.predicates if all(test((each,)) for test in limits)]
        names = (*table.names, name)
        parts = {key: Table(names, [(*row, key) for row in table.rows]) for key in allowed}
    paths = ((key, term) for key in parts if isinstance(term := graph.terms[key], NamedNode))
    joined = [_joined_by(graph, parts[key], pattern, path, {}) for key, path in paths]
    names = joined[0].names if joined else table.names
    return Table(names, list(chain.from_iterable(part.rows for part in joined)))


def _joined_by(graph: DataGraph, table: Table, pattern: Pattern, path: Path, limits: Limits) -> Table:
    """Join by a pattern with a path, from an end that is known."""
    subject, target = pattern.subject, pattern.target
    if not isinstance(subject, Variable):
        return _led_to(graph, table, subject, path, target)
    if not isinstance(target, Variable):
        return _led_to(graph, table, target, InversePath(path), subject)
    if subject in table.names:
        return _followed(graph, table, (subject, target), path, limits)
    return _followed(graph, table, (target, subject), InversePath(path), limits)


def _led_to(graph: DataGraph, table: Table, start: Term, path: Path, end: Slot) -> Table:
    """Join by a path that begins at a constant."""
    number = graph.number(start)
    reached = sorted(_ahead(graph, path, [(number,)], 0).get(number, ()))
    if not isinstance(end, Variable):
        return table if graph.number(end) in reached else Table(table.names, [])
    if end in table.names:
        place, among = table.names.index(end), frozenset(reached)
        return table.where(lambda row: row[place] in among)
    return Table((*table.names, end), [(*row, node) for row in table.rows for node in reached])


def _followed(
    graph: DataGraph, table: Table, ends: tuple[Variable, Variable], path: Path, limits: Limits
) -> Table:
    """Join by a path that begins at a column of the table."""
    start, end = ends
    place = table.names.index(start)
    ahead = _ahead(graph, path, table.rows, place)
    if end in table.names:
        other = table.names.index(end)
        among = {node: frozenset(ahead.get(node, ())) for node in {row[place] for row in table.rows}}
        return table.where(lambda row: row[other] in among[row[place]])
    if end in limits:
        allowed = limits[end]
        return Table(
            (*table.names, end),
            [(*row, node) for row in table.rows for node in ahead.get(row[place], ()) if node in allowed],
        )
    rows = [(*row, node) for row in table.rows for node in ahead.get(row[place], ())]
    return Table((*table.names, end), rows)


def _ahead(graph: DataGraph, path: Path, rows: Sequence[Row], place: int) -> Mapping[int, Sequence[int]]:
    """Return where a path leads from the nodes in a column, and perhaps from others too."""
    if isinstance(path, NamedNode):
        return graph.forward(graph.number(path))
    if isinstance(path, InversePath) and isinstance(path.path, NamedNode):
        return graph.inverse(graph.number(path.path))
    return follow(graph, path, {row[place] for row in rows})
