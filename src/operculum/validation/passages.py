"""Passages held against the texts they point into."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Protocol

from operculum.validation.findings import Finding, PassageCount, Severity

if TYPE_CHECKING:
    from operculum.validation.records import PassageRecord


class Placed(Protocol):
    """Whatever has a position in a text."""

    @property
    def start(self) -> int | None:
        """Where it begins, in code points."""

    @property
    def end(self) -> int | None:
        """Where it ends, exclusive."""


def digest(text: str) -> str:
    """Return the SHA-256 of a text's UTF-8 bytes, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def quoted(passage: Placed, text: str | None) -> str | None:
    """Return the words of a passage where its text is at hand and long enough, else None."""
    if text is None or passage.start is None or passage.end is None or passage.end > len(text):
        return None
    return text[passage.start : passage.end]


def judge(
    passages: "Iterable[PassageRecord]", texts: Mapping[str, str]
) -> tuple[PassageCount, tuple[Finding, ...]]:
    """Verify the digest and the hedge cues of each passage.

    A passage is `not_verifiable` where its text is not at hand, or where it has only a locator in words.
    """
    counts = {"verified": 0, "wrong": 0, "not_verifiable": 0}
    findings: list[Finding] = []
    for passage in passages:
        if passage.start is None or passage.source not in texts:
            counts["not_verifiable"] += 1
            continue
        wrong = tuple(_faults(passage, texts[passage.source]))
        findings.extend(wrong)
        counts["wrong" if any(finding.rule != "hedge-cue-absent" for finding in wrong) else "verified"] += 1
    return PassageCount(**counts), tuple(findings)


def _faults(passage: "PassageRecord", text: str) -> Iterator[Finding]:
    start, end = passage.start or 0, passage.end or 0
    if not 0 <= start < end <= len(text):
        message = (
            f"The position {start}–{end} is no part of its text, which has {len(text)} characters. "
            "Correct its start or its end."
        )
        yield _error("passage-beyond-text", message, passage)
        return
    words = text[start:end]
    if digest(words) != passage.sha256:
        message = (
            f"The text at {start}–{end} is not the one the digest was made from. Correct the position "
            "or the digest; a changed text is searched with --source NAME=FILE."
        )
        yield _error("passage-digest", message, passage)
        return
    for cue in passage.hedge_cues:
        if cue not in words:
            message = f"The hedge cue “{cue}” does not stand in the passage. Copy it as it stands there."
            yield _error("hedge-cue-absent", message, passage, cue)


def _error(rule: str, message: str, passage: "PassageRecord", value: str | None = None) -> Finding:
    return Finding(rule, Severity.error, message, passage.iri, value=value)
