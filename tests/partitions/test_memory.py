"""What is kept under a key is the latest that was written, whether it has been packed or not."""

import pytest

from operculum.partitions import memory
from operculum.partitions.memory import Memory


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Return a folder in which everything is packed at once."""
    monkeypatch.setattr(memory, "FEW", 0)
    return tmp_path / "cache"


def keep(folder, **contents):
    """Keep contents under their keys, as a run does, and end it."""
    kept = Memory(folder)
    for key, content in contents.items():
        kept.write(key, content)
    kept.close({"one", "two", *contents})


def test_what_is_written_anew_takes_the_place_of_what_was_packed(folder):
    """The same key may be given another content: texts that were not at hand are now."""
    keep(folder, one=b"old", two=b"other")
    assert Memory(folder).read("one") == b"old"
    anew = Memory(folder)
    anew.write("one", b"new")
    assert anew.read("one") == Memory(folder).read("one") == b"new"
    keep(folder)
    assert (Memory(folder).read("one"), Memory(folder).read("two")) == (b"new", b"other")


def test_what_is_of_no_more_use_is_dropped_and_what_is_large_stays_apart(folder):
    """A pack holds what the last run used; large things keep files of their own."""
    keep(folder, one=b"1", **{"large-one": b"2", "three": b"3"})
    keep(folder, two=b"4")
    assert [Memory(folder).read(key) for key in ("one", "two", "three")] == [b"1", b"4", None]
    keep(folder, **{"large-two": b"5"})
    assert sorted(path.name for path in folder.iterdir()) == ["large-two", memory.PACK]


def test_a_damaged_file_is_as_if_it_were_not_there(folder):
    """A seal tells what was not written whole."""
    kept = Memory(folder)
    kept.write("one", b"content")
    (folder / "one").write_bytes((folder / "one").read_bytes()[:-1])
    assert Memory(folder).read("one") is None
