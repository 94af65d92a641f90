"""`operculum show`."""

from pathlib import Path

import click

from operculum.cli.completion import entities
from operculum.cli.parameters import PATH
from operculum.cli.settings import Settings


@click.command("show")
@click.argument("name", shell_complete=entities())
@click.option(
    "--format", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to show it."
)
@click.option("--sources", multiple=True, type=PATH, help="Folders with texts of sources.")
@click.pass_obj
def command(settings: Settings, name: str, *, format: str, sources: tuple[Path, ...]) -> None:
    """Show one claim, concept, source, threshold or rule whole.

    NAME is a slug (mp-001), a prefixed name (concept:mucus-plug), a label ("Clomid") or an IRI. Shown are its
    passages (with their text where the source is at hand), axes and bounds, who agrees, who disputes it and
    why, and the rules and exports it feeds.
    """
    import json

    from operculum.inspection import describe, resolve
    from operculum.inspection.descriptions import Surroundings
    from operculum.reporting.description import render
    from operculum.validation.passages import quoted
    from operculum.validation.texts import files_by_digest, folders, texts

    knowledge = settings.knowledge_base()
    entity = resolve(knowledge, name)
    known = texts(knowledge.sources, files_by_digest(folders(sources)))
    around = Surroundings(knowledge, lambda passage: quoted(passage, known.get(passage.source.iri)))
    description = describe(entity, around)
    click.echo(
        json.dumps(description, indent=2, ensure_ascii=False) if format == "json" else render(description),
        nl=format == "json",
    )
