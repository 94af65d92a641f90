"""A base of three sources in files of their own, sound but for some faults within sources and across."""

from pathlib import Path

from pyoxigraph import RdfFormat, Triple, parse

PREFIXES = """
@prefix opc: <https://w3id.org/operculum/ontology#> .
@prefix agent: <https://w3id.org/operculum/kb/agent/> .
@prefix assessment: <https://w3id.org/operculum/kb/assessment/> .
@prefix claim: <https://w3id.org/operculum/kb/claim/> .
@prefix concept: <https://w3id.org/operculum/kb/concept/> .
@prefix passage: <https://w3id.org/operculum/kb/passage/> .
@prefix position: <https://w3id.org/operculum/kb/position/> .
@prefix proposition: <https://w3id.org/operculum/kb/proposition/> .
@prefix scheme: <https://w3id.org/operculum/kb/scheme/> .
@prefix source: <https://w3id.org/operculum/kb/source/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix obo: <http://purl.obolibrary.org/obo/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""

SHARED = """
agent:sun a foaf:Organization ; foaf:name "Sun Pages" .
scheme:weather a skos:ConceptScheme ; skos:prefLabel "weather"@en ; skos:definition "What the sky does."@en .
concept:rain a skos:Concept ; skos:prefLabel "rain"@en ; skos:definition "Falling water."@en ;
    skos:inScheme scheme:weather .
concept:frog a skos:Concept ; skos:prefLabel "frog"@en ; skos:definition "A small croaker."@en ;
    skos:inScheme scheme:weather .
proposition:frog-indicates-rain a opc:Proposition ; rdfs:label "Frogs tell of rain."@en ;
    opc:subject concept:frog ; opc:predicate opc:indicates ; opc:object concept:rain .
proposition:nobody-says-so a opc:Proposition ; rdfs:label "Rain makes frogs."@en ;
    opc:subject concept:rain ; opc:predicate opc:causes ; opc:object concept:frog .
"""

SOURCE = """
source:{name} a opc:Article ; rdfs:label "The page {name}"@en ; dcterms:title "On {name}"@en ;
    dcterms:publisher agent:sun .
"""

CLAIM = """
claim:{name} a opc:Claim ; opc:asserts proposition:frog-indicates-rain ; opc:statedIn passage:{name} ;
    opc:polarity opc:{polarity} ; opc:modality opc:asserted ; opc:frequency opc:unstated ;
    opc:statement "Frogs and rain go together, or not."@en ; opc:evidenceBasis obo:ECO_0000034 ;
    opc:status opc:draft .
passage:{name} a opc:Passage ; oa:hasSource source:{source} ; opc:role opc:body ;
    opc:locator "the first line" .
"""

FAULTS = """
claim:faulty a opc:Claim ; opc:asserts proposition:nowhere ; opc:statedIn passage:faulty, passage:one-1 ;
    opc:polarity opc:affirmed ; opc:modality opc:possible ; opc:because [ a opc:Claim ] .
passage:faulty a opc:Passage ; oa:hasSource source:two ; opc:role opc:body .
assessment:odd a opc:Assessment ; opc:of claim:one-1 ; opc:target claim:missing ; opc:bearing opc:agrees .
"""


def claim(name: str, source: str, polarity: str = "affirmed") -> str:
    """Return the Turtle of a claim with its passage."""
    return CLAIM.format(name=name, source=source, polarity=polarity)


FILES = {
    "shared/base.ttl": SHARED,
    "sources/pages.ttl": SOURCE.format(name="one") + SOURCE.format(name="two") + SOURCE.format(name="three"),
    "claims/one/1.ttl": claim("one-1", "one"),
    "claims/one/2.ttl": claim("one-2", "one"),
    "claims/two/1.ttl": claim("two-1", "two", "denied"),
    "claims/three/1.ttl": claim("three-1", "three") + claim("three-2", "three", "denied"),
    "claims/three/2.ttl": FAULTS,
}


def write(folder: Path, files: dict[str, str]) -> Path:
    """Write files of Turtle below a folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(PREFIXES + text, encoding="utf-8")
    return folder


def triples() -> list[Triple]:
    """Return all triples of the base but those of blank nodes, which cannot be in two files."""
    text = PREFIXES + "".join(FILES.values()).replace(" ; opc:because [ a opc:Claim ]", "")
    return list(parse(text.encode(), RdfFormat.TURTLE))
