"""A changed text searched for each passage by its length and digest."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from operculum.validation.findings import Anchor, Finding, Severity
from operculum.validation.passages import digest
from operculum.validation.records import PassageRecord

EDGE: Final = re.compile(r"(?<!\w)(?=\w)|(?<=\w)(?!\w)|(?<=\W)(?=\W)|^|$")
"""Where a passage may begin or end: anywhere but inside a word."""


def anchor(passages: Iterable[PassageRecord], text: str) -> Iterator[Anchor]:
    """Yield for each passage with a position whether it is in place, moved or gone in a changed text.

    Where the same words stand more than once, the place nearest to the old one is told.
    """
    edges = [match.start() for match in EDGE.finditer(text)]
    ends = frozenset(edges)
    found: dict[int, dict[str, list[int]]] = {}
    for passage in passages:
        if passage.start is None or passage.end is None or passage.sha256 is None:
            continue
        length = passage.end - passage.start
        if digest(text[passage.start : passage.end]) == passage.sha256:
            yield Anchor(passage.iri, "in place", passage.start, passage.end)
            continue
        if length not in found:
            found[length] = _digests(text, length, [start for start in edges if start + length in ends])
        starts = found[length].get(passage.sha256, [])
        if starts:
            old = passage.start
            start = min(starts, key=lambda each: (abs(each - old), each))
            yield Anchor(passage.iri, "moved", start, start + length)
        else:
            yield Anchor(passage.iri, "gone")


def _digests(text: str, length: int, starts: Iterable[int]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = {}
    for start in starts:
        places.setdefault(digest(text[start : start + length]), []).append(start)
    return places


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
