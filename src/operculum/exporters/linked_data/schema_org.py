"""What search engines read: each claim as schema.org/Claim, each dispute as schema.org/ClaimReview.

https://schema.org/Claim and https://schema.org/ClaimReview. These are statements beside those of the base
and stand in a file of their own.
"""

from collections.abc import Iterator
from typing import Any, Final

from operculum.exporters.notice import notice, review
from operculum.model import Assessment, Claim, KnowledgeBase, Source
from operculum.namespaces import BASE, SCHEMA
from operculum.wording import BEARINGS

CONTEXT: Final[dict[str, str]] = {"@vocab": SCHEMA, "id": "@id", "type": "@type"}


def document(knowledge: KnowledgeBase) -> dict[str, Any]:
    """Return the whole document, its graph made while it is read."""
    return {"@context": CONTEXT, "@graph": graph(knowledge)}


def graph(knowledge: KnowledgeBase) -> Iterator[dict[str, Any]]:
    """Yield the data set, its claims, and the reviews of those under dispute."""
    yield dataset(knowledge)
    yield from map(claim, knowledge.claims)
    for each in knowledge.claims:
        for dispute in each.disputes:
            yield claim_review(dispute, each, knowledge)


def dataset(knowledge: KnowledgeBase) -> dict[str, Any]:
    """Return the base itself as schema.org/Dataset, with the notice that goes with every export."""
    release = knowledge.release
    return {
        "id": BASE,
        "type": "Dataset",
        "name": release.title,
        "description": " ".join(notice(knowledge)),
        "version": release.version,
        "datePublished": release.issued,
        "publisher": {"type": "Organization", "name": release.publisher},
        "license": release.license,
        "creativeWorkStatus": review(knowledge),
        "usageInfo": release.intended_use,
    }


def claim(each: Claim) -> dict[str, Any]:
    """Return one claim, in our paraphrase, with the document in which it appears."""
    return {
        "id": each.iri,
        "type": "Claim",
        "text": each.statement,
        "isPartOf": {"id": BASE},
        "creativeWorkStatus": each.status.value,
        "appearance": appearance(each.source),
    }


def appearance(source: Source) -> dict[str, Any]:
    """Return the document in which a claim appears; what is not known of it is left out."""
    members = {
        "id": source.iri,
        "type": "CreativeWork",
        "name": source.title or source.label,
        "url": source.url,
        "publisher": source.publisher and {"type": "Organization", "name": source.publisher.name},
    }
    return {key: value for key, value in members.items() if value is not None}


def claim_review(dispute: Assessment, each: Claim, knowledge: KnowledgeBase) -> dict[str, Any]:
    """Return the assessment that puts a claim in doubt; the rating is in words, for there is no scale."""
    return {
        "id": dispute.iri,
        "type": "ClaimReview",
        "claimReviewed": each.statement,
        "itemReviewed": {"id": each.iri},
        "reviewBody": dispute.reason,
        "reviewRating": {"type": "Rating", "alternateName": BEARINGS[dispute.bearing]},
        "datePublished": dispute.assessed_on,
        "author": {"type": "Organization", "name": dispute.assessed_by.name},
        "citation": {"id": dispute.of},
        "creativeWorkStatus": review(knowledge),
    }
