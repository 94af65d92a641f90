"""SHACL property paths as values (SHACL, section 2.3.1), written as in SPARQL."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from pyoxigraph import BlankNode, NamedNode, Triple

from operculum.shacl.terms import RDF_FIRST, RDF_NIL, RDF_REST, Node, sh


@dataclass(frozen=True, slots=True)
class InversePath:
    """From object to subject."""

    path: "Path"

    def __str__(self) -> str:
        return f"^{_operand(self.path)}"


@dataclass(frozen=True, slots=True)
class SequencePath:
    """One path after the other."""

    paths: tuple["Path", ...]

    def __str__(self) -> str:
        return "/".join(_operand(path) for path in self.paths)


@dataclass(frozen=True, slots=True)
class AlternativePath:
    """Any of several paths."""

    paths: tuple["Path", ...]

    def __str__(self) -> str:
        return "|".join(_operand(path) for path in self.paths)


@dataclass(frozen=True, slots=True)
class ZeroOrMorePath:
    """A path followed any number of times, the node itself included."""

    path: "Path"

    def __str__(self) -> str:
        return f"{_operand(self.path)}*"


@dataclass(frozen=True, slots=True)
class OneOrMorePath:
    """A path followed at least once."""

    path: "Path"

    def __str__(self) -> str:
        return f"{_operand(self.path)}+"


@dataclass(frozen=True, slots=True)
class ZeroOrOnePath:
    """A path followed once or not at all."""

    path: "Path"

    def __str__(self) -> str:
        return f"{_operand(self.path)}?"


ListPath: TypeAlias = SequencePath | AlternativePath
WrappedPath: TypeAlias = InversePath | ZeroOrMorePath | OneOrMorePath | ZeroOrOnePath
Path: TypeAlias = NamedNode | ListPath | WrappedPath

WRAPPED: dict[NamedNode, type[WrappedPath]] = {
    sh("inversePath"): InversePath,
    sh("zeroOrMorePath"): ZeroOrMorePath,
    sh("oneOrMorePath"): OneOrMorePath,
    sh("zeroOrOnePath"): ZeroOrOnePath,
}
"""The properties by which a blank node stands for a path of one operand."""


def _operand(path: Path) -> str:
    """Return a path as an operand of another, in parentheses unless it is an IRI."""
    return str(path) if isinstance(path, NamedNode) else f"({path})"


def may_be_empty(path: Path) -> bool:
    """Tell whether a path may be of no steps, and so lead from any node to itself (SPARQL 1.1, section 9.1).

    >>> step = NamedNode("https://example.org/step")
    >>> may_be_empty(ZeroOrMorePath(step)), may_be_empty(SequencePath((step, ZeroOrMorePath(step))))
    (True, False)
    """
    if isinstance(path, SequencePath):
        return all(map(may_be_empty, path.paths))
    if isinstance(path, AlternativePath):
        return any(map(may_be_empty, path.paths))
    if isinstance(path, InversePath | OneOrMorePath):
        return may_be_empty(path.path)
    return not isinstance(path, NamedNode)


def inverted(path: Path) -> Path:
    """Return a path that leads back where another leads to, by turning round its parts.

    >>> child, of = NamedNode("urn:child"), NamedNode("urn:of")
    >>> str(inverted(SequencePath((child, InversePath(of))))), str(inverted(ZeroOrMorePath(of)))
    ('<urn:of>/(^<urn:child>)', '(^<urn:of>)*')
    """
    if isinstance(path, NamedNode):
        return InversePath(path)
    if isinstance(path, InversePath):
        return path.path
    if isinstance(path, SequencePath):
        return SequencePath(tuple(map(inverted, reversed(path.paths))))
    if isinstance(path, AlternativePath):
        return AlternativePath(tuple(map(inverted, path.paths)))
    return type(path)(inverted(path.path))


def wrapper_of(path: WrappedPath) -> NamedNode:
    """Return the property that makes a path of one operand, such as sh:inversePath."""
    return next(name for name, kind in WRAPPED.items() if isinstance(path, kind))


def path_triples(path: Path, label: str) -> tuple[Node, Iterator[Triple]]:
    """Return the node that stands for a path in a graph, and the triples that describe it.

    The blank nodes are named `label`, `label` + "p0" and so on, so that equal input gives equal bytes.
    """
    if isinstance(path, NamedNode):
        return path, iter(())
    node = BlankNode(label)
    return node, _describe(path, node, label)


def _describe(path: ListPath | WrappedPath, node: BlankNode, label: str) -> Iterator[Triple]:
    if isinstance(path, SequencePath):
        yield from _list_triples(node, path.paths, label)
    elif isinstance(path, AlternativePath):
        head = BlankNode(f"{label}a")
        yield Triple(node, sh("alternativePath"), head)
        yield from _list_triples(head, path.paths, label)
    else:
        inner, triples = path_triples(path.path, f"{label}p")
        yield Triple(node, wrapper_of(path), inner)
        yield from triples


def _list_triples(head: BlankNode, members: tuple[Path, ...], label: str) -> Iterator[Triple]:
    cells = [head, *(BlankNode(f"{label}r{position}") for position in range(1, len(members)))]
    for position, (cell, member) in enumerate(zip(cells, members, strict=True)):
        first, triples = path_triples(member, f"{label}p{position}")
        yield Triple(cell, RDF_FIRST, first)
        yield Triple(cell, RDF_REST, cells[position + 1] if position + 1 < len(cells) else RDF_NIL)
        yield from triples
