"""The knowledge as JSON-LD that loads back to the same graph, and as schema.org for search engines."""

from collections.abc import Iterator
from functools import partial

from operculum.contexts import CONTEXT, NOTICE
from operculum.exporters.artefact import Artefact
from operculum.exporters.linked_data.nodes import nodes
from operculum.exporters.linked_data.schema_org import document
from operculum.exporters.notice import notice
from operculum.exporters.pretty import pretty, pretty_pieces
from operculum.model import KnowledgeBase


def export(knowledge: KnowledgeBase) -> Iterator[Artefact]:
    """Yield the context, the base with the context inside, and the schema.org view."""
    yield Artefact("jsonld/context.jsonld", pretty({"@context": CONTEXT}))
    yield Artefact("jsonld/operculum.jsonld", partial(whole, knowledge))
    yield Artefact("jsonld/schema-org.jsonld", partial(for_search, knowledge))


def whole(knowledge: KnowledgeBase) -> Iterator[str]:
    """Yield the text that says in one graph what all data files say together, and nothing else.

    Its notice is a key that the context maps to nothing.
    """
    return pretty_pieces(
        {"@context": CONTEXT, NOTICE: list(notice(knowledge)), "@graph": nodes(knowledge.statements)}
    )


def for_search(knowledge: KnowledgeBase) -> Iterator[str]:
    """Yield the text of the schema.org view."""
    return pretty_pieces(document(knowledge))
