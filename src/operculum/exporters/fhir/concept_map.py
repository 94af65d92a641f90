"""The mappings to other terminologies as a ConceptMap, the denied ones among them."""

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from operculum.exporters.fhir.datatypes import CONCEPTS, LOINC
from operculum.exporters.fhir.publication import Publication, Resource, address, string
from operculum.exporters.mappings import SNOMED_CT
from operculum.model import Mapping
from operculum.namespaces import slug

NAME: Final = "operculum-mappings"

SYSTEMS: Final = {
    "LOINC": LOINC,
    "ICD10": "http://hl7.org/fhir/sid/icd-10",
    "ICD10CM": "http://hl7.org/fhir/sid/icd-10-cm",
}
"""What FHIR calls a terminology, by its prefix; the others go by the namespace of their IRIs."""

RELATIONSHIPS: Final = {
    "exactMatch": ("equivalent", "equivalent"),
    "closeMatch": ("relatedto", "related-to"),
    "relatedMatch": ("relatedto", "related-to"),
    "broadMatch": ("wider", "source-is-narrower-than-target"),
    "narrowMatch": ("narrower", "source-is-broader-than-target"),
}
"""How R4 and R5 call what SKOS calls a match."""

DENIED: Final = ("disjoint", "not-related-to")
"""How they call a false friend."""


def concept_maps(publication: Publication) -> Iterator[Resource]:
    """Yield the map; SNOMED CT is left out, for not everyone may use it."""
    rows = [each for each in publication.knowledge.mappings if not each.object.startswith(SNOMED_CT)]
    rows.sort(key=lambda each: (target(each), each.subject))
    if not rows:
        return
    title = "Concepts of the base in other terminologies"
    description = "Each row was seen in a public file, which its comment names; false friends are denied."
    scope = "sourceScopeUri" if publication.r5 else "sourceUri"
    yield {
        **publication.head("ConceptMap", NAME, title, description),
        scope: address("ValueSet", CONCEPTS),
        "group": [
            {
                "source": address("CodeSystem", CONCEPTS),
                "target": system,
                "element": list(elements(list(members), publication)),
            }
            for system, members in groupby(rows, key=lambda each: target(each)[0])
        ],
    }


def target(mapping: Mapping) -> tuple[str, str]:
    """Return system and code of what a concept is mapped to."""
    prefix, _, code = mapping.object_curie.partition(":")
    if prefix in SYSTEMS:
        return SYSTEMS[prefix], code
    local = slug(mapping.object)
    return mapping.object.removesuffix(local).rstrip("#/"), local


def elements(rows: list[Mapping], publication: Publication) -> Iterator[Resource]:
    """Yield what the concepts of one terminology's rows are mapped to."""
    labels = {concept.iri: concept.label for concept in publication.knowledge.concepts}
    for subject in sorted({each.subject for each in rows}):
        yield {
            "code": slug(subject),
            **({"display": string(labels[subject])} if subject in labels else {}),
            "target": [mapped(each, publication) for each in rows if each.subject == subject],
        }


def mapped(row: Mapping, publication: Publication) -> Resource:
    """Return one row: the code, how it relates, and the file that showed it."""
    related = DENIED if row.negated else RELATIONSHIPS[row.match]
    columns = dict(row.columns)
    comment = " ".join(filter(None, (columns.get("comment"), columns.get("see_also"), row.justification)))
    made: Resource = {"code": target(row)[1]}
    if row.object_label:
        made["display"] = string(row.object_label)
    made["relationship" if publication.r5 else "equivalence"] = related[publication.r5]
    return {**made, "comment": string(comment)}
