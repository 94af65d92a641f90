"""Where the exports speak of an entity, without making more of them than it takes to know."""

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from operculum.exporters.names import file_names
from operculum.model import Claim, Concept, Entity, Interval, KnowledgeBase, Passage, Rule, Source, Threshold
from operculum.model.selection import of_source
from operculum.namespaces import compact


def appearances(knowledge: KnowledgeBase, entity: Entity) -> tuple[str, ...]:
    """Return the files of the exports that speak of an entity, sorted, those of the handbook with anchors."""
    return tuple(sorted({path for places in PLACES for path in places(knowledge, entity)}))


def mentions(text: str, name: str) -> bool:
    """Tell whether a text has a name, and not only one that begins like it.

    >>> mentions("urn:a-b urn:a", "urn:a"), mentions("urn:a-b", "urn:a")
    (True, False)
    """
    at = text.find(name)
    while at >= 0:
        following = text[at + len(name) : at + len(name) + 1]
        if not (following.isalnum() or following in {"-", "_"}):
            return True
        at = text.find(name, at + 1)
    return False


def _documents(knowledge: KnowledgeBase, entity: Entity) -> Iterator[str]:
    """Yield the JSON documents: that of the base, and those of the sources whose part holds the entity."""
    yield "json/knowledge-base.json"
    names = file_names(knowledge.sources)
    for source in knowledge.sources:
        if entity.iri in of_source(knowledge, source).by_iri:
            yield f"json/sources/{names[source.iri]}.json"


def _graphs(knowledge: KnowledgeBase, entity: Entity) -> Iterator[str]:
    """Yield the files that hold every statement there is."""
    if any(statement.subject == entity.iri for statement in knowledge.statements):
        yield "jsonld/operculum.jsonld"
        yield from (f"rdf/operculum.{ending}" for ending in ("nq", "trig", "ttl"))


def _tables(knowledge: KnowledgeBase, entity: Entity) -> Iterator[str]:
    """Yield those of the small files that speak of the entity."""
    from operculum.exporters import mappings, table
    from operculum.exporters.linked_data import schema_org

    for artefact in (*table.export(knowledge), *mappings.export(knowledge)):
        text = artefact.bytes.decode()
        if mentions(text, entity.iri) or mentions(text, compact(entity.iri)):
            yield artefact.path
    if entity.iri in _texts(list(schema_org.graph(knowledge))):
        yield "jsonld/schema-org.jsonld"


def _handbook(knowledge: KnowledgeBase, entity: Entity) -> Iterator[str]:
    """Yield the pages where the entity is explained, and the topics on whose pages a claim stands."""
    from operculum.exporters.handbook.places import Places

    places = Places(knowledge)
    match entity:
        case Claim():
            found = [places.claim(entity)]
            found += [places.topic(topic) for topic in places.topics if entity in topic.claims]
        case Concept():
            found = [places.concept(entity)]
            found += [places.topic(topic) for topic in places.topics if topic.concept == entity]
        case Passage():
            found = [places.claim(claim) for claim in knowledge.claims if entity in claim.passages]
        case Source():
            found = [places.source(entity)]
        case Threshold() | Interval():
            found = [places.threshold(entity)]
        case Rule():
            found = [places.rule(entity)]
        case _:
            found = []
    yield from (f"markdown/{place}" for place in found)


def _resources(knowledge: KnowledgeBase, entity: Entity) -> Iterator[str]:
    """Yield the FHIR resources; the bundles and packages that repeat them are not told."""
    from operculum.exporters.fhir import resources
    from operculum.exporters.fhir.package import file_name
    from operculum.exporters.fhir.publication import FhirVersion, Publication

    for version in FhirVersion:
        for resource in resources(Publication(knowledge, version)):
            if any(mentions(text, entity.iri) for text in _texts(resource)):
                yield f"fhir/{version.name}/{file_name(resource)}"


def _texts(value: object) -> Iterator[str]:
    """Yield every text in a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)


PLACES: Final[tuple[Callable[[KnowledgeBase, Entity], Iterable[str]], ...]] = (
    _documents,
    _graphs,
    _tables,
    _handbook,
    _resources,
)
