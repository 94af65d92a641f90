"""The namespaces of the knowledge, and the prefixes under which people know them."""

from functools import lru_cache
from typing import Final

OPC: Final = "https://w3id.org/operculum/ontology#"
OPS: Final = "https://w3id.org/operculum/shapes#"
KB: Final = "https://w3id.org/operculum/kb/"
RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
OWL: Final = "http://www.w3.org/2002/07/owl#"
SH: Final = "http://www.w3.org/ns/shacl#"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
OA: Final = "http://www.w3.org/ns/oa#"
PROV: Final = "http://www.w3.org/ns/prov#"
DCTERMS: Final = "http://purl.org/dc/terms/"
FOAF: Final = "http://xmlns.com/foaf/0.1/"
SCHEMA: Final = "https://schema.org/"
BIBO: Final = "http://purl.org/ontology/bibo/"
OBO: Final = "http://purl.obolibrary.org/obo/"
SSSOM: Final = "https://w3id.org/sssom/"
SEMAPV: Final = "https://w3id.org/semapv/vocab/"
VANN: Final = "http://purl.org/vocab/vann/"

KINDS: Final = (
    "agent",
    "assessment",
    "claim",
    "concept",
    "form",
    "mapping",
    "passage",
    "position",
    "proposition",
    "question",
    "rule",
    "scheme",
    "source",
    "study",
    "threshold",
)
"""The kinds of node in the data, each a folder of IRIs below `KB` and a prefix of its own."""

PREFIXES: Final[dict[str, str]] = {
    "opc": OPC,
    "ops": OPS,
    "kb": KB,
    **{kind: f"{KB}{kind}/" for kind in KINDS},
    "rdf": RDF,
    "rdfs": RDFS,
    "xsd": XSD,
    "owl": OWL,
    "sh": SH,
    "skos": SKOS,
    "oa": OA,
    "prov": PROV,
    "dcterms": DCTERMS,
    "foaf": FOAF,
    "schema": SCHEMA,
    "bibo": BIBO,
    "obo": OBO,
    "sssom": SSSOM,
    "semapv": SEMAPV,
    "vann": VANN,
}

BASE: Final = f"{KB}base"
"""The node that describes the knowledge base itself: its title, version, release date and intended use."""


@lru_cache(maxsize=1 << 12)
def compact(iri: str) -> str:
    """Return the prefixed name of an IRI, or the IRI in angle brackets where no prefix fits.

    A blank node (`_:label`) stays as it is.

    >>> compact("https://w3id.org/operculum/ontology#Claim"), compact("https://example.org/x")
    ('opc:Claim', '<https://example.org/x>')
    """
    if iri.startswith("_:"):
        return iri
    fitting = [(namespace, prefix) for prefix, namespace in PREFIXES.items() if iri.startswith(namespace)]
    for namespace, prefix in sorted(fitting, key=lambda pair: -len(pair[0])):
        local = iri[len(namespace) :]
        if local and all(character.isalnum() or character in "-_" for character in local):
            return f"{prefix}:{local}"
    return f"<{iri}>"


def expanded(name: str) -> str | None:
    """Return the IRI that a prefixed name, or an IRI in angle brackets, stands for; None for anything else.

    >>> expanded("opc:Claim"), expanded("<https://example.org/x>"), expanded("^opc:asserts")
    ('https://w3id.org/operculum/ontology#Claim', 'https://example.org/x', None)
    """
    if name.startswith("<") and name.endswith(">"):
        return name[1:-1]
    prefix, colon, local = name.partition(":")
    return f"{PREFIXES[prefix]}{local}" if colon and prefix in PREFIXES else None


def expand(name: str) -> str:
    """Return the IRI of a prefixed name, and any other name as it stands.

    >>> expand("opc:Claim"), expand("mucus-plug")
    ('https://w3id.org/operculum/ontology#Claim', 'mucus-plug')
    """
    prefix, colon, local = name.partition(":")
    return f"{PREFIXES[prefix]}{local}" if colon and prefix in PREFIXES else name


def slug(iri: str) -> str:
    """Return the last part of an IRI, by which people name the node.

    >>> slug("https://w3id.org/operculum/kb/concept/mucus-plug")
    'mucus-plug'
    """
    return iri.rstrip("/").rsplit("/", 1)[-1].rsplit("#", 1)[-1]
