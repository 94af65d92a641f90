"""A page for each source with all it says, in document order, and a table of all sources."""

from collections import Counter
from collections.abc import Iterator
from functools import partial
from typing import Final

from operculum.exporters.artefact import Artefact
from operculum.exporters.handbook.escape import destination, sentence, text, title
from operculum.exporters.handbook.page import Detail, Page
from operculum.exporters.handbook.places import SOURCES, STATEMENTS, Places, source_title
from operculum.exporters.handbook.statements import statement
from operculum.model import Claim, Modality, Role, Source, SourceKind
from operculum.wording import evidence

KINDS: Final = {
    SourceKind.article: "article",
    SourceKind.guideline: "guideline",
    SourceKind.study: "study",
    SourceKind.reference_work: "reference work",
    SourceKind.source: "source",
}
ROLES: Final = {Role.heading: "in a heading", Role.summary: "in a summary", Role.body: ""}


def source_pages(places: Places) -> Iterator[Artefact]:
    """Yield the table of sources and the page of each."""
    page = Page(SOURCES, places)
    yield page.artefact("Sources", partial(table, page))
    for source in places.knowledge.sources:
        page = Page(places.source(source), places, Detail.full)
        yield page.artefact(text(source_title(source)), partial(body, source, page))


def table(page: Page) -> Iterator[str]:
    """Yield the table of sources: how many statements, how firm, how many disputed, resting on what."""
    yield "How much each source says, how firmly, and what it rests on. Two pages of one publisher count as"
    yield "one voice, and a study counts only where somebody could find it."
    yield ""
    yield "| Source | Publisher | Kind | Statements | Flat | Softened | Advice | Disputed | It rests on |"
    yield "| --- | --- | --- | ---: | ---: | ---: | ---: | ---: | --- |"
    ranked = sorted(page.knowledge.sources, key=lambda each: (-len(page.knowledge.claims_of(each)), each.iri))
    for source in ranked:
        yield row(source, page)


def row(source: Source, page: Page) -> str:
    """Return one row of the table of sources."""
    claims = tuple(page.knowledge.claims_of(source))
    flat = sum(claim.modality is Modality.asserted for claim in claims)
    advice = sum(claim.modality is Modality.recommended for claim in claims)
    basis = Counter(evidence(claim.evidence_basis) for claim in claims)
    cells = (
        page.link(text(source_title(source)), page.places.source(source)),
        text(source.publisher.name) if source.publisher else "not known",
        f"{KINDS[source.kind]}, **not found**" if source.located is False else KINDS[source.kind],
        *(str(number) for number in (len(claims), flat, len(claims) - flat - advice, advice)),
        str(sum(bool(claim.disputes) for claim in claims)),
        "; ".join(f"{text(words)} ({number})" for words, number in sorted(basis.items())) or "–",
    )
    return f"| {' | '.join(cells)} |"


def body(source: Source, page: Page) -> Iterator[str]:
    """Yield the lines of a source's page."""
    claims = page.knowledge.claims_of(source)
    for name, value in facts(source, page):
        yield f"- **{name}:** {value}"
    yield ""
    yield from reported_by(source, page)
    if not claims:
        return
    yield f"## {STATEMENTS}"
    yield ""
    yield "In the order in which it says it. The places are counted in characters of the text."
    yield ""
    for claim in claims:
        yield f"### {text(claim.slug)}"
        yield ""
        yield from standing(claim)
        yield from statement(claim, page)


def facts(source: Source, page: Page) -> Iterator[tuple[str, str]]:
    """Yield what is known of a source, name and value."""
    yield "Kind", KINDS[source.kind]
    yield "Publisher", text(source.publisher.name) if source.publisher else "not known"
    if source.url is not None:
        target = destination(source.url)
        yield "Address", f"[{text(source.url)}]({target})" if target else text(source.url)
    for name, value in (
        ("Published", source.issued),
        ("Read on", source.accessed),
        ("Read in a copy at", source.accessed_via),
        ("DOI", source.doi),
        ("PubMed", source.pmid),
        ("Licence", source.license),
        ("SHA-256 of the text", source.sha256),
    ):
        if value is not None:
            yield name, text(value)
    copied = page.knowledge.sources_by_iri.get(source.copy_of or "")
    if copied is not None:
        yield "Copy of", page.link(text(source_title(copied)), page.places.source(copied))
    if source.located is False:
        searched = f" (searched for on {text(source.searched_on)})" if source.searched_on else ""
        yield "⚠ Not found", f"Nobody could find this study{searched}. {sentence(source.search_note or '')}"
    if source.comment is not None:
        yield "Note", sentence(source.comment)


def reported_by(source: Source, page: Page) -> Iterator[str]:
    """Yield the claims of others that report a study."""
    claims = page.places.claims_naming.get(source.iri)
    if claims:
        yield "## Who speaks of it"
        yield ""
        for claim in claims:
            yield from statement(claim, page)


def standing(claim: Claim) -> Iterator[str]:
    """Yield where in its source a claim stands, if not in the running text."""
    places = sorted({ROLES[passage.role] for passage in claim.passages} - {""})
    if places:
        yield f"({title(' and '.join(places))})"
        yield ""
