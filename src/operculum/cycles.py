"""The interpreter's search for reference cycles, put off where there are none to be found.

Each search looks through all that is held. Graphs are few containers with very many members, which makes it
long and frequent: a third of the time where millions of triples are judged.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

_lock = Lock()
_within = 0


@contextmanager
def search_put_off() -> Iterator[None]:
    """Let no search begin within, in any thread, and afterwards again if it could before.

    >>> with search_put_off():
    ...     gc.isenabled()
    False
    >>> gc.isenabled()
    True
    """
    global _within  # noqa: PLW0603 - the search is one for the whole process
    with _lock:
        counted = bool(_within) or gc.isenabled()
        _within += counted
        gc.disable()
    try:
        yield
    finally:
        with _lock:
            _within -= counted
            if counted and not _within:
                gc.enable()
