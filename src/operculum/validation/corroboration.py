"""Who says the same: corroboration counts publishers, never documents."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from operculum.validation.findings import Finding, Severity
from operculum.validation.records import ClaimRecord, SourceRecord


class Affirmation(NamedTuple):
    """That a document affirms a proposition, and who publishes the document."""

    proposition: str
    document: str
    publisher: str


def affirmations(
    claims: Iterable[ClaimRecord], sources: Mapping[str, SourceRecord]
) -> frozenset[Affirmation]:
    """Return what claims affirm; a source without a publisher stands for itself."""
    found = set()
    for claim in claims:
        if claim.affirmed and claim.passages:
            document = claim.passages[0].source
            publisher = sources[document].publisher if document in sources else None
            found.add(Affirmation(claim.proposition, document, publisher or document))
    return frozenset(found)


class Tally:
    """The documents that affirm each proposition, as long as one publisher stands behind them all."""

    def __init__(self) -> None:
        self._publishers: dict[str, str | None] = {}
        self._documents: dict[str, set[str]] = {}

    def add(self, affirmations: Iterable[Affirmation]) -> None:
        """Count affirmations in; a proposition with two publishers is of no further interest."""
        for each in affirmations:
            if self._publishers.setdefault(each.proposition, each.publisher) == each.publisher:
                self._documents.setdefault(each.proposition, set()).add(each.document)
            else:
                self._publishers[each.proposition] = None
                self._documents.pop(each.proposition, None)

    def findings(self) -> Iterator[Finding]:
        """Yield a remark on each proposition that several documents of one publisher alone affirm."""
        for proposition, documents in self._documents.items():
            if len(documents) > 1:
                message = (
                    f"{len(documents)} documents affirm this, but they have one publisher, so they "
                    "corroborate each other only once. Look for a source of another publisher."
                )
                yield Finding("one-publisher", Severity.info, message, proposition)
