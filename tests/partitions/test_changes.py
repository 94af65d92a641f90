"""What changed is judged again, and what depends on it: the same bytes as a run that knows nothing."""

import pytest
import weather
from hypothesis import given, settings
from hypothesis import strategies as st

from operculum.partitions.by_parts import judge_by_parts
from operculum.partitions.directory import RACY, Seen
from operculum.partitions.judging import one_by_one
from operculum.reporting import REPORTERS
from operculum.validation import validate

SOME = settings(max_examples=12)
ASSESSMENT = """
assessment:odd a opc:Assessment ; opc:of claim:one-1 ; opc:target claim:two-1 ; opc:bearing opc:agrees .
"""
EDITS = {
    "a wording": lambda text: text.replace("Frogs and rain", "Rain and frogs"),
    "a line more": lambda text: f"# a remark\n{text}",
    "denied": lambda text: text.replace("opc:affirmed", "opc:denied"),
    "affirmed": lambda text: text.replace("opc:denied", "opc:affirmed"),
    "withdrawn": lambda text: text.replace("opc:draft", "opc:withdrawn"),
    "another source": lambda text: text.replace("source:one", "source:two"),
    "an assessment": lambda text: text + ASSESSMENT,
    "no assessment": lambda text: text.replace(ASSESSMENT, ""),
    "a claim more": lambda text: text + weather.claim("three-9", "three", "denied"),
    "nothing": lambda _text: weather.PREFIXES,
}


def told(report):
    """Return a report as the bytes that a program reads."""
    assert report is not None
    return REPORTERS["json"](report)


@SOME
@given(data=st.data())
def test_any_change_is_seen(tmp_path_factory, data):
    """Claims, assessments and whole files come, change and go, and findings across sources with them."""
    folder = tmp_path_factory.mktemp("changing")
    base = weather.write(folder / "weather", weather.FILES)
    cache = folder / "cache"
    judge_by_parts(base=[base], room=1, cache=cache)
    names = sorted(name for name in weather.FILES if name.startswith("claims/"))
    for _ in range(data.draw(st.integers(1, 4))):
        path = base / data.draw(st.sampled_from([*names, "claims/new/1.ttl"]))
        edit = EDITS[data.draw(st.sampled_from(sorted(EDITS)))]
        if not path.exists():
            weather.write(base, {"claims/new/1.ttl": weather.claim("new-1", "two", "denied")})
        elif data.draw(st.booleans()):
            path.write_text(edit(path.read_text(encoding="utf-8")), encoding="utf-8")
        else:
            path.unlink()
        assert told(judge_by_parts(base=[base], room=1, cache=cache)) == told(validate(base=[base]))


@pytest.fixture
def base(tmp_path):
    """Return the base about frogs and rain."""
    return weather.write(tmp_path / "weather", weather.FILES)


def test_times_tell_nothing_of_a_file_that_was_read_right_after_it_was_written(base):
    """A file written and read within the same tick of the clock is read again, one that has lain is not."""
    status = (base / "claims" / "one" / "1.ttl").stat()
    known = (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)
    written = max(status.st_mtime_ns, status.st_ctime_ns)
    early, late = (Seen(*known, written + after) for after in (1, RACY + 1))
    assert late.holds(status)
    assert not early.holds(status)


def test_a_verdict_on_a_file_that_was_written_meanwhile_is_not_kept(base, tmp_path):
    """Its digest may be that of the bytes before: put back, these would get the verdict of the others."""
    path, cache = base / "claims" / "one" / "1.ttl", tmp_path / "cache"
    before = path.read_text(encoding="utf-8")

    def writing(parts, told):
        path.write_text(before.replace("opc:draft", "opc:odd"), encoding="utf-8")
        yield from one_by_one(parts, told)

    judge_by_parts(base=[base], room=1, mapped=writing, cache=cache)
    path.write_text(before, encoding="utf-8")
    assert told(judge_by_parts(base=[base], room=1, cache=cache)) == told(validate(base=[base]))


def test_what_has_not_changed_is_not_read(base, tmp_path, monkeypatch):
    """Size and times tell that a file is the one that was read, once it has lain for a while."""
    from operculum.partitions import directory

    monkeypatch.setattr(directory, "RACY", 0)
    cache = tmp_path / "cache"
    before = told(judge_by_parts(base=[base], room=1, cache=cache))
    read = []
    reading = directory.raw_bytes
    monkeypatch.setattr(
        directory, "raw_bytes", lambda resource, name: read.append(name) or reading(resource, name)
    )
    changed = base / "claims" / "three" / "2.ttl"
    changed.write_text("# a remark\n" + changed.read_text(encoding="utf-8"), encoding="utf-8")
    after = told(judge_by_parts(base=[base], room=1, cache=cache))
    assert read == [str(changed)]
    assert after == told(validate(base=[base])) != before
