"""The addresses of stores, and how those of their two services belong together."""

from typing import Final
from urllib.parse import urlencode, urlsplit

from operculum.errors import UsageError

SERVICES: Final = (
    ("/store", "/query"),
    ("/sparql-graph-crud-auth", "/sparql"),
    ("/sparql-graph-crud", "/sparql"),
    ("/data", "/query"),
    ("/rdf-graphs/service", ""),
)
"""How the address of a Graph Store ends, and that of the query service beside it: Oxigraph, Virtuoso (with
and without a password), Fuseki, RDF4J and GraphDB."""

GRAPH_STORES: Final = (
    "Give the address of its Graph Store: that of Oxigraph ends in /store, of Virtuoso in "
    "/sparql-graph-crud-auth, of Fuseki in /data, of RDF4J and GraphDB in /rdf-graphs/service."
)
QUERY_SERVICES: Final = (
    "Give the address of its query service: that of Oxigraph ends in /query, of Virtuoso in /sparql."
)


def check(address: str) -> str:
    """Return an address that can be asked; raises `UsageError` where it is not one, or holds a password.

    >>> check("http://127.0.0.1:7878/store")
    'http://127.0.0.1:7878/store'
    >>> check("file:///etc/passwd")
    Traceback (most recent call last):
    ...
    operculum.errors.UsageError: 'file:///etc/passwd' is no HTTP address. Begin it with http:// or https://.
    """
    try:
        parts = urlsplit(address)
        known = parts.scheme in ("http", "https") and parts.hostname and (parts.port or True)
    except ValueError:
        known = False
    if not known or not address.isascii() or any(character <= " " for character in address):
        raise UsageError(f"{address!r} is no HTTP address", remedy="Begin it with http:// or https://.")
    if parts.username is not None:
        raise UsageError("the address holds a user's name", remedy="Give it with --user and --password.")
    return address


def query_service(graph_store: str) -> str:
    """Return the address where the store of a Graph Store answers queries, as far as it is known.

    >>> query_service("http://127.0.0.1:8890/sparql-graph-crud-auth")
    'http://127.0.0.1:8890/sparql'
    """
    for ending, service in SERVICES:
        if graph_store.endswith(ending):
            return graph_store.removesuffix(ending) + service
    return graph_store


def of_graph(graph_store: str, graph: str) -> str:
    """Return the address of a graph (SPARQL 1.1 Graph Store HTTP Protocol, section 4.2).

    >>> of_graph("http://127.0.0.1:7878/store", "urn:a")
    'http://127.0.0.1:7878/store?graph=urn%3Aa'
    """
    return f"{graph_store}{'&' if '?' in graph_store else '?'}{urlencode({'graph': graph})}"
