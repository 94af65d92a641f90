"""The claims as a table: one row a claim, safe to open in a spreadsheet, described by CSV on the Web."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import chain
from typing import Any, Final

from operculum.exporters.artefact import Artefact
from operculum.exporters.notice import notice, review
from operculum.exporters.pretty import pretty
from operculum.model import Claim, Entity, KnowledgeBase
from operculum.namespaces import BASE, slug
from operculum.wording import certainty

DANGEROUS: Final = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n", "'")
"""How a cell must not begin: a spreadsheet would take it for a formula, or our own mark for data."""

SEPARATOR: Final = " | "


def slug_of(entity: Entity | None) -> str:
    """Return an entity's slug, or nothing where there is no entity."""
    return "" if entity is None else entity.slug


def slugs(entities: Iterable[Entity]) -> str:
    """Return the slugs of several entities."""
    return SEPARATOR.join(entity.slug for entity in entities)


def publisher(claim: Claim) -> str:
    """Return the name of a claim's publisher, or nothing where it is not known."""
    return "" if claim.source.publisher is None else claim.source.publisher.name


def hedge_cues(claim: Claim) -> str:
    """Return the hedging words of all passages of a claim."""
    return SEPARATOR.join(cue for passage in claim.passages for cue in passage.hedge_cues)


Column = tuple[str, str, Callable[[Claim], str]]

COLUMNS: Final[tuple[Column, ...]] = (
    ("claim", "The claim's IRI.", lambda claim: claim.iri),
    ("statement", "What it says, in our paraphrase.", lambda claim: claim.statement),
    ("certainty", "How firmly the source says it, in words.", certainty),
    ("source", "The source's IRI.", lambda claim: claim.source.iri),
    ("source_name", "Our name for the source.", lambda claim: claim.source.label),
    ("publisher", "Who published it.", publisher),
    ("proposition", "The proposition's IRI.", lambda claim: claim.proposition.iri),
    ("subject", "What it speaks of.", lambda claim: claim.proposition.subject.slug),
    ("predicate", "What it says of it.", lambda claim: slug(claim.proposition.predicate)),
    ("object", "In relation to what.", lambda claim: claim.proposition.object.slug),
    ("window", "Under which condition.", lambda claim: slug_of(claim.proposition.window)),
    ("compared_with", "Compared with what.", lambda claim: slug_of(claim.proposition.compared_with)),
    ("via", "Through what it works.", lambda claim: slug_of(claim.proposition.via)),
    ("population", "In whom.", lambda claim: slug_of(claim.proposition.population)),
    ("polarity", "Affirmed or denied.", lambda claim: claim.polarity.value),
    ("modality", "How firmly.", lambda claim: claim.modality.value),
    ("frequency", "In how many cases.", lambda claim: claim.frequency.value),
    ("thresholds", "The values it states.", lambda claim: slugs(claim.thresholds)),
    ("verbatim", "The few words that state them.", lambda claim: SEPARATOR.join(claim.verbatim)),
    ("denominator", "Out of what a rate is.", lambda claim: slug_of(claim.denominator)),
    ("jurisdiction", "Where it holds.", lambda claim: slug_of(claim.jurisdiction)),
    ("conditions", "Provided that.", lambda claim: slugs(claim.conditions)),
    ("addressee", "Who is advised.", lambda claim: slug_of(claim.addressee)),
    ("advised_urgency", "How soon to act.", lambda claim: claim.advised_urgency or ""),
    ("reports", "The studies it reports.", lambda claim: slugs(claim.reports)),
    ("because", "The claims it gives as reason.", lambda claim: SEPARATOR.join(map(slug, claim.because))),
    ("passages", "The passages' names.", lambda claim: slugs(claim.passages)),
    ("places", "Where they are.", lambda claim: SEPARATOR.join(each.place for each in claim.passages)),
    ("hedge_cues", "The hedging words there.", hedge_cues),
    ("evidence_basis", "An ECO term.", lambda claim: claim.evidence_basis),
    ("disputed", "Whether anything disputes it.", lambda claim: "true" if claim.disputes else "false"),
    ("disputes", "Why, in words.", lambda claim: SEPARATOR.join(each.reason for each in claim.disputes)),
    ("assessments", "All that touch it.", lambda claim: slugs(claim.assessments)),
    ("status", "Draft, reviewed or withdrawn.", lambda claim: claim.status.value),
)
"""The columns with what they hold and where it comes from; several values are separated by ` | `."""

OF_THE_RELEASE: Final = (
    ("release_version", "The release of the knowledge base."),
    ("release_date", "When it was released."),
    ("notice", "What it is for, and whether anybody has reviewed it."),
)
"""The columns that say the same in every row, so that a row by itself still says it."""


def export(knowledge: KnowledgeBase) -> Iterator[Artefact]:
    """Yield the table (RFC 4180) and what it means (CSV on the Web, Metadata Vocabulary)."""
    yield Artefact("csv/claims.csv", partial(table, knowledge))
    yield Artefact("csv/claims.csv-metadata.json", pretty(metadata(knowledge)))


def table(knowledge: KnowledgeBase) -> Iterator[str]:
    """Yield the rows as RFC 4180 asks: commas, quotes where needed, CR LF at the end of each."""
    release = knowledge.release
    of_the_release = [release.version, release.issued, f"{release.intended_use} {review(knowledge)}"]
    names = [name for name, _, _ in COLUMNS] + [name for name, _ in OF_THE_RELEASE]
    rows = ([*(read(claim) for _, _, read in COLUMNS), *of_the_release] for claim in knowledge.claims)
    for row in chain([names], rows):
        buffer = io.StringIO(newline="")
        csv.writer(buffer, lineterminator="\r\n").writerow(map(harmless, row))
        yield buffer.getvalue()


def harmless(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula: an apostrophe goes before a dangerous start.

    Whoever reads the file by program takes one leading apostrophe off and has the data back.

    >>> harmless("=1+1"), harmless("'tis"), harmless("mucus")
    ("'=1+1", "''tis", 'mucus')
    """
    return f"'{cell}" if cell.startswith(DANGEROUS) else cell


def metadata(knowledge: KnowledgeBase) -> dict[str, Any]:
    """Return what the table's columns mean (Metadata Vocabulary for Tabular Data, section 5)."""
    release = knowledge.release
    described = [(name, meaning) for name, meaning, _ in COLUMNS] + list(OF_THE_RELEASE)
    return {
        "@context": "http://www.w3.org/ns/csvw",
        "url": "claims.csv",
        "dc:title": release.title,
        "dc:description": " ".join(notice(knowledge)),
        "dc:source": BASE,
        "dc:publisher": release.publisher,
        "dc:license": release.license,
        "dc:issued": release.issued,
        "tableSchema": {
            "columns": [
                {"name": name, "titles": name, "dc:description": meaning, "datatype": "string"}
                for name, meaning in described
            ],
            "primaryKey": "claim",
        },
    }
