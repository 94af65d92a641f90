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
)


class Reach(IntEnum):
    """Where a node may be described: in the part itself, there or in the context, or anywhere."""

    OWN = 0
    NEAR = 1
    FAR = 2


@dataclass(frozen=True, slots=True)
class Division:
    """What is known of how data are divided.

    `keyed` are predicates that only parts use, and by which no two parts refer to the same node. `leaving`
    are predicates by which the context refers to nodes that it does not describe.
    """

    keyed: frozenset[NamedNode] = frozenset()
    leaving: frozenset[NamedNode] = frozenset()

    def step(self, path: Path | None, start: Reach) -> Reach | None:
        """Return where a path leads (None: any predicate), or None where another part may be on the way.

        >>> friend, division = NamedNode("https://example.org/friend"), Division()
        >>> division.step(friend, Reach.OWN), division.step(InversePath(friend), Reach.NEAR)
        (<Reach.NEAR: 1>, None)
        """
        if path is None:
            leaves = bool(self.leaving)
            return None if start is Reach.FAR else Reach.FAR if start and leaves else Reach.NEAR
        if isinstance(path, NamedNode):
            leaves = path in self.leaving
            return None if start is Reach.FAR else Reach.FAR if start and leaves else Reach.NEAR
        if isinstance(path, InversePath):
            return self._backwards(path.path, start)
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

    def _backwards(self, path: Path, start: Reach) -> Reach | None:
        """Follow a path backwards, by turning round its smallest parts."""
        if isinstance(path, NamedNode):
            return Reach.NEAR if start is Reach.OWN else None
        if isinstance(path, InversePath):
            return self.step(path.path, start)
        if isinstance(path, SequencePath):
            return self.step(SequencePath(tuple(InversePath(each) for each in reversed(path.paths))), start)
        if isinstance(path, AlternativePath):
            return self.step(AlternativePath(tuple(InversePath(each) for each in path.paths)), start)
        return self.step(type(path)(InversePath(path.path)), start)

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
