"""Statements that lie in a temporary file, node by node, sorted without ever being held together."""

import marshal
from array import array
from collections.abc import Iterable, Iterator, Sequence
from heapq import merge
from itertools import groupby, pairwise
from operator import attrgetter
from typing import Final

from operculum.model.lazy import Chosen, Lazy, NamePlaces
from operculum.model.statements import NUMBER, Node, Statements, iris_first
from operculum.model.terms import Literal, Statement, Term
from operculum.namespaces import RDF
from operculum.store.records import FiledRecords

RUN: Final = 100_000
"""So many statements are sorted in memory at once."""
TYPE: Final = f"{RDF}type"

Said = tuple[str, Term, str]


class FiledNodes(Lazy[Node]):
    """Nodes in a temporary file, which were given sorted."""

    def __init__(self, nodes: Iterable[Node]) -> None:
        self.statements = 0
        self.by_class: dict[Term, array[int]] = {}
        self._records = FiledRecords()
        self._places = NamePlaces(map(self._add, nodes))

    def _add(self, node: Node) -> str:
        for kind in {value for predicate, value, _ in node.said if predicate == TYPE}:
            self.by_class.setdefault(kind, array(NUMBER)).append(len(self))
        self.statements += len(node.said)
        self._records.append(_packed(node))
        return node.subject

    def __len__(self) -> int:
        """Return the number of nodes."""
        return len(self._records)

    def item(self, place: int) -> Node:
        """Return a node."""
        return _unpacked(self._records[place])

    def find(self, subject: str) -> Node | None:
        """Return the node of that name, None where there is none."""
        found = map(self.item, self._places.of(subject))
        return next((node for node in found if node.subject == subject), None)


class FiledStatements(Statements):
    """Statements in a temporary file, each node with all that is said of it in one place."""

    def __init__(self, statements: Iterable[Statement], run: int = RUN) -> None:
        self._nodes = FiledNodes(_sorted(statements, run))

    def __len__(self) -> int:
        """Return the number of statements."""
        return self._nodes.statements

    def nodes(self) -> FiledNodes:
        """Return the nodes that are described, sorted by their names."""
        return self._nodes

    def said_of(self, subject: str) -> Iterable[Said]:
        """Return predicates, objects and graphs; nothing of a node that is not described."""
        node = self._nodes.find(subject)
        return () if node is None else node.said

    def of_class(self, kind: str) -> Sequence[Node]:
        """Return the nodes of a class."""
        return Chosen(self._nodes, self._nodes.by_class.get(kind, ()))

    def instances(self, kind: str) -> Iterator[str]:
        """Yield the names of the nodes of a class."""
        return (node.subject for node in self.of_class(kind))


def _sorted(statements: Iterable[Statement], run: int) -> Iterator[Node]:
    """Yield statements by their subjects: sorted runs of them are written, and then merged."""
    runs, ends = FiledRecords(), [0]
    gathered: dict[str, list[Said]] = {}
    room = run
    for subject, *said in statements:
        gathered.setdefault(subject, []).append(tuple(said))  # type: ignore[arg-type]  # it has three parts
        room -= 1
        if not room:
            _write(gathered, runs)
            ends.append(len(runs))
            gathered, room = {}, run
    _write(gathered, runs)
    ends.append(len(runs))
    del gathered
    parts = (map(_unpacked, Chosen(runs, range(*bounds))) for bounds in pairwise(ends))
    for subject, nodes in groupby(merge(*parts, key=attrgetter("subject")), key=attrgetter("subject")):
        yield Node(subject, sorted({each for node in nodes for each in node.said}, key=_order))


def _write(gathered: dict[str, list[Said]], runs: FiledRecords) -> None:
    for subject in sorted(gathered):
        runs.append(_packed(Node(subject, gathered[subject])))


def _order(said: Said) -> tuple[str, tuple[bool | str, ...], str]:
    predicate, value, graph = said
    return predicate, iris_first(value), graph


def _packed(node: Node) -> bytes:
    plain = [(p, value if isinstance(value, str) else tuple(value), graph) for p, value, graph in node.said]
    return marshal.dumps((node.subject, plain))


def _unpacked(record: bytes) -> Node:
    subject, said = marshal.loads(record)  # noqa: S302 - written above, into a file that nobody else sees
    return Node(
        subject,
        [(p, value if isinstance(value, str) else Literal(*value), graph) for p, value, graph in said],
    )
