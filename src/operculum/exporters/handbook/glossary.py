"""The words of the handbook: every concept with its definition in plain words, from A to Z."""

from collections.abc import Iterator
from functools import partial

from operculum.exporters.artefact import Artefact
from operculum.exporters.handbook.escape import sentence, text
from operculum.exporters.handbook.page import Page
from operculum.exporters.handbook.places import GLOSSARY, WORDS, Places
from operculum.model import Concept


def glossary(places: Places) -> Artefact:
    """Return the page with all words."""
    page = Page(GLOSSARY, places)
    return page.artefact(WORDS, partial(body, page))


def body(page: Page) -> Iterator[str]:
    """Yield each concept with its definition, its other names, and the pages that speak of it."""
    yield "What the words of this handbook mean here. The definitions are ours, not those of the sources."
    yield ""
    for concept in page.places.words:
        yield from entry(concept, page)


def entry(concept: Concept, page: Page) -> Iterator[str]:
    """Yield one entry of the glossary."""
    yield f"### {text(concept.label)}"
    yield ""
    yield sentence(concept.definition)
    if concept.alternative_labels:
        yield f"Also called: {', '.join(map(text, concept.alternative_labels))}."
    known = page.knowledge.concepts_by_iri
    wider = [known[iri] for iri in concept.broader if iri in known]
    if wider:
        yield f"It belongs to: {', '.join(map(page.window, wider))}."
    own = [topic for topic in page.places.topics if topic.concept and topic.concept.iri == concept.iri]
    yield from (
        f"See {page.link('what the sources say about it', page.places.topic(topic))}." for topic in own
    )
    yield ""
