"""What is measured: contests, each between ways to do the same, ours first."""

import importlib.util
import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from measuring import children
from measuring.material import Material

HERE: Final = Path(__file__).parent
QUERIES: Final = HERE.parent / "queries"
ENVIRONMENT: Final = {
    "PYTHONPATH": os.pathsep.join((str(HERE.parent), os.environ.get("PYTHONPATH", ""))),
    "PYTHONDONTWRITEBYTECODE": "",
}
"""What commands find in their environment: they keep compiled modules, as an installation does."""
OPERCULUM: Final = (sys.executable, "-m", "operculum")
EXPORTS: Final = ("rdf", "json", "jsonld", "markdown", "csv", "sssom", "fhir")

FINDINGS: Final = (0, 1)
"""The statuses of a judgement that was made, whatever it found."""

Command = tuple[str | Path, ...]


def always() -> bool:
    """Need nothing."""
    return True


@dataclass(frozen=True, slots=True)
class Contestant:
    """One way to do something: its command for a base, and what it needs.

    `reference` marks those that are slow, and run up to the size that is asked for only; `most` is the size
    beyond which there is no sense in it. `before` prepares the folder in which the command runs, unmeasured.
    """

    name: str
    command: Callable[[Material], Command]
    reference: bool = False
    most: int = 10_000_000
    available: Callable[[], bool] = always
    before: Callable[[Material, Path], None] | None = None
    ok: tuple[int, ...] = (0,)


@dataclass(frozen=True, slots=True)
class Contest:
    """A number of ways to do the same, what they do, and the name of the plot.

    Larger bases than `most` are taken only where the contest is asked for by its name; `expects` tells that
    what was put into a base must be found.
    """

    name: str
    title: str
    explanation: str
    contestants: tuple[Contestant, ...]
    sized: bool = True
    most: int = 100_000
    expects: bool = False


def task(name: str, *arguments: Callable[[Material], Path]) -> Callable[[Material], Command]:
    """Return the command of a task of `tasks.py`."""

    def command(material: Material) -> Command:
        return (sys.executable, HERE / "tasks.py", name, *(each(material) for each in arguments))

    return command


def validate(form: str, *options: str) -> Callable[[Material], Command]:
    """Return the command that judges a base with its passages."""

    def command(material: Material) -> Command:
        folder = material.turtle if form == "turtle" else material.nquads
        judge = ("validate", "--sources", folder / "texts", "--format", "json")
        return (*OPERCULUM, "--kb", folder / "kb", *judge, *options)

    return command


def judged(material: Material, folder: Path) -> None:
    """Copy a base, and judge it twice: of files that are as new as a copy, times tell nothing at first."""
    shutil.copytree(material.nquads / "kb", folder / "kb")
    for _ in range(2):
        children.run(changed(material), folder)


def edited(material: Material, folder: Path) -> None:
    """Copy a base, judge it, and put the claims of one of its sources in other words."""
    judged(material, folder)
    first = min((folder / "kb" / "sources").rglob("*.nq"))
    first.write_bytes(first.read_bytes().replace(b'"On this page: ', b'"On that page: '))


def changed(material: Material) -> Command:
    """Return the command that judges what changed in the copy of a base."""
    texts = material.nquads / "texts"
    return (*OPERCULUM, "--kb", "kb", "validate", "--sources", texts, "--format", "json", "--changed")


def has_node_packages() -> bool:
    """Tell whether Node and the packages of shacl-engine are there."""
    return shutil.which("node") is not None and (HERE / "node_modules" / "shacl-engine").exists()


def has_pyrudof() -> bool:
    """Tell whether rudof is there."""
    return importlib.util.find_spec("pyrudof") is not None


def triples(material: Material) -> Path:
    """Return the base in one file."""
    return material.triples


def shapes(material: Material) -> Path:
    """Return the shapes in one file."""
    return material.shapes


def core(material: Material) -> Path:
    """Return those of the shapes that every engine can read, in one file."""
    return material.core


def queries(_: Material) -> Path:
    """Return the folder of the queries."""
    return QUERIES


def turtle(material: Material) -> Path:
    """Return the folder of Turtle."""
    return material.turtle / "kb"


def nquads(material: Material) -> Path:
    """Return the folder of sorted N-Quads."""
    return material.nquads / "kb"


def export(name: str, form: str = "turtle") -> Callable[[Material], Command]:
    """Return the command of an export."""

    def command(material: Material) -> Command:
        folder = material.sound_turtle if form == "turtle" else material.sound_nquads
        return (*OPERCULUM, "--kb", folder / "kb", "export", name, "--out", "exports")

    return command


def has_texts() -> bool:
    """Tell whether the texts of the shipped sources are at hand, which are not ours to ship."""
    return bool(os.environ.get("OPERCULUM_SOURCES"))


