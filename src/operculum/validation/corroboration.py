"""Who says the same: corroboration counts publishers, never documents."""

from collections import defaultdict
from collections.abc import Iterator

from operculum.model import Claim, KnowledgeBase, Polarity
from operculum.validation.findings import Finding, Severity


def publishers(claims: tuple[Claim, ...]) -> frozenset[str]:
    """Return the publishers behind claims; a source without one stands for itself."""
    sources = [claim.source for claim in claims]
    return frozenset(source.publisher.iri if source.publisher else source.iri for source in sources)


def judge(knowledge: KnowledgeBase) -> Iterator[Finding]:
    """Yield a remark on each proposition that several documents of one publisher alone affirm."""
    affirming: dict[str, list[Claim]] = defaultdict(list)
    for claim in knowledge.claims:
        if claim.polarity is Polarity.affirmed:
            affirming[claim.proposition.iri].append(claim)
    for proposition, claims in affirming.items():
        documents = {claim.source.iri for claim in claims}
        if len(documents) > 1 and len(publishers(tuple(claims))) == 1:
            message = (
                f"{len(documents)} documents affirm this, but they have one publisher, so they corroborate "
                "each other only once. Look for a source of another publisher."
            )
            yield Finding("one-publisher", Severity.info, message, proposition)
