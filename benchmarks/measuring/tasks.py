"""One task in one process: `python tasks.py TASK FILE…` does it and prints JSON on what came out.

Whole tasks are timed by whoever starts them; here only what comes after loading is timed apart.
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path

Outcome = dict[str, object]


def shacl_operculum(data: str, shapes: str) -> Outcome:
    """Judge by the compiled engine."""
    from pyoxigraph import RdfFormat, parse

    from operculum.shacl import validate

    report = validate(*(parse(path=path, format=RdfFormat.N_TRIPLES) for path in (data, shapes)))
    found = ((_plain(each.focus_node), each.component.value, each.severity.value) for each in report.results)
    return {"found": sorted(map("\t".join, found)), "notes": list(report.notes)}


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
    parts = [sh[name] for name in ("focusNode", "sourceConstraintComponent", "resultSeverity")]
    results = report.objects(None, sh.result)
    return {"found": sorted("\t".join(str(report.value(each, part)) for part in parts) for each in results)}


def shacl_pyrudof(data: str, shapes: str) -> Outcome:
    """Judge by rudof in its native mode."""
    import pyrudof

    sh = "http://www.w3.org/ns/shacl#"
    rudof = pyrudof.Rudof(pyrudof.RudofConfig())
    rudof.read_data(data, pyrudof.RDFFormat.NTriples)
    rudof.read_shacl(shapes, pyrudof.ShaclFormat.NTriples)
    found = (
        f"{each.focus_node}\t{each.constraint_component}\t{sh}{each.severity}"
        for each in rudof.validate_shacl().violations
    )
    return {"found": sorted(found)}


def parse_operculum(folder: str) -> Outcome:
    """Read a folder into a dataset."""
    from operculum.store import read

    return {"statements": len(read([Path(folder)]).quads)}


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
    return {"statements": len(dataset)}


def turtle_rdflib(data: str) -> Outcome:
    """Write the same triples as Turtle by rdflib."""
    import rdflib

    graph = rdflib.Graph()
    for path in sorted(Path(data).rglob("*.ttl")):
        graph.parse(path, format="turtle")
    return {"characters": len(graph.serialize(format="turtle"))}


def queries_operculum(data: str, folder: str) -> Outcome:
    """Ask the eight kinds of question of the engine behind `operculum query`."""
    from measuring import asking

    return asking.ask_operculum(Path(data), Path(folder))


def queries_rdflib(data: str, folder: str) -> Outcome:
    """Ask the same of rdflib."""
    from measuring import asking

    return asking.ask_rdflib(Path(data), Path(folder))


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
