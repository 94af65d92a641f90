"""Solutions as a table for people."""

from collections.abc import Sequence
from unicodedata import combining, east_asian_width

from pyoxigraph import BlankNode, Literal, NamedNode

from operculum.namespaces import compact
from operculum.query.results import Boolean, Solutions, Term
from operculum.text import printable

GAP = "  "
NARROWEST = 12
"""No column is cut below this many characters."""


def table(result: Solutions | Boolean, width: int | None = None) -> str:
    r"""Return an aligned table; long values are cut to fit into `width` where one is given.

    IRIs are shown as prefixed names, literals by their text; control characters are escaped.

    >>> node = NamedNode("https://w3id.org/operculum/kb/concept/mucus-plug")
    >>> print(table(Solutions(("concept", "label"), ((node, Literal("mucus\tplug")),))), end="")
    concept             label
    concept:mucus-plug  mucus\tplug
    """
    if isinstance(result, Boolean):
        return "yes\n" if result.value else "no\n"
    rows = [result.variables, *(tuple(map(_shown, row)) for row in result.rows)]
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    if width is not None:
        widths = _fit(widths, width - len(GAP) * (len(widths) - 1))
    return "".join(_line(row, widths) for row in rows)


def _shown(term: Term | None) -> str:
    match term:
        case None:
            return ""
        case NamedNode():
            return printable(compact(term.value))
        case Literal():
            text = printable(term.value).replace("\t", r"\t").replace("\n", r"\n")
            return text if term.language in (None, "en") else f"{text} @{term.language}"
        case BlankNode():
            return str(term)
        case _:
            return f"<<( {_shown(term.subject)} {_shown(term.predicate)} {_shown(term.object)} )>>"


def _width(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    if text.isascii():
        return len(text)
    return sum(0 if combining(each) else 2 if east_asian_width(each) in "WF" else 1 for each in text)


def _fit(widths: Sequence[int], available: int) -> list[int]:
    """Narrow the widest columns until all fit, or all are as narrow as may be."""
    fitted = [min(width, max(available, NARROWEST)) for width in widths]
    while sum(fitted) > available and max(fitted) > NARROWEST:
        fitted[fitted.index(max(fitted))] -= 1
    return fitted


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    cells = (_padded(_cut(cell, width), width) for cell, width in zip(row, widths, strict=True))
    return f"{GAP.join(cells).rstrip()}\n"


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))


def _cut(text: str, width: int) -> str:
    if _width(text) <= width:
        return text
    text = text[:width]
    while _width(text) >= width:
        text = text[:-1]
    return f"{text}…"
