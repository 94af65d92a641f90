"""The page of a topic: what the sources say about it, section by section, in the same order everywhere."""

from collections.abc import Iterator, Sequence
from functools import partial

from operculum.exporters.artefact import Artefact
from operculum.exporters.handbook.escape import sentence, text, title
from operculum.exporters.handbook.page import Page
from operculum.exporters.handbook.places import CONTENTS, Places, anchors
from operculum.exporters.handbook.points import points
from operculum.exporters.handbook.threshold_pages import Limit, picture
from operculum.exporters.handbook.topics import Topic
from operculum.model import Claim, Interval, Threshold


def topic_pages(places: Places) -> Iterator[Artefact]:
    """Yield a page for each topic."""
    for topic in places.topics:
        page = Page(places.topic(topic), places)
        yield page.artefact(heading(topic, places), partial(body, topic, page))


def heading(topic: Topic, places: Places) -> str:
    """Return what a topic is called, as Markdown."""
    if topic.concept:
        return title(topic.concept.label)
    return "Everything else" if len(places.topics) > 1 else "All statements"


def body(topic: Topic, page: Page) -> Iterator[str]:
    """Yield the lines of a topic's page."""
    yield from introduction(topic, page)
    sections = list(topic.sections())
    above = topic.concept.label if topic.concept else ""
    named = anchors([above, *(name for name, _ in sections)])[1:]
    yield "On this page:"
    yield ""
    for (name, claims), anchor in zip(sections, named, strict=True):
        yield f"- [{name}](#{anchor}) ({statements(len(claims))})"
    yield ""
    for name, claims in sections:
        yield f"## {name}"
        yield ""
        yield from points(claims, page)
    yield from limits(topic.claims, page)


def introduction(topic: Topic, page: Page) -> Iterator[str]:
    """Yield what the topic is, in our words, and how to take what follows."""
    disputed = sum(bool(claim.disputes) for claim in topic.claims)
    if topic.concept:
        yield sentence(topic.concept.definition)
        names = topic.concept.alternative_labels
        if names:
            yield f"Also called: {', '.join(map(text, names))}."
        yield ""
    yield f"Below is what the sources say: {statements(len(topic.claims))}, {disputed} of them disputed."
    yield f"We only report it: see {page.link('how to read it', f'{CONTENTS}#how-to-read-it')}."
    yield ""


def limits(claims: Sequence[Claim], page: Page) -> Iterator[str]:
    """Yield the number lines of the limits that some claims are meant for or state."""
    windows, stated = dict[str, Limit](), dict[str, Limit]()
    for claim in claims:
        if isinstance(claim.proposition.window, Threshold | Interval):
            windows[claim.proposition.window.iri] = claim.proposition.window
        stated |= {each.iri: each for each in claim.thresholds}
    if not windows and not stated:
        return
    yield "## Limits named on this page"
    yield ""
    for limit in (windows | stated).values():
        yield from picture(limit, page)


def statements(number: int) -> str:
    """Return a number of statements, in words."""
    return "1 statement" if number == 1 else f"{number} statements"
