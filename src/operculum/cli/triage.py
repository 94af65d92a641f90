"""`operculum triage`: judge the answers to a form."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from operculum.cli.completion import entities
from operculum.cli.settings import Settings
from operculum.errors import InputError, UsageError

if TYPE_CHECKING:
    from operculum.model import Form, KnowledgeBase

ILL_FORMED: Final = 3


@click.command("triage")
@click.option(
    "--form",
    "name",
    required=True,
    metavar="SLUG",
    shell_complete=entities("forms"),
    help="The form that was answered.",
)
@click.argument("answers", required=False)
@click.option(
    "--format",
    type=click.Choice(["text", "json", "fhir"]),
    default="text",
    show_default=True,
    help="How to give the result; fhir is a GuidanceResponse.",
)
@click.option(
    "--fhir-version",
    type=click.Choice(["r4", "r5"]),
    default="r4",
    show_default=True,
    help="The version of FHIR for --format fhir.",
)
@click.pass_obj
def command(settings: Settings, name: str, answers: str | None, format: str, fhir_version: str) -> int:
    """Judge the answers to a form: what to do, how soon, and why. It is information, not medical advice.

    ANSWERS is a JSON file, or - for standard input; without it the questions are asked in the terminal. Plain
    JSON is keyed by concept: true, false, "notSure", {"weeks": 36, "days": 6}, an option's slug, a number, a
    day or a text. A FHIR QuestionnaireResponse, R4 or R5, is read too.

    Exit status 3 says that an answer was ill-formed or impossible; the result is given all the same.
    """
    from operculum.reporting.triage import render
    from operculum.triage import form_called, read_answers, triage

    knowledge = settings.knowledge_base()
    form = form_called(name, knowledge)
    document = given(answers) if answers else asked(form, knowledge)
    result = triage(form, read_answers(form, document), knowledge)
    click.echo(render(result, knowledge, format, fhir_version), nl=False)
    for error in result.errors:
        click.echo(f"operculum: {error.message}", err=True)
    return ILL_FORMED if result.errors else 0


def given(name: str) -> dict[str, Any]:
    """Read the answers from a file, or from standard input; raises `InputError` where that cannot be."""
    from operculum.triage import parse

    if name == "-":
        return parse(sys.stdin.buffer.read(), "standard input")
    try:
        return parse(Path(name).read_bytes(), name)
    except OSError as error:
        raise InputError(f"{name} cannot be read: {error.strerror}") from None


def asked(form: "Form", knowledge: "KnowledgeBase") -> dict[str, Any]:
    """Ask the questions in the terminal; raises `UsageError` where there is none."""
    from operculum.cli.interview import interview

    if not sys.stdin.isatty():
        raise UsageError("no answers are given", remedy="Name a JSON file, or - for standard input.")
    return interview(form, knowledge)
