"""One large file of N-Quads taken apart by the graphs that its lines name, without reading it as a whole.

A graph's lines mostly stand together in a few places, as in files sorted by subject. Where they do not, lines
may go to another graph's excerpt: links then join the parts that do not stand alone, so that the verdict is
the same.
"""

from collections import defaultdict
from collections.abc import Iterator
from mmap import ACCESS_READ, ALLOCATIONGRANULARITY, MADV_DONTNEED, mmap
from pathlib import Path
from typing import Final

from operculum.errors import InputError, Location
from operculum.store.excerpt import Excerpt, Run, may_have_blank_node

ENDING: Final = ".nq"
STEP: Final = 1024
"""So many bytes further, the end of a run is looked for at first."""
WINDOW: Final = 1 << 26
"""So many bytes of a file are held in memory at once while it is looked through."""


def excerpts(path: Path, mark: bytes) -> dict[str, tuple[Excerpt, bool]]:
    """Return the excerpts of a file by the graphs that they name, each with whether it holds a mark.

    There are none where the file has blank nodes: these mean the same in all of it. Raises `InputError` where
    the file cannot be read.
    """
    try:
        with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as content:
            return _excerpts(path, content, mark)
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", Location(str(path))) from None


def _excerpts(path: Path, content: mmap, mark: bytes) -> dict[str, tuple[Excerpt, bool]]:
    runs: dict[bytes, list[Run]] = defaultdict(list)
    marked: set[bytes] = set()
    released = 0
    for graph, run in _runs(content):
        if may_have_blank_node(content, run.begin, run.end):
            return {}
        runs[graph].append(run)
        if graph not in marked and content.find(mark, run.begin, run.end) >= 0:
            marked.add(graph)
        released = _release(content, released, run.end)
    return {
        graph.decode(errors="replace"): (Excerpt(path, tuple(found)), graph in marked)
        for graph, found in runs.items()
    }


def _release(content: mmap, released: int, done: int) -> int:
    """Let go of the pages that are done with, a good many at once, and return how far."""
    if done - released < WINDOW:
        return released
    whole = done // ALLOCATIONGRANULARITY * ALLOCATIONGRANULARITY
    content.madvise(MADV_DONTNEED, released, whole - released)
    return whole


def _runs(content: mmap) -> Iterator[tuple[bytes, Run]]:
    """Yield the runs of lines of one graph."""
    begin, line, step = 0, 1, STEP
    while begin < len(content):
        tail = _tail(content, begin)
        end = _end(content, begin, tail, step)
        yield tail[1 : tail.rfind(b">")], Run(begin, end, line)
        line += content[begin:end].count(b"\n")
        begin, step = end, max(STEP, (end - begin) // 4)


def _end(content: mmap, begin: int, tail: bytes, step: int) -> int:
    """Return where a run ends, looked for in steps that grow, and then shrink."""
    known = _next(content, begin)
    while known + step < len(content):
        start = content.rfind(b"\n", known, known + step) + 1
        if start and not _ends_in(content, start, tail):
            break
        known, step = _next(content, start or known), 2 * step
    beyond = min(known + step, len(content))
    while known < beyond:
        start = content.rfind(b"\n", known, (known + beyond) // 2) + 1 or known
        if _ends_in(content, start, tail):
            known = _next(content, start)
        else:
            beyond = start
    return known


def _next(content: mmap, begin: int) -> int:
    """Return where the next line begins."""
    return content.find(b"\n", begin) + 1 or len(content)


def _tail(content: mmap, begin: int) -> bytes:
    """Return the end of a line from the name of its graph on, empty if there is none."""
    end = _next(content, begin)
    target = content.find(b" ", content.find(b" ", begin, end) + 1, end)
    start = content.rfind(b" <", begin, end) + 1
    tail = content[start:end]
    return tail if begin < target < start - 1 and b'"' not in tail else b""


def _ends_in(content: mmap, begin: int, tail: bytes) -> bool:
    """Tell whether a line ends as another does, or names no graph as that does not."""
    if not tail:
        return not _tail(content, begin)
    end = _next(content, begin)
    return content[max(begin, end - len(tail)) : end] == tail
