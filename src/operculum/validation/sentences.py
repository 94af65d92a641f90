"""The factual sentences of a text, and which of them yield a claim."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator
from itertools import pairwise
from typing import Final, NamedTuple

from operculum.validation.findings import Coverage, Finding, Severity
from operculum.validation.records import PassageRecord

LINE: Final = re.compile(r"[^\n]+")
BOUNDARY: Final = re.compile(r"[.!?][\"”’')\]]*\s+(?=[\"“‘(\[]?[A-Z0-9])")
CLOSING: Final = "\"”’')]"
"""What may stand between the full stop of a sentence and its end."""
ANNOUNCEMENT: Final = re.compile(
    r"\b(?:in this (?:\w+ )?(?:post|article|page|guide)|we (?:will|are going to))\b"
)
"""How a text tells what it will do, in lower case."""
WORD: Final = re.compile(r"\w+(?:[’'-]\w+)*")
CONNECTING: Final = 3
"""So many words running may stand outside every passage: "additionally", "for instance", "and it"."""


class Sentence(NamedTuple):
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
        if not content.rstrip(CLOSING).endswith((".", "!", "?")):
            continue
        edges = [0, *(match.end() for match in BOUNDARY.finditer(content)), len(content)]
        for start, end in pairwise(edges):
            yield Sentence(line.start() + start, line.start() + len(content[:end].rstrip()))


def states(sentence: Sentence, text: str) -> bool:
    """Tell whether a sentence states something: no question, no announcement of what the text will do."""
    words = text[sentence.start : sentence.end]
    is_told = words.rstrip(CLOSING).endswith((".", "!"))
    return is_told and ANNOUNCEMENT.search(words.lower()) is None


def uncovered(sentence: Sentence, text: str, spans: Collection[tuple[int, int]]) -> tuple[str, ...]:
    """Return the runs of words of a sentence that stand in no span and are longer than a connection."""
    if any(start <= sentence.start and sentence.end <= end for start, end in spans):
        return ()
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
    whole = list(sentences(text))
    factual = [sentence for sentence in whole if states(sentence, text)]
    found = []
    for sentence, spans in _touching(factual, own):
        left = uncovered(sentence, text, spans)
        if left:
            words = sum(len(run.split()) for run in left)
            state = f"only in part ({words} words are left)" if spans else "by no passage"
            message = (
                f"The sentence at {sentence.start}–{sentence.end} is covered {state}. "
                "Add the claims it makes, or leave it if it states nothing."
            )
            value = str(sentence.start)
            found.append(Finding("sentence-without-claim", Severity.info, message, source, value=value))
    covered = len(factual) - len(found)
    return Coverage(source, len(factual), covered), (*found, *_crossing(text, whole, own))


def _touching(
    ordered: Iterable[Sentence], passages: Iterable[PassageRecord]
) -> Iterator[tuple[Sentence, list[tuple[int, int]]]]:
    """Yield sentences in their order, each with the spans of the passages that touch it."""
    spans = sorted((each.start, each.end) for each in passages if each.start is not None and each.end)
    begun: list[tuple[int, int]] = []
    place = 0
    for sentence in ordered:
        while place < len(spans) and spans[place][0] < sentence.end:
            begun.append(spans[place])
            place += 1
        begun = [span for span in begun if span[1] > sentence.start]
        yield sentence, begun


def _crossing(text: str, whole: Iterable[Sentence], passages: Iterable[PassageRecord]) -> Iterator[Finding]:
    edges = [sentence.start for sentence in whole]
    for passage in passages:
        start, end = passage.start, passage.end
        if start is None or end is None or end > len(text):
            continue
        if bisect_left(edges, end) - bisect_right(edges, start) > 1:
            message = (
                "The passage spans more than two sentences. Point to the one sentence that states the fact."
            )
            yield Finding("passage-too-wide", Severity.warning, message, passage.iri)
