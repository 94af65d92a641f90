"""`operculum validate`."""

from pathlib import Path

import click

from operculum.cli.parameters import PATH, PATH_OR_URL
from operculum.cli.progress import ProgressLine
from operculum.cli.settings import Settings
from operculum.errors import UsageError

FINDINGS = 1
CACHE = ".operculum-cache"
TELLING_NOTES = {"text", "json"}
"""The formats whose reports hold the notes."""


@click.command("validate")
@click.argument("paths", nargs=-1, type=PATH_OR_URL)
@click.option("--shapes", multiple=True, type=PATH, help="Shapes instead of the shipped ones.")
@click.option("--sources", multiple=True, type=PATH, help="Folders with texts of sources.")
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
@click.option(
    "--jobs", type=click.IntRange(1), default=1, show_default=True, help="How many processes judge."
)
@click.option(
    "--changed",
    "only_changed",
    is_flag=True,
    help="Judge only what changed since the last time; verdicts are kept in .operculum-cache.",
)
@click.option("--cluster", metavar="ADDRESS", help="Let the workers of a Dask cluster judge.")
@click.pass_obj
def command(
    settings: Settings,
    paths: tuple[str, ...],
    *,
    shapes: tuple[Path, ...],
    sources: tuple[Path, ...],
    changed: tuple[str, ...],
    format: str,
    fail_on: str,
    engine: str,
    jobs: int,
    only_changed: bool,
    cluster: str | None,
) -> int:
    """Judge files, folders and URLs, or without any the knowledge base.

    Data are judged by SHACL shapes, passages by the texts of their sources, codes by their check digits, and
    claims by the rules of quality. With --shapes any RDF data are judged by any shapes.

    Texts of sources are found by their digests in the folders of --sources, or of the environment variable
    OPERCULUM_SOURCES.
    """
    from operculum.partitions import Work, validate
    from operculum.reporting import REPORTERS
    from operculum.validation import Severity

    with ProgressLine() as progress:
        report = validate(
            list(paths) or None,
            by=list(shapes) or None,
            sources=sources,
            changed=_by_name(changed),
            base=None if settings.kb is None else [settings.kb],
            engine=engine,  # type: ignore[arg-type]  # click has checked the choice
            work=Work(jobs, cluster, Path(CACHE) if only_changed else None),
            progress=progress,
            remark=progress.note,
            whole=format == "turtle",
        )
    click.echo(REPORTERS[format](report), nl=False)
    for note in () if format in TELLING_NOTES else report.notes:
        progress.note(note)
    return FINDINGS if fail_on != "none" and report.at_least(Severity[fail_on]) else 0


def _by_name(options: tuple[str, ...]) -> dict[str, Path]:
    files: dict[str, Path] = {}
    for option in options:
        name, _, path = option.partition("=")
        if not name or not path:
            raise UsageError(
                f"--source {option!r} is not NAME=FILE", remedy="Write the source's name, '=' and a file."
            )
        if name in files:
            raise UsageError(f"--source names {name!r} twice", remedy="Give one text for each source.")
        files[name] = Path(path)
    return files
