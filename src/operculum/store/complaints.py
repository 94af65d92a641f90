"""What the parser says of an ill-formed document, with the text it stumbled over and what to do."""

import re
from collections.abc import Sequence
from typing import Final

from operculum.errors import InputError, Location

PLACE: Final = re.compile(r"^Parser error (?:at|between) line .*?: ")
SHOWN: Final = 60
"""How many characters of an offending line are shown."""

DISGUISES: Final = (
    (("<!doctype html", "<html"), "This is a web page: save the data that it speaks of."),
    (("<?xml", "<rdf:rdf"), "This is XML, which is not read: convert it first."),
    (("{", "["), "This looks like JSON: JSON-LD is read from files named .jsonld."),
)
"""How documents begin that are not what their names say."""

REMEDIES: Final = (
    ("Unexpected end", "Is the file cut short? A text ends with its quotation mark, a statement with a dot."),
    ("A dot is expected", "End the statement before this with a dot, or go on with ; or a comma."),
    ("has not been declared", "Declare it above: @prefix, the prefix, its address in <>, a dot."),
    ("PREFIX keyword", "Write @prefix, the prefix with its colon, its address in <>, a dot."),
    ("not a valid RDF object", "Write an address in <>, a prefixed name, a number, or a text in quotes."),
    ("not a valid predicate", "Write a property here, as an address in <> or a prefixed name."),
    ("not a valid subject", "Begin a statement with an address in <>, a prefixed name, or a blank node."),
    ("No scheme found", "Write the address in full, such as <https://example.org/a>."),
    ("Invalid IRI", "Write the address without spaces and marks; a space in it is %20."),
    ("escape character", "A backslash itself is written twice."),
    ("Quads must be followed by a dot", "Statements with a graph belong into a file named .nq."),
)
"""What to do about the complaints of the parser that hold these words."""


def complaint(error: SyntaxError, lines: Sequence[bytes], name: str) -> InputError:
    """Return the parser's error with its place, the text it stumbled over, and what to do."""
    reason = PLACE.sub("", error.msg).rstrip(".")
    if error.lineno is None:
        return InputError(reason, Location(name))
    line = lines[error.lineno - 1].decode("utf-8", "replace") if error.lineno <= len(lines) else ""
    begin = max((error.offset or 1) - 1, 0)
    offending = line[begin : begin + SHOWN].rstrip() or "the end of the line"
    place = Location(name, error.lineno, error.offset)
    return InputError(f"{reason}; found {offending!r}", place, _remedy(reason, line, first=error.lineno == 1))


def _remedy(reason: str, line: str, *, first: bool) -> str:
    if line.startswith(("<<<<<<<", "=======", ">>>>>>>")):
        return "Settle the merge conflict."
    for beginnings, remedy in DISGUISES if first else ():
        if line.lstrip().lower().startswith(beginnings):
            return remedy
    return next((remedy for words, remedy in REMEDIES if words in reason), "")
