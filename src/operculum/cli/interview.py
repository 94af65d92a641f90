"""Asks the questions of a form in a terminal; on standard error, for the result goes elsewhere."""

from datetime import date
from typing import Any, Final

import click

from operculum.model import AnswerType, Form, KnowledgeBase, Question, Urgency
from operculum.text import printable
from operculum.triage import plan, read_answers
from operculum.triage.advice import AT_ONCE, UNWELL
from operculum.triage.evaluation import decided
from operculum.triage.guards import DAYS_A_WEEK, MOST_WEEKS

HINTS: Final = {
    AnswerType.yesNo: "y = yes, n = no, Enter = not sure",
    AnswerType.choice: "a number, or Enter for not sure",
    AnswerType.date: "such as 2026-11-21, or Enter to leave it out",
    AnswerType.quantity: "a number, or Enter to leave it out",
    AnswerType.text: "a line, or Enter to leave it out",
}

MOST: Final = 10**9
"""The highest number that is taken for an answer."""

YES_NO: Final = {"y": True, "yes": True, "n": False, "no": False, "": "notSure"}


def interview(form: Form, knowledge: KnowledgeBase) -> dict[str, Any]:
    """Ask the questions of a form and return the answers as plain JSON, keyed by concept.

    Nobody who needs emergency care is kept with further questions, and nobody who is not pregnant with those
    that are about pregnancy.
    """
    say(f"{form.title}\n\n{UNWELL}\n")
    planned, answers = plan(form, knowledge), dict[str, Any]()
    for question in form.questions:
        urgency = decided(planned, read_answers(form, answers).answers)
        if urgency is Urgency.immediate:
            say(f"\n{AT_ONCE}")
            break
        if urgency is not Urgency.notCovered or question not in planned.needed:
            answers[question.asks.slug] = ask(question)
    return answers


def ask(question: Question) -> Any:
    """Ask one question until its answer can be understood."""
    say(f"\n{question.text}")
    if question.help:
        say(question.help)
    match question.answer_type:
        case AnswerType.yesNo:
            return answered(HINTS[AnswerType.yesNo], YES_NO)
        case AnswerType.choice:
            return choose(question)
        case AnswerType.weeksAndDays:
            return age()
        case AnswerType.quantity:
            return number(HINTS[AnswerType.quantity])
        case AnswerType.date:
            return day()
        case AnswerType.text:
            return prompt(HINTS[AnswerType.text]) or None


def choose(question: Question) -> Any:
    """Offer the options by number."""
    for place, option in enumerate(question.options, 1):
        say(f"  {place} {option.as_answer}")
    numbered = {str(place): option.slug for place, option in enumerate(question.options, 1)}
    return answered(HINTS[AnswerType.choice], {**numbered, "": "notSure"})


def age() -> Any:
    """Ask for weeks, and then for the days beyond them."""
    weeks = number("completed weeks, or Enter for not sure", MOST_WEEKS)
    if weeks is None:
        return "notSure"
    days = number(f"and days, 0 to {DAYS_A_WEEK - 1}, or Enter if unknown", DAYS_A_WEEK - 1)
    return {"weeks": weeks} if days is None else {"weeks": weeks, "days": days}


def answered(hint: str, answers: dict[str, Any]) -> Any:
    """Ask until one of the answers is given."""
    while (given := prompt(hint).lower()) not in answers:
        say(f"Please answer with {hint}.")
    return answers[given]


def number(hint: str, most: int = MOST) -> int | None:
    """Ask until a whole number up to the most that can be, or nothing, is given."""
    while given := prompt(hint):
        if given.isascii() and given.isdigit() and int(given[:10]) <= most:
            return int(given)
        say(f"Please answer with a whole number from 0 to {most}.")
    return None


def day() -> str | None:
    """Ask until a calendar day or nothing is given."""
    while given := prompt(HINTS[AnswerType.date]):
        try:
            return date.fromisoformat(given).isoformat()
        except ValueError:
            say(f"Please answer with a day {HINTS[AnswerType.date]}.")
    return None


def prompt(hint: str) -> str:
    """Ask for one line."""
    line: str = click.prompt(f"[{hint}]", default="", show_default=False, err=True)
    return line.strip()


def say(text: str) -> None:
    """Print on standard error."""
    click.echo(printable(text), err=True)
