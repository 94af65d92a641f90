"""Statements by subject and predicate, with the accessors that entities are read by."""

import re
from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum
from typing import Final, TypeVar

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Triple
from pyoxigraph import Literal as OxLiteral

from operculum.errors import InputError
from operculum.model.terms import Literal, Statement, Term
from operculum.namespaces import OPC, RDF, compact
from operculum.store.dataset import Dataset

Value = TypeVar("Value", bound=StrEnum)

TRUTH: Final = {"true": True, "1": True, "false": False, "0": False}
"""The forms of xsd:boolean (XML Schema Part 2, section 3.2.2)."""
DECIMAL: Final = re.compile(r"[+-]?(?=\.?[0-9])[0-9]{0,40}(?:\.[0-9]{0,40})?", re.ASCII)
"""A number as xsd:decimal writes it (XML Schema Part 2, section 3.2.3), not longer than sensible."""


def term(node: NamedNode | BlankNode | OxLiteral | Triple | DefaultGraph) -> Term:
    """Return a node of the store as a plain term."""
    if isinstance(node, OxLiteral):
        return Literal(node.value, node.datatype.value, node.language)
    return node.value if isinstance(node, NamedNode) else str(node)


def _text(value: Term) -> str:
    return value.lexical if isinstance(value, Literal) else value


def _is_english(value: Term) -> bool:
    return isinstance(value, Literal) and (value.language or "en").partition("-")[0] == "en"


class Index:
    """What a dataset says of each subject; subjects stand in document order."""

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset
        self._values: dict[str, dict[str, list[Term]]] = {}
        self._by_class: dict[str, list[str]] = {}
        for quad in dataset:
            subject, predicate, value = str(term(quad.subject)), quad.predicate.value, term(quad.object)
            values = self._values.setdefault(subject, {}).setdefault(predicate, [])
            if value not in values:
                values.append(value)
                if predicate == f"{RDF}type":
                    self._by_class.setdefault(str(value), []).append(subject)

    def instances(self, *classes: str) -> list[str]:
        """Return the subjects of the given classes, in document order."""
        return list(dict.fromkeys(subject for each in classes for subject in self._by_class.get(each, ())))

    def many(self, subject: str, predicate: str) -> tuple[str, ...]:
        """Return the IRIs, or the texts of the literals, that a predicate gives, sorted: RDF has no order."""
        values = self._values.get(subject, {}).get(predicate, ())
        return tuple(sorted(map(_text, values)))

    def maybe(self, subject: str, predicate: str) -> str | None:
        """Return the value of a predicate or None; of several, the first in English, or else the first."""
        values = self._values.get(subject, {}).get(predicate, ())
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
        place = self._dataset.locate(subject, predicate)
        return InputError(
            f"{compact(subject)} {message}", place, "`operculum validate` tells all that is wrong."
        )

    def statements(self) -> Iterator[Statement]:
        """Yield what the files say, without what is derived from the mapping sets."""
        for quad in self._dataset.quads:
            yield Statement(
                str(term(quad.subject)), quad.predicate.value, term(quad.object), str(term(quad.graph_name))
            )
