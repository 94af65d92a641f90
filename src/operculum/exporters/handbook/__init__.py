"""The knowledge as a handbook in Markdown: what is said, by whom, how firmly, and who disagrees."""

from collections.abc import Iterator

from operculum.exporters.artefact import Artefact
from operculum.exporters.handbook.contents import contents
from operculum.exporters.handbook.glossary import glossary
from operculum.exporters.handbook.places import Places
from operculum.exporters.handbook.source_pages import source_pages
from operculum.exporters.handbook.threshold_pages import threshold_pages
from operculum.exporters.handbook.topic_page import topic_pages
from operculum.exporters.handbook.when_to_call import when_to_call
from operculum.model import KnowledgeBase


def export(knowledge: KnowledgeBase) -> Iterator[Artefact]:
    """Yield every page and picture of the handbook."""
    places = Places(knowledge)
    yield contents(places)
    yield when_to_call(places)
    yield from topic_pages(places)
    yield from source_pages(places)
    yield from threshold_pages(places)
    yield glossary(places)
