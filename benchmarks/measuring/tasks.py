"""One task in one process: `python tasks.py TASK FILE…` does it and prints JSON on what came out.

Whole tasks are timed by whoever starts them; here only what comes after loading is timed apart.
"""

import hashlib
import json
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

REPEATED = 5
"""How often a query is asked; the median counts."""

Outcome = dict[str, object]


def agreement(results: Iterable[tuple[str, str, str]]) -> Outcome:
    """Return how many results there are, and a digest of their focus nodes, components and severities."""
    lines = sorted("\t".join(each) for each in results)
    return {"results": len(lines), "digest": hashlib.sha256("\n".join(lines).encode()).hexdigest()[:12]}


def shacl_operculum(data: str, shapes: str) -> Outcome:
    """Judge by the compiled engine."""
    from pyoxigraph import RdfFormat, parse

    from operculum.shacl import validate

    report = validate(*(parse(path=path, format=RdfFormat.N_TRIPLES) for path in (data, shapes)))
    found = ((_plain(r.focus_node), r.component.value, r.severity.value) for r in report.results)
    return agreement(found) | {"notes": list(report.notes)}


def _plain(term: object) -> str:
    return str(getattr(term, "value", term))


def shacl_pyshacl(data: str, shapes: str) -> Outcome:
    """Judge by pySHACL, with what makes it fastest: no meta-SHACL, no copy of the data."""
    import logging

    import pyshacl
    import rdflib

    logging.disable(logging.CRITICAL)
    graphs = [rdflib.Graph().parse(path, format="nt") for path in (data, shapes)]
    _, report, _ = pyshacl.validate(graphs[0], shacl_graph=graphs[1], inplace=True)
    sh = rdflib.Namespace("http://www.w3.org/ns/shacl#")
    return agreement(
        tuple(
            str(report.value(each, sh[name]))
            for name in ("focusNode", "sourceConstraintComponent", "resultSeverity")
        )
        for each in report.objects(None, sh.result)
    )


def shacl_pyrudof(data: str, shapes: str) -> Outcome:
    """Judge by rudof in its native mode."""
    import pyrudof

    rudof = pyrudof.Rudof(pyrudof.RudofConfig())
    rudof.read_data(data, pyrudof.RDFFormat.NTriples)
    rudof.read_shacl(shapes, pyrudof.ShaclFormat.NTriples)
    report = rudof.validate_shacl()
    return {"results": len(list(report.violations))}


def parse_operculum(folder: str) -> Outcome:
    """Read a folder into a dataset."""
    from operculum.store import read

    return {"results": len(read([Path(folder)]).quads)}


def parse_rdflib(folder: str) -> Outcome:
    """Read a folder into an rdflib dataset, a graph a file."""
    import rdflib

    dataset = rdflib.Dataset()
    for path in sorted(Path(folder).rglob("*.*")):
        with path.open("rb") as file:
            if path.suffix == ".nq":
                dataset.parse(file, format="nquads")
            else:
                dataset.graph(rdflib.URIRef(path.as_uri())).parse(file, format="turtle")
    return {"results": len(dataset)}


def queries_operculum(data: str, folder: str) -> Outcome:
    """Ask the eight kinds of question of the engine behind `operculum query`."""
    from pyoxigraph import RdfFormat, Store

    from operculum.query import prepare
    from operculum.query.worker import answer

    store = Store()
    store.bulk_load(path=data, format=RdfFormat.N_TRIPLES)

    def ask(text: str) -> int:
        written = prepare(text)
        outcome, result = answer(store, written.text, ordered=written.query.ordered)
        return result.count("\n") - (outcome == "solutions")

    return _asked(folder, ask, REPEATED)


def queries_rdflib(data: str, folder: str) -> Outcome:
    """Ask the same of rdflib, once each: some of them take minutes."""
    import rdflib

    from operculum.namespaces import PREFIXES

    graph = rdflib.Graph().parse(data, format="nt")
    return _asked(folder, lambda text: len(list(graph.query(text, initNs=PREFIXES))), 1)


def _asked(folder: str, ask: Callable[[str], int], times: int) -> Outcome:
    """Return for each query of a folder its rows and the median of its processor time in seconds."""
    rows, seconds = {}, {}
    for path in sorted(Path(folder).glob("*.rq")):
        text, taken = path.read_text(encoding="utf-8"), []
        for _ in range(times):
            started = time.process_time()
            rows[path.stem] = ask(text)
            taken.append(time.process_time() - started)
        seconds[path.stem] = sorted(taken)[len(taken) // 2]
    return {"rows": rows, "seconds": seconds}


def turtle_rdflib(data: str) -> Outcome:
    """Write the same triples as Turtle by rdflib."""
    import rdflib

    graph = rdflib.Graph()
    for path in sorted(Path(data).rglob("*.ttl")):
        graph.parse(path, format="turtle")
    return {"results": len(graph.serialize(format="turtle").encode())}


TASKS: dict[str, Callable[..., Outcome]] = {
    each.__name__.replace("_", "-"): each
    for each in (
        shacl_operculum,
        shacl_pyshacl,
        shacl_pyrudof,
        parse_operculum,
        parse_rdflib,
        queries_operculum,
        queries_rdflib,
        turtle_rdflib,
    )
}

if __name__ == "__main__":
    print(json.dumps(TASKS[sys.argv[1]](*sys.argv[2:])))
