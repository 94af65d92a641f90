"""What a passage's words say against how firmly its claim is put; only for texts at hand."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from operculum.validation.findings import Finding, Severity
from operculum.validation.passages import quoted
from operculum.validation.records import ClaimRecord

HEDGES: Final = re.compile(
    r"\b(?:may|might|could|can|possibly|potentially|perhaps|probably|(?<!more )(?<!less )likely|often|"
    r"usually|typically|generally|sometimes|some|suggests?|suggested|believed?|thought to|theory|"
    r"appears?|seems?|not always|in most cases)\b",
    re.IGNORECASE,
)
NUMBER: Final = re.compile(r"\d+(?:[.,]\d+)?")


def judge(claims: Iterable[ClaimRecord], texts: Mapping[str, str]) -> Iterator[Finding]:
    """Yield a warning for a claim flatter than its passage, and for a number that became no threshold.

    And an error for the words of a value that stand in no passage of the claim, where all are at hand.
    """
    for claim in claims:
        words = [quoted(passage, texts.get(passage.source)) for passage in claim.passages]
        known = [each for each in words if each is not None]
        if not known:
            continue
        yield from _flat(claim, known)
        yield from _numberless(claim, known)
        if len(known) == len(words):
            yield from _misquoted(claim, known)


def _flat(claim: ClaimRecord, words: list[str]) -> Iterator[Finding]:
    """Judge a flat claim: a hedge that stands in every one of its passages was overlooked."""
    if not claim.flat:
        return
    hedges = [HEDGES.search(each) for each in words]
    found = [match.group() for match in hedges if match]
    if len(found) == len(words):
        message = (
            f"The passage hedges (“{found[0]}”), but the claim is asserted flatly. "
            "Lower its modality, state its frequency, or narrow the passage."
        )
        yield Finding("hedge-overlooked", Severity.warning, message, claim.iri, value=found[0])


def _numberless(claim: ClaimRecord, words: list[str]) -> Iterator[Finding]:
    numbers = [match.group() for each in words for match in NUMBER.finditer(each)]
    if numbers and not claim.bounded:
        message = (
            f"The passage states a number ({numbers[0]}), but the claim has no threshold. "
            "Add opc:threshold, or a window to its proposition."
        )
        yield Finding("number-without-threshold", Severity.warning, message, claim.iri, value=numbers[0])


def _misquoted(claim: ClaimRecord, words: list[str]) -> Iterator[Finding]:
    for verbatim in claim.verbatim:
        if not any(verbatim in each for each in words):
            message = f"The words “{verbatim}” do not stand in the passage. Copy them as they stand there."
            yield Finding("verbatim-absent", Severity.error, message, claim.iri, value=verbatim)
