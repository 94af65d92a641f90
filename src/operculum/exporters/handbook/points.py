"""Claims on one point side by side: who says it too, who contradicts, who names another limit."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from operculum.exporters.handbook.escape import text
from operculum.exporters.handbook.page import Page
from operculum.exporters.handbook.statements import INDENT, statement, who
from operculum.model import Claim


def points(claims: Sequence[Claim], page: Page) -> Iterator[str]:
    """Yield claims as a list in the order given; those on one point stand together where the first stands."""
    asserted = [claim.proposition.iri for claim in claims]
    first: dict[str, int] = {}
    for place, iri in enumerate(asserted):
        first.setdefault(iri, place)
    order = sorted(range(len(asserted)), key=lambda place: first[asserted[place]])
    for _, group in groupby(order, key=asserted.__getitem__):
        voices = [claims[place] for place in group]
        if len(voices) == 1:
            yield from statement(voices[0], page)
        else:
            yield f"- {together(voices)}"
            yield ""
            for line in (line for voice in voices for line in statement(voice, page)):
                yield f"{INDENT}{line}" if line else ""


def together(voices: list[Claim]) -> str:
    """Return the line above several claims on one point: whether they differ, and how many speak."""
    publishers = sorted({who(voice.source) for voice in voices})
    if len({voice.polarity for voice in voices}) > 1:
        if len(publishers) == 1:
            return f"⚠ **On this point {text(publishers[0])} contradicts itself:**"
        return "⚠ **On this point sources contradict each other:**"
    if len({voice.thresholds for voice in voices if voice.thresholds}) > 1:
        return "⚠ **On this point different numbers are named:**"
    if len(publishers) == 1:
        return f"**{text(publishers[0])} says this {TIMES.get(len(voices), f'{len(voices)} times')}:**"
    return f"**{len(voices)} statements on one point, from {len(publishers)} publishers:**"


TIMES: Final = {2: "twice", 3: "three times", 4: "four times"}
