"""Files of RDF as lists of statements, written as Turtle or as sorted N-Quads."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from operculum.namespaces import PREFIXES
from operculum.store.dataset import GRAPHS

Statement = tuple[str, str, str]
"""Subject, predicate and object: prefixed names, `a`, and literals as Turtle has them in quotes."""

ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n"})


def english(text: str) -> str:
    """Return a text as a literal tagged as English."""
    return f'"{text.translate(ESCAPES)}"@en'


def plain(text: object) -> str:
    """Return a text as a plain string."""
    return f'"{str(text).translate(ESCAPES)}"'


def typed(value: object, datatype: str) -> str:
    """Return a value as a literal of an XML Schema datatype."""
    return f'"{value}"^^xsd:{datatype}'


@dataclass(slots=True)
class Document:
    """One file of a base: its path without the ending, what it says of its content, and its statements."""

    path: str
    comment: str
    statements: list[Statement] = field(default_factory=list)

    def describe(self, subject: str, *pairs: tuple[str, str] | None) -> None:
        """Add statements on one subject; a pair that is None is left out."""
        self.statements.extend((subject, *pair) for pair in pairs if pair is not None)

    def values(self, subject: str, predicate: str) -> list[str]:
        """Return what the document says of a subject by a predicate."""
        return [value for each, by, value in self.statements if (each, by) == (subject, predicate)]

    def remove(self, subject: str, predicate: str) -> None:
        """Take away what the document says of a subject by a predicate; it must say something."""
        kept = [each for each in self.statements if each[:2] != (subject, predicate)]
        if len(kept) == len(self.statements):
            raise LookupError(f"{self.path} says nothing of {subject} by {predicate}")
        self.statements[:] = kept

    def replace(self, subject: str, predicate: str, value: str) -> None:
        """Let a subject have one other value."""
        self.remove(subject, predicate)
        self.describe(subject, (predicate, value))

    def turtle(self) -> str:
        """Return the document as Turtle, subjects in the order in which they were first described."""
        order: dict[str, int] = {}
        for subject, _, _ in self.statements:
            order.setdefault(subject, len(order))
        ordered = sorted(self.statements, key=lambda statement: order[statement[0]])
        used = sorted({prefix for statement in ordered for term in statement for prefix in _prefixes(term)})
        head = [f"# {self.comment}\n", *(f"@prefix {prefix}: <{PREFIXES[prefix]}> .\n" for prefix in used)]
        return "".join((*head, *map(_block, groupby(ordered, key=lambda statement: statement[0]))))

    def quads(self, ending: str) -> list[str]:
        """Return the document as sorted lines of N-Quads, in the graph of the file with that ending."""
        graph = f"<{GRAPHS}{self.path}{ending}>"
        return sorted({f"{_full(s)} {_full(p)} {_full(o)} {graph} .\n" for s, p, o in self.statements})


def _prefixes(term: str) -> Iterator[str]:
    name = term.rpartition("^^")[2] if term.startswith('"') else term
    prefix, colon, _ = name.partition(":")
    if colon and not prefix.startswith(('"', "<")):
        yield prefix


def _block(block: tuple[str, Iterable[Statement]]) -> str:
    subject, statements = block
    lines = " ;\n".join(f"    {predicate} {value}" for _, predicate, value in statements)
    return f"\n{subject}\n{lines} .\n"


def _full(term: str) -> str:
    """Return a term as N-Quads has it."""
    if term.startswith("<"):
        return term
    if term == "a":
        return f"<{PREFIXES['rdf']}type>"
    if term.startswith('"'):
        text, mark, datatype = term.rpartition("^^")
        return f"{text}^^{_full(datatype)}" if mark and not term.endswith(('"', "@en")) else term
    prefix, _, local = term.partition(":")
    return f"<{PREFIXES[prefix]}{local}>"
