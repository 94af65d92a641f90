"""A base judged part by part: the same verdict, whatever the parts."""

import gc
from weakref import WeakSet

import pytest
import weather
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import RdfFormat, serialize

from operculum.errors import BrokenInputsError, InputError
from operculum.partitions import judging
from operculum.partitions.by_parts import judge_by_parts
from operculum.partitions.division import divide
from operculum.partitions.loaded import Loaded
from operculum.reporting import REPORTERS
from operculum.store.dataset import find_files
from operculum.validation import validate

FEW = settings(max_examples=25)
TRIPLES = weather.triples()


@pytest.fixture
def base(tmp_path):
    """Return the base about frogs and rain, which a test may spoil."""
    return weather.write(tmp_path / "weather", weather.FILES)


def told(report):
    """Return a report as the bytes that a program reads."""
    assert report is not None
    return REPORTERS["json"](report)


def test_a_base_in_parts_gets_the_verdict_of_the_whole(base):
    """What lies within a source and what lies across is found alike, with the same places and counts."""
    whole = validate(base=[base])
    assert told(judge_by_parts(base=[base], room=1)) == told(whole)
    rules = {finding.rule for finding in whole.findings}
    assert {"Disagreement-assessed", "Proposition-asserted", "Claim-source"} <= rules


def test_the_shipped_base_in_parts_gets_the_verdict_of_the_whole(sources):
    """Claims, passages and the coverage of the articles are the same, text by text."""
    assert told(judge_by_parts(sources=[sources], room=1)) == told(validate(sources=[sources]))


@pytest.mark.parametrize("many", [5, 50])
def test_the_parts_held_at_once_do_not_grow_with_their_number(base, monkeypatch, many):
    """A verdict holds nothing of the graph that it was made from, nor does anything wait for a collection."""
    claims = {f"claims/s{each}/1.ttl": weather.claim(f"s{each}-1", f"s{each}") for each in range(many)}
    sources = "".join(weather.SOURCE.format(name=f"s{each}") for each in range(many))
    weather.write(base, {**claims, "sources/more.ttl": sources})
    alive, counts = WeakSet(), []

    class Counted(Loaded):
        def __init__(self, *arguments):
            alive.add(self)
            counts.append(len(alive))
            super().__init__(*arguments)

    monkeypatch.setattr(judging, "Loaded", Counted)
    gc.collect()
    gc.disable()
    try:
        assert judge_by_parts(base=[base], room=1) is not None
    finally:
        gc.enable()
    assert len(counts) > many
    assert max(counts) == 1


def test_files_put_into_a_base_are_judged_alike(base, tmp_path):
    """The base around them is context for every part, and counts in none."""
    files = {
        "sources.ttl": weather.SOURCE.format(name="four"),
        "claims/four/1.ttl": weather.claim("four-1", "four") + weather.claim("four-2", "four"),
        "claims/five/1.ttl": weather.claim("five-1", "two", "denied"),
    }
    paths = [weather.write(tmp_path / "new", files)]
    assert told(judge_by_parts(paths, base=[base], room=1)) == told(validate(paths, base=[base]))


def test_what_lies_across_is_found_at_claims_without_names(base):
    """A blank node is described in one file only, and there it is found."""
    claim = weather.claim("four-1", "two").replace("claim:four-1 a", "[] a", 1)
    weather.write(base, {"claims/two/2.ttl": claim})
    whole = validate(base=[base])
    assert any(
        (each.focus or "").startswith("_:") and each.rule == "Disagreement-assessed"
        for each in whole.findings
    )
    assert told(judge_by_parts(base=[base], room=1)) == told(whole)


def test_a_class_without_a_name_is_no_obstacle(base):
    """A blank subclass can be told of by no part."""
    weather.write(base, {"shared/classes.ttl": "[] rdfs:subClassOf skos:Concept ."})
    assert told(judge_by_parts(base=[base], room=1)) == told(validate(base=[base]))


@FEW
@given(data=st.data())
def test_any_split_into_files_gets_the_same_findings(tmp_path_factory, data):
    """Statements may lie in any file: parts that do not stand alone are joined, or all is judged at once."""
    count = data.draw(st.integers(1, 4))
    places = data.draw(st.lists(st.integers(0, count), min_size=len(TRIPLES), max_size=len(TRIPLES)))
    folder = tmp_path_factory.mktemp("split")
    for place in range(count + 1):
        mine = [triple for triple, chosen in zip(TRIPLES, places, strict=True) if chosen == place]
        (folder / f"{place}.nt").write_bytes(serialize(mine, format=RdfFormat.N_TRIPLES))
    report = judge_by_parts(base=[folder], room=1)
    assert report is None or told(report) == told(validate(base=[folder]))


@FEW
@given(data=st.data())
def test_any_split_of_sources_is_judged_in_parts(tmp_path_factory, data):
    """However claims and assessments are spread over files with passages, there is a verdict by parts."""
    apart = ("claim/", "passage/", "assessment/")
    subjects = {each.subject.value for each in TRIPLES}
    nodes = sorted(name for name in subjects if any(kind in name for kind in apart))
    places = data.draw(st.lists(st.integers(1, 4), min_size=len(nodes), max_size=len(nodes)))
    chosen = dict(zip(nodes, places, strict=True))
    folder = tmp_path_factory.mktemp("split")
    for place in range(5):
        mine = [each for each in TRIPLES if chosen.get(each.subject.value, 0) == place]
        text = serialize(mine, format=RdfFormat.N_TRIPLES) + (b"# hasSource" if place else b"")
        (folder / f"{place}.nt").write_bytes(text)
    assert told(judge_by_parts(base=[folder], room=1)) == told(validate(base=[folder]))


def test_files_about_one_source_lie_in_one_part(base):
    """A folder below claims is about one source; files without passages are shared."""
    shared, parts = divide(find_files([base]), room=1)
    assert [below for _, below, _ in shared] == ["shared/base.ttl", "sources/pages.ttl"]
    folders = [{below.rsplit("/", 1)[0] for _, below, _ in part.files} for part in parts]
    assert sorted(folders, key=min) == [{"claims/one"}, {"claims/three"}, {"claims/two"}]


def test_every_broken_file_is_told_in_order(base):
    """One fault in a part does not hide those in others."""
    for name in ("claims/two/1.ttl", "claims/one/2.ttl"):
        (base / name).write_text("<urn:hasSource> <urn:b>", encoding="utf-8")
    with pytest.raises(BrokenInputsError) as broken:
        judge_by_parts(base=[base], room=1)
    with pytest.raises(InputError) as expected:
        validate(base=[base])
    assert str(broken.value) == str(expected.value)


def test_a_part_that_describes_what_all_share_is_not_judged_alone(base):
    """Then all must be judged at once: what is said of the node lies on both sides."""
    path = base / "claims" / "two" / "1.ttl"
    text = path.read_text(encoding="utf-8")
    path.write_text(f'{text}concept:frog skos:altLabel "toad"@en .', encoding="utf-8")
    assert judge_by_parts(base=[base], room=1) is None
