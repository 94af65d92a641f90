"""Whether a text is FHIRPath, and which variables and functions it names (FHIRPath N1, Formal Grammar)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from operculum.fhir.lexer import FhirPathError, Token, tokens

PRECEDENCE: Final = (
    ("implies",),
    ("or", "xor"),
    ("and",),
    ("in", "contains"),
    ("=", "~", "!=", "!~"),
    ("<=", "<", ">", ">="),
    ("|",),
    ("is", "as"),
    ("+", "-", "&"),
    ("*", "/", "div", "mod"),
)
"""The operators, those that bind least first."""

LEVELS: Final = {operator: level for level, operators in enumerate(PRECEDENCE) for operator in operators}
TYPE_LEVEL: Final = LEVELS["is"]

DEEPEST: Final = 100
"""How deep an expression may be nested."""

NAMES: Final = """
abs aggregate all allFalse allTrue anyFalse anyTrue as avg ceiling checkModifiers children coalesce combine
comparable conformsTo contains convertsToBoolean convertsToDate convertsToDateTime convertsToDecimal
convertsToInteger convertsToQuantity convertsToString convertsToTime count decode defineVariable descendants
distinct elementDefinition empty encode endsWith escape exclude exists exp extension first floor
getReferenceKey getResourceKey getValue hasTemplateIdOf hasValue highBoundary htmlChecks iif indexOf
intersect is isDistinct isFalse isTrue join last lastIndexOf length ln log lowBoundary lower matches
matchesFull max memberOf min not now ofType ordinal power precision repeat repeatAll replace replaceMatches
resolve round select single skip slice sort split sqrt startsWith subsetOf substring subsumedBy subsumes sum
supersetOf tail take timeOfDay toBoolean toChars toDate toDateTime toDecimal toInteger toQuantity toString
toTime today trace trim truncate type unescape union upper weight where answers
Address CodeableConcept Coding ContactPoint Extension HumanName Identifier Quantity Reference
"""

FUNCTIONS: Final = frozenset(NAMES.split())
"""The functions of FHIRPath, of FHIR's additions to it, of SDC, and of %factory."""

BY_NUMBER: Final = {
    (0, 0): """
    abs allFalse allTrue anyFalse anyTrue ceiling children count descendants distinct empty exp first floor
    hasValue isDistinct isFalse isTrue last length ln lower not now single sqrt tail timeOfDay toBoolean
    toChars toDate toDateTime toDecimal toInteger toString toTime today trim truncate upper
    """,
    (0, 1): "exists join round toQuantity",
    (1, 1): """
    all as combine contains endsWith exclude extension indexOf intersect is log ofType power repeat select
    skip startsWith subsetOf supersetOf take union where
    """,
    (1, 2): "aggregate substring trace",
    (2, 2): "replace replaceMatches",
    (2, 3): "iif",
}

ARGUMENTS: Final = {name: number for number, names in BY_NUMBER.items() for name in names.split()}
"""The least and the greatest number of arguments that functions take (FHIRPath N1, 5)."""


@dataclass(slots=True)
class Expression:
    """The names an expression uses: variables, functions, calls with the number of arguments, elements."""

    variables: list[str] = field(default_factory=list)
    functions: list[str] = field(default_factory=list)
    calls: list[tuple[str, int]] = field(default_factory=list)
    members: list[str] = field(default_factory=list)


def parse(text: str) -> Expression:
    """Return the names in an expression; raises `FhirPathError` where it is no FHIRPath.

    >>> parse("%resource.item.where(linkId = 'a').answer.exists()").functions
    ['where', 'exists']
    >>> parse("a = = b")
    Traceback (most recent call last):
    ...
    operculum.fhir.lexer.FhirPathError: '=' cannot stand here, at character 5
    """
    return Parser(tokens(text)).whole()


class Parser:
    """Reads an expression by the precedence of its operators."""

    def __init__(self, stream: Iterator[Token]) -> None:
        self._tokens = list(stream)
        self._place = 0
        self._depth = 0
        self._found = Expression()

    def whole(self) -> Expression:
        """Read the whole expression."""
        self._operation(0)
        if self._next.kind != "end":
            raise self._unexpected()
        return self._found

    @property
    def _next(self) -> Token:
        return self._tokens[self._place]

    def _unexpected(self) -> FhirPathError:
        token = self._next
        if token.kind == "end":
            return FhirPathError("the expression ends too early,", token.position)
        return FhirPathError(f"{token.text!r} cannot stand here,", token.position)

    def _take(self, *texts: str) -> bool:
        found = self._next.kind in ("symbol", "name") and self._next.text in texts
        self._place += found
        return found

    def _expect(self, text: str) -> None:
        if not self._take(text):
            raise self._unexpected()

    def _operation(self, least: int) -> None:
        """Read operands joined by operators that bind at least so much, by precedence climbing."""
        self._unary()
        while (level := self._level()) is not None and level >= least:
            self._place += 1
            if level == TYPE_LEVEL:
                self._type()
            else:
                self._operation(level + 1)

    def _level(self) -> int | None:
        token = self._next
        return LEVELS.get(token.text) if token.kind in ("symbol", "name") else None

    def _type(self) -> None:
        self._name()
        while self._take("."):
            self._name()

    def _name(self) -> str:
        token = self._next
        if token.kind != "name":
            raise self._unexpected()
        self._place += 1
        return token.text

    def _unary(self) -> None:
        while self._take("+", "-"):
            pass
        self._term()
        while True:
            if self._take("."):
                self._invocation()
            elif self._take("["):
                self._nested()
                self._expect("]")
            else:
                return

    def _nested(self) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise FhirPathError("the expression is nested too deep", self._next.position)
        self._operation(0)
        self._depth -= 1

    def _term(self) -> None:
        token = self._next
        if self._take("("):
            self._nested()
            self._expect(")")
        elif self._take("{"):
            self._expect("}")
        elif token.kind == "variable":
            self._found.variables.append(token.text.removeprefix("%").strip("'`"))
            self._place += 1
        elif token.kind == "number":
            self._place += 1
            self._unit()
        elif token.kind in ("string", "date"):
            self._place += 1
        else:
            self._invocation()

    def _unit(self) -> None:
        calendar = ("year", "month", "week", "day", "hour", "minute", "second", "millisecond")
        if self._next.kind == "string" or self._next.text.removesuffix("s") in calendar:
            self._place += 1

    def _invocation(self) -> None:
        if self._next.kind == "special":
            self._place += 1
            return
        name = self._name()
        if not self._take("("):
            self._found.members.append(name.strip("`"))
            return
        self._found.functions.append(name)
        self._found.calls.append((name, self._arguments()))

    def _arguments(self) -> int:
        """Read the arguments of a function and tell how many there are."""
        if self._take(")"):
            return 0
        self._nested()
        number = 1
        while self._take(","):
            self._nested()
            number += 1
        self._expect(")")
        return number
