"""What a passage's words say against how firmly its claim is put; only for texts at hand."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from operculum.validation.findings import Finding, Severity
from operculum.validation.passages import quoted
from operculum.validation.records import ClaimRecord

HEDGES: Final = re.compile(
    r"\b(?:m(?:ay|ight)|c(?:ould|an)|p(?:ossibly|otentially|erhaps|robably)|(?<!more )(?<!less )likely|"
    r"often|usually|typically|generally|s(?:ometimes|ome|uggests?|uggested|eems?)|believed?|"
    r"th(?:ought to|eory)|appears?|not always|in most cases)\b"
)
"""Words that hedge, in lower case; those that begin alike stand together, since every passage is searched."""

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
    hedges = [HEDGES.search(each.lower()) for each in words]
    found = [match.group() for match in hedges if match]
    if len(found) == len(words):
        message = (
            f"The passage hedges (“{found[0]}”), but the claim is asserted flatly. "
            "Lower its modality, state its frequency, or narrow the passage."
        )
        yield Finding("hedge-overlooked", Severity.warning, message, claim.iri, value=found[0])


def _numberless(claim: ClaimRecord, words: list[str]) -> Iterator[Finding]:
    if claim.bounded:
        return
    number = next((match.group() for match in map(NUMBER.search, words) if match), None)
    if number is not None:
        message = (
            f"The passage states a number ({number}), but the claim has no threshold. "
            "Add opc:threshold, or a window to its proposition."
        )
        yield Finding("number-without-threshold", Severity.warning, message, claim.iri, value=number)


def _misquoted(claim: ClaimRecord, words: list[str]) -> Iterator[Finding]:
    for verbatim in claim.verbatim:
        if not any(verbatim in each for each in words):
            message = f"The words “{verbatim}” do not stand in the passage. Copy them as they stand there."
            yield Finding("verbatim-absent", Severity.error, message, claim.iri, value=verbatim)
