"""Following property paths from many nodes at once (SHACL, section 2.3.1; SPARQL 1.1, section 9)."""

from collections.abc import Collection, Mapping, Sequence
from itertools import repeat
from math import prod, sqrt

from pyoxigraph import NamedNode

from operculum.shacl.graph import DataGraph, Index
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

NOTHING: tuple[int, ...] = ()


def follow(graph: DataGraph, path: Path, nodes: Collection[int]) -> Mapping[int, Sequence[int]]:
    """Return for each node the nodes that a path leads to, without repetitions."""
    if isinstance(path, NamedNode):
        return _looked_up(graph.forward(graph.number(path)), nodes)
    if isinstance(path, InversePath):
        if isinstance(path.path, NamedNode):
            return _looked_up(graph.inverse(graph.number(path.path)), nodes)
        return follow(graph, inverted(path.path), nodes)
    if isinstance(path, SequencePath):
        reached: Mapping[int, Sequence[int]] = {node: (node,) for node in nodes}
        for step in path.paths:
            reached = _join(graph, reached, step)
        return reached
    if isinstance(path, AlternativePath):
        branches = [follow(graph, branch, nodes) for branch in path.paths]
        return {node: list(dict.fromkeys(value for b in branches for value in b[node])) for node in nodes}
    if isinstance(path, ZeroOrOnePath):
        once = follow(graph, path.path, nodes)
        return {node: list(dict.fromkeys((node, *once[node]))) for node in nodes}
    return _closure(graph, path, nodes)


def mean_reach(graph: DataGraph, path: Path, *, forward: bool) -> float:
    """Return to how many nodes a path leads from one: the mean, or a guess where it has no end."""
    match path:
        case NamedNode():
            predicate = graph.number(path)
            index = graph.forward(predicate) if forward else graph.inverse(predicate)
            return len(graph.column(predicate)[0]) / len(index) if index else 0
        case InversePath(inner):
            return mean_reach(graph, inner, forward=not forward)
        case SequencePath(steps):
            return prod(mean_reach(graph, step, forward=forward) for step in steps)
        case AlternativePath(branches):
            return sum(mean_reach(graph, branch, forward=forward) for branch in branches)
        case ZeroOrOnePath(inner):
            return 1 + mean_reach(graph, inner, forward=forward)
        case ZeroOrMorePath() | OneOrMorePath():
            return sqrt(len(graph.terms))


def _looked_up(index: Index, nodes: Collection[int]) -> Mapping[int, Sequence[int]]:
    return dict(zip(nodes, map(index.get, nodes, repeat(NOTHING)), strict=True))


def _join(graph: DataGraph, reached: Mapping[int, Sequence[int]], step: Path) -> Mapping[int, Sequence[int]]:
    """Go one step further from the nodes already reached."""
    ahead = follow(graph, step, {value for values in reached.values() for value in values})
    return {
        node: ahead[values[0]]
        if len(values) == 1
        else list(dict.fromkeys(target for value in values for target in ahead[value]))
        for node, values in reached.items()
    }


def _closure(
    graph: DataGraph, path: ZeroOrMorePath | OneOrMorePath, nodes: Collection[int]
) -> Mapping[int, Sequence[int]]:
    """Follow a path any number of times: each node reached is stepped from once, whoever reached it."""
    steps: dict[int, Sequence[int]] = {}
    pending = set(nodes)
    while pending:
        steps.update(follow(graph, path.path, pending))
        pending = {target for node in pending for target in steps[node]} - steps.keys()
    return {node: _reachable(steps, node, include=isinstance(path, ZeroOrMorePath)) for node in nodes}


def _reachable(steps: Mapping[int, Sequence[int]], start: int, *, include: bool) -> list[int]:
    found = dict.fromkeys((start,) if include else steps[start])
    pending = list(found)
    while pending:
        for target in steps[pending.pop()]:
            if target not in found:
                found[target] = None
                pending.append(target)
    return list(found)
