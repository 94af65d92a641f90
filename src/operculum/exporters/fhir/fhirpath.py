"""Conditions written as FHIRPath over a QuestionnaireResponse: the same objects that the evaluator judges.

The expressions use only what fhirpath.js and fhirpathpy both know. They are always true or false, never
empty: each leaf asks first whether there is one answer.
"""

from typing import Final

from operculum.model import Comparator, Urgency
from operculum.triage.conditions import AllOf, AnyOf, Asked, Condition, Is, Known, Lies, Not
from operculum.triage.guards import DAYS_A_WEEK, MOST_WEEKS
from operculum.triage.links import DAYS, WEEKS

SYMBOLS: Final = {
    Comparator.lessThan: "<",
    Comparator.atMost: "<=",
    Comparator.equalTo: "=",
    Comparator.atLeast: ">=",
    Comparator.greaterThan: ">",
}


def expression(condition: Condition) -> str:
    """Return a condition as FHIRPath, with the response as `%resource`.

    >>> print(expression(Is(Asked("day", ("dry", "wet"), repeats=True), "wet")))
    (%resource.repeat(item).where(linkId = 'day').answer.value.where(code = 'wet').exists())
    """
    match condition:
        case Known(question):
            return known(question)
        case Is(question, code):
            return chosen(question, f"code = {quoted(code)}")
        case Lies(question, comparator, days):
            return lies(question, comparator, days)
        case Not(part):
            return f"{expression(part)}.not()"
        case AllOf(parts):
            return joined(parts, "and", "true")
        case AnyOf(parts):
            return joined(parts, "or", "false")


def joined(parts: tuple[Condition, ...], operator: str, neutral: str) -> str:
    """Return the parts joined by an operator, in parentheses."""
    written = [expression(part) for part in parts]
    if len(written) < 2:
        return written[0] if written else f"({neutral})"
    return f"({f' {operator} '.join(written)})"


def chosen(question: Asked, criterion: str) -> str:
    """Return that an answer meets a criterion, and is the only one unless the question repeats."""
    answers = given(question.link)
    met = f"{answers}.value.where({criterion}).exists()"
    return f"({met})" if question.repeats else f"({answers}.count() = 1 and {met})"


def known(question: Asked) -> str:
    """Return that a question has an answer that is possible and sure."""
    if question.codes:
        codes = " | ".join(quoted(code) for code in question.codes)
        return chosen(question, f"code in ({codes})")
    weeks, days = given(question.link + WEEKS), given(question.link + DAYS)
    whole = f"value.where($this is integer and $this >= 0 and $this <= {MOST_WEEKS}).exists()"
    return (
        f"({weeks}.count() = 1 and {weeks}.{whole} and ({days}.empty() or ({days}.count() = 1 and "
        f"{days}.value.where($this is integer and $this >= 0 and $this < {DAYS_A_WEEK}).exists())))"
    )


def lies(question: Asked, comparator: Comparator, days: int) -> str:
    """Return that every day of pregnancy which the answer may mean lies on a side of a boundary."""
    symbol = SYMBOLS[comparator]
    earliest, latest = age(question, 0), age(question, DAYS_A_WEEK - 1)
    ends = {
        Comparator.lessThan: (latest,),
        Comparator.atMost: (latest,),
        Comparator.equalTo: (earliest, latest),
        Comparator.atLeast: (earliest,),
        Comparator.greaterThan: (earliest,),
    }[comparator]
    compared = " and ".join(f"{end} {symbol} {days}" for end in ends)
    return f"({known(question)} and {compared})"


def age(question: Asked, unstated: int) -> str:
    """Return the days of pregnancy as an integer expression, with the days to take where none are stated."""
    weeks, days = given(question.link + WEEKS), given(question.link + DAYS)
    return (
        f"({weeks}.value.ofType(integer).first() * {DAYS_A_WEEK} + "
        f"iif({days}.exists(), {days}.value.ofType(integer).first(), {unstated}))"
    )


def age_in_days(question: Asked) -> str:
    """Return the days of pregnancy where weeks and days are both stated, else nothing."""
    stated = f"({known(question)} and {given(question.link + DAYS)}.exists())"
    return f"iif({stated}, {age(question, 0)}, {{}})"


def given(link: str) -> str:
    """Return the answers of an item, wherever in the response it stands."""
    return f"%resource.repeat(item).where(linkId = {quoted(link)}).answer"


def ladder(rungs: tuple[tuple[Urgency, str], ...]) -> str:
    """Return the name of the first urgency whose expression holds; the last needs none."""
    *conditional, (last, _) = rungs
    text = quoted(last.value)
    for urgency, holds in reversed(conditional):
        text = f"iif({holds}, {quoted(urgency.value)}, {text})"
    return text


def quoted(text: str) -> str:
    r"""Return a FHIRPath string literal (FHIRPath N1, 4.1.2 String).

    >>> print(quoted("it's"))
    'it\'s'
    """
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
