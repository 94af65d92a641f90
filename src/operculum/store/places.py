"""From a node to the line that describes it, for messages that a curator can follow."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Final
from urllib.parse import urljoin

from pyoxigraph import RdfFormat

from operculum.namespaces import PREFIXES, RDF
from operculum.store.tokens import Token, tokens

ESCAPE: Final = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
LINE_END: Final = re.compile(r"\r\n?|\n")
JSON_IDENTIFIER: Final = re.compile(r'"(?:@id|id|iri)"\s*:\s*"([^"\\]+)"')
LINE_SUBJECT: Final = re.compile(r"^[ \t]*<([^>]*)>[ \t]*(?:<([^>]*)>)?", re.MULTILINE)

Place = tuple[str, str | None, int]
"""A subject, the predicate said of it (None for the subject's own place), and the offset in the text."""


class Places:
    r"""Where the nodes of one document stand.

    >>> places = Places("@prefix a: <http://e/> .\na:b a:c 1 ;\n  a:d 2 .", RdfFormat.TURTLE)
    >>> places.find("http://e/b"), places.find("http://e/b", "http://e/d")
    ((2, 1), (3, 3))
    >>> places.find("http://e/x") is None
    True
    """

    def __init__(self, text: str, format: RdfFormat, base: str = "") -> None:
        self._offsets: dict[tuple[str, str | None], int] = {}
        for subject, predicate, offset in _scan(text, format, base):
            self._offsets.setdefault((subject, None), offset)
            self._offsets.setdefault((subject, predicate), offset)
        self._lines = [0, *(match.end() for match in LINE_END.finditer(text))]

    def find(self, subject: str, predicate: str | None = None) -> tuple[int, int] | None:
        """Return line and column of what is said of a node, of the node itself, or None if it is not here."""
        offset = self._offsets.get((subject, predicate), self._offsets.get((subject, None)))
        if offset is None:
            return None
        line = bisect_right(self._lines, offset)
        return line, offset - self._lines[line - 1] + 1


def _scan(text: str, format: RdfFormat, base: str) -> Iterator[Place]:
    if format in (RdfFormat.TURTLE, RdfFormat.TRIG):
        yield from _scan_turtle(text, base)
    elif format == RdfFormat.JSON_LD:
        for match in JSON_IDENTIFIER.finditer(text):
            prefix, _, local = match.group(1).partition(":")
            name = f"{PREFIXES[prefix]}{local}" if prefix in PREFIXES else match.group(1)
            yield name, None, match.start(1) - 1
    else:
        for match in LINE_SUBJECT.finditer(text):
            yield match.group(1), match.group(2), match.start(1) - 1


def _scan_turtle(text: str, base: str) -> Iterator[Place]:
    """Yield each subject, and each predicate said of it, outside brackets and collections.

    A subject follows a full stop or the brace of a graph, a predicate its subject or a semicolon.
    """
    names = _Names(base)
    subject: str | None = None
    expected = "subject"
    depth = 0
    stream = tokens(text)
    for token in stream:
        if token.text.lower() in {"@prefix", "prefix", "@base", "base"}:
            names.declare(token, stream)
            expected = "subject"
        elif token.kind == "mark" and token.text in "[(":
            depth += 1
            expected = "object" if depth == 1 and expected == "predicate" else expected
        elif token.kind == "mark" and token.text in "])":
            depth -= 1
            expected = "predicate" if depth == 0 and expected == "subject" else expected
        elif depth:
            continue
        elif token.kind == "mark" and token.text in {".", "{", "}"}:
            subject, expected = None, "subject"
        elif token.text == ";":
            expected = "predicate"
        elif expected == "subject" and token.kind in {"iri", "word"}:
            subject, expected = names.resolve(token.text), "predicate"
            yield subject, None, token.offset
        elif expected == "predicate" and subject is not None:
            yield subject, names.resolve(token.text), token.offset
            expected = "object"


class _Names:
    """The prefixes and the base of one document, as declared so far."""

    def __init__(self, base: str) -> None:
        self._prefixes: dict[str, str] = {}
        self._base = base

    def declare(self, directive: Token, stream: Iterator[Token]) -> None:
        """Take in the directive whose keyword was just read, up to its IRI (the full stop is harmless)."""
        prefix = next(stream, None) if directive.text.lower().endswith("prefix") else None
        iri = next(stream, None)
        if iri is not None and prefix is not None:
            self._prefixes[prefix.text] = self.resolve(iri.text)
        elif iri is not None:
            self._base = self.resolve(iri.text)

    def resolve(self, text: str) -> str:
        """Return the IRI that a token stands for."""
        if text.startswith("<"):
            return urljoin(self._base, _unescape(text[1:-1])) if self._base else _unescape(text[1:-1])
        if text == "a":
            return f"{RDF}type"
        prefix, colon, local = text.partition(":")
        return f"{self._prefixes.get(prefix + colon, prefix + colon)}{_unescape(local)}"


def _unescape(text: str) -> str:
    if "\\" not in text:
        return text
    return ESCAPE.sub(
        lambda match: chr(int(match[1] or match[2], 16)) if match[1] or match[2] else match[3], text
    )
