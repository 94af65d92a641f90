"""The queries that columns can answer: triple patterns, conditions on what they find, and EXISTS.

That is most of what shapes ask. Every variable of a condition is bound by a pattern or beforehand, so that no
condition meets an unbound one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from pyoxigraph import Variable

from operculum.shacl.paths import Path
from operculum.shacl.terms import Term

Slot: TypeAlias = Variable | Term
"""The end of a pattern: a variable, or what it must be."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A triple pattern, whose predicate is a path or a variable."""

    subject: Slot
    path: Path | Variable
    target: Slot

    @property
    def variables(self) -> frozenset[Variable]:
        """The variables of the pattern."""
        return frozenset(
            each for each in (self.subject, self.path, self.target) if isinstance(each, Variable)
        )


@dataclass(frozen=True, slots=True)
class Text:
    """STR of a variable."""

    variable: Variable


@dataclass(frozen=True, slots=True)
class Datatype:
    """DATATYPE of a variable."""

    variable: Variable


@dataclass(frozen=True, slots=True)
class Product:
    """The product of two factors."""

    one: Slot
    other: Slot


Operand: TypeAlias = Slot | Text | Datatype | Product


def _variables(operand: Operand) -> frozenset[Variable]:
    """Return the variables that an operand looks at."""
    match operand:
        case Text(variable) | Datatype(variable):
            return frozenset({variable})
        case Product(one, other):
            return _variables(one) | _variables(other)
    return frozenset({operand}) if isinstance(operand, Variable) else frozenset()


@dataclass(frozen=True, slots=True)
class Comparison:
    """=, !=, <, >, <= or >= between two operands."""

    operator: str
    left: Operand
    right: Operand

    @property
    def variables(self) -> frozenset[Variable]:
        """The variables that the condition looks at."""
        return _variables(self.left) | _variables(self.right)


@dataclass(frozen=True, slots=True)
class Membership:
    """IN: a variable has one of several values."""

    variable: Variable
    members: tuple[Term, ...]

    @property
    def variables(self) -> frozenset[Variable]:
        """The variables that the condition looks at."""
        return frozenset({self.variable})


@dataclass(frozen=True, slots=True)
class KindTest:
    """The isIRI, isBlank or isLiteral of a variable."""

    kind: type[Term]
    variable: Variable

    @property
    def variables(self) -> frozenset[Variable]:
        """The variables that the condition looks at."""
        return frozenset({self.variable})


@dataclass(frozen=True, slots=True)
class Negation:
    """What a condition does not hold for."""

    condition: "Condition"

    @property
    def variables(self) -> frozenset[Variable]:
        """The variables that the condition looks at."""
        return self.condition.variables


@dataclass(frozen=True, slots=True)
class Connective:
    """&& (`every`) or || of several conditions."""

    every: bool
    conditions: tuple["Condition", ...]

    @property
    def variables(self) -> frozenset[Variable]:
        """The variables that the condition looks at."""
        return frozenset[Variable]().union(*(each.variables for each in self.conditions))


Condition: TypeAlias = Comparison | Membership | KindTest | Negation | Connective


@dataclass(frozen=True, slots=True)
class Existence:
    """FILTER EXISTS, or NOT EXISTS, of a body, the variables of the body around it being bound."""

    body: "Body"
    negated: bool


@dataclass(frozen=True, slots=True)
class Body:
    """What stands in braces: all of it must hold."""

    patterns: tuple[Pattern, ...]
    conditions: tuple[Condition, ...] = ()
    existences: tuple[Existence, ...] = ()

    @property
    def bound(self) -> frozenset[Variable]:
        """The variables that the patterns bind."""
        return frozenset[Variable]().union(*(pattern.variables for pattern in self.patterns))

    @property
    def variables(self) -> frozenset[Variable]:
        """All variables that occur, those within EXISTS included."""
        inner = (each.body.variables for each in self.existences)
        return self.bound.union(*(each.variables for each in self.conditions), *inner)


@dataclass(frozen=True, slots=True)
class Selection:
    """A whole query: the variables that it projects, and its body."""

    projected: frozenset[Variable]
    body: Body

    def is_connected(self, bound: frozenset[Variable]) -> bool:
        """Tell whether the variables `bound` beforehand lead to all that the query looks at."""
        return all(_is_connected(body, outer) for body, outer in _bodies(self.body, bound))


def _bodies(body: Body, bound: frozenset[Variable]) -> Iterator[tuple[Body, frozenset[Variable]]]:
    yield body, bound
    for existence in body.existences:
        yield from _bodies(existence.body, bound | body.bound)


def _is_connected(body: Body, bound: frozenset[Variable]) -> bool:
    pending = list(body.patterns)
    while pending:
        ahead = [pattern for pattern in pending if not is_reached(pattern, bound)]
        if len(ahead) == len(pending):
            return False
        bound = bound.union(*(pattern.variables for pattern in pending if pattern not in ahead))
        pending = ahead
    return all(condition.variables <= bound for condition in body.conditions)


def is_reached(pattern: Pattern, bound: frozenset[Variable]) -> bool:
    """Tell whether an end of a pattern is known, once some variables are bound."""
    return any(not isinstance(end, Variable) or end in bound for end in (pattern.subject, pattern.target))
