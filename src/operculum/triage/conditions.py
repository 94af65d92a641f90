"""When something holds, as one value: evaluated here, and written as FHIRPath from the very same object.

A condition is true or false of a set of answers, never unknown: `Known` asks whether an answer is there, and
every other leaf is false of an answer that is missing. So nothing can count as reassuring by its absence.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from operculum.model import Comparator
from operculum.triage.answers import Age, Answers, Chosen, Noted


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as conditions see it: its link, the codes it admits (none of an age), whether it repeats."""

    link: str
    codes: tuple[str, ...] = ()
    repeats: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """The question has an answer that is possible and sure."""

    question: Asked


@dataclass(frozen=True, slots=True)
class Is:
    """The question was answered with this code."""

    question: Asked
    code: str


@dataclass(frozen=True, slots=True)
class Lies:
    """Every day of pregnancy that the answer may mean lies on this side of the boundary, given in days."""

    question: Asked
    comparator: Comparator
    days: int


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: "Condition"


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part holds; without parts, always."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Some part holds; without parts, never."""

    parts: tuple["Condition", ...]


Condition = Known | Is | Lies | Not | AllOf | AnyOf

OPPOSITE: Final = {
    Comparator.lessThan: (Comparator.atLeast,),
    Comparator.atMost: (Comparator.greaterThan,),
    Comparator.equalTo: (Comparator.lessThan, Comparator.greaterThan),
    Comparator.atLeast: (Comparator.lessThan,),
    Comparator.greaterThan: (Comparator.atMost,),
}
"""The sides on which the days lie that are not on a side."""


def holds(condition: Condition, answers: Answers) -> bool:
    """Tell whether a condition is true of the answers.

    >>> week = Asked("week")
    >>> before_37_weeks = Lies(week, Comparator.lessThan, 259)
    >>> [holds(before_37_weeks, {"week": Age.of(*age)}) for age in ((36, 6), (37, 0), (36,), (37,))]
    [True, False, True, False]
    >>> holds(before_37_weeks, {})
    False
    """
    match condition:
        case Known(question):
            return known(question, answers)
        case Is(question, code):
            answer = answers.get(question.link)
            return isinstance(answer, Chosen) and code in answer.codes
        case Lies(question, comparator, days):
            answer = answers.get(question.link)
            return isinstance(answer, Age) and lies(answer, comparator, days)
        case Not(part):
            return not holds(part, answers)
        case AllOf(parts):
            return all(holds(part, answers) for part in parts)
        case AnyOf(parts):
            return any(holds(part, answers) for part in parts)


def known(question: Asked, answers: Answers) -> bool:
    """Tell whether a question has an answer of its own kind."""
    match answers.get(question.link):
        case None | Noted():
            return False
        case Chosen(codes):
            return not codes.isdisjoint(question.codes)
        case Age():
            return not question.codes


def lies(age: Age, comparator: Comparator, days: int) -> bool:
    """Tell whether every day of an age lies on a side of a boundary."""
    match comparator:
        case Comparator.lessThan:
            return age.latest < days
        case Comparator.atMost:
            return age.latest <= days
        case Comparator.equalTo:
            return age.earliest == age.latest == days
        case Comparator.atLeast:
            return age.earliest >= days
        case Comparator.greaterThan:
            return age.earliest > days


def boundary_of(condition: Condition) -> Iterator[int]:
    """Yield the boundaries, in days, at which a condition changes."""
    match condition:
        case Lies(_, _, days):
            yield days
        case Not(part):
            yield from boundary_of(part)
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from boundary_of(part)
        case Known() | Is():
            return
