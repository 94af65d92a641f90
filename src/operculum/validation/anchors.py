"""A changed text searched for each passage by its length and digest."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from heapq import merge
from typing import Final

from operculum.validation.findings import Anchor, Finding, Severity
from operculum.validation.passages import digest, quoted
from operculum.validation.records import PassageRecord

EDGE: Final = re.compile(r"(?<!\w)(?=\w)|(?<=\w)(?!\w)|(?<=\W)(?=\W)|^|$")
"""Where a passage may begin or end: anywhere but inside a word."""


def anchor(passages: Iterable[PassageRecord], text: str, old: str | None = None) -> Iterator[Anchor]:
    """Yield for each passage with a position whether it is in place, moved or gone in a changed text.

    Where the same words stand more than once, the place nearest to the old one is told. Every stretch of a
    passage's length is digested; with the `old` text the words are known, and only their places are.
    """
    edges = [match.start() for match in EDGE.finditer(text)]
    known = frozenset(edges)
    for passage in passages:
        if passage.start is None or passage.end is None or passage.sha256 is None:
            continue
        if digest(text[passage.start : passage.end]) == passage.sha256:
            yield Anchor(passage.iri, "in place", passage.start, passage.end)
            continue
        length, words = passage.end - passage.start, quoted(passage, old)
        places = edges if words is None or digest(words) != passage.sha256 else _places(words, text)
        fitting = [start for start in places if start in known and start + length in known]
        nearest = _outwards(fitting, passage.start)
        start = next((each for each in nearest if digest(text[each : each + length]) == passage.sha256), None)
        if start is None:
            yield Anchor(passage.iri, "gone")
        else:
            yield Anchor(passage.iri, "moved", start, start + length)


def _places(words: str, text: str) -> list[int]:
    return [match.start() for match in re.finditer(f"(?={re.escape(words)})", text)]


def _outwards(places: Sequence[int], old: int) -> Iterator[int]:
    """Yield all places, those nearest to the old one first, of two equally near the earlier."""
    middle = bisect_left(places, old)
    return merge(reversed(places[:middle]), places[middle:], key=lambda place: abs(place - old))


def findings(anchors: Iterable[Anchor]) -> Iterator[Finding]:
    """Yield a warning for each passage that moved and an error for each that is gone."""
    for each in anchors:
        if each.state == "moved":
            message = f"The passage now stands at {each.start}–{each.end}. Enter the new position."
            yield Finding("passage-moved", Severity.warning, message, each.passage)
        elif each.state == "gone":
            message = (
                "The passage no longer stands in the text. Read the new text, "
                "and withdraw or restate its claims."
            )
            yield Finding("passage-gone", Severity.error, message, each.passage)
