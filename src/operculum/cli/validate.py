"""`operculum validate`."""

from pathlib import Path

import click

from operculum.cli.settings import Settings
from operculum.errors import UsageError

FINDINGS = 1


@click.command("validate")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--shapes", multiple=True, type=click.Path(path_type=Path), help="Shapes instead of the shipped ones."
)
@click.option(
    "--sources", multiple=True, type=click.Path(path_type=Path), help="Folders with texts of sources."
)
@click.option("--source", "changed", multiple=True, metavar="NAME=FILE", help="A changed text of a source.")
@click.option(
    "--format",
    type=click.Choice(["text", "json", "sarif", "junit", "github", "turtle"]),
    default="text",
    show_default=True,
    help="How to report; turtle is the W3C validation report, with the results of SHACL only.",
)
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "info", "none"]),
    default="error",
    show_default=True,
    help="From which severity on the exit status is 1.",
)
@click.option(
    "--engine",
    type=click.Choice(["auto", "compiled", "pyshacl"]),
    default="auto",
    show_default=True,
    help="Which SHACL validator judges.",
)
@click.pass_obj
def command(
    settings: Settings,
    paths: tuple[Path, ...],
    *,
    shapes: tuple[Path, ...],
    sources: tuple[Path, ...],
    changed: tuple[str, ...],
    format: str,
    fail_on: str,
    engine: str,
) -> int:
    """Judge files and folders, or without any the knowledge base.

    Data are judged by SHACL shapes, passages by the texts of their sources, codes by their check digits, and
    claims by the rules of quality. With --shapes any RDF data are judged by any shapes.

    Texts of sources are found by their digests in the folders of --sources, or of the environment variable
    OPERCULUM_SOURCES.
    """
    from operculum.reporting import REPORTERS
    from operculum.validation import Severity, validate

    report = validate(
        list(paths) or None,
        by=list(shapes) or None,
        sources=sources,
        changed=dict(_named(each) for each in changed),
        base=None if settings.kb is None else [settings.kb],
        engine=engine,  # type: ignore[arg-type]  # click has checked the choice
    )
    click.echo(REPORTERS[format](report), nl=False)
    return FINDINGS if fail_on != "none" and report.at_least(Severity[fail_on]) else 0


def _named(option: str) -> tuple[str, Path]:
    name, equals, path = option.partition("=")
    if not equals or not name or not path:
        raise UsageError(
            f"--source {option!r} is not NAME=FILE", remedy="Write the source's name, '=' and a file."
        )
    return name, Path(path)
