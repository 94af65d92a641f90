"""Questions asked of a loaded base, each timed alone: from its text to an answer that is complete."""

import hashlib
import signal
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final, TypeVar

from operculum.namespaces import PREFIXES

REPEATED: Final = 5
"""How often a question is asked at the most; the median counts."""
QUICK: Final = 1.0
"""A question that took longer than so many seconds is not asked again."""
PATIENCE: Final = 60.0
"""After so many seconds of the clock a question is given up."""

Answer = TypeVar("Answer")
Rows = Iterable[Iterable[str]]
"""The terms of an answer as plain texts, empty where a variable is unbound."""


class GivenUpError(Exception):
    """A question took too long."""


def ask_operculum(data: Path, folder: Path) -> dict[str, object]:
    """Ask the engine behind `operculum query`: judge, rewrite, answer, and write the answer in order."""
    from pyoxigraph import QueryResultsFormat, RdfFormat, Store

    from operculum.query import prepare
    from operculum.query.results import Solutions, parse_graph, parse_solutions
    from operculum.query.worker import answer

    store = Store()
    store.bulk_load(path=data, format=RdfFormat.N_TRIPLES)

    def ask(text: str) -> tuple[str, str]:
        written = prepare(text)
        return answer(store, written.text, ordered=written.query.ordered)

    def rows(found: tuple[str, str]) -> Rows:
        outcome, result = found
        if outcome == "graph":
            answered: Iterable = parse_graph(result.encode()).triples
        else:
            solutions = parse_solutions(result.encode(), QueryResultsFormat.TSV)
            answered = solutions.rows if isinstance(solutions, Solutions) else ()
        return ((getattr(term, "value", "") for term in row) for row in answered)

    return _asked(folder, ask, rows)


def ask_rdflib(data: Path, folder: Path) -> dict[str, object]:
    """Ask rdflib: parse, evaluate, and take all rows."""
    from rdflib import Graph

    graph = Graph().parse(data, format="nt")

    def ask(text: str) -> list:
        return list(graph.query(text, initNs=PREFIXES))

    def rows(found: list) -> Rows:
        return (("" if term is None else str(term) for term in row) for row in found)

    return _asked(folder, ask, rows)


def _asked(folder: Path, ask: Callable[[str], Answer], rows: Callable[[Answer], Rows]) -> dict[str, object]:
    """Return for each query of a folder how many seconds it took, how many rows it has, and their digest.

    Where a question was given up, only the seconds are told.
    """
    ask("ASK {}")  # what is imported with the first question belongs to none
    seconds, answers = {}, {}
    for path in sorted(folder.glob("*.rq")):
        text = path.read_text(encoding="utf-8")
        taken, found = _timed(lambda text=text: ask(text))
        seconds[path.stem] = taken
        if found is not None:
            table = sorted("\t".join(map(_comparable, row)) for row in rows(found))
            answers[path.stem] = {"rows": len(table), "digest": _digest(table)}
    return {"seconds": seconds, "answers": answers}


def _timed(ask: Callable[[], Answer]) -> tuple[float, Answer | None]:
    """Return the median of the seconds of processor, and the answer; None where it was given up."""
    taken: list[float] = []
    found = None
    while len(taken) < REPEATED and sum(taken) < QUICK:
        started = time.process_time()
        signal.signal(signal.SIGALRM, _give_up)
        signal.setitimer(signal.ITIMER_REAL, PATIENCE)
        try:
            found = ask()
        except GivenUpError:
            return time.process_time() - started, None
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
        taken.append(time.process_time() - started)
    return sorted(taken)[len(taken) // 2], found


def _give_up(*_: object) -> None:
    raise GivenUpError


def _comparable(text: str) -> str:
    """Return a term as it can be compared: engines write the same number differently."""
    try:
        return f"{float(text):g}"
    except ValueError:
        return text


def _digest(table: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(table).encode()).hexdigest()[:12]
