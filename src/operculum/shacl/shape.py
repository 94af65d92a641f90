"""What shapes are made of: targets, constraints and the violations that constraints find."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, repeat
from typing import ClassVar, Final, NamedTuple, Protocol

from pyoxigraph import Literal, NamedNode

from operculum.shacl.graph import DataGraph, Row
from operculum.shacl.paths import Path
from operculum.shacl.sparql.query import Query
from operculum.shacl.terms import Node, Term, sh

VIOLATION: Final = sh("Violation")


@dataclass(frozen=True, slots=True)
class Targets:
    """The target declarations of a shape (SHACL, section 2.1.3)."""

    nodes: tuple[Term, ...] = ()
    classes: tuple[Term, ...] = ()
    subjects_of: tuple[NamedNode, ...] = ()
    objects_of: tuple[NamedNode, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.nodes or self.classes or self.subjects_of or self.objects_of)

    def focus_nodes(self, graph: DataGraph, own: AbstractSet[int] | None = None) -> set[int]:
        """Return the focus nodes in a data graph, of its `own` nodes if these are given.

        Nodes named by sh:targetNode need not occur in it.
        """
        met: list[Collection[int]] = [
            {graph.number(node) for node in self.nodes},
            *(graph.instances(class_) for class_ in self.classes),
            *(graph.subjects(graph.number(predicate)) for predicate in self.subjects_of),
            *(graph.column(graph.number(predicate))[1] for predicate in self.objects_of),
        ]
        return set().union(*(met if own is None else (own & set(each) for each in met)))


@dataclass(frozen=True, slots=True)
class Shape:
    """A node shape, or a property shape if it has a path."""

    node: Node
    path: Path | None
    targets: Targets
    constraints: tuple["Constraint", ...]
    severity: NamedNode = VIOLATION
    messages: tuple[Literal, ...] = ()
    deactivated: bool = False


class ValueNodes:
    """The value nodes of every focus node of a shape."""

    def __init__(self, by_focus: Mapping[int, Sequence[int]]) -> None:
        self.by_focus = by_focus

    @cached_property
    def distinct(self) -> set[int]:
        """All value nodes, each once."""
        return set(chain.from_iterable(self.by_focus.values()))

    def with_any(self, nodes: set[int]) -> set[int]:
        """Return the focus nodes of which a value node is among some nodes."""
        if not nodes:
            return set()
        return {focus for focus, values in self.by_focus.items() if not nodes.isdisjoint(values)}

    def with_fewer_than(self, count: int) -> Iterable[int]:
        """Return the focus nodes that have fewer value nodes than so many."""
        return (focus for focus, values in self.by_focus.items() if len(values) < count)

    def with_more_than(self, count: int) -> Iterable[int]:
        """Return the focus nodes that have more value nodes than so many."""
        return (focus for focus, values in self.by_focus.items() if len(values) > count)

    def without(self, value: int) -> Iterable[int]:
        """Return the focus nodes of which a node is no value node."""
        return (focus for focus, values in self.by_focus.items() if value not in values)

    def pairs(self) -> Iterator[tuple[int, int]]:
        """Yield every focus node with each of its value nodes."""
        for focus, values in self.by_focus.items():
            for value in values:
                yield focus, value


class FocusNodes(ValueNodes):
    """The value nodes of a node shape: every focus node is its own."""

    def __init__(self, focus: Collection[int]) -> None:
        self.distinct = set(focus)

    @cached_property
    def by_focus(self) -> Mapping[int, Sequence[int]]:  # type: ignore[override]  # made when first asked for
        """Every focus node with itself."""
        return {node: (node,) for node in self.distinct}

    def with_any(self, nodes: set[int]) -> set[int]:
        """Return the focus nodes that are among some nodes."""
        return nodes & self.distinct


class PropertyValues(ValueNodes):
    """The value nodes of a property: where the column of the property tells enough, no index is made."""

    def __init__(self, graph: DataGraph, predicate: int, focus: AbstractSet[int]) -> None:
        self._graph, self._predicate, self._focus = graph, predicate, focus

    @cached_property
    def by_focus(self) -> Mapping[int, Sequence[int]]:  # type: ignore[override]  # made when first asked for
        """Every focus node with the values of the property."""
        found = map(self._graph.forward(self._predicate).get, self._focus, repeat(()))
        return dict(zip(self._focus, found, strict=True))

    @cached_property
    def distinct(self) -> set[int]:
        """All values, each once."""
        subjects, objects = self._graph.column(self._predicate)
        if not self._is_most:
            return super().distinct
        if self._graph.subjects(self._predicate) <= self._focus:
            return set(objects)
        return {value for node, value in zip(subjects, objects, strict=True) if node in self._focus}

    def with_fewer_than(self, count: int) -> Iterable[int]:
        """Return the focus nodes that have fewer values than so many."""
        if count == 1:
            return self._focus - self._graph.subjects(self._predicate)
        return super().with_fewer_than(count)

    def with_more_than(self, count: int) -> Iterable[int]:
        """Return the focus nodes that have more values than so many."""
        subjects, _ = self._graph.column(self._predicate)
        if count > 0 and len(subjects) == len(self._graph.subjects(self._predicate)):
            return ()
        return super().with_more_than(count)

    def without(self, value: int) -> Iterable[int]:
        """Return the focus nodes of which a node is no value."""
        if not self._is_most:
            return super().without(value)
        pairs = zip(*self._graph.column(self._predicate), strict=True)
        return self._focus - {node for node, other in pairs if other == value}

    @property
    def _is_most(self) -> bool:
        """Whether the focus nodes have so much of the column that it is worth going through it."""
        return len(self._graph.column(self._predicate)[0]) <= 4 * len(self._focus)


class Finding(NamedTuple):
    """A validation result before its terms are looked up; `path` replaces that of the shape."""

    focus: int
    value: int | None
    shape: Shape
    constraint: "Constraint"
    path: Path | None = None
    messages: tuple[Literal, ...] = ()
    details: tuple["Finding", ...] = ()


class Violation(NamedTuple):
    """A finding together with the focus node that it makes non-conforming.

    The two differ only where a shape passes on the findings of another (sh:property).
    """

    origin: int
    finding: Finding


class Evaluation(Protocol):
    """What a constraint may ask while it is checked: the data, and what other shapes say of nodes."""

    graph: DataGraph

    def violations(self, shape: Node, focus: AbstractSet[int]) -> Sequence[Violation]:
        """Return the violations of a shape at focus nodes."""

    def failing(self, shape: Node, focus: AbstractSet[int]) -> set[int]:
        """Return the focus nodes that do not conform to a shape."""

    def solutions(self, query: Query, rows: Sequence[Row]) -> Iterable[Mapping[str, Term]]:
        """Return the solutions of a query for rows of bindings."""


class Constraint(ABC):
    """One constraint of a shape, ready to be checked for many focus nodes at once.

    `cost` puts the dear after the cheap where the first to fail decides: 0 looks terms up, 1 reads their
    text, 2 asks other shapes, 3 runs a query.
    """

    __slots__ = ()

    cost: ClassVar[int] = 0

    @property
    @abstractmethod
    def component(self) -> NamedNode:
        """The constraint component."""

    @property
    def source(self) -> Node | None:
        """The node of a SPARQL-based constraint, told as sh:sourceConstraint."""
        return None

    @property
    def shapes(self) -> tuple[Node, ...]:
        """The shapes that the constraint refers to."""
        return ()

    @property
    def queries(self) -> tuple[Query, ...]:
        """The queries that the constraint runs."""
        return ()

    @abstractmethod
    def message(self) -> str:
        """Say what is wrong where the constraint is violated, for shapes without a message of their own."""

    @abstractmethod
    def check(self, evaluation: Evaluation, shape: Shape, values: ValueNodes) -> Iterator[Violation]:
        """Yield the violations."""

    def failing(self, evaluation: Evaluation, shape: Shape, values: ValueNodes) -> set[int]:
        """Return the focus nodes that violate the constraint: quicker where nobody asks for more."""
        return {violation.origin for violation in self.check(evaluation, shape, values)}

    def violation(self, shape: Shape, focus: int, value: int | None = None) -> Violation:
        """Return the usual violation: the focus node fails, and is what is told."""
        return Violation(focus, Finding(focus, value, shape, self))


class ValueConstraint(Constraint):
    """A constraint that looks at each value node by itself, so that it judges each distinct one once."""

    __slots__ = ()

    @abstractmethod
    def rejected(self, evaluation: Evaluation, nodes: set[int]) -> set[int]:
        """Return the nodes that violate the constraint."""

    def check(self, evaluation: Evaluation, shape: Shape, values: ValueNodes) -> Iterator[Violation]:
        """Yield a violation for each pair of a focus node and a rejected value node."""
        rejected = self.rejected(evaluation, values.distinct)
        if rejected:
            for focus, value in values.pairs():
                if value in rejected:
                    yield self.violation(shape, focus, value)

    def failing(self, evaluation: Evaluation, shape: Shape, values: ValueNodes) -> set[int]:  # noqa: ARG002
        """Return the focus nodes with a rejected value node."""
        return values.with_any(self.rejected(evaluation, values.distinct))
