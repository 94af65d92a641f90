"""Measuring: whole processes, equal answers from all who take part, and a report that hides no failure."""

import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from measuring import children, figures, report, tasks
from measuring.children import Usage
from measuring.contests import QUERIES
from measuring.material import Material
from measuring.plot import plot
from measuring.running import Result

RUN = Path(__file__).parents[2] / "benchmarks" / "run.py"


@pytest.fixture(scope="module")
def material(tmp_path_factory):
    """Return a base of a hundred claims."""
    return Material(100, tmp_path_factory.mktemp("material") / "100")


def result(name, claims, processor, **options):
    """Return a result as if it had been measured."""
    usage = Usage(processor, processor, 50, 0, "", "")
    return Result("shacl", name, claims, usage, options.get("outcome", {}), options.get("failed"))


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


def test_both_engines_give_the_same_rows_to_every_query(material):
    """All eight kinds of question have rows, and as many on either side."""
    arguments = str(material.triples), str(QUERIES)
    ours, theirs = tasks.queries_operculum(*arguments), tasks.queries_rdflib(*arguments)
    assert ours["rows"] == theirs["rows"]
    assert len(ours["rows"]) == 8
    assert all(ours["rows"].values())


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
        result("Operculum", 1000, 1.0, outcome={"results": 2, "digest": "a", "notes": ["a note"]}),
        result("Operculum", 10_000, 10.0, outcome={"results": 2, "digest": "a"}),
        result("pySHACL", 1000, 70.0, outcome={"results": 2, "digest": "b"}),
        result("pySHACL", 10_000, 0.1, failed="not done in 60 s"),
    ]
    text = report.write(results, tmp_path).read_text(encoding="utf-8")
    assert "| Operculum | 1.00 s, 50 MiB | 10.0 s, 50 MiB | 1.00 |" in text
    assert "| pySHACL | 70.0 s, **70×**, 50 MiB | not done in 60 s |  |" in text
    assert "found NOT the same" in text
    assert "Note: a note." in text
    assert (tmp_path / "shacl-processor.svg").is_file()


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
