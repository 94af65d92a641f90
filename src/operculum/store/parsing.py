"""Bytes into quads, with errors that say where and what was expected."""

import json
import re
import sys
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any, Final, Protocol

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, parse

from operculum.errors import InputError, LimitError, Location

BYTE_ORDER_MARKS: Final = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}
UTF_8_MARK: Final = b"\xef\xbb\xbf"
PLACE: Final = re.compile(r"^Parser error at line .*?: ")
NEWER: Final = (b"<<", b"{|", b"~", b"--")
"""What triple terms, annotations, reifiers and base directions are written with."""
SHOWN: Final = 60
"""How many characters of an offending line are shown."""


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


def read_bytes(resource: Readable, name: str) -> bytes:
    """Read a whole file, without a UTF-8 byte order mark; raises `InputError` where that fails."""
    if isinstance(resource, Path) and not resource.is_file():
        raise InputError("not a regular file", Location(name), "Give a file or a folder.")
    try:
        content = resource.read_bytes()
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", Location(name)) from None
    for mark, encoding in BYTE_ORDER_MARKS.items():
        if content.startswith(mark):
            raise InputError(f"the file is {encoding}", Location(name, 1, 1), "Save it as UTF-8.")
    return content.removeprefix(UTF_8_MARK)


def parse_rdf(content: bytes, format: RdfFormat, graph: NamedNode, name: str) -> Iterator[Quad]:
    """Yield the quads of one document, all put into `graph`, literals as written.

    Raises what `statements` does.
    """
    for quad in statements(content, format, graph.value, name):
        yield Quad(quad.subject, quad.predicate, quad.object, graph)


def statements(content: bytes, format: RdfFormat, base: str, name: str) -> Iterator[Quad]:
    """Yield the statements of one document, literals as written, in whatever graphs it names.

    Raises `InputError` with file, line, column and the offending text at the first fault, and where the
    document uses triple terms or base directions (RDF 1.2), which no validator here understands; `LimitError`
    for a single value that is longer than the parser takes.
    """
    if b"\x00" in content:
        line = content.count(b"\n", 0, content.index(b"\x00")) + 1
        raise InputError("the file holds a NUL byte", Location(name, line), "It is damaged, or not text.")
    if format == RdfFormat.JSON_LD:
        content = _with_shipped_contexts(content, name)
    try:
        quads = parse(content, format, base_iri=base, rename_blank_nodes=True)
        yield from _plain(quads, name) if _may_be_newer(content, format) else quads
    except SyntaxError as error:
        raise _readable(error, content, name) from None
    except MemoryError:
        raise LimitError(
            "a single value is longer than 16 MiB", Location(name), "Shorten or split it."
        ) from None


def _may_be_newer(content: bytes, format: RdfFormat) -> bool:
    """Tell whether a document may hold anything of RDF 1.2; most can be seen not to, at a glance."""
    return format == RdfFormat.JSON_LD or any(mark in content for mark in NEWER)


def _plain(quads: Iterable[Quad], name: str) -> Iterator[Quad]:
    """Pass quads on, and refuse those of RDF 1.2."""
    for quad in quads:
        if isinstance(quad.object, Triple) or (isinstance(quad.object, Literal) and quad.object.direction):
            raise InputError("RDF 1.2 is not read yet", Location(name), f"Write {quad.subject} as RDF 1.1.")
        yield quad


def _readable(error: SyntaxError, content: bytes, name: str) -> InputError:
    """Turn the parser's error into one with its place and the text it stumbled over."""
    reason = PLACE.sub("", error.msg).rstrip(".")
    if error.lineno is None:
        return InputError(reason, Location(name))
    lines = content.split(b"\n")
    line = lines[error.lineno - 1].decode("utf-8", "replace") if error.lineno <= len(lines) else ""
    begin = max((error.offset or 1) - 1, 0)
    offending = line[begin : begin + SHOWN].rstrip() or "the end of the line"
    return InputError(f"{reason}; found {offending!r}", Location(name, error.lineno, error.offset))


def _with_shipped_contexts(content: bytes, name: str) -> bytes:
    """Put the shipped context in the place of its address; any other address is refused, none is fetched."""
    from operculum.contexts import CONTEXTS

    try:
        document = json.loads(content)
    except (ValueError, RecursionError) as error:
        place = Location(name, getattr(error, "lineno", None), getattr(error, "colno", None))
        raise InputError(f"not JSON: {getattr(error, 'msg', 'nested too deeply')}", place) from None

    def replaced(context: Any) -> Any:
        if isinstance(context, list):
            return [replaced(each) for each in context]
        if not isinstance(context, str):
            return context
        if context not in CONTEXTS:
            known = ", ".join(sorted(CONTEXTS))
            raise InputError(
                f"the context {context} is not shipped, and none is fetched",
                Location(name),
                f"Write the context into the document, or use {known}.",
            )
        return CONTEXTS[context]

    if isinstance(document, dict) and "@context" in document:
        document["@context"] = replaced(document["@context"])
        return json.dumps(document).encode()
    return content
