"""How far a query looks from its focus node.

A pattern is near where one of its ends is known to be near and the other follows from it. What a pattern
finds is then known to be near too, and may carry another pattern; so it goes on until nothing changes.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pyoxigraph import NamedNode

from operculum.shacl.paths import InversePath, Path
from operculum.shacl.reach import Division, Reach
from operculum.shacl.sparql.path_syntax import path_of
from operculum.shacl.sparql.patterns import TriplePattern, group_patterns
from operculum.shacl.sparql.query import Query
from operculum.shacl.sparql.tokens import Group, Part, keyword_of
from operculum.shacl.sparql.touched import namespaces_of


def is_near(query: Query, known: Mapping[str, Reach], division: Division) -> bool:
    """Tell whether a query looks at nothing but the part of its focus node, and the context.

    `known` says where the nodes are that may be bound beforehand.
    """
    known = {name: reach for name, reach in known.items() if name in query.bound}
    reader = _Reader(division, namespaces_of(query.prologue, query.group))
    return all(reader.is_near(group, _Known(dict(known)), query.bound) for group in _bodies(query.group))


@dataclass(slots=True)
class _Known:
    """Where the nodes are that variables stand for, and by which keys a part refers to them."""

    reach: dict[str, Reach]
    keys: dict[str, frozenset[NamedNode]] = field(default_factory=dict)

    def learn(self, name: str, reach: Reach) -> None:
        if name:
            self.reach[name] = min(reach, self.reach.get(name, Reach.FAR))

    def copy(self) -> "_Known":
        return _Known(dict(self.reach), dict(self.keys))


@dataclass(frozen=True, slots=True)
class _Reader:
    division: Division
    namespaces: Mapping[str, str]

    def is_near(self, group: Group, known: _Known, bound: Sequence[str]) -> bool:
        if any(keyword_of(part) == "GRAPH" for part in group.parts):
            return False
        if any(keyword_of(part) == "SELECT" for part in group.parts):
            known = _Known({name: reach for name, reach in known.reach.items() if name in bound})
            return all(self.is_near(each, known, bound) for each in _bodies(group))
        patterns = group_patterns(group)
        before: dict[str, Reach] | None = None
        while before != known.reach:
            before = dict(known.reach)
            found = [self._finds(pattern, known) for pattern in patterns]
        return all(found) and all(self.is_near(each, known.copy(), bound) for each in _bodies(group))

    def _finds(self, pattern: TriplePattern, known: _Known) -> bool:
        """Tell whether a pattern is near, and learn from it."""
        subject, target = _name(pattern.subject), _name(pattern.target)
        path = path_of(pattern.path, self.namespaces)
        near = False
        if subject in known.reach:
            reached = self.division.step(path, known.reach[subject])
            if reached is not None:
                near = True
                known.learn(target, reached)
                self._learn_key(subject, path, target, known)
        if target in known.reach and path is not None:
            keyed = path in known.keys.get(target, ())
            back = Reach.OWN if keyed else self.division.step(InversePath(path), known.reach[target])
            if back is not None:
                near = True
                known.learn(subject, back)
        return near

    def _learn_key(self, subject: str, path: Path | None, target: str, known: _Known) -> None:
        """Learn from a keyed predicate: only parts use it, and only one part any value of it."""
        if isinstance(path, NamedNode) and path in self.division.keyed:
            known.learn(subject, Reach.OWN)
            known.keys[target] = known.keys.get(target, frozenset()) | {path}


def _name(part: Part) -> str:
    """Return the name of a variable; a blank node in brackets is one too, a constant is none."""
    if isinstance(part, Group):
        return f"[{id(part)}]"
    return part.variable or (part.text if part.text.startswith("_:") else "")


def _bodies(group: Group) -> Iterator[Group]:
    """Yield the groups in braces nearest below a group, those within FILTER (…) included."""
    for part in group.parts:
        if isinstance(part, Group):
            if part.opening == "{":
                yield part
            else:
                yield from _bodies(part)
