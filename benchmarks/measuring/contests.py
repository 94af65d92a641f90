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
PATHS: Final = {"PYTHONPATH": os.pathsep.join((str(HERE.parent), os.environ.get("PYTHONPATH", "")))}
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
    """A number of ways to do the same, what they do, and the name of the plot."""

    name: str
    title: str
    explanation: str
    contestants: tuple[Contestant, ...]
    sized: bool = True


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


def copied(material: Material, folder: Path) -> None:
    """Copy a base, judge it, and change one of its sources."""
    shutil.copytree(material.nquads / "kb", folder / "kb")
    children.run(changed(material), folder)
    first = next((folder / "kb" / "sources").rglob("*.nq"))
    first.write_bytes(b"".join(first.read_bytes().splitlines(keepends=True)[1:]))


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


def queries(_: Material) -> Path:
    """Return the folder of the queries."""
    return QUERIES


def turtle(material: Material) -> Path:
    """Return the folder of Turtle."""
    return material.turtle / "kb"


def nquads(material: Material) -> Path:
    """Return the folder of sorted N-Quads."""
    return material.nquads / "kb"


def export(name: str) -> Callable[[Material], Command]:
    """Return the command of an export."""
    return lambda material: (*OPERCULUM, "--kb", material.sound / "kb", "export", name, "--out", "exports")


def shipped(*arguments: str) -> Callable[[Material], Command]:
    """Return a command on the shipped base."""
    return lambda _: (*OPERCULUM, *arguments)


CONTESTS: Final = (
    Contest(
        "shacl",
        "Validation by shapes",
        "The shipped shapes, Core and SPARQL, on the base and the vocabulary in one file of N-Triples; whole "
        "process, from its start to the collected results.",
        (
            Contestant("Operculum", task("shacl-operculum", triples, shapes)),
            Contestant("pySHACL", task("shacl-pyshacl", triples, shapes), reference=True),
            Contestant("rudof", task("shacl-pyrudof", triples, shapes), most=10_000, available=has_pyrudof),
            Contestant(
                "shacl-engine, Core only",
                lambda material: ("node", HERE / "shacl_engine.mjs", material.triples, material.shapes),
                most=10_000,
                available=has_node_packages,
            ),
        ),
    ),
    Contest(
        "validate",
        "`operculum validate`",
        "The whole verb: shapes, every passage held against its text, and the rules of quality. Jobs are "
        "processes; their processor time is summed, the peak is that of the largest.",
        (
            Contestant("sorted N-Quads, one job", validate("nquads", "--jobs", "1"), ok=FINDINGS),
            Contestant("sorted N-Quads, two jobs", validate("nquads", "--jobs", "2"), ok=FINDINGS),
            Contestant("Turtle, one job", validate("turtle", "--jobs", "1"), ok=FINDINGS),
            Contestant("one source changed", changed, before=copied, ok=FINDINGS),
        ),
    ),
    Contest(
        "queries",
        "Queries",
        "Eight kinds of question, asked of the loaded base; loading is part of the whole process and not of "
        "the table of single queries.",
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
            *(Contestant(name, export(name), most=100_000) for name in EXPORTS),
            Contestant("rdflib, Turtle alone", task("turtle-rdflib", turtle), reference=True),
        ),
    ),
    Contest(
        "start",
        "Cold start",
        "Whole processes on the shipped base: the median of five.",
        (
            Contestant("operculum --help", shipped("--help")),
            Contestant("operculum show", shipped("show", "claim:mp-001")),
            Contestant("operculum query", shipped("query", "cq-01")),
            Contestant("operculum validate", shipped("validate")),
            Contestant("Python alone", lambda _: (sys.executable, "-c", "pass")),
            Contestant("import rdflib", lambda _: (sys.executable, "-c", "import rdflib")),
            Contestant("pyshacl --version", lambda _: (sys.executable, "-m", "pyshacl", "--version")),
        ),
        sized=False,
    ),
)
