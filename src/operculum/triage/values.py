"""One value as it was given, judged by the question it answers."""

import math
from dataclasses import dataclass
from datetime import date
from typing import Any

from operculum.model import AnswerType, Question
from operculum.triage.answers import NO, NOT_SURE, YES, Age, Answer, Chosen, Noted
from operculum.triage.guards import DAYS_A_WEEK, MOST_CHARACTERS, MOST_WEEKS


class ImpossibleAnswerError(Exception):
    """A value that no answer to the question can have; the message says why and what is expected."""


@dataclass(frozen=True, slots=True)
class Unusable:
    """Stands for a value from which no answer can be read, with what is wrong with it."""

    why: str


@dataclass(frozen=True, slots=True)
class Judged:
    """What a value comes to: the answer, if it gives one, and what is wrong with it or a part of it."""

    answer: Answer | None = None
    errors: tuple[str, ...] = ()


def judge(question: Question, value: Any) -> Judged:
    """Judge the value given to a question; a list is taken only where the question repeats.

    Of a list, each value that can be counts: an ill-formed one beside it must not silence it.
    """
    if isinstance(value, list) and not question.repeats:
        return Judged(errors=(f"takes one answer, and {len(value)} were given in a list",))
    answers: list[Answer] = []
    errors: list[str] = []
    for each in value if isinstance(value, list) else [value]:
        try:
            answer = single(question, each)
        except ImpossibleAnswerError as error:
            errors.append(str(error))
        else:
            answers += [] if answer is None else [answer]
    return Judged(together(answers), tuple(dict.fromkeys(errors)))


def together(answers: list[Answer]) -> Answer | None:
    """Return the answers to a question as one; several are options, or notes."""
    if len(answers) == 1:
        return answers[0]
    chosen = [answer.codes for answer in answers if isinstance(answer, Chosen)]
    if chosen:
        return Chosen(frozenset().union(*chosen))
    noted = [text for answer in answers if isinstance(answer, Noted) for text in answer.values]
    return Noted(tuple(noted)) if noted else None


def single(question: Question, value: Any) -> Answer | None:
    """Return the answer that one value gives, or None for null and "not sure"."""
    if isinstance(value, Unusable):
        raise ImpossibleAnswerError(value.why)
    if value is None or value == NOT_SURE:
        return None
    match question.answer_type:
        case AnswerType.yesNo:
            return yes_no(value)
        case AnswerType.choice:
            return option(question, value)
        case AnswerType.weeksAndDays:
            return age(value)
        case AnswerType.date:
            return day(value)
        case AnswerType.quantity:
            return number(value)
        case AnswerType.text:
            return text(value)


def yes_no(value: Any) -> Chosen:
    """Return yes or no.

    >>> yes_no(True)
    Chosen(codes=frozenset({'yes'}))
    """
    if not isinstance(value, bool):
        raise ImpossibleAnswerError('is answered with true, false or "notSure"')
    return Chosen(frozenset({YES if value else NO}))


def option(question: Question, value: Any) -> Chosen:
    """Return the option chosen, by its slug."""
    slugs = [each.slug for each in question.options]
    if value not in slugs or not isinstance(value, str):
        raise ImpossibleAnswerError(f'is answered with one of {", ".join(slugs)} or "{NOT_SURE}"')
    return Chosen(frozenset({value}))


def age(value: Any) -> Age:
    """Return the age in weeks and days; weeks alone mean the whole week.

    >>> age({"weeks": 36, "days": 6})
    Age(earliest=258, latest=258)
    """
    if not isinstance(value, dict) or not {"weeks"} <= value.keys() <= {"weeks", "days"}:
        raise ImpossibleAnswerError('is answered with {"weeks": …, "days": …}, where days may be left out')
    weeks, days = value["weeks"], value.get("days")
    if not whole(weeks) or not 0 <= weeks <= MOST_WEEKS:
        raise ImpossibleAnswerError(f"has weeks that are no whole number from 0 to {MOST_WEEKS}")
    if days is not None and not (whole(days) and 0 <= days < DAYS_A_WEEK):
        raise ImpossibleAnswerError(f"has days that are no whole number from 0 to {DAYS_A_WEEK - 1}")
    return Age.of(weeks, days)


def whole(value: Any) -> bool:
    """Tell whether a value is a whole number, which in Python's eyes a truth value is too."""
    return isinstance(value, int) and not isinstance(value, bool)


def day(value: Any) -> Noted:
    """Return a calendar day."""
    try:
        return Noted((date.fromisoformat(value).isoformat(),))
    except (TypeError, ValueError):
        raise ImpossibleAnswerError("is answered with a day such as 2026-11-21") from None


def number(value: Any) -> Noted:
    """Return a number that is not negative."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < math.inf:
        raise ImpossibleAnswerError("is answered with a number that is not negative")
    return Noted((str(value),))


def text(value: Any) -> Noted:
    """Return a text."""
    if not isinstance(value, str) or len(value) > MOST_CHARACTERS:
        raise ImpossibleAnswerError(f"is answered with a text of at most {MOST_CHARACTERS} characters")
    return Noted((value,))
