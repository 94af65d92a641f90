"""Statements by subject and predicate, with the accessors that entities are read by."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from itertools import chain
from typing import Final, Protocol, TypeAlias, TypeVar

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, Triple
from pyoxigraph import Literal as OxLiteral

from operculum.errors import InputError, Location
from operculum.model.statements import Table
from operculum.model.terms import Literal, Statement, Term
from operculum.namespaces import OPC, RDF, compact

Node: TypeAlias = NamedNode | BlankNode | OxLiteral | Triple | DefaultGraph
Locate: TypeAlias = Callable[[str, str | None], Location | None]
Value = TypeVar("Value", bound=StrEnum)

RECENT: Final = 8
"""So many nodes are remembered: mostly the same are asked about many times in turn."""
TRUTH: Final = {"true": True, "1": True, "false": False, "0": False}
"""The forms of xsd:boolean (XML Schema Part 2, section 3.2.2)."""
DECIMAL: Final = re.compile(r"[+-]?(?=\.?[0-9])[0-9]{0,40}(?:\.[0-9]{0,40})?", re.ASCII)
"""A number as xsd:decimal writes it (XML Schema Part 2, section 3.2.3), not longer than sensible."""


def term(node: Node) -> Term:
    """Return a node of the store as a plain term."""
    if isinstance(node, OxLiteral):
        return Literal(node.value, node.datatype.value, node.language)
    return node.value if isinstance(node, NamedNode) else str(node)


def _text(value: Term) -> str:
    return value.lexical if isinstance(value, Literal) else value


def _is_english(value: Term) -> bool:
    return isinstance(value, Literal) and (value.language or "en").partition("-")[0] == "en"


class Terms(dict[Node, Term]):
    """Plain terms by the nodes of the store, each made when it is first asked for."""

    def __missing__(self, node: Node) -> Term:
        """Make the plain term of a node."""
        self[node] = made = term(node)
        return made


def plain(quads: Iterable[Quad]) -> Iterator[Statement]:
    """Yield quads as plain statements; a node that occurs again is the same value again."""
    known = Terms()
    return (Statement._make(map(known.__getitem__, quad)) for quad in quads)


class Described(Protocol):
    """What is said of each node, in the order of the terms, and which nodes are of a class, sorted."""

    def said_of(self, subject: str) -> Iterable[tuple[str, Term, str]]:
        """Return predicates, objects and graphs; nothing of a node that is not described."""

    def instances(self, kind: str) -> Iterable[str]:
        """Return the nodes of a class."""


class Held:
    """Statements held in memory, by their subjects and classes."""

    def __init__(self, table: Table) -> None:
        self._nodes = nodes = table.nodes()
        self._places = {nodes.subject(place): place for place in range(len(nodes))}
        self._by_class: dict[Term, list[str]] = {}
        terms, (subjects, predicates, objects, _) = table.terms, table.columns
        for subject, predicate, value in zip(subjects, predicates, objects, strict=True):
            if terms[predicate] == f"{RDF}type":
                members = self._by_class.setdefault(terms[value], [])
                if terms[subject] not in members[-1:]:  # in two graphs the same may be said
                    members.append(str(terms[subject]))

    def said_of(self, subject: str) -> Iterable[tuple[str, Term, str]]:
        """Return predicates, objects and graphs; nothing of a node that is not described."""
        place = self._places.get(subject)
        return () if place is None else self._nodes[place].said

    def instances(self, kind: str) -> Iterable[str]:
        """Return the nodes of a class."""
        return self._by_class.get(kind, ())


class Index:
    """What is said of each subject; `locate` finds the place of a subject for an error."""

    def __init__(self, described: Described, locate: Locate) -> None:
        self._all = described
        self._locate = locate
        self._described = lru_cache(RECENT)(self._describe)

    def _values(self, subject: str, predicate: str) -> Sequence[Term]:
        return self._described(subject).get(predicate, ())

    def _describe(self, subject: str) -> dict[str, list[Term]]:
        """Return what is said of a subject, by predicate."""
        described: dict[str, list[Term]] = {}
        for predicate, value, _ in self._all.said_of(subject):
            values = described.setdefault(predicate, [])
            if value not in values[-1:]:  # in two graphs the same may be said
                values.append(value)
        return described

    def instances(self, *classes: str) -> Iterator[str]:
        """Yield the subjects of the given classes, each class sorted; one of several may come again."""
        return chain.from_iterable(map(self._all.instances, classes))

    def many(self, subject: str, predicate: str) -> tuple[str, ...]:
        """Return the IRIs, or the texts of the literals, that a predicate gives, sorted: RDF has no order."""
        return tuple(sorted(map(_text, self._values(subject, predicate))))

    def maybe(self, subject: str, predicate: str) -> str | None:
        """Return the value of a predicate or None; of several, the first in English, or else the first."""
        values = self._values(subject, predicate)
        if len(values) < 2:
            return _text(values[0]) if values else None
        return _text(min(values, key=lambda value: (not _is_english(value), _text(value))))

    def one(self, subject: str, predicate: str) -> str:
        """Return the value of a predicate; raises `InputError` where there is none."""
        value = self.maybe(subject, predicate)
        if value is None:
            raise self.fault(subject, f"lacks {compact(predicate)}")
        return value

    def flag(self, subject: str, predicate: str) -> bool | None:
        """Return a truth value, or None where there is none; raises `InputError` for anything else."""
        value = self.maybe(subject, predicate)
        if value is not None and value not in TRUTH:
            raise self.fault(subject, f"has neither true nor false for {compact(predicate)}", predicate)
        return None if value is None else TRUTH[value]

    def number(self, subject: str, predicate: str) -> Decimal:
        """Return a number exactly as written; raises `InputError` where there is none.

        What xsd:decimal has no form for, such as NaN and exponents, is no number here.
        """
        value = self.one(subject, predicate)
        if not DECIMAL.fullmatch(value):
            raise self.fault(subject, f"has no number for {compact(predicate)}", predicate)
        return Decimal(value)

    def whole_number(self, subject: str, predicate: str) -> int:
        """Return a whole number; raises `InputError` where there is none."""
        number = self.number(subject, predicate)
        if number != int(number):
            raise self.fault(subject, f"has no whole number for {compact(predicate)}", predicate)
        return int(number)

    def choice(self, subject: str, predicate: str, scheme: type[Value]) -> Value:
        """Return the value of a closed scheme; raises `InputError` for anything else, or more than one."""
        iri = self.one(subject, predicate)
        if len(self.many(subject, predicate)) > 1:
            raise self.fault(subject, f"has several values for {compact(predicate)}", predicate)
        try:
            return scheme(iri.removeprefix(OPC))
        except ValueError:
            known = ", ".join(f"opc:{value}" for value in scheme)
            message = f"has {compact(iri)} for {compact(predicate)}, which is not one of {known}"
            raise self.fault(subject, message, predicate) from None

    def fault(self, subject: str, message: str, predicate: str | None = None) -> InputError:
        """Return the error that a node's description is not what the model needs."""
        place = self._locate(subject, predicate)
        return InputError(
            f"{compact(subject)} {message}", place, "`operculum validate` tells all that is wrong."
        )
