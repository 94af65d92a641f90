"""The JSON-LD context that is shipped, so that none is ever fetched: short names, and how values are read.

Nodes are named by whole IRIs: the context defines no prefixes, because `rule:` and `threshold:` would clash
with the properties of that name. Values of the closed schemes read as bare words, relative to `@vocab`.
"""

from typing import Any, Final

from operculum.namespaces import BIBO, DCTERMS, FOAF, OA, OPC, OWL, PROV, RDFS, SCHEMA, SKOS, XSD

CONTEXT_ADDRESS: Final = "https://w3id.org/operculum/context.jsonld"

NOTICE: Final = "notice"
"""The key of the notice: mapped to nothing, so that it says its say and adds no statement."""

Table = dict[str, str]
"""Names of properties or classes, separated by spaces, by their namespace."""

NODES: Final[Table] = {
    OPC: """
        about acknowledges action addressee asks assessedBy asserts because comparedWith condition context
        copyOf denominator evidenceBasis finding jurisdiction lowerBound object of option population quantity
        question reports rule statedIn subject target threshold upperBound via window
    """,
    SKOS: "broader inScheme related",
    OA: "hasSelector hasSource",
    PROV: "wasDerivedFrom",
    DCTERMS: "license publisher",
    SCHEMA: "url",
}
"""Properties whose values are nodes."""

WORDS: Final[Table] = {
    OPC: """
        advisedUrgency answerType bearing comparator frequency modality polarity predicate role status urgency
    """
}
"""Properties whose values are words of the vocabulary."""

TEXTS: Final[Table] = {
    OPC: "answerText help intendedUse locator reason searchNote statement text",
    SKOS: "altLabel definition editorialNote note prefLabel scopeNote",
    RDFS: "comment label",
    DCTERMS: "description title",
}
"""Properties whose values are texts, English unless a value says otherwise."""

DATES: Final[Table] = {OPC: "accessed assessedOn searchedOn", DCTERMS: "issued"}
"""Properties whose values are days."""

PLAIN: Final[Table] = {
    BIBO: "doi pmid",
    FOAF: "Organization name",
    OA: "TextPositionSelector TextQuoteSelector end start",
    OWL: "versionInfo",
    SKOS: "Concept ConceptScheme notation",
}
"""Classes outside `@vocab`, and properties there whose values are read as they stand."""


def terms(table: Table, coercion: dict[str, str] | None = None) -> dict[str, Any]:
    """Return the term definitions of a table, sorted by name (JSON-LD 1.1, section 9.15)."""
    named = sorted((name, f"{namespace}{name}") for namespace in table for name in table[namespace].split())
    return {name: {"@id": iri, **coercion} if coercion else iri for name, iri in named}


CONTEXT: Final[dict[str, Any]] = {
    "@version": 1.1,
    "@vocab": OPC,
    "id": "@id",
    "type": "@type",
    NOTICE: None,
    **terms(PLAIN),
    **terms(NODES, {"@type": "@id"}),
    **terms(WORDS, {"@type": "@vocab"}),
    **terms(TEXTS, {"@language": "en"}),
    **terms(DATES, {"@type": f"{XSD}date"}),
}
"""The whole context, as it stands in the file and inside every document: nothing is ever fetched."""

TERMS: Final[dict[str, str]] = {
    iri: name for table in (PLAIN, NODES, WORDS, TEXTS, DATES) for name, iri in terms(table).items()
}
"""The short name of each IRI that has one."""

CONTEXTS: Final[dict[str, Any]] = {CONTEXT_ADDRESS: CONTEXT}
"""The contexts that a document may name by address."""
