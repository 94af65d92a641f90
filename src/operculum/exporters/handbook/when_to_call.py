"""The page that says when to call: the rules, most urgent first, each with the claims it comes from."""

from collections.abc import Iterator
from functools import partial
from itertools import groupby

from operculum.exporters.artefact import Artefact
from operculum.exporters.handbook.escape import sentence, title
from operculum.exporters.handbook.page import Detail, Page
from operculum.exporters.handbook.places import RULES, WHEN_TO_CALL, Places
from operculum.exporters.handbook.points import points
from operculum.model import Rule
from operculum.wording import URGENCIES


def when_to_call(places: Places) -> Artefact:
    """Return the page that says when to call."""
    page = Page(WHEN_TO_CALL, places, Detail.brief)
    return page.artefact(RULES, partial(body, page))


def body(page: Page) -> Iterator[str]:
    """Yield the lines of the page: a table to find one's sign in, then each rule with its grounds."""
    yield "**If you think that you or the baby are in danger, get emergency care now. Do not read on first.**"
    yield ""
    yield "These are the signs that the sources name, and no others. A sign that is missing here is not"
    yield "harmless. If you are not sure whether a sign fits, act as if it did. If several fit, do the most"
    yield "urgent thing."
    yield ""
    rules = page.places.rules
    if rules:
        yield from table(rules, page)
        yield from grounds(rules, page)
    yield "## If none of these signs fits"
    yield ""
    yield "That does not mean that all is well: this page knows only the signs that its sources name. Call"
    yield "your provider if anything changes or worries you."


def table(rules: tuple[Rule, ...], page: Page) -> Iterator[str]:
    """Yield the table of signs, most urgent first."""
    yield "| Sign | In which case | What to do |"
    yield "| --- | --- | --- |"
    for rule in rules:
        sign = page.link(title(rule.label), page.places.rule(rule))
        counts = ", ".join(conditions(rule, page)) or "always"
        yield f"| {sign} | {counts} | **{URGENCIES[rule.urgency]}** |"
    yield ""


def grounds(rules: tuple[Rule, ...], page: Page) -> Iterator[str]:
    """Yield each rule with the claims it comes from, those of one urgency together."""
    for urgency, group in groupby(rules, key=lambda rule: rule.urgency):
        yield f"## {URGENCIES[urgency]}"
        yield ""
        for rule in group:
            yield from grounds_of(rule, page)


def grounds_of(rule: Rule, page: Page) -> Iterator[str]:
    """Yield one rule: the sign, when it counts, what to do, and who says so."""
    yield f"### {title(rule.label)}"
    yield ""
    counts = ", ".join(conditions(rule, page))
    yield f"- In which case: {counts or 'always'}"
    yield f"- What to do: **{URGENCIES[rule.urgency]}**"
    yield ""
    for iri in rule.acknowledges:
        if assessment := page.knowledge.assessments_by_iri.get(iri):
            yield f"> ⚠ **The sources differ here.** {sentence(assessment.reason)}"
            yield ""
    yield "This comes from:"
    yield ""
    yield from points(page.knowledge.claims_called(rule.derived_from), page)


def conditions(rule: Rule, page: Page) -> Iterator[str]:
    """Yield the conditions of a rule besides its sign."""
    if rule.context is not None:
        yield page.window(rule.context)
    if rule.window is not None:
        yield page.window(rule.window)
