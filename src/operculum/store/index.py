"""Statements by subject and predicate, with the accessors that entities are read by."""

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import TypeVar

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Triple
from pyoxigraph import Literal as OxLiteral

from operculum.errors import InputError
from operculum.model.terms import Literal, Statement, Term
from operculum.namespaces import OPC, RDF, compact
from operculum.store.dataset import Dataset

Value = TypeVar("Value", bound=StrEnum)


def term(node: NamedNode | BlankNode | OxLiteral | Triple | DefaultGraph) -> Term:
    """Return a node of the store as a plain term."""
    if isinstance(node, OxLiteral):
        return Literal(node.value, node.datatype.value, node.language)
    return node.value if isinstance(node, NamedNode) else str(node)


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
        return tuple(sorted(value.lexical if isinstance(value, Literal) else value for value in values))

    def maybe(self, subject: str, predicate: str) -> str | None:
        """Return the value of a predicate, the first where there are several, or None."""
        return next(iter(self.many(subject, predicate)), None)

    def one(self, subject: str, predicate: str) -> str:
        """Return the value of a predicate; raises `InputError` where there is none."""
        value = self.maybe(subject, predicate)
        if value is None:
            raise self.fault(subject, f"lacks {compact(predicate)}")
        return value

    def flag(self, subject: str, predicate: str) -> bool | None:
        """Return a truth value, or None where there is none."""
        value = self.maybe(subject, predicate)
        return None if value is None else value in {"true", "1"}

    def number(self, subject: str, predicate: str) -> Decimal:
        """Return a number exactly as written; raises `InputError` where there is none."""
        try:
            return Decimal(self.one(subject, predicate))
        except InvalidOperation:
            raise self.fault(subject, f"has no number for {compact(predicate)}", predicate) from None

    def choice(self, subject: str, predicate: str, scheme: type[Value]) -> Value:
        """Return a value of a closed scheme; raises `InputError` for anything else."""
        iri = self.one(subject, predicate)
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
