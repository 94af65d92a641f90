"""Text made fit for a terminal."""

import re
from typing import Final

CONTROL: Final = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)


def printable(text: str) -> str:
    r"""Show control characters escaped, so that data cannot steer a terminal; tabs and line feeds stay.

    >>> print(printable("red\x1b[31m"))
    red\x1b[31m
    """
    return CONTROL.sub(lambda match: match.group().encode("unicode_escape").decode(), text)


def one_line(text: str) -> str:
    r"""Show line feeds escaped too, for what must not look like two lines.

    >>> print(one_line("a\nb"))
    a\nb
    """
    return printable(text).replace("\n", r"\n")
