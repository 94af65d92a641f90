"""Reading a shapes graph: values of properties, lists and paths, each refused where it is ill-formed."""

from collections.abc import Callable, Iterable
from typing import Final, TypeVar

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from operculum.shacl.errors import ShapesError
from operculum.shacl.paths import WRAPPED, AlternativePath, Path, SequencePath
from operculum.shacl.terms import (
    RDF_FIRST,
    RDF_NIL,
    RDF_REST,
    RDF_TYPE,
    SUBCLASS_OF,
    XSD_BOOLEAN,
    XSD_INTEGER,
    XSD_STRING,
    Node,
    Statement,
    Term,
    name_of,
    sh,
)

T = TypeVar("T")

DEEPEST: Final = 100
"""Shapes and paths nested beyond this are refused: judging them would run out of stack."""
TOO_DEEP: Final = "Say the same with less nesting."


class ShapesGraph:
    """The triples of a shapes graph; what is ill-formed raises `ShapesError` with the node."""

    def __init__(self, statements: Iterable[Statement]) -> None:
        self._by_subject: dict[Term, dict[NamedNode, list[Term]]] = {}
        self._by_value: dict[NamedNode, dict[Term, list[Term]]] = {}
        for statement in statements:
            subject, value = statement.subject, statement.object
            if isinstance(subject, Triple) or isinstance(value, Triple):
                raise ShapesError(None, f"a triple term (RDF 1.2) cannot be judged: {statement}")
            values = self._by_subject.setdefault(subject, {}).setdefault(statement.predicate, [])
            if value not in values:
                values.append(value)

    @property
    def subjects(self) -> Iterable[Term]:
        """All nodes that something is said of."""
        return self._by_subject.keys()

    def predicates(self, node: Term) -> Iterable[NamedNode]:
        """Return the predicates of a node."""
        return self._by_subject.get(node, {}).keys()

    def values(self, node: Term, predicate: NamedNode) -> list[Term]:
        """Return the values of a property of a node."""
        return self._by_subject.get(node, {}).get(predicate, [])

    def subjects_of(self, predicate: NamedNode, value: Term) -> list[Term]:
        """Return the nodes that have a value for a property."""
        if predicate not in self._by_value:
            index = self._by_value[predicate] = {}
            for node, properties in self._by_subject.items():
                for each in properties.get(predicate, ()):
                    index.setdefault(each, []).append(node)
        return self._by_value[predicate].get(value, [])

    def owner(self, node: Term | None) -> NamedNode | None:
        """Return the nearest node with an IRI that a blank node belongs to."""
        seen: list[Term] = []
        pending = [node] if isinstance(node, BlankNode) else []
        while pending:
            current = pending.pop(0)
            seen.append(current)
            for subject, properties in self._by_subject.items():
                if any(current in values for values in properties.values()):
                    if isinstance(subject, NamedNode):
                        return subject
                    pending += [subject] if isinstance(subject, BlankNode) and subject not in seen else []
        return None

    def named(self, error: ShapesError) -> ShapesError:
        """Return an error, at a blank node with the name of what it lies within."""
        owner = self.owner(error.node)
        if owner is None:
            return error
        reason = f"{error.reason} (within {name_of(owner)})"
        return ShapesError(error.node, reason, error.location, error.remedy)

    def instances(self, class_: NamedNode) -> list[Term]:
        """Return the SHACL instances of a class in the shapes graph."""
        classes: list[Term] = [class_]
        for current in classes:
            classes += [each for each in self.subjects_of(SUBCLASS_OF, current) if each not in classes]
        return list(dict.fromkeys(node for each in classes for node in self.subjects_of(RDF_TYPE, each)))

    def one(self, node: Term, predicate: NamedNode) -> Term | None:
        """Return the value of a property that may have one at most."""
        values = self.values(node, predicate)
        if len(values) > 1:
            raise ShapesError(node, f"{name_of(predicate)} has {len(values)} values, at most one is allowed")
        return values[0] if values else None

    def iris(self, node: Term, predicate: NamedNode) -> list[NamedNode]:
        """Return the values of a property whose values are IRIs."""
        return [checked_iri(node, predicate, value) for value in self.values(node, predicate)]

    def nodes(self, node: Term, predicate: NamedNode) -> list[Node]:
        """Return the values of a property whose values are IRIs or blank nodes."""
        values: list[Node] = []
        for value in self.values(node, predicate):
            if isinstance(value, Literal):
                raise ShapesError(
                    node, f"{name_of(predicate)} points to the literal {name_of(value)}, not to a node"
                )
            values.append(value)
        return values

    def boolean(self, node: Term, predicate: NamedNode) -> bool:
        """Return a property that may be true or false, false where it is absent."""
        value = self.one(node, predicate)
        if value is None:
            return False
        if not isinstance(value, Literal) or value.datatype != XSD_BOOLEAN:
            raise ShapesError(node, f"{name_of(predicate)} is {name_of(value)}, neither true nor false")
        if value.value not in {"true", "false", "1", "0"}:
            raise ShapesError(node, f"{name_of(predicate)} is {name_of(value)}, neither true nor false")
        return value.value in {"true", "1"}

    def count(self, node: Term, predicate: NamedNode) -> int | None:
        """Return a property that may have one natural number as xsd:integer."""
        value = self.one(node, predicate)
        if value is None:
            return None
        if isinstance(value, Literal) and value.datatype == XSD_INTEGER:
            digits = value.value.removeprefix("+")
            if digits.isascii() and digits.isdigit():
                return int(digits)
        raise ShapesError(
            node, f"{name_of(predicate)} is {name_of(value)}, not a natural number (xsd:integer)"
        )

    def texts(self, node: Term, predicate: NamedNode, *, tagged: bool = True) -> list[Literal]:
        """Return the values of a property whose values are strings, with a language where `tagged`."""
        texts = []
        for value in self.values(node, predicate):
            if not isinstance(value, Literal) or not (
                value.datatype == XSD_STRING or (tagged and value.language)
            ):
                raise ShapesError(node, f"{name_of(predicate)} is {name_of(value)}, not a string")
            texts.append(value)
        return texts

    def list_members(self, node: Term, predicate: NamedNode, head: Term) -> list[Term]:
        """Return the members of a SHACL list (SHACL, section 1.1); `node` and `predicate` say whose it is."""
        members: list[Term] = []
        seen: set[Term] = set()
        current = head
        while current != RDF_NIL:
            first, rest = self.values(current, RDF_FIRST), self.values(current, RDF_REST)
            if current in seen or isinstance(current, Literal) or len(first) != 1 or len(rest) != 1:
                raise ShapesError(node, f"{name_of(predicate)} is not a well-formed list")
            seen.add(current)
            members.append(first[0])
            current = rest[0]
        if self.values(RDF_NIL, RDF_FIRST) or self.values(RDF_NIL, RDF_REST):
            raise ShapesError(node, f"{name_of(predicate)} is not a well-formed list: rdf:nil has members")
        return members

    def members_of(
        self, node: Term, predicate: NamedNode, check: Callable[[Term, NamedNode, Term], T]
    ) -> list[T]:
        """Return the members of all lists that are values of a property, each passed through a check."""
        lists = [self.list_members(node, predicate, head) for head in self.values(node, predicate)]
        return [check(node, predicate, member) for members in lists for member in members]

    def path(self, shape: Term, node: Term, above: tuple[Term, ...] = ()) -> Path:
        """Return the property path that a node stands for (SHACL, section 2.3.1)."""
        if isinstance(node, NamedNode):
            return node
        if len(above) >= DEEPEST:
            raise ShapesError(shape, f"sh:path is nested more than {DEEPEST} deep", remedy=TOO_DEEP)
        # A list is a sequence whatever else is said of its node: so the W3C suite has it (path-strange-001).
        kinds = [RDF_FIRST] if self.values(node, RDF_FIRST) else self._kinds(node)
        if not isinstance(node, BlankNode) or len(kinds) != 1 or node in above:
            raise ShapesError(shape, "sh:path is not a well-formed property path")
        kind = kinds[0]
        if kind in WRAPPED:
            return WRAPPED[kind](self.path(shape, self._operand(shape, node, kind), (*above, node)))
        head = node if kind == RDF_FIRST else self._operand(shape, node, kind)
        members = self.list_members(shape, sh("path"), head)
        if len(members) < 2:
            raise ShapesError(shape, "sh:path has a list of fewer than two paths")
        paths = tuple(self.path(shape, member, (*above, node)) for member in members)
        return SequencePath(paths) if kind == RDF_FIRST else AlternativePath(paths)

    def _kinds(self, node: Term) -> list[NamedNode]:
        return [kind for kind in (*WRAPPED, sh("alternativePath")) if self.values(node, kind)]

    def _operand(self, shape: Term, node: Term, kind: NamedNode) -> Term:
        operands = self.values(node, kind)
        if len(operands) != 1:
            raise ShapesError(shape, f"sh:path has {len(operands)} values of {name_of(kind)}, not one")
        return operands[0]


def checked_iri(node: Term, predicate: NamedNode, value: Term) -> NamedNode:
    """Return a value that must be an IRI."""
    if not isinstance(value, NamedNode):
        raise ShapesError(node, f"{name_of(predicate)} is {name_of(value)}, not an IRI")
    return value


def checked_literal(node: Term, predicate: NamedNode, value: Term) -> Literal:
    """Return a value that must be a literal."""
    if not isinstance(value, Literal):
        raise ShapesError(node, f"{name_of(predicate)} is {name_of(value)}, not a literal")
    return value


def checked_string(node: Term, predicate: NamedNode, value: Term) -> str:
    """Return the text of a value that must be an xsd:string."""
    if not isinstance(value, Literal) or value.datatype != XSD_STRING:
        raise ShapesError(node, f"{name_of(predicate)} is {name_of(value)}, not a plain string")
    return value.value
