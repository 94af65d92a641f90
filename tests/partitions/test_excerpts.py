"""One large file of N-Quads is judged by excerpts: the same findings, at the same lines."""

from zlib import crc32

import pytest
import weather
from pyoxigraph import NamedNode, Quad, RdfFormat, parse, serialize

from operculum.errors import InputError
from operculum.partitions import directory
from operculum.partitions.by_parts import judge_by_parts
from operculum.partitions.division import MARK, Files, divide
from operculum.partitions.excerpts import excerpts
from operculum.reporting import REPORTERS
from operculum.store.finding import find_files
from operculum.validation import validate

GRAPHS = "https://w3id.org/operculum/kb/graph/"


def lines():
    """Return the base about frogs and rain as sorted lines of N-Quads, a graph for each file."""
    found = []
    for name, text in weather.FILES.items():
        graph = NamedNode(f"{GRAPHS}{name}")
        sound = (weather.PREFIXES + text).replace(" ; opc:because [ a opc:Claim ]", "")
        triples = parse(sound.encode(), RdfFormat.TURTLE)
        quads = [Quad(each.subject, each.predicate, each.object, graph) for each in triples]
        found += serialize(quads, format=RdfFormat.N_QUADS).decode().splitlines(keepends=True)
    return sorted(found)


def shuffled():
    """Return the same lines in any order."""
    return sorted(lines(), key=lambda line: crc32(line.encode()))


def with_other_lines():
    """Return the same lines among remarks, empty lines, and lines that name no graph."""
    plain = [line.replace(f" <{GRAPHS}claims/two/1.ttl> .", " .") for line in lines()]
    return ["# all there is\n", *plain[:9], "\n", *plain[9:], "# the end"]


def with_blank_nodes():
    """Return the same lines with a node that has no name, which claims of two sources refer to."""
    because = "<https://w3id.org/operculum/ontology#because> _:why"
    claims = ("one-1", "two-1")
    return [
        *lines(),
        *(f"<https://w3id.org/operculum/kb/claim/{each}> {because} <urn:g:{each}> .\n" for each in claims),
    ]


@pytest.mark.parametrize("made", [lines, with_other_lines, with_blank_nodes])
def test_a_file_by_excerpts_gets_the_verdict_of_the_whole(tmp_path, made):
    """However the lines stand, nothing is lost, and lines are counted in the file."""
    (tmp_path / "base.nq").write_text("".join(made()), encoding="utf-8")
    report = judge_by_parts(base=[tmp_path], room=1)
    assert report is not None
    whole = validate(base=[tmp_path])
    assert len({each.location for each in whole.findings}) > 5
    assert REPORTERS["json"](report) == REPORTERS["json"](whole)


def test_lines_are_counted_anew_where_some_were_put_before(tmp_path):
    """What was kept of an excerpt does not hold when its lines stand elsewhere in the file."""
    path, cache = tmp_path / "base.nq", tmp_path / "cache"
    faulty = [line.replace("#draft>", "#odd>") for line in lines() if "claims/three/2.ttl" not in line]
    path.write_text("".join(faulty), encoding="utf-8")
    before = judge_by_parts(base=[path], room=1, cache=cache)
    first = next(place for place, line in enumerate(faulty) if "claims/one/1.ttl" in line)
    path.write_text("".join([*faulty[:first], faulty[first], *faulty[first:]]), encoding="utf-8")
    after = judge_by_parts(base=[path], room=1, cache=cache)
    assert REPORTERS["json"](after) == REPORTERS["json"](validate(base=[path])) != REPORTERS["json"](before)


def test_a_file_in_no_order_gets_the_same_verdict_if_any(tmp_path):
    """Lines of one source that lie all over the file can make it necessary to judge all at once."""
    (tmp_path / "base.nq").write_text("".join(shuffled()), encoding="utf-8")
    report = judge_by_parts(base=[tmp_path], room=1)
    assert report is None or REPORTERS["json"](report) == REPORTERS["json"](validate(base=[tmp_path]))


def test_excerpts_hold_every_byte_once(tmp_path):
    """Sorted lines of one graph come together in few runs; all of the file is in some excerpt."""
    path = tmp_path / "base.nq"
    path.write_text("".join(lines()), encoding="utf-8")
    found = excerpts(path, MARK)
    assert found.keys() == {f"{GRAPHS}{name}" for name in weather.FILES}
    runs = sorted(run for piece, _ in found.values() for run in piece.runs)
    assert [run.begin for run in runs] == [0, *(run.end for run in runs[:-1])]
    assert runs[-1].end == path.stat().st_size
    assert {graph for graph, (_, marked) in found.items() if not marked} == {
        f"{GRAPHS}shared/base.ttl",
        f"{GRAPHS}sources/pages.ttl",
    }


def test_sources_of_one_file_lie_in_parts_of_their_own(tmp_path):
    """The file is divided like the folder that it was made of."""
    (tmp_path / "base.nq").write_text("".join(lines()), encoding="utf-8")
    shared, parts = divide(find_files([tmp_path]), room=1)
    assert len(shared) == 2
    assert len(parts) == 3


def test_a_broken_line_is_told_by_its_number_in_the_file(tmp_path):
    """What cannot be read in an excerpt is told like what cannot be read in the file."""
    broken = [
        line.replace("kb/passage/", "kb/not an IRI/", 1) if line.partition("> ")[0].endswith("-1") else line
        for line in lines()
    ]
    (tmp_path / "base.nq").write_text("".join(broken), encoding="utf-8")
    with pytest.raises(InputError) as expected:
        validate(base=[tmp_path])
    with pytest.raises(InputError) as told:
        judge_by_parts(base=[tmp_path], room=1)
    assert str(told.value) == str(expected.value)


def test_a_large_file_that_is_as_it_was_is_not_read_again(tmp_path, monkeypatch):
    """Where its excerpts lie, and their digests, are known from before; an edit is seen."""
    kb, cache = tmp_path / "kb", tmp_path / "cache"
    kb.mkdir()
    (kb / "base.nq").write_text("".join(lines()), encoding="utf-8")
    monkeypatch.setattr(directory, "RACY", 0)
    told = REPORTERS["json"]
    first = told(judge_by_parts(base=[kb], room=1, cache=cache))

    def read(*_):
        raise AssertionError("the file was read")

    with monkeypatch.context() as patched:
        patched.setattr(Files, "excerpts", read)
        patched.setattr(directory, "_read", read)
        assert told(judge_by_parts(base=[kb], room=1, cache=cache)) == first
    edited = "".join(lines()).replace("affirmed", "denied", 1)
    (kb / "base.nq").write_text(edited, encoding="utf-8")
    assert edited != "".join(lines())
    assert told(judge_by_parts(base=[kb], room=1, cache=cache)) == told(validate(base=[kb]))
