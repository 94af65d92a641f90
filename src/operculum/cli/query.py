"""`operculum query`: ask a question in SPARQL, or by the name of one that is shipped."""

import shutil
import sys
from typing import TYPE_CHECKING

import click

from operculum.cli.completion import queries
from operculum.cli.parameters import SECONDS
from operculum.cli.store_options import client, credentials
from operculum.errors import UsageError
from operculum.text import printable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from operculum.cli.settings import Settings
    from operculum.endpoint.client import Client
    from operculum.query.bindings import Term
    from operculum.query.guard import Query
    from operculum.query.results import Result
    from operculum.query.writing import Written
    from operculum.store import Dataset


@click.command(name="query")
@click.argument("query", required=False, metavar="[SPARQL|FILE.rq|-|NAME]", shell_complete=queries)
@click.option(
    "--format",
    "-f",
    type=click.Choice(["table", "csv", "tsv", "json", "xml", "turtle", "ntriples"]),
    help="How to write the answer: table, csv, tsv, json or xml for SELECT and ASK; turtle or ntriples for "
    "CONSTRUCT and DESCRIBE. The first of these is the default.",
)
@click.option("--bind", multiple=True, metavar="NAME=VALUE", help="Give a variable a term.")
@click.option("--list", "listing", is_flag=True, help="List the queries that are shipped.")
@click.option("--timeout", type=SECONDS, default=30, show_default=True, help="Seconds.")
@click.option("--endpoint", metavar="URL", help="Ask the store whose query service is there.")
@credentials
@click.option("--memory", type=click.IntRange(256), default=1024, show_default=True, help="MiB.")
@click.pass_obj
def command(
    settings: "Settings",
    query: str | None,
    *,
    format: str | None,
    bind: tuple[str, ...],
    listing: bool,
    timeout: float,
    endpoint: str | None,
    user: str | None,
    password: str | None,
    memory: int,
) -> None:
    """Ask a question of the knowledge base, over all its files at once.

    The question is SPARQL, a file of it, - for standard input, or the name of a query that is shipped. The
    usual prefixes are known. SERVICE, FROM, LOAD and updates are refused. With --endpoint it is asked of the
    base that was published into a store.

    \b
    operculum query cq-01 --bind concept=concept:cervix
    operculum query 'SELECT ?claim { ?claim a opc:Claim } LIMIT 3'
    """  # noqa: D301 - click's mark for lines that it leaves alone
    if listing:
        _list()
        return
    from operculum.query import prepare, run
    from operculum.query.asking import question
    from operculum.query.bindings import parse_bindings
    from operculum.query.guard import judge
    from operculum.query.results import choose_format

    if query is None:
        raise UsageError("no question was asked", remedy="Give a query or its name; --list lists the names.")
    text, name = question(query, sys.stdin.buffer)
    judged, bindings = judge(text, name), parse_bindings(bind)
    chosen = choose_format(judged.form, format)
    if endpoint:
        asked = prepare(text, bindings, name)
        result = _ask(asked, endpoint, client(user, password, timeout))
    else:
        dataset = settings.dataset()
        result = run(dataset, text, bindings=bindings, timeout=timeout, memory=memory, name=name)
        if result.found_nothing:
            _explain(judged, bindings, dataset)
    _print(result, chosen)


def _ask(asked: "Written", endpoint: str, asking: "Client") -> "Result":
    from operculum.endpoint.addresses import check
    from operculum.endpoint.protocol import ask

    return ask(asked, check(endpoint), asking)


def _explain(judged: "Query", bindings: "Mapping[str, Term]", dataset: "Dataset") -> None:
    from operculum.query.strangers import strangers
    from operculum.store import ontology

    for sentence in strangers(judged, bindings, dataset | ontology()):
        click.echo(f"note: {printable(sentence)}", err=True)


def _list() -> None:
    from operculum.query.catalogue import catalogue

    queries = catalogue()
    width = max((len(query.name) for query in queries), default=0)
    for query in queries:
        click.echo(f"{query.name:{width}}  {query.question}")


def _print(result: "Result", format: str) -> None:
    from operculum.query.results import Graph, Solutions, serialise
    from operculum.query.table import table

    if format != "table" or isinstance(result, Graph):
        content = serialise(result, format)
        click.echo(content.encode(), nl=not content.endswith("\n"))
        return
    click.echo(table(result, shutil.get_terminal_size().columns if sys.stdout.isatty() else None), nl=False)
    if isinstance(result, Solutions):
        click.echo(f"{len(result.rows)} row{'' if len(result.rows) == 1 else 's'}", err=True)
