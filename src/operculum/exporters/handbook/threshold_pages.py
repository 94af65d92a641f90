"""A page and a picture for each threshold and interval, and one page with all pictures."""

from collections.abc import Iterator
from functools import partial
from itertools import groupby
from math import floor

from operculum.exporters.artefact import Artefact
from operculum.exporters.handbook.escape import sentence, text, title
from operculum.exporters.handbook.number_line import description, extent, stretch, svg
from operculum.exporters.handbook.page import Page
from operculum.exporters.handbook.places import THRESHOLDS, Places
from operculum.exporters.handbook.points import points
from operculum.exporters.handbook.scale import position, weeks_and_days
from operculum.model import Concept, Interval, KnowledgeBase, Threshold

Limit = Threshold | Interval


def threshold_pages(places: Places) -> Iterator[Artefact]:
    """Yield the overview, and for each threshold or interval its page and its number line."""
    limits = in_order(places.knowledge)
    if not limits:
        return
    page = Page(THRESHOLDS, places)
    yield page.artefact("Limits and numbers", partial(overview, limits, page))
    for limit in limits:
        page = Page(places.threshold(limit), places)
        yield page.artefact(title(limit.label), partial(body, limit, page))
        yield Artefact(f"markdown/{places.picture(limit)}", svg(stretch(limit)))


def in_order(knowledge: KnowledgeBase) -> list[Limit]:
    """Return all thresholds and intervals by quantity, then from small to large."""
    limits: list[Limit] = [*knowledge.thresholds, *knowledge.intervals]
    return sorted(limits, key=lambda limit: (quantity(limit).label, position(first(limit)), limit.iri))


def first(limit: Limit) -> Threshold:
    """Return a threshold itself, or the lower end of an interval."""
    return limit.lower if isinstance(limit, Interval) else limit


def quantity(limit: Limit) -> Concept:
    """Return what a threshold or an interval is a limit on."""
    return first(limit).quantity


def overview(limits: list[Limit], page: Page) -> Iterator[str]:
    """Yield all number lines, those of one quantity together."""
    yield "Every limit that a source names, as a picture. A filled end belongs to the limit, a hollow end"
    yield "does not. A dashed end with a question mark is left open by the source, and no rule rests on it."
    yield ""
    for what, group in groupby(limits, key=quantity):
        yield f"## {title(what.label)}"
        yield ""
        for limit in group:
            yield from picture(limit, page)


def picture(limit: Limit, page: Page) -> Iterator[str]:
    """Yield a number line with its name and its text alternative."""
    target = page.relative(page.places.picture(limit))
    yield f"**{page.link(text(limit.label), page.places.threshold(limit))}**"
    yield ""
    yield f"![{text(description(stretch(limit)))}]({target})"
    yield ""


def body(limit: Limit, page: Page) -> Iterator[str]:
    """Yield the lines of a limit's page: the picture, the days at its ends, and who uses it."""
    yield f"A limit on {page.link(text(quantity(limit).label), page.places.concept(quantity(limit)))}."
    yield ""
    yield f"![{text(description(stretch(limit)))}]({page.relative(page.places.picture(limit))})"
    yield ""
    yield sentence(extent(stretch(limit)))
    yield ""
    yield from days(limit)
    yield from ends(limit, page)
    yield from users(limit, page)


def days(limit: Limit) -> Iterator[str]:
    """Yield a table of the days around each end: inside, outside, or left open."""
    around: set[int] = set()
    for threshold in (limit.lower, limit.upper) if isinstance(limit, Interval) else (limit,):
        if threshold.days is not None:
            day = floor(threshold.days)
            around |= {day - 1, day, day + 1}
    if not around:
        return
    yield "| Time in pregnancy | Days | Inside the limit? |"
    yield "| --- | ---: | --- |"
    for day in sorted(each for each in around if each >= 0):
        answer = {True: "yes", False: "no", None: "left open by the source"}[limit.admits(day)]
        yield f"| {weeks_and_days(day)} | {day} | {answer} |"
    yield ""


def ends(limit: Limit, page: Page) -> Iterator[str]:
    """Yield the links between an interval and its ends."""
    if isinstance(limit, Interval):
        yield f"It lies between {page.window(limit.lower)} and {page.window(limit.upper)}."
        yield ""
        return
    intervals = [each for each in page.knowledge.intervals if limit.iri in (each.lower.iri, each.upper.iri)]
    if intervals:
        yield f"It is an end of {', '.join(map(page.window, intervals))}."
        yield ""


def users(limit: Limit, page: Page) -> Iterator[str]:
    """Yield the rules that use a limit and the claims that name it."""
    rules = page.places.rules_within.get(limit.iri)
    if rules:
        yield "## What to do within it"
        yield ""
        yield from (f"- {page.link(title(rule.label), page.places.rule(rule))}" for rule in rules)
        yield ""
    claims = page.places.claims_naming.get(limit.iri)
    if claims:
        yield "## What the sources say about it"
        yield ""
        yield from points(claims, page)