def shipped(*arguments: str) -> Callable[[Material], Command]:
    """Return a command on the shipped base."""
    return lambda _: (*OPERCULUM, *arguments)


CONTESTS: Final = (
    Contest(
        "start",
        "Cold start",
        "Whole processes on the shipped base: the median of eleven.",
        (
            Contestant("operculum --help", shipped("--help")),
            Contestant("operculum show", shipped("show", "claim:mp-001")),
            Contestant("operculum query", shipped("query", "cq-01")),
            Contestant("operculum validate", shipped("validate"), available=lambda: not has_texts()),
            Contestant("operculum validate, with passages", shipped("validate"), available=has_texts),
            Contestant("Python alone", lambda _: (sys.executable, "-c", "pass")),
            Contestant("import rdflib", lambda _: (sys.executable, "-c", "import rdflib")),
            Contestant("pyshacl --version", lambda _: (sys.executable, "-m", "pyshacl", "--version")),
        ),
        sized=False,
    ),
    Contest(
        "shacl",
        "Validation by shapes",
        "All shipped shapes, Core and SPARQL, on the base and the vocabulary in one file of N-Triples; whole "
        "process, from its start to the collected results. Nobody else here judges all of them.",
        (
            Contestant("Operculum", task("shacl-operculum", triples, shapes)),
            Contestant("pySHACL", task("shacl-pyshacl", triples, shapes), reference=True),
        ),
    ),
    Contest(
        "core",
        "Validation by shapes, Core only",
        "The same without the shapes' queries, and without the shapes that one of these cannot read: those "
        "whose path leads back along alternatives, `^(a|b)`, and those with a second sh:disjoint. What rudof "
        "finds otherwise: it takes any date for well-formed, and an xsd:long for no number.",
        (
            Contestant("Operculum", task("shacl-operculum", triples, core)),
            Contestant("pySHACL", task("shacl-pyshacl", triples, core), reference=True),
            Contestant("rudof", task("shacl-pyrudof", triples, core), most=10_000, available=has_pyrudof),
            Contestant(
                "shacl-engine",
                lambda material: ("node", HERE / "shacl_engine.mjs", material.triples, material.core),
                most=10_000,
                available=has_node_packages,
            ),
        ),
    ),
    Contest(
        "validate",
        "`operculum validate`",
        "The whole verb: shapes, every passage held against its text, and the rules of quality. Jobs are "
        "processes; their processor time is summed. The last two are given a base that was judged before, "
        "the very last after one of its sources was edited. A million claims are judged by two jobs only.",
        (
            Contestant(
                "sorted N-Quads, one job", validate("nquads", "--jobs", "1"), most=100_000, ok=FINDINGS
            ),
            Contestant("sorted N-Quads, two jobs", validate("nquads", "--jobs", "2"), ok=FINDINGS),
            Contestant("Turtle, one job", validate("turtle", "--jobs", "1"), most=100_000, ok=FINDINGS),
            Contestant("Turtle, two jobs", validate("turtle", "--jobs", "2"), most=100_000, ok=FINDINGS),
            Contestant("judged before, nothing changed", changed, most=100_000, before=judged, ok=FINDINGS),
            Contestant(
                "judged before, one source changed", changed, most=100_000, before=edited, ok=FINDINGS
            ),
        ),
        most=10_000_000,
        expects=True,
    ),
    Contest(
        "queries",
        "Queries",
        "Eight kinds of question, asked of the loaded base. In the first table loading is part of the whole "
        "process; in the others each question is timed alone, from its text to the complete answer (for "
        "Operculum judged, rewritten, answered, written in order). After a minute a question is given up.",
        (
            Contestant("Operculum", task("queries-operculum", triples, queries)),
            Contestant("rdflib", task("queries-rdflib", triples, queries), reference=True),
        ),
    ),
    Contest(
        "parsing",
        "Parsing",
        "All files of a base into a dataset, a graph a file.",
        (
            Contestant("Operculum, Turtle", task("parse-operculum", turtle)),
            Contestant("Operculum, sorted N-Quads", task("parse-operculum", nquads)),
            Contestant("rdflib, Turtle", task("parse-rdflib", turtle), reference=True),
            Contestant("rdflib, sorted N-Quads", task("parse-rdflib", nquads), reference=True),
        ),
    ),
    Contest(
        "exports",
        "Exports",
        "`operculum export` from Turtle, files written; rdflib reads the same files and writes Turtle.",
        (
            *(Contestant(name, export(name)) for name in EXPORTS),
            Contestant("rdf, from sorted N-Quads", export("rdf", "nquads")),
            Contestant("rdflib, Turtle alone", task("turtle-rdflib", turtle), reference=True),
        ),
    ),
)
