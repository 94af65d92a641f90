"""`operculum publish`: put the knowledge base into a store elsewhere."""

from typing import TYPE_CHECKING

import click

from operculum.cli.parameters import SECONDS
from operculum.cli.settings import Settings
from operculum.cli.store_options import client, credentials

if TYPE_CHECKING:
    from operculum.endpoint.publishing import Step


@click.command
@click.option("--to", required=True, metavar="URL", help="The store's address by the Graph Store Protocol.")
@click.option(
    "--endpoint",
    metavar="URL",
    help="Where the store answers queries, if --to does not tell; see --delete-stale.",
)
@click.option(
    "--delete-stale", is_flag=True, help="Then delete graphs of ours in the store that are no longer here."
)
@click.option("--dry-run", is_flag=True, help="Change nothing; tell what would be done.")
@credentials
@click.option(
    "--timeout",
    type=SECONDS,
    default=60,
    show_default=True,
    help="Seconds for each request.",
)
@click.pass_obj
def command(
    settings: Settings,
    to: str,
    *,
    endpoint: str | None,
    delete_stale: bool,
    dry_run: bool,
    user: str | None,
    password: str | None,
    timeout: float,
) -> None:
    """Put the knowledge base into a store, each file as a graph.

    Any store will do that speaks the SPARQL 1.1 Graph Store HTTP Protocol. Each graph is replaced whole:
    those of the files, those made from the mapping sets, and the vocabulary. What was done is printed as
    the store confirms it.
    """
    from operculum.endpoint.addresses import check, query_service
    from operculum.endpoint.protocol import published
    from operculum.endpoint.publishing import plan, publish
    from operculum.store import ontology

    graph_store, asking = check(to), client(user, password, timeout)
    service = check(endpoint or query_service(graph_store))
    steps = plan(settings.dataset() | ontology(), published(service, asking) if delete_stale else ())
    for step in steps if dry_run else publish(steps, graph_store, asking):
        click.echo(_line(step))
    done = "would be" if dry_run else "are"
    click.echo(f"{_total(steps)} {done} in {graph_store}", err=True)


def _line(step: "Step") -> str:
    return f"{step.action} {step.graph}" + (f" {len(step.lines)} triples" if step.lines else "")


def _total(steps: "tuple[Step, ...]") -> str:
    puts = [step for step in steps if step.lines]
    return f"{len(puts)} graphs with {sum(len(step.lines) for step in puts)} triples"
