"""The factual sentences of a text, and which of them yield a claim."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from operculum.validation.findings import Coverage, Finding, Severity
from operculum.validation.records import PassageRecord

LINE: Final = re.compile(r"[^\n]+")
BOUNDARY: Final = re.compile(r"(?<=[.!?])[\"”’')\]]*\s+(?=[\"“‘(\[]?[A-Z0-9])")
TERMINAL: Final = re.compile(r"[.!][\"”’')\]]*$")
ANNOUNCEMENT: Final = re.compile(
    r"\b(?:in this (?:\w+ )?(?:post|article|page|guide)|we (?:will|are going to))\b", re.IGNORECASE
)
WORD: Final = re.compile(r"\w+(?:[’'-]\w+)*")
CONNECTING: Final = 3
"""So many words running may stand outside every passage: "additionally", "for instance", "and it"."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence by its position in the text, in code points, the end exclusive."""

    start: int
    end: int


def sentences(text: str) -> Iterator[Sentence]:
    r"""Yield every sentence of a text; a line that ends without a full stop is a heading and yields none.

    >>> [sentence.end - sentence.start for sentence in sentences("A title\n\nOne two. Three!")]
    [8, 6]
    """
    for line in LINE.finditer(text):
        content = line.group().rstrip()
        if not re.search(r"[.!?][\"”’')\]]*$", content):
            continue
        edges = [0, *(match.end() for match in BOUNDARY.finditer(content)), len(content)]
        for start, end in pairwise(edges):
            yield Sentence(line.start() + start, line.start() + len(content[:end].rstrip()))


def factual(text: str) -> Iterator[Sentence]:
    """Yield the sentences that state something: no question, and no announcement of what the text will do."""
    for sentence in sentences(text):
        words = text[sentence.start : sentence.end]
        if TERMINAL.search(words) and not ANNOUNCEMENT.search(words):
            yield sentence


def uncovered(sentence: Sentence, text: str, passages: Iterable[PassageRecord]) -> tuple[str, ...]:
    """Return the runs of words of a sentence that stand in no passage and are longer than a connection."""
    spans = [
        (passage.start, passage.end)
        for passage in passages
        if passage.start is not None and passage.end
        if passage.start < sentence.end and sentence.start < passage.end
    ]
    runs: list[list[str]] = [[]]
    for word in WORD.finditer(text, sentence.start, sentence.end):
        if any(start <= word.start() and word.end() <= end for start, end in spans):
            runs.append([])
        else:
            runs[-1].append(word.group())
    return tuple(" ".join(run) for run in runs if len(run) > CONNECTING)


def judge(source: str, text: str, own: Collection[PassageRecord]) -> tuple[Coverage, tuple[Finding, ...]]:
    """Tell how many factual sentences of a source are covered by its own passages, and which are not.

    The findings name a sentence by its position only: the words belong to the source.
    """
    whole = list(factual(text))
    found = []
    covered = 0
    for sentence in whole:
        left = uncovered(sentence, text, own)
        if not left:
            covered += 1
            continue
        touched = any(
            p.start is not None and p.start < sentence.end and (p.end or 0) > sentence.start for p in own
        )
        state = (
            f"only in part ({sum(len(run.split()) for run in left)} words are left)"
            if touched
            else "by no passage"
        )
        message = (
            f"The sentence at {sentence.start}–{sentence.end} is covered {state}. "
            "Add the claims it makes, or leave it if it states nothing."
        )
        found.append(
            Finding("sentence-without-claim", Severity.info, message, source, value=str(sentence.start))
        )
    crossing = _crossing(text, own)
    return Coverage(source, len(whole), covered), (*found, *crossing)


def _crossing(text: str, passages: Iterable[PassageRecord]) -> Iterator[Finding]:
    edges = [sentence.start for sentence in sentences(text)]
    for passage in passages:
        start, end = passage.start, passage.end
        if start is None or end is None or end > len(text):
            continue
        if sum(start < edge < end for edge in edges) > 1:
            message = (
                "The passage spans more than two sentences. Point to the one sentence that states the fact."
            )
            yield Finding("passage-too-wide", Severity.warning, message, passage.iri)
