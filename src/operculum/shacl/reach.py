"""How far a constraint looks: only at a part of the data and what all parts share, or at other parts too.

Data may be divided into parts that never refer to each other, and a context that all of them may refer to.
What looks no further than a part and the context (it is *near*) can be judged part by part.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from pyoxigraph import NamedNode

from operculum.shacl.paths import (
    AlternativePath,
    InversePath,
    OneOrMorePath,
    Path,
    SequencePath,
    ZeroOrMorePath,
    ZeroOrOnePath,
    inverted,
)
from operculum.shacl.terms import RDF_TYPE


class Reach(IntEnum):
    """Where a node may be described: in the part itself, there or in the context, or anywhere."""

    OWN = 0
    NEAR = 1
    FAR = 2


@dataclass(frozen=True, slots=True)
class Division:
    """What is known of how data are divided.

    `keyed` are predicates that only parts use, and by which no two parts refer to the same node. `leaving`
    are predicates by which the context refers to nodes that it does not describe, `crossing` those by which
    parts may refer to each other.
    """

    keyed: frozenset[NamedNode] = frozenset()
    leaving: frozenset[NamedNode] = frozenset()
    crossing: frozenset[NamedNode] = frozenset()

    def step(self, path: Path | None, start: Reach) -> Reach | None:
        """Return where a path leads (None: any predicate), or None where another part may be on the way.

        >>> friend, division = NamedNode("https://example.org/friend"), Division()
        >>> division.step(friend, Reach.OWN), division.step(InversePath(friend), Reach.NEAR)
        (<Reach.NEAR: 1>, None)
        """
        if path is None or isinstance(path, NamedNode):
            return self._forwards(path, start)
        if isinstance(path, InversePath):
            if isinstance(path.path, NamedNode):
                return self._backwards(path.path, start)
            return self.step(inverted(path.path), start)
        if isinstance(path, SequencePath):
            reached: Reach | None = start
            for each in path.paths:
                reached = None if reached is None else self.step(each, reached)
            return reached
        if isinstance(path, AlternativePath):
            return _farthest(self.step(each, start) for each in path.paths)
        if isinstance(path, ZeroOrOnePath):
            return _farthest((start, self.step(path.path, start)))
        return self._repeated(path, start)

    def _forwards(self, predicate: NamedNode | None, start: Reach) -> Reach | None:
        if start is Reach.FAR:
            return None
        away = self.crossing if start is Reach.OWN else self.crossing | self.leaving
        leads_away = bool(away) if predicate is None else predicate in away
        return Reach.FAR if leads_away else Reach.NEAR

    def _backwards(self, predicate: NamedNode, start: Reach) -> Reach | None:
        away = predicate in self.crossing or predicate == RDF_TYPE
        return Reach.NEAR if start is Reach.OWN and not away else None

    def _repeated(self, path: ZeroOrMorePath | OneOrMorePath, start: Reach) -> Reach | None:
        reached: Reach | None = start
        while reached is not None:
            further = _farthest((reached, self.step(path.path, reached)))
            if further == reached:
                break
            reached = further
        return reached


def _farthest(reaches: Iterable[Reach | None]) -> Reach | None:
    found = list(reaches)
    known = [each for each in found if each is not None]
    return max(known) if len(known) == len(found) else None
