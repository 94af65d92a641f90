"""Measuring: whole processes, equal answers from all who take part, and a report that hides no failure."""

import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from measuring import asking, children, figures, report, tasks
from measuring.children import Usage
from measuring.contests import QUERIES
from measuring.material import Material
from measuring.plot import plot
from measuring.running import Result
from pyoxigraph import NamedNode, RdfFormat, parse

from operculum.shacl.terms import sh

RUN = Path(__file__).parents[2] / "benchmarks" / "run.py"


@pytest.fixture(scope="module")
def material(tmp_path_factory):
    """Return a base of a hundred claims."""
    return Material(100, tmp_path_factory.mktemp("material"))


def result(name, claims, processor, **options):
    """Return a result as if it had been measured."""
    usage = Usage(processor, processor, 50, options.get("together", 50), options.get("status", 0), "", "")
    contest = options.get("contest", "shacl")
    return Result(contest, name, claims, usage, options.get("outcome", {}), options.get("failed"))


def test_a_process_is_measured_whole(tmp_path):
    """Its memory, its output and its status are told, and its own processes count."""
    large = "list(range(5_000_000))"
    script = f"import subprocess, sys; subprocess.run([sys.executable, '-c', '{large}']); print(7); exit(3)"
    usage = children.run([sys.executable, "-c", script], tmp_path)
    assert (usage.output, usage.status) == ("7\n", 3)
    assert 150 < usage.peak < 400
    assert 0 < usage.processor < 60


def test_a_process_that_takes_too_long_is_ended(tmp_path):
    """The time it took counts, and it has no status."""
    usage = children.run([sys.executable, "-c", "while True: pass"], tmp_path, seconds=0.5)
    assert usage.status is None
    assert 0.4 < usage.clock < 30


def test_the_last_complaint_of_a_process_is_kept(tmp_path):
    """Whoever reads the report learns why something failed."""
    usage = children.run([sys.executable, "-c", "raise ValueError('no such thing')"], tmp_path)
    assert (usage.status, usage.said) == (1, "ValueError: no such thing")


def test_both_engines_give_the_same_answer_to_every_query(material):
    """All eight kinds of question have rows, and the same on either side."""
    arguments = str(material.triples), str(QUERIES)
    ours, theirs = tasks.queries_operculum(*arguments), tasks.queries_rdflib(*arguments)
    assert ours["answers"] == theirs["answers"]
    assert len(ours["answers"]) == 8
    assert all(answer["rows"] for answer in ours["answers"].values())


def test_a_question_that_takes_too_long_is_given_up(material, monkeypatch):
    """It has no answer, but the seconds that it was given; the others are asked all the same."""
    monkeypatch.setattr(asking, "PATIENCE", 0.15)
    found = tasks.queries_rdflib(str(material.triples), str(QUERIES))
    assert "contradictions" not in found["answers"]
    assert found["seconds"]["contradictions"] > 0
    assert "lookup" in found["answers"]


def test_the_core_of_the_shapes_has_no_query_and_no_path_back_along_alternatives(material):
    """It is what every engine can read, and ours finds in it what was put into the base."""
    shapes = list(parse(path=material.core, format=RdfFormat.N_TRIPLES))
    predicates = {quad.predicate for quad in shapes}
    assert sh("sparql") not in predicates
    assert sh("select") not in predicates
    backwards = {quad.object for quad in shapes if quad.predicate == sh("inversePath")}
    assert backwards
    assert all(isinstance(each, NamedNode) for each in backwards)
    found = tasks.shacl_operculum(str(material.triples), str(material.core))["found"]
    assert 0 < len(found) < len(material.expected)


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
def test_both_parsers_read_the_same_number_of_statements(material):
    """As Turtle and as sorted N-Quads."""
    for folder in (material.turtle / "kb", material.nquads / "kb"):
        assert tasks.parse_operculum(str(folder)) == tasks.parse_rdflib(str(folder))


def test_the_growth_is_that_of_the_large_sizes():
    """A start that costs the same for every size does not flatter the exponent."""
    assert figures.exponent([(100, 5), (1000, 1), (10_000, 10)]) == pytest.approx(1)
    assert figures.exponent([(1000, 1), (10_000, 100), (100_000, 10_000)]) == pytest.approx(2)
    assert figures.exponent([(100, 1), (1000, 10)]) is None


