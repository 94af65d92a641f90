"""Running queries over a data graph: a store of what they can touch, and a graph of rows for each run."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import suppress
from functools import cached_property
from itertools import chain
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, RdfFormat, Store, parse

from operculum.shacl.graph import DataGraph, Row
from operculum.shacl.sparql import columns
from operculum.shacl.sparql.binding import COLUMN, ROWS
from operculum.shacl.sparql.forms import Forms
from operculum.shacl.sparql.misjudged import has_no_order, has_no_truth, is_beyond
from operculum.shacl.sparql.query import Query
from operculum.shacl.terms import Node, Statement, Term

SHAPES_GRAPH: Final = NamedNode("urn:x-operculum:shapes")
"""What $shapesGraph is bound to."""

MANY: Final = 32
"""From so many rows on, EXISTS is tested for all of them together."""

FORMS: Final = "a query depends on the written form of numbers or dates"
MISJUDGED: Final = "a query can meet a literal that a store takes for something else"

Solution = Mapping[str, Term]


class NeedsReference(Exception):  # noqa: N818 (not an error: another engine takes over)
    """Something only pySHACL can judge rightly: the node of a query, and the reason."""

    def __init__(self, node: Node, reason: str) -> None:
        super().__init__(reason)
        self.node = node
        self.reason = reason


class QueryRunner:
    """Runs the queries of a plan over one data graph."""

    def __init__(self, graph: DataGraph, shapes: Iterable[Statement]) -> None:
        self._graph = graph
        self._shapes = shapes
        self._store = Store()
        self._stored: set[int] = set()
        self._forms = Forms()
        self._reach: dict[Query, set[Literal]] = {}
        self._judged_rightly: set[Query] = set()
        self._rows: tuple[tuple[str, ...], Sequence[Sequence[Term]]] = ((), ())

    def solutions(self, query: Query, rows: Sequence[Row]) -> Iterator[Solution]:
        """Yield the solutions of a query for rows of bindings, in the order of `query.bound`.

        Columns answer what they can. For the rest a store is asked: for all rows at once where that means the
        same, one after the other where it does not. Raises `NeedsReference` where the store's own forms of
        literals could change the outcome.
        """
        if query.obstacle:
            raise NeedsReference(query.node, query.obstacle)
        if not self._may_have_solutions(query):
            return
        if query.selection is not None:
            with suppress(columns.NotColumnwise):
                yield from list(columns.solutions(query.selection, self._graph, query.bound, rows))
                return
        yield from self._by_store(query, rows)

    def _by_store(self, query: Query, numbers: Sequence[Row]) -> Iterator[Solution]:
        store, terms = self._holding(query), self._graph.terms
        rows = [tuple(terms[number] for number in row) for row in numbers]
        bound = {term for row in rows for term in row if isinstance(term, Literal)}
        self._forms.learn(bound)
        for literals, minds in ((bound, True), (self._literals(query), query.minds_merging)):
            merged = minds and self._forms.merged(literals)
            if merged or (query.looks_at_forms and self._forms.changed(literals)):
                raise NeedsReference(query.node, FORMS)
        self._refuse_misjudged(query, bound)
        if query.has_empty_path and not self._nodes.issuperset(_nodes_of(query, numbers)):
            raise NeedsReference(query.node, "a path of no steps begins at a node that the data do not hold")
        for batch in [rows] if query.joins else [[row] for row in rows]:
            yield from self._run(store, query, batch)

    def _refuse_misjudged(self, query: Query, bound: AbstractSet[Literal]) -> None:
        """Raise `NeedsReference` where a query can meet literals that a store takes for something else."""
        notice, given = query.notice, frozenset(query.bound)
        if query not in self._judged_rightly:
            met = [
                (self._literals(query) if notice.computes else (), is_beyond),
                (self._values(query, notice.ordered), has_no_order),
                (self._values(query, notice.truths), has_no_truth),
            ]
            if any(test(literal) for literals, test in met for literal in literals):
                raise NeedsReference(query.node, MISJUDGED)
            self._judged_rightly.add(query)
        tests = [is_beyond] if notice.computes else []
        tests += [has_no_order] if notice.ordered & given else []
        tests += [has_no_truth] if notice.truths & given else []
        if any(test(literal) for test in tests for literal in bound):
            raise NeedsReference(query.node, MISJUDGED)

    def _values(self, query: Query, names: AbstractSet[str]) -> AbstractSet[Literal]:
        """Return the literals of the data that variables can stand for."""
        wanted = query.predicates_to(names)
        return self._literals(query) if wanted is None else self._graph.literals(self._among(wanted))

    @cached_property
    def _nodes(self) -> set[int]:
        """All subjects and objects of the data."""
        columns = map(self._graph.column, self._graph.predicates)
        return set(chain.from_iterable(chain.from_iterable(columns)))

    def _may_have_solutions(self, query: Query) -> bool:
        return self._graph.has_blank_nodes or not query.needs_blank_node

    def _run(self, store: Store, query: Query, rows: Sequence[Sequence[Term]]) -> Iterator[Solution]:
        self._load_rows(store, query.bound, rows)
        found = store.query(query.text_for_many if len(rows) >= MANY else query.text)
        if not isinstance(found, QuerySolutions):
            raise TypeError("a query that is no SELECT was run")
        names = [variable.value for variable in found.variables]
        constants = dict(zip(query.bound, rows[0], strict=True)) if len(rows) == 1 else {}
        for solution in found:
            terms = {name: term for name, term in zip(names, solution, strict=True) if term is not None}
            yield {**constants, **{name: self._told(query, name, term) for name, term in terms.items()}}

    def _told(self, query: Query, name: str, term: Term) -> Term:
        """Return a term of a solution, written as in the data if it was found there."""
        if name in query.origins.computed:
            return term
        written = self._forms.as_written(term)
        if written != term and name in query.origins.mixed:
            raise NeedsReference(query.node, FORMS)
        return written

    def _load_rows(self, store: Store, bound: tuple[str, ...], rows: Sequence[Sequence[Term]]) -> None:
        """Put rows into their graph, unless they are there: the queries of a shape mostly share theirs."""
        if self._rows != (bound, rows):
            graph = NamedNode(ROWS)
            store.remove_graph(graph)
            self._rows = (bound, rows)
            columns = [NamedNode(COLUMN + name) for name in bound]
            store.extend(
                Quad(NamedNode(f"{ROWS}:{place}"), column, term, graph)
                for place, row in enumerate(rows)
                for column, term in zip(columns, row, strict=True)
            )

    def _holding(self, query: Query) -> Store:
        """Return the store, with all in it that a query can touch."""
        needed = self._graph.predicates if query.has_empty_path else self._touched(query)
        missing = sorted(set(needed) - self._stored)
        self._stored.update(missing)
        if missing:
            text = self._graph.n_triples(missing)
            self._store.bulk_extend(parse(text, RdfFormat.N_TRIPLES, lenient=True))
        if query.mentions("shapesGraph") and not self._store.contains_named_graph(SHAPES_GRAPH):
            self._store.bulk_extend(
                Quad(each.subject, each.predicate, each.object, SHAPES_GRAPH) for each in self._shapes
            )
        return self._store

    def _touched(self, query: Query) -> Iterable[int]:
        """Return the predicates of the data that a query can touch."""
        return self._graph.predicates if query.predicates is None else self._among(query.predicates)

    def _among(self, wanted: Container[object]) -> Iterator[int]:
        """Yield those predicates of the data that are among some."""
        return (number for number in self._graph.predicates if self._graph.terms[number] in wanted)

    def _literals(self, query: Query) -> set[Literal]:
        """Return the literals that a query can touch."""
        if query not in self._reach:
            self._reach[query] = self._graph.literals(self._touched(query))
            self._forms.learn(self._reach[query])
        return self._reach[query]


def _nodes_of(query: Query, rows: Iterable[Row]) -> Iterator[int]:
    """Yield what is bound beforehand, but for the shapes graph and the shape: those are not of the data."""
    places = [place for place, name in enumerate(query.bound) if name not in {"shapesGraph", "currentShape"}]
    return (row[place] for row in rows for place in places)
