"""The process in which a query runs: it can be killed, may use so much memory, and can open nothing.

It reads a line of JSON (the request) and then N-Quads from standard input, and writes a line that says what
came out, then the result. It is started by `operculum.query.process`, never by a person.
"""

import json
import math
import re
import sys
from io import BytesIO
from typing import TYPE_CHECKING, Final

from pyoxigraph import (
    CanonicalizationAlgorithm,
    Dataset,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    parse,
    serialize,
)

from operculum.query.order import table_in_order
from operculum.query.words import GAP

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

if sys.platform != "win32":
    import resource

ROWS: Final = 1_000_000
BYTES: Final = 64_000_000
"""How much of a result is handed on."""


PLACE: Final = re.compile(r"error at 1:([0-9]+)")


class TooMuchError(Exception):
    """The result has more rows or characters than are handed on."""


class Output(BytesIO):
    """The text of a result, a row a line, as the engine writes it."""

    rows = 0

    def write(self, part: "ReadableBuffer", /) -> int:
        """Take a part of it; raises `TooMuchError` when that is more than is handed on."""
        written = super().write(part)
        self.rows += bytes(part).count(b"\n")
        if self.rows > ROWS:
            raise TooMuchError(f"more than {ROWS} rows")
        if self.tell() > BYTES:
            raise TooMuchError(f"more than {BYTES} bytes")
        return written


def main() -> None:
    """Read a request, answer it, and leave."""
    request = json.loads(sys.stdin.buffer.readline())
    confine(request["memory"], request["seconds"])
    try:
        store = Store()
        store.bulk_load(sys.stdin.buffer.read(), RdfFormat.N_QUADS, lenient=True)
        outcome, result = answer(store, request["query"], ordered=request["ordered"])
    except SyntaxError as error:
        outcome, result = "syntax", f"{error}\n{_expected(request['query'], str(error))}"
    except (RuntimeError, ValueError, OSError) as error:
        outcome, result = "syntax", f"{error}\n"
    except TooMuchError as error:
        outcome, result = "much", str(error)
    sys.stdout.buffer.write(f"{outcome}\n{result}".encode())


def _expected(query: str, complaint: str) -> str:
    """Return what the engine says of the query broken off where it failed: all that could have followed."""
    place = PLACE.match(complaint)
    failed = query.rfind(GAP, 0, int(place[1]) - 1) if place else -1
    try:
        Store().query(query[: failed + len(GAP)])
    except SyntaxError as error:
        return str(error)
    return ""


def confine(memory: int, seconds: float) -> None:
    """Limit this process: memory in MiB, processor time, and no file or socket opened from now on.

    The last holds off whatever a query might fetch, should it ever get past the judge.
    """
    if sys.platform != "win32":
        for kind, limit in (
            (resource.RLIMIT_AS, memory * 2**20),
            (resource.RLIMIT_CPU, math.ceil(seconds) + 1),
            (resource.RLIMIT_CORE, 0),
            (resource.RLIMIT_NOFILE, 0),
        ):
            hard = resource.getrlimit(kind)[1]
            allowed = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
            resource.setrlimit(kind, (allowed, allowed))


def answer(store: Store, query: str, *, ordered: bool) -> tuple[str, str]:
    """Return what came out (`truth`, `solutions` or `graph`) and the result as text: TSV or N-Triples.

    Rows are sorted unless the query orders them itself. Raises `SyntaxError` for an ill-formed query and
    `TooMuchError` for a result beyond the limits.
    """
    found = store.query(query, use_default_graph_as_union=True)
    if isinstance(found, QueryBoolean):
        return "truth", "true" if found else "false"
    if isinstance(found, QueryTriples):
        return "graph", _graph(found)
    return "solutions", _solutions(found, ordered=ordered)


def _solutions(found: QuerySolutions, *, ordered: bool) -> str:
    output = Output()
    output.rows = -1  # the header is none
    found.serialize(output, format=QueryResultsFormat.TSV)
    return table_in_order(output.getvalue(), ordered=ordered)


def _graph(found: QueryTriples) -> str:
    """Return the triples as sorted N-Triples, blank nodes named by RDFC-1.0."""
    output = Output()
    found.serialize(output, format=RdfFormat.N_TRIPLES)
    content = output.getvalue()
    if b"_:" in content:
        graph = Dataset(parse(content, RdfFormat.N_TRIPLES))
        graph.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
        content = serialize((quad.triple for quad in graph), format=RdfFormat.N_TRIPLES) or b""
    return b"".join(sorted(set(content.splitlines(keepends=True)))).decode()


if __name__ == "__main__":
    main()
