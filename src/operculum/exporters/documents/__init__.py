"""The knowledge as JSON for applications: one whole document, one for each source, and their schema."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from operculum.exporters.artefact import Artefact
from operculum.exporters.documents import claims, layout, things
from operculum.exporters.documents.schema import schema
from operculum.exporters.names import file_names
from operculum.exporters.pretty import pretty, pretty_pieces
from operculum.model import KnowledgeBase, Source
from operculum.model.selection import of_source


def export(knowledge: KnowledgeBase) -> Iterator[Artefact]:
    """Yield the schema, the whole base, and for each source its claims with all they need."""
    title = "A knowledge base of Operculum, or the part of it that one source says"
    yield Artefact("json/schema.json", pretty(schema(layout.KnowledgeBaseDocument, title)))
    yield Artefact("json/knowledge-base.json", partial(text, knowledge, "schema.json"))
    names = file_names(knowledge.sources)
    for source in knowledge.sources:
        yield Artefact(f"json/sources/{names[source.iri]}.json", partial(part, knowledge, source))


def part(knowledge: KnowledgeBase, source: Source) -> Iterator[str]:
    """Yield the text of the document of a source."""
    return text(of_source(knowledge, source), "../schema.json")


def text(knowledge: KnowledgeBase, schema_address: str) -> Iterator[str]:
    """Yield the text of a knowledge base as one document, in pieces."""
    return pretty_pieces(document(knowledge, schema_address))


def document(knowledge: KnowledgeBase, schema_address: str) -> dict[str, Any]:
    """Return a knowledge base as one `layout.KnowledgeBaseDocument`, its lists made while they are read."""
    return {
        "$schema": schema_address,
        "release": things.release(knowledge),
        "agents": map(things.agent, knowledge.agents),
        "sources": map(things.source, knowledge.sources),
        "concepts": map(things.concept, knowledge.concepts),
        "thresholds": map(things.threshold, knowledge.thresholds),
        "intervals": map(things.interval, knowledge.intervals),
        "propositions": map(claims.proposition, knowledge.propositions),
        "claims": (claims.claim(each, knowledge) for each in knowledge.claims),
        "assessments": (claims.assessment(each, knowledge) for each in knowledge.assessments),
        "rules": (claims.rule(each, knowledge) for each in knowledge.rules),
        "forms": map(claims.form, knowledge.forms),
    }
