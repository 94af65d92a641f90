"""Prefix declarations for queries in shapes (SHACL, section 5.2.1)."""

from collections.abc import Mapping
from typing import Final

from pyoxigraph import Literal

from operculum.namespaces import OWL, RDF, RDFS, SH, XSD
from operculum.shacl.errors import ShapesError
from operculum.shacl.shapes_graph import ShapesGraph, checked_string
from operculum.shacl.sparql.tokens import Group, walk
from operculum.shacl.sparql.touched import namespaces_of
from operculum.shacl.terms import OWL_IMPORTS, Node, Term, sh

USUAL: Final[Mapping[str, str]] = {"rdf": RDF, "rdfs": RDFS, "owl": OWL, "xsd": XSD, "sh": SH}
"""Prefixes that queries use without declaring them; pySHACL grants them too."""


def prologue(graph: ShapesGraph, node: Node) -> str:
    """Return the PREFIX lines for the query at a node: those it declares, and the usual ones."""
    declared: dict[str, str] = {}
    for owner in _owners(graph, node):
        for declaration in graph.nodes(owner, sh("declare")):
            prefix, namespace = _declaration(graph, declaration)
            if declared.setdefault(prefix, namespace) != namespace:
                raise ShapesError(node, f"the prefix {prefix}: is declared twice, for two namespaces")
    everything = {**USUAL, **declared}
    return "".join(f"PREFIX {prefix}: <{everything[prefix]}>\n" for prefix in sorted(everything))


def refuse_undeclared(node: Node, query: Group, prefixes: str) -> None:
    """Raise `ShapesError` where a query uses a prefix that neither its PREFIX lines nor itself declare."""
    declared = namespaces_of(prefixes, query)
    for token in walk(query):
        prefix = token.text.partition(":")[0]
        if token.kind == "name" and prefix not in {"_", *declared}:
            raise ShapesError(
                node,
                f"the query uses the prefix {prefix}:, which is not declared",
                remedy="Name a node by sh:prefixes, and say of it "
                f'sh:declare [ sh:prefix "{prefix}" ; sh:namespace "…"^^xsd:anyURI ].',
            )


def _owners(graph: ShapesGraph, node: Node) -> list[Term]:
    """Return the nodes whose declarations count, those imported included."""
    owners: list[Term] = []
    pending: list[Term] = list(graph.nodes(node, sh("prefixes")))
    while pending:
        owner = pending.pop()
        if owner not in owners:
            owners.append(owner)
            pending.extend(graph.values(owner, OWL_IMPORTS))
    return owners


def _declaration(graph: ShapesGraph, declaration: Node) -> tuple[str, str]:
    prefix = graph.one(declaration, sh("prefix"))
    namespace = graph.one(declaration, sh("namespace"))
    if prefix is None or not isinstance(namespace, Literal):
        raise ShapesError(declaration, "a prefix declaration lacks sh:prefix or a literal as sh:namespace")
    return checked_string(declaration, sh("prefix"), prefix), namespace.value
