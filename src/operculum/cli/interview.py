"""Asks the questions of a form in a terminal; on standard error, for the result goes elsewhere."""

from typing import Any, Final

import click

from operculum.model import AnswerType, Form, Question
from operculum.text import printable
from operculum.triage.advice import UNWELL

HINTS: Final = {
    AnswerType.yesNo: "y = yes, n = no, Enter = not sure",
    AnswerType.choice: "a number, or Enter for not sure",
    AnswerType.date: "such as 2026-11-21, or Enter to leave it out",
    AnswerType.quantity: "a number, or Enter to leave it out",
    AnswerType.text: "a line, or Enter to leave it out",
}

YES_NO: Final = {"y": True, "yes": True, "n": False, "no": False, "": "notSure"}


def interview(form: Form) -> dict[str, Any]:
    """Ask every question of a form and return the answers as plain JSON, keyed by concept."""
    say(f"{form.title}\n\n{UNWELL}\n")
    return {question.asks.slug: ask(question) for question in form.questions}


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
        case AnswerType.date | AnswerType.text:
            return prompt(HINTS[question.answer_type]) or None


def choose(question: Question) -> Any:
    """Offer the options by number."""
    for place, option in enumerate(question.options, 1):
        say(f"  {place} {option.label}")
    numbered = {str(place): option.slug for place, option in enumerate(question.options, 1)}
    return answered(HINTS[AnswerType.choice], {**numbered, "": "notSure"})


def age() -> Any:
    """Ask for weeks, and then for the days beyond them."""
    weeks = number("completed weeks, or Enter for not sure")
    if weeks is None:
        return "notSure"
    days = number("and days, 0 to 6, or Enter if unknown")
    return {"weeks": weeks} if days is None else {"weeks": weeks, "days": days}


def answered(hint: str, answers: dict[str, Any]) -> Any:
    """Ask until one of the answers is given."""
    while (given := prompt(hint).lower()) not in answers:
        say(f"Please answer with {hint}.")
    return answers[given]


def number(hint: str) -> int | None:
    """Ask until a whole number or nothing is given."""
    while given := prompt(hint):
        if given.isascii() and given.isdigit() and len(given) < 10:
            return int(given)
        say("Please answer with a whole number.")
    return None


def prompt(hint: str) -> str:
    """Ask for one line."""
    line: str = click.prompt(f"[{hint}]", default="", show_default=False, err=True)
    return line.strip()


def say(text: str) -> None:
    """Print on standard error."""
    click.echo(printable(text), err=True)
