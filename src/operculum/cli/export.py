"""`operculum export`: write what is made from the knowledge, or compare it with what is there."""

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from operculum.cli.completion import entities
from operculum.cli.parameters import PATH
from operculum.cli.progress import ProgressLine
from operculum.cli.settings import Settings
from operculum.errors import UsageError
from operculum.exporters import EXPORTERS
from operculum.progress import Progress

if TYPE_CHECKING:
    from operculum.artefacts import Difference
    from operculum.model import KnowledgeBase

ALL: Final = "all"
EXPORTS: Final = Path("exports")
FINDINGS: Final = 1


@click.command
@click.argument("format", metavar="[FORMAT]", type=click.Choice([*EXPORTERS, ALL]), default=ALL)
@click.option("--out", type=PATH, help="The folder to write to; else ./exports.")
@click.option("--check", is_flag=True, help="Write nothing; list the files that are not as they would be.")
@click.option(
    "--only",
    metavar="CONCEPT|SOURCE",
    shell_complete=entities("concepts", "sources"),
    help="Export what is said on a concept or by a source.",
)
@click.option(
    "--fhir-version",
    type=click.Choice(["r4", "r5", ALL]),
    default=ALL,
    help="The version of FHIR; else both.",
)
@click.pass_obj
def command(
    settings: Settings, format: str, out: Path | None, only: str | None, fhir_version: str, *, check: bool
) -> int:
    """Write the knowledge in the formats that others use.

    FORMAT is one of json, jsonld, rdf, markdown, csv, sssom and fhir, or all, which is also meant where none
    is given. The same base gives the same bytes.

    With --check, exit status 1 says that some file is missing, different or superfluous.
    """
    from operculum.artefacts import Outcome, compare, write
    from operculum.inspection import resolve
    from operculum.model import Concept, Source
    from operculum.model.selection import select

    folder = out or EXPORTS
    partial = only is not None or fhir_version != ALL
    if partial and out is None and not check and folder.exists():
        raise UsageError(
            f"a part would overwrite the whole in {folder}", remedy="Name another folder with --out."
        )
    with ProgressLine() as progress:
        knowledge = read(settings, progress)
        part = knowledge if only is None else select(knowledge, resolve(knowledge, only, Concept, Source))
        names = list(EXPORTERS) if format == ALL else [format]
        made = (artefact for name in names for artefact in EXPORTERS[name](part))
        wanted = (artefact for artefact in made if is_wanted(artefact.path, fhir_version))
        artefacts = progress.of_artefacts(wanted)
        outcome: Outcome | tuple[Difference, ...] = (compare if check else write)(artefacts, folder)
    if not isinstance(outcome, Outcome):
        return differing(outcome, folder, mending(settings, format, out, only, fhir_version))
    numbers = f"{outcome.written} written anew, {outcome.removed} removed"
    click.echo(f"{files(outcome.files)} in {folder}: {numbers}", err=True)
    return 0


def differing(differences: "tuple[Difference, ...]", folder: Path, mending: str) -> int:
    """Print how a folder differs from what would be written, and what mends it; return the status."""
    for difference in differences:
        click.echo(f"{difference.kind}: {folder / difference.path}")
    if not differences:
        click.echo(f"{folder} is up to date", err=True)
        return 0
    click.echo(f"Mend it with: {mending}", err=True)
    if any(difference.kind == "superfluous" for difference in differences):
        click.echo("A superfluous file that is still there then is not ours: delete it by hand.", err=True)
    return FINDINGS


def read(settings: Settings, progress: Progress) -> "KnowledgeBase":
    """Read the knowledge base; of a large one, no more is held than its sources share."""
    from operculum.store.filing import file_knowledge
    from operculum.store.finding import find_files, is_large

    paths = [] if settings.kb is None else [settings.kb]
    if not is_large(find_files(paths)):
        return settings.knowledge_base()
    return file_knowledge(paths, licensed=settings.licensed, progress=progress)


def is_wanted(path: str, fhir_version: str) -> bool:
    """Tell whether a file is not of another version of FHIR than the one asked for."""
    return fhir_version == ALL or not path.startswith("fhir/") or path.startswith(f"fhir/{fhir_version}/")


def files(number: int) -> str:
    """Return a number of files, in words."""
    return "1 file" if number == 1 else f"{number} files"


def mending(settings: Settings, format: str, out: Path | None, only: str | None, fhir_version: str) -> str:
    """Return the command that writes what --check found wanting."""
    before = [f"--kb={settings.kb}"] if settings.kb else []
    before += ["--snomed-ct"] if settings.licensed else []
    after = [] if format == ALL else [format]
    after += [f"--out={out}"] if out else []
    after += [f"--only={only}"] if only is not None else []
    after += [f"--fhir-version={fhir_version}"] if fhir_version != ALL else []
    return shlex.join(["operculum", *before, "export", *after])
