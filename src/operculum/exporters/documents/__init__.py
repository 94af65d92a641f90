"""The knowledge as JSON for applications: one whole document, one for each source, and their schema."""

from collections.abc import Iterator
from dataclasses import replace

from operculum.exporters.artefact import Artefact
from operculum.exporters.documents import claims, layout, things
from operculum.exporters.documents.schema import schema
from operculum.exporters.names import file_names
from operculum.exporters.pretty import pretty
from operculum.model import KnowledgeBase
from operculum.model.selection import of_source


def export(knowledge: KnowledgeBase) -> Iterator[Artefact]:
    """Yield the schema, the whole base, and for each source its claims with all they need."""
    title = "A knowledge base of Operculum, or the part of it that one source says"
    yield Artefact("json/schema.json", pretty(schema(layout.KnowledgeBaseDocument, title)))
    yield Artefact("json/knowledge-base.json", pretty(document(knowledge, "schema.json")))
    names = file_names(knowledge.sources)
    without_statements = replace(knowledge, statements=())  # no document shows them, and they are many
    for source in knowledge.sources:
        selected = of_source(without_statements, source)
        yield Artefact(f"json/sources/{names[source.iri]}.json", pretty(document(selected, "../schema.json")))


def document(knowledge: KnowledgeBase, schema_address: str) -> layout.KnowledgeBaseDocument:
    """Return a knowledge base as one document."""
    return {
        "$schema": schema_address,
        "release": things.release(knowledge),
        "agents": [things.agent(each) for each in knowledge.agents],
        "sources": [things.source(each) for each in knowledge.sources],
        "concepts": [things.concept(each) for each in knowledge.concepts],
        "thresholds": [things.threshold(each) for each in knowledge.thresholds],
        "intervals": [things.interval(each) for each in knowledge.intervals],
        "propositions": [claims.proposition(each) for each in knowledge.propositions],
        "claims": [claims.claim(each, knowledge) for each in knowledge.claims],
        "assessments": [claims.assessment(each, knowledge) for each in knowledge.assessments],
        "rules": [claims.rule(each, knowledge) for each in knowledge.rules],
        "forms": [claims.form(each) for each in knowledge.forms],
    }
