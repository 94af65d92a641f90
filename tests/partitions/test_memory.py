"""What is kept under a key is the latest that was written, whether it has been packed or not."""

from hashlib import sha256

import pytest

from operculum.partitions import memory
from operculum.partitions.memory import LARGE, PACK, Memory

ONE, TWO, THREE = (sha256(name).hexdigest() for name in (b"one", b"two", b"three"))


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Return a folder in which everything is packed at once."""
    monkeypatch.setattr(memory, "FEW", 0)
    return tmp_path / "cache"


def keep(folder, contents):
    """Keep contents under their keys, as a run does, and end it."""
    kept = Memory(folder)
    for key, content in contents.items():
        kept.write(key, content)
    kept.close({ONE, TWO, *contents})


def test_what_is_written_anew_takes_the_place_of_what_was_packed(folder):
    """The same key may be given another content: texts that were not at hand are now."""
    keep(folder, {ONE: b"old", TWO: b"other"})
    assert Memory(folder).read(ONE) == b"old"
    anew = Memory(folder)
    anew.write(ONE, b"new")
    assert anew.read(ONE) == Memory(folder).read(ONE) == b"new"
    keep(folder, {})
    assert (Memory(folder).read(ONE), Memory(folder).read(TWO)) == (b"new", b"other")


def test_what_is_of_no_more_use_is_dropped_and_what_is_large_stays_apart(folder):
    """A pack holds what the last run used; large things keep files of their own."""
    keep(folder, {ONE: b"1", f"{LARGE}{ONE}": b"2", THREE: b"3"})
    keep(folder, {TWO: b"4"})
    assert [Memory(folder).read(key) for key in (ONE, TWO, THREE)] == [b"1", b"4", None]
    keep(folder, {f"{LARGE}{TWO}": b"5"})
    assert sorted(path.name for path in folder.iterdir()) == [f"{LARGE}{TWO}", PACK]


def test_what_is_not_ours_stays_in_the_folder(folder):
    """A folder that holds other things loses none of them."""
    (folder / "notes").mkdir(parents=True)
    (folder / "letter.txt").write_text("Dear reader")
    keep(folder, {ONE: b"1"})
    assert sorted(path.name for path in folder.iterdir()) == ["letter.txt", "notes", PACK]


def test_a_damaged_file_is_as_if_it_were_not_there(folder):
    """A seal tells what was not written whole."""
    kept = Memory(folder)
    kept.write(ONE, b"content")
    (folder / ONE).write_bytes((folder / ONE).read_bytes()[:-1])
    assert Memory(folder).read(ONE) is None
