"""Bytes into quads, with errors that say where and what was expected."""

import re
import sys
from codecs import getincrementaldecoder
from collections.abc import Iterable, Iterator
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Final, Protocol

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, parse

from operculum.errors import InputError, LimitError, Location
from operculum.store.complaints import complaint

MARKS: Final = {
    b"\xff\xfe\x00\x00": "UTF-32",
    b"\x00\x00\xfe\xff": "UTF-32",
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
}
"""The byte order marks of encodings that are not read, the longer first."""
UTF_8_MARK: Final = b"\xef\xbb\xbf"
LINE_END: Final = re.compile(rb"\r\n?|\n")
NEWER: Final = (b"<<", b"{|", b"~", b"--ltr", b"--rtl")
"""What triple terms, annotations, reifiers and base directions are written with."""
SLICE: Final = 1 << 20
"""How many bytes are looked at together."""
BLANK: Final = (b"_:", b"[", b"(")
"""What blank nodes are written with."""


class Readable(Protocol):
    """Anything whose bytes can be read whole: a path, a file inside a wheel, or standard input."""

    def read_bytes(self) -> bytes:
        """Return all bytes."""


class StandardInput:
    """Standard input, which can be read only once and is kept for the second time."""

    @cached_property
    def _content(self) -> bytes:
        return sys.stdin.buffer.read()

    def read_bytes(self) -> bytes:
        """Return what came through the pipe."""
        return self._content


def raw_bytes(resource: Readable, name: str) -> bytes:
    """Read a whole file as it is; raises `InputError` where it is missing, no file, or cannot be read."""
    try:
        if isinstance(resource, Path) and not resource.is_file():
            what = "not a regular file" if resource.exists() else "no such file"
            raise InputError(what, Location(name), "Check the spelling of the path, or give another.")
        return resource.read_bytes()
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", Location(name)) from None


def read_bytes(resource: Readable, name: str) -> bytes:
    """Read a whole file of UTF-8, without its byte order mark; raises `InputError` where that fails."""
    content = raw_bytes(resource, name)
    for mark, encoding in MARKS.items():
        if content.startswith(mark):
            raise InputError(f"the file is {encoding}", Location(name, 1, 1), "Save it as UTF-8.")
    content = content.removeprefix(UTF_8_MARK)
    if b"\x00" in content:
        place = _place(content, content.index(b"\x00"), name)
        raise InputError("the file holds a NUL byte", place, "It is damaged, or not UTF-8 text.")
    _check_utf_8(content, name)
    return content


def _check_utf_8(content: bytes, name: str) -> None:
    """Raise `InputError` where bytes are no UTF-8, in slices: as text they take several times the room."""
    if content.isascii():
        return
    decoder = getincrementaldecoder("utf-8")()
    try:
        for begin in range(0, len(content), SLICE):
            decoder.decode(content[begin : begin + SLICE])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        decoded(content, name)


def decoded(content: bytes, name: str) -> str:
    """Return the text of a file, its byte order mark included; raises `InputError` where it is no UTF-8."""
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        place = _place(content, error.start, name)
        wrong = content[error.start]
        raise InputError(f"not UTF-8: the byte 0x{wrong:02X}", place, "Save the file as UTF-8.") from None


def _place(content: bytes, offset: int, name: str) -> Location:
    """Return the place of a byte; columns count characters."""
    ends = [match.end() for match in LINE_END.finditer(content, 0, offset)]
    line = content[ends[-1] if ends else 0 : offset]
    return Location(name, len(ends) + 1, len(line.decode(errors="replace")) + 1)


def parse_rdf(content: bytes, format: RdfFormat, graph: NamedNode, name: str) -> Iterator[Quad]:
    """Yield the quads of one document, all put into `graph`, literals as written.

    Raises what `statements` does.
    """
    for quad in statements(content, format, graph.value, name):
        yield Quad(quad.subject, quad.predicate, quad.object, graph)


def statements(content: bytes, format: RdfFormat, base: str, name: str) -> Iterator[Quad]:
    """Yield the statements of one document, literals as written, in whatever graphs it names.

    Blank nodes are named by the document and the order in which they occur: the same at every run, and no
    two documents alike. Raises `InputError` with file, line, column and the offending text at the first
    fault, and where the document uses triple terms or base directions (RDF 1.2), which no validator here
    understands; `LimitError` for a single value that is longer than the parser takes.
    """
    if format == RdfFormat.JSON_LD:
        from operculum.store.json_ld import with_shipped_contexts

        content = with_shipped_contexts(content, name)
    try:
        quads: Iterable[Quad] = parse(content, format, base_iri=base)
        if _may_hold(NEWER, content, format):
            quads = _plain(quads, name)
        if _may_hold(BLANK, content, format):
            digest = sha256(base.encode())
            digest.update(content)
            quads = _renamed(quads, digest.hexdigest()[:8])
        yield from quads
    except SyntaxError as error:
        raise complaint(error, LINE_END.split(content), name) from None
    except MemoryError:
        raise LimitError(
            "a single value is longer than 16 MiB", Location(name), "Shorten or split it."
        ) from None


def _may_hold(marks: Iterable[bytes], content: bytes, format: RdfFormat) -> bool:
    """Tell whether a document may hold what is written with some marks; most do not, as a glance shows."""
    return format == RdfFormat.JSON_LD or any(mark in content for mark in marks)


def _plain(quads: Iterable[Quad], name: str) -> Iterator[Quad]:
    """Pass quads on, and refuse those of RDF 1.2."""
    for quad in quads:
        if isinstance(quad.object, Triple) or (isinstance(quad.object, Literal) and quad.object.direction):
            raise InputError("RDF 1.2 is not read yet", Location(name), f"Write {quad.subject} as RDF 1.1.")
        yield quad


def _renamed(quads: Iterable[Quad], stem: str) -> Iterator[Quad]:
    """Name blank nodes anew: one without a name gets another name from the parser at every run."""
    names: dict[BlankNode, BlankNode] = {}

    def named(node: BlankNode) -> BlankNode:
        return names.setdefault(node, BlankNode(f"{stem}n{len(names) + 1}"))

    for quad in quads:
        subject, value = quad.subject, quad.object
        if isinstance(subject, BlankNode) or isinstance(value, BlankNode):
            subject = named(subject) if isinstance(subject, BlankNode) else subject
            value = named(value) if isinstance(value, BlankNode) else value
            yield Quad(subject, quad.predicate, value, quad.graph_name)
        else:
            yield quad
