"""The knowledge as JSON-LD that loads back to the same graph, and as schema.org for search engines."""

from collections.abc import Iterator
from typing import Any

from operculum.contexts import CONTEXT, NOTICE
from operculum.exporters.artefact import Artefact
from operculum.exporters.linked_data.nodes import nodes
from operculum.exporters.linked_data.schema_org import document
from operculum.exporters.notice import notice
from operculum.exporters.pretty import pretty
from operculum.model import KnowledgeBase


def export(knowledge: KnowledgeBase) -> Iterator[Artefact]:
    """Yield the context, the base with the context inside, and the schema.org view.

    `operculum.jsonld` says in one graph what all data files say together, and nothing else: its notice is a
    key that the context maps to nothing.
    """
    whole: dict[str, Any] = {
        "@context": CONTEXT,
        NOTICE: list(notice(knowledge)),
        "@graph": nodes(knowledge.statements),
    }
    yield Artefact("jsonld/context.jsonld", pretty({"@context": CONTEXT}))
    yield Artefact("jsonld/operculum.jsonld", pretty(whole))
    yield Artefact("jsonld/schema-org.jsonld", pretty(document(knowledge)))
