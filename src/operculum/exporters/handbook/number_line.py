"""A threshold or an interval as a number line in SVG; closed, open and unclear ends all look different.

Shape tells the ends apart, not colour alone. Every picture has a title and a description (SVG 2, section
5.7), and the page that shows it has the description as its text alternative.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Literal

from operculum.exporters.handbook.escape import one_line
from operculum.exporters.handbook.scale import Scale, position, scale_of
from operculum.model import Comparator, Interval, Threshold

WIDTH: Final = 720
HEIGHT: Final = 150
MARGIN: Final = 40
LINE: Final = 84
TEXT_ROOM: Final = 130
UNITS: Final = {"weeks": "weeks of pregnancy", " %": "per cent"}
"""What the numbers of a scale are, by its unit."""
CHARACTERS: Final = 64
"""How many characters of a label have room in full size; longer ones are written smaller."""

INK: Final = "#1f2933"
GREY: Final = "#9aa5b1"
BLUE: Final = "#1f5fa8"
NOT_IN_XML: Final = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

OPENING: Final = (
    f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" '
    f'height="{HEIGHT}" role="img" aria-labelledby="title description" '
    'font-family="system-ui, -apple-system, Segoe UI, Roboto, Helvetica, Arial, sans-serif">'
)

Belonging = Literal["belongs", "does not belong", "left open"]


@dataclass(frozen=True, slots=True)
class End:
    """Where a stretch begins or ends, and whether that very value belongs to it."""

    value: Fraction
    belonging: Belonging


@dataclass(frozen=True, slots=True)
class Stretch:
    """The part of a scale that a threshold or an interval covers; None where the scale goes on."""

    label: str
    scale: Scale
    lower: End | None
    upper: End | None


def stretch(window: Threshold | Interval) -> Stretch:
    """Return the part of a scale that a threshold or an interval covers."""
    if isinstance(window, Interval):
        scale = scale_of(window.upper, max(position(window.lower), position(window.upper)))
        return Stretch(window.label, scale, end(window.lower), end(window.upper))
    scale = scale_of(window, position(window))
    at = end(window)
    match window.comparator:
        case Comparator.lessThan | Comparator.atMost:
            return Stretch(window.label, scale, None, at)
        case Comparator.atLeast | Comparator.greaterThan:
            return Stretch(window.label, scale, at, None)
        case Comparator.equalTo:
            return Stretch(window.label, scale, at, at)


def end(threshold: Threshold) -> End:
    """Return a threshold as the end of a stretch."""
    if threshold.boundary_unclear:
        return End(position(threshold), "left open")
    outside = threshold.comparator in (Comparator.lessThan, Comparator.greaterThan)
    return End(position(threshold), "does not belong" if outside else "belongs")


def description(drawn: Stretch) -> str:
    """Return the text alternative of the picture.

    >>> from operculum.exporters.handbook.scale import Scale
    >>> weeks = Scale(Fraction(44), Fraction(4), "weeks")
    >>> description(Stretch("before 37 weeks", weeks, None, End(Fraction(37), "does not belong")))
    'Number line for before 37 weeks: everything below 37 weeks; 37 weeks itself does not belong to it.'
    """
    return f"Number line for {one_line(drawn.label)}: {extent(drawn)}"


def extent(drawn: Stretch) -> str:
    """Return in words which values are covered, and whether the ends are."""
    words, lower, upper = drawn.scale.words, drawn.lower, drawn.upper
    if lower is not None and lower == upper:
        covers = f"{words(lower.value)}, nothing else"
    elif lower is None:
        covers = f"everything below {words(upper.value)}" if upper else "everything"
    elif upper is None:
        covers = f"everything above {words(lower.value)}"
    else:
        covers = f"everything between {words(lower.value)} and {words(upper.value)}"
    ends = [] if lower == upper else ends_of(drawn)
    judged = "".join(f"; {words(each.value)} itself {VERBS[each.belonging]}" for each in ends)
    return f"{covers}{judged}."


VERBS: Final[dict[Belonging, str]] = {
    "belongs": "belongs to it",
    "does not belong": "does not belong to it",
    "left open": "is left open by the source",
}


def svg(drawn: Stretch) -> str:
    """Return the picture as an SVG document."""
    line = one_line(drawn.label)
    label, size = xml(line), max(min(16, CHARACTERS * 16 // len(line)), 6)
    lines = (
        OPENING,
        f'  <title id="title">{label}</title>',
        f'  <desc id="description">{xml(description(drawn))}</desc>',
        f'  <rect width="{WIDTH}" height="{HEIGHT}" rx="8" fill="#ffffff"/>',
        f'  <text x="{MARGIN}" y="28" font-size="{size}" font-weight="600" fill="{INK}">{label}</text>',
        *axis(drawn.scale),
        *covered(drawn),
        *marks(drawn),
        *legend(drawn),
        "</svg>",
    )
    return "\n".join(lines) + "\n"


def axis(scale: Scale) -> Iterator[str]:
    """Yield the line itself, its ticks and their numbers."""
    right = WIDTH - MARGIN
    yield f'  <line x1="{MARGIN}" y1="{LINE}" x2="{right}" y2="{LINE}" stroke="{GREY}" stroke-width="2"/>'
    tick = Fraction(0)
    while tick <= scale.end:
        x = across(tick, scale)
        yield f'  <line x1="{x}" y1="{LINE - 4}" x2="{x}" y2="{LINE + 4}" stroke="{GREY}"/>'
        yield (
            f'  <text x="{x}" y="{LINE + 22}" font-size="11" text-anchor="middle" fill="#52606d">'
            f"{f'{float(tick):g}'}</text>"
        )
        tick += scale.step


def covered(drawn: Stretch) -> Iterator[str]:
    """Yield the thick line over what is covered, with an arrow where it goes on beyond the scale."""
    left = across(drawn.lower.value if drawn.lower else Fraction(0), drawn.scale)
    right = across(drawn.upper.value if drawn.upper else drawn.scale.end, drawn.scale)
    yield f'  <line x1="{left}" y1="{LINE}" x2="{right}" y2="{LINE}" stroke="{BLUE}" stroke-width="7"/>'
    if drawn.upper is None:
        tip = WIDTH - MARGIN + 14
        arrow = f"M {tip - 16} {LINE - 10} L {tip} {LINE} L {tip - 16} {LINE + 10} Z"
        yield f'  <path d="{arrow}" fill="{BLUE}"/>'


def marks(drawn: Stretch) -> Iterator[str]:
    """Yield the marks of the ends: filled, hollow, or dashed with a question mark; and their values."""
    ends = ends_of(drawn)
    for each in ends:
        yield f"  {MARKS[each.belonging].format(x=across(each.value, drawn.scale), y=LINE)}"
    if ends:
        middle = (ends[0].value + ends[-1].value) / 2
        x = min(max(float(across(middle, drawn.scale)), TEXT_ROOM), WIDTH - TEXT_ROOM)
        values = " to ".join(xml(drawn.scale.words(each.value)) for each in ends)
        yield (
            f'  <text x="{x:.1f}" y="{LINE - 18}" font-size="13" text-anchor="middle" fill="{INK}">'
            f"{values}</text>"
        )


def ends_of(drawn: Stretch) -> list[End]:
    """Return the ends of a stretch, one where both are the same."""
    return [each for each in dict.fromkeys((drawn.lower, drawn.upper)) if each]


MARKS: Final[dict[Belonging, str]] = {
    "belongs": f'<circle cx="{{x}}" cy="{{y}}" r="6" fill="{BLUE}" stroke="{BLUE}" stroke-width="3"/>',
    "does not belong": (
        f'<circle cx="{{x}}" cy="{{y}}" r="6" fill="#ffffff" stroke="{BLUE}" stroke-width="3"/>'
    ),
    "left open": (
        f'<circle cx="{{x}}" cy="{{y}}" r="10" fill="#ffffff" stroke="{INK}" stroke-width="2" '
        f'stroke-dasharray="4 3"/><text x="{{x}}" y="{{y}}" dy="5" font-size="14" font-weight="700" '
        f'text-anchor="middle" fill="{INK}">?</text>'
    ),
}


def legend(drawn: Stretch) -> Iterator[str]:
    """Yield what the marks mean, only those that are there, and the unit of the scale."""
    x = MARGIN + 8
    for belonging in sorted({each.belonging for each in ends_of(drawn)}):
        yield f"  {MARKS[belonging].format(x=x, y=HEIGHT - 20)}"
        meaning = f"this value {VERBS[belonging]}"
        yield f'  <text x="{x + 16}" y="{HEIGHT - 16}" font-size="12" fill="{INK}">{meaning}</text>'
        x += 250
    if drawn.scale.unit in UNITS:
        yield (
            f'  <text x="{WIDTH - MARGIN}" y="{HEIGHT - 16}" font-size="12" text-anchor="end" '
            f'fill="#52606d">{UNITS[drawn.scale.unit]}</text>'
        )


def across(value: Fraction, scale: Scale) -> str:
    """Return how far to the right a value lies, with one decimal; what lies outside stands at the edge."""
    share = min(max(value / scale.end, Fraction(0)), Fraction(1))
    return f"{float(MARGIN + (WIDTH - 2 * MARGIN) * share):.1f}"


def xml(data: str) -> str:
    r"""Return data as the text of an element: no markup, and no character that XML 1.0 forbids.

    >>> xml("<b> & \x00") == "&lt;b&gt; &amp; \ufffd"
    True
    """
    legal = NOT_IN_XML.sub("\ufffd", data)
    return legal.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