def test_a_plot_is_an_svg_with_every_line_named():
    """Names are escaped and lie apart even where lines end at the same place."""
    lines = {"a < b": [(100, 1.0), (1000, 10.0)], "c": [(100, 1.5), (1000, 10.0)], "nothing": []}
    tree = ET.fromstring(  # noqa: S314 - our own
        plot("times & more", "s", lines)
    )
    texts = {each.text: float(each.get("y")) for each in tree.iter() if each.tag.endswith("text")}
    assert abs(texts["a < b"] - texts["c"]) >= 14
    assert "nothing" not in texts
    assert len([each for each in tree.iter() if each.tag.endswith("polyline")]) == 2


def test_the_report_shows_ratios_growth_failures_and_disagreement(tmp_path):
    """What failed is told in its place, and results that differ are called different."""
    results = [
        result("Operculum", 1000, 1.0, outcome={"found": ["a", "b"], "notes": ["a note"]}),
        result("Operculum", 10_000, 10.0, outcome={"found": ["a"]}, together=70),
        result("rudof", 1000, 7.0, outcome={"found": ["a", "b"]}),
        result("pySHACL", 1000, 70.0, outcome={"found": ["a", "c", "c"]}),
        result("pySHACL", 10_000, 60.0, failed="not done in 60 s", status=None),
        result("rudof", 10_000, 0.1, failed="ended with status 1"),
    ]
    text = report.write(results, tmp_path).read_text(encoding="utf-8")
    assert "| Operculum | 1.00 s, 50 MiB | 10.0 s, 50 MiB, together 70 MiB | 1.00 |" in text
    assert "| pySHACL | 70.0 s, **70×**, 50 MiB | not done in 60 s, **more than 6.0×** |  |" in text
    assert "| rudof | 7.00 s, **7.0×**, 50 MiB | ended with status 1 |  |" in text
    assert "Operculum 2; rudof the same; pySHACL 3, NOT the same: 2 more and 1 missing." in text
    assert "Note: a note." in text
    assert (tmp_path / "shacl-processor.svg").is_file()


def test_an_aim_is_open_where_the_reference_had_no_time(tmp_path):
    """What was ended too early says neither yes nor no."""
    late = {"failed": "not done in 60 s", "status": None}
    for processor, word in ((60.0, "not known"), (160.0, "yes")):
        results = [result("Operculum", 10_000, 1.0), result("pySHACL", 10_000, processor, **late)]
        aim = report.write(results, tmp_path).read_text(encoding="utf-8").split("| aim |")[1].splitlines()[2]
        assert aim.endswith(f"| {word} |")


def test_the_report_says_which_aims_were_reached(tmp_path):
    """By what was measured in the run alone; what was given up counts as what it took till then."""
    ours = {"seconds": {"a": 0.001, "b": 0.01}, "answers": {name: {"rows": 1} for name in "ab"}}
    theirs = {"seconds": {"a": 0.1, "b": 0.1}, "answers": {"b": {"rows": 1}}}
    results = [
        result("Operculum", 10_000, 1.0),
        result("pySHACL", 10_000, 99.0),
        result("Operculum", 10_000, 1.0, contest="queries", outcome=ours),
        result("rdflib", 10_000, 1.0, contest="queries", outcome=theirs),
        result("sorted N-Quads, two jobs", 1_000_000, 100.0, contest="validate", together=5000),
    ]
    text = report.write(results, tmp_path).read_text(encoding="utf-8")
    aims = [line for line in text.splitlines() if line.startswith("| ")][2:8]
    assert [line.rpartition("| ")[2] for line in aims] == ["no |", "– |", "– |", "no |", "in part |", "– |"]
    assert "32× in the geometric mean, 1 of 2 kinds 50 times or more, the least 10× (b)" in text
    assert "| a | 1 | 1.00 ms | more than 100.00 ms | more than 100× |" in text


def test_one_command_measures_and_writes_the_report(tmp_path):
    """The report names what was measured, at the sizes that were asked for."""
    arguments = [
        "--sizes",
        "100",
        "--only",
        "parsing",
        "--data",
        tmp_path / "data",
        "--out",
        tmp_path / "report",
    ]
    done = subprocess.run(
        [sys.executable, RUN, *map(str, arguments)], capture_output=True, text=True, check=True
    )
    text = Path(done.stdout.strip()).read_text(encoding="utf-8")
    assert "| Operculum, Turtle |" in text
    assert "ended with status" not in text
