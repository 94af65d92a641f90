"""N-Quads and N-Triples as we write them, read by splitting lines: each distinct term is parsed once.

A line holds one statement, its terms parted by single spaces. Whatever is written otherwise, holds blank
nodes, or has any fault, is left to the parser, which also tells where the fault is.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

Object: TypeAlias = NamedNode | BlankNode | Literal | Triple
"""What stands last in a triple."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Statements by their predicates: `terms`, and by their places there a subject and an object each."""

    terms: list[NamedNode | Literal]
    by_predicate: dict[int, tuple[list[int], list[int]]]


def read_lines(content: bytes, format: RdfFormat) -> Columns | None:
    r"""Return the statements of a document, None where lines alone do not tell them.

    >>> read_lines(b'<x:a> <x:b> "1.50" <x:g> .\n', RdfFormat.N_QUADS).by_predicate
    {2: ([1], [3])}
    >>> read_lines(b'<x:a>  <x:b> "1.50" <x:g> .\n', RdfFormat.N_QUADS) is None
    True
    """
    if format not in {RdfFormat.N_QUADS, RdfFormat.N_TRIPLES} or not content.endswith(b"\n"):
        return None
    numbers: dict[bytes, int] = {}
    try:
        columns = _columns(content, numbers, graphs=format == RdfFormat.N_QUADS)
        terms = _terms(numbers)
    except (ValueError, SyntaxError):
        return None
    nodes = set(columns).union(*(subjects for subjects, _ in columns.values()))
    are_iris = {type(terms[node]) for node in nodes} <= {NamedNode}
    return Columns(terms, columns) if are_iris else None


def _columns(
    content: bytes, numbers: dict[bytes, int], *, graphs: bool
) -> dict[int, tuple[list[int], list[int]]]:
    """Split lines into terms, and give these numbers; raises `ValueError` at a line of another form."""
    columns: dict[int, tuple[list[int], list[int]]] = {}
    number = numbers.setdefault
    last_subject = last_graph = b""
    subject = -1
    for line in content[:-1].split(b"\n"):
        this_subject, predicate, rest = line.split(b" ", 2)
        if graphs:
            target, graph, dot = rest.rsplit(b" ", 2)
            if graph != last_graph:
                if not graph.startswith(b"<"):
                    raise ValueError(graph)
                last_graph = graph
                number(graph, len(numbers))
        else:
            target, dot = rest.rsplit(b" ", 1)
        if dot != b".":
            raise ValueError(dot)
        # Statements about one subject mostly come together.
        if this_subject != last_subject:
            last_subject = this_subject
            subject = number(this_subject, len(numbers))
        place = number(predicate, len(numbers))
        column = columns.get(place)
        if column is None:
            column = columns[place] = ([], [])
        column[0].append(subject)
        column[1].append(number(target, len(numbers)))
    return columns


def _terms(tokens: Collection[bytes]) -> list[NamedNode | Literal]:
    """Parse each term; raises `SyntaxError` or `ValueError` where one is none, or a blank or triple one."""
    terms: list[Any] = parsed(tokens)
    if len(terms) != len(tokens) or not set(map(type, terms)) <= {NamedNode, Literal}:
        raise ValueError("not a term each")
    # A direction is written with two hyphens, which few terms hold at all.
    if b"--" in b"".join(tokens) and any(isinstance(each, Literal) and each.direction for each in terms):
        raise ValueError("a literal with a direction")
    return terms


def parsed(tokens: Iterable[bytes], *, ours: bool = False) -> list[Object]:
    """Return terms that are written as in N-Triples; raises `SyntaxError` where one is none.

    IRIs that are `ours`, written from terms that were parsed before, are not judged again.

    >>> parsed([b'"1.50"@en', b"<x:a>"])
    [<Literal value=1.50 language=en>, <NamedNode value=x:a>]
    """
    document = b"".join([b"<x:x> <x:x> " + token + b" .\n" for token in tokens])
    return [statement.object for statement in parse(document, RdfFormat.N_TRIPLES, lenient=ours)]
