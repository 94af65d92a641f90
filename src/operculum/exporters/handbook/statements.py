"""One claim as people read it: who says it, how firmly, what it says, where, and who disagrees."""

from collections.abc import Iterator
from typing import Final

from operculum.exporters.handbook.escape import sentence, text
from operculum.exporters.handbook.page import Detail, Page
from operculum.exporters.handbook.places import source_title
from operculum.model import Assessment, Claim, Source, SourceKind, Status, Window
from operculum.wording import BEARINGS, BEARINGS_OF_THIS, URGENCIES, certainty

INDENT: Final = "  "


def statement(claim: Claim, page: Page) -> Iterator[str]:
    """Yield one claim as an item of a list: what it says, its place and bounds, and what stands beside it."""
    yield f"- {said(claim)}"
    yield f"{INDENT}- {' · '.join(details(claim, page))}"
    for note in notes(claim, page):
        yield ""
        yield f"{INDENT}> {note}"
    yield ""


def said(claim: Claim) -> str:
    """Return who says something, how firmly, and what."""
    withdrawn = "**Withdrawn.** " if claim.status is Status.withdrawn else ""
    return f"{withdrawn}**{text(who(claim.source))}** {certainty(claim)}: {sentence(claim.statement)}"


def who(source: Source) -> str:
    """Return who speaks: the publisher, a study by its journal, or the source where neither is known."""
    if source.publisher is None:
        return source.label
    return f"A study in {source.publisher.name}" if source.kind is SourceKind.study else source.publisher.name


def details(claim: Claim, page: Page) -> Iterator[str]:
    """Yield where a claim stands and within which bounds it is meant."""
    places = ", ".join(text(passage.place) for passage in claim.passages)
    yield f"{page.link(places, page.places.claim(claim))} of “{text(source_title(claim.source))}”"
    cues = sorted({cue for passage in claim.passages for cue in passage.hedge_cues})
    if cues:
        yield f"key words there: {', '.join(f'“{text(cue)}”' for cue in cues)}"
    for words, bounds in bounds_of(claim):
        if bounds:
            yield f"{words}: {', '.join(map(page.window, bounds))}"
    if claim.advised_urgency is not None:
        yield f"how soon: {URGENCIES[claim.advised_urgency].lower()}"


def bounds_of(claim: Claim) -> Iterator[tuple[str, list[Window]]]:
    """Yield the bounds within which a claim is meant, each kind with the words for it."""
    proposition = claim.proposition
    yield "meant for", present(proposition.window)
    yield "in", present(proposition.population)
    yield "compared with", present(proposition.compared_with)
    yield "number", list(claim.thresholds)
    yield "counted among", present(claim.denominator)
    yield "where", present(claim.jurisdiction)
    yield "provided that", list(claim.conditions)
    yield "advice to", present(claim.addressee)


def present(window: Window | None) -> list[Window]:
    """Return what is there as a list of one, or an empty list."""
    return [] if window is None else [window]


def notes(claim: Claim, page: Page) -> Iterator[str]:
    """Yield what must be read with a claim: disputes first, then studies nobody found, then the rest."""
    for assessment in claim.disputes:
        yield f"⚠ **Disputed:** {spoken_here(assessment, page)}"
    for study in claim.reports:
        yield study_reported(study, page)
    if page.detail is Detail.brief:
        return
    for iri in claim.because:
        if reason := page.knowledge.claims_by_iri.get(iri):
            yield f"**Reason it gives:** {sentence(reason.statement)} ({reference(reason, page)})"
    for assessment in claim.assessments:
        if assessment in claim.disputes:
            continue
        if assessment.of != claim.iri:
            yield f"**Beside it:** {spoken_here(assessment, page)}"
        elif assessment.disputing or page.detail is Detail.full:
            yield f"**In return:** {spoken_of_another(assessment, page)}"


def spoken_here(assessment: Assessment, page: Page) -> str:
    """Return what another claim says to this one, and why it counts."""
    return f"{quoted(assessment.of, page)} This {BEARINGS[assessment.bearing]}. {judgement(assessment)}"


def spoken_of_another(assessment: Assessment, page: Page) -> str:
    """Return what this claim says to another, and why it counts."""
    relation = f"This {BEARINGS_OF_THIS[assessment.bearing]}"
    return f"{relation} {quoted(assessment.target, page)} {judgement(assessment)}"


def judgement(assessment: Assessment) -> str:
    """Return the reason of an assessment, with who gave it and when."""
    judge = f"{text(assessment.assessed_by.name)}, {text(assessment.assessed_on)}"
    return f"**Why:** {sentence(assessment.reason)} ({judge})"


def quoted(iri: str, page: Page) -> str:
    """Return another claim in full: who says it, how firmly, and where."""
    claim = page.knowledge.claims_by_iri.get(iri)
    if claim is None:
        return "(A statement that is not part of this handbook.)"
    return f"{said(claim)} ({reference(claim, page)})"


def study_reported(study: Source, page: Page) -> str:
    """Return the study that a claim reports, loudly where nobody could find it."""
    named = page.link(text(study.label), page.places.source(study))
    if study.located is False:
        return f"⚠ **Study not found:** it reports {named}, which was searched for in vain."
    return f"**Study it reports:** {named}"


def reference(claim: Claim, page: Page) -> str:
    """Return a short link to where a claim stands on its source's page."""
    return page.link(text(claim.slug), page.places.claim(claim))
