"""The first page of the handbook: what it is, where to find what, and how to read a statement."""

from collections import Counter
from collections.abc import Iterator
from functools import partial
from typing import Final

from operculum.exporters.artefact import Artefact
from operculum.exporters.handbook.escape import text
from operculum.exporters.handbook.page import Page
from operculum.exporters.handbook.places import (
    CONTENTS,
    GLOSSARY,
    RULES,
    SOURCES,
    THRESHOLDS,
    WHEN_TO_CALL,
    WORDS,
    Places,
)
from operculum.exporters.handbook.topic_page import heading, statements
from operculum.model import Modality, Polarity
from operculum.wording import CERTAINTY


def contents(places: Places) -> Artefact:
    """Return the first page."""
    page = Page(CONTENTS, places)
    return page.artefact(text(places.knowledge.release.title), partial(body, page))


def body(page: Page) -> Iterator[str]:
    """Yield the lines of the first page."""
    claims = page.knowledge.claims
    yield "What health pages, guidelines and studies say, statement by statement: who says it, how firmly,"
    yield "in which place of which text, and who disagrees. We do not tell you what is true. We show what is"
    yield "said."
    yield ""
    yield from pages(page)
    yield from how_to_read(page)
    disputed = sum(bool(claim.disputes) for claim in claims)
    yield "## In numbers"
    yield ""
    texts = len(page.knowledge.claims_by_source)
    yield f"{statements(len(claims))} from {texts} texts; {disputed} of them disputed."


def pages(page: Page) -> Iterator[str]:
    """Yield the table of contents, what to do first."""
    places = page.places
    yield "## Contents"
    yield ""
    yield f"- **{page.link(RULES, WHEN_TO_CALL)}**: signs and what to do, most urgent first"
    yield "- What the sources say about"
    for topic in places.topics:
        named = page.link(heading(topic, places), places.topic(topic))
        yield f"  - {named} ({statements(len(topic.claims))})"
    if places.knowledge.thresholds:
        yield f"- {page.link('Limits and numbers', THRESHOLDS)}, as pictures: “before 37 weeks” and the like"
    yield f"- {page.link('Sources', SOURCES)}: who says it, and what it rests on"
    yield f"- {page.link(WORDS, GLOSSARY)}: what they mean"
    yield ""


def how_to_read(page: Page) -> Iterator[str]:
    """Yield how to read a statement: the words for certainty, the marks, and the places."""
    yield "## How to read it"
    yield ""
    yield "Every statement begins with who says it and how firmly. We keep the firmness of the text itself:"
    yield "where a text writes “may”, the handbook never writes “is”."
    yield ""
    yield "| The handbook writes | The text puts it | Here |"
    yield "| --- | --- | ---: |"
    counts = Counter((claim.modality, claim.polarity) for claim in page.knowledge.claims)
    for (modality, polarity), words in CERTAINTY.items():
        if count := counts[modality, polarity]:
            yield f"| **{words}** | {MEANINGS[modality]}{DENIAL[polarity]} | {count} |"
    yield ""
    yield "- ⚠ **Disputed** marks a statement that another statement puts in doubt. The other one stands"
    yield "  right below it, with the reason. We do not settle it for you."
    yield "- **Beside it** is what another statement adds. **In return** is what this one says to another."
    yield "- ⚠ **Study not found** marks a study that a text speaks of, but that nobody could find."
    yield "- **key words there** gives the very words by which a text shows how sure it is, such as “may”."
    yield "- **meant for** gives the time or the case in which a statement is meant; it says nothing else."
    yield "- The link below each statement leads to its place. “Characters 450–514” are counted in the text."
    yield "- The sentences are ours. We put in our own words what a text says, and copy none of it."
    yield ""


MEANINGS: Final = {
    Modality.asserted: "as a plain fact",
    Modality.ability: "as something that can happen",
    Modality.possible: "as something that may be so, with a word such as may, might or could",
    Modality.hypothesised: "as an idea that somebody has",
    Modality.recommended: "as something that people should do",
}
DENIAL: Final = {Polarity.affirmed: "", Polarity.denied: ", and says that it is not so"}
