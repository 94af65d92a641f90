"""A click group that imports a verb only when it is used, and suggests the verb that was meant."""

from importlib import import_module
from typing import Final

import click

VERBS: Final = {
    "validate": "Judge data by shapes, passages by their sources, and the rules of quality.",
    "export": "Write JSON, JSON-LD, RDF, Markdown, CSV, SSSOM and FHIR.",
    "query": "Ask a question in SPARQL, or by the name of one that is shipped.",
    "show": "Show one claim, concept, source, threshold or rule whole.",
    "triage": "Judge the answers to a form: what to do, how soon, and why.",
    "publish": "Put the knowledge base into a SPARQL store.",
}
"""The verbs in the order of the help, each with its line there, so that help needs no verb's imports."""


class VerbGroup(click.Group):
    """The verbs of the command line."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the verbs in their order."""
        del ctx
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a verb; None where there is no such verb."""
        del ctx
        if cmd_name not in VERBS:
            return None
        command: click.Command = import_module(f"operculum.cli.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the verb; a misspelt one is answered with the nearest."""
        if args and args[0] not in VERBS and not args[0].startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(args[0], VERBS, 1)
            hint = f"Did you mean '{near[0]}'?" if near else f"The verbs are {', '.join(VERBS)}."
            ctx.fail(f"No such verb '{args[0]}'. {hint}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the verbs with their lines, importing none."""
        del ctx
        with formatter.section("Verbs"):
            formatter.write_dl(list(VERBS.items()))
