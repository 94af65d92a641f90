"""Files on disk: written whole or not at all, compared byte for byte, and only ours ever removed."""

import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from operculum.artefacts import LIST, STAGE, Difference, Outcome, compare, write
from operculum.errors import InputError
from operculum.exporters import Artefact

FIRST = (Artefact("json/a.json", "a\n"), Artefact("json/deep/b.json", b"b\r\n"), Artefact("csv/c.csv", "c"))


@pytest.fixture
def folder(tmp_path):
    """Return a folder that holds the first artefacts."""
    write(FIRST, tmp_path / "exports")
    return tmp_path / "exports"


def files(folder):
    """Return what a folder holds, by path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_nothing_to_write_leaves_an_empty_list(tmp_path):
    """No artefacts, no files but the list of none."""
    assert write([], tmp_path) == Outcome(0, 0, 0)
    assert files(tmp_path) == {LIST: b""}


def test_artefacts_are_written_as_they_are(folder):
    """Bytes and line ends come to the disk untouched, and nothing is left of the way there."""
    held = files(folder)
    assert {artefact.path: artefact.bytes for artefact in FIRST} == {
        k: v for k, v in held.items() if k != LIST
    }
    assert not (folder / STAGE).exists()


def test_a_content_that_comes_in_pieces_is_written_and_compared_like_a_whole_one(folder):
    """Text that is made piece by piece, and made again to be compared, is the same file."""
    pieces = Artefact("json/a.json", lambda: iter(("a", "", "\n")))
    assert pieces.bytes == b"a\n"
    assert compare([pieces, *FIRST[1:]], folder) == ()
    assert write([pieces, *FIRST[1:]], folder) == Outcome(3, 0, 0)
    assert write([Artefact("csv/c.csv", lambda: map(str, range(9)))], folder).written == 1
    assert (folder / "csv/c.csv").read_text() == "012345678"


def test_no_more_than_a_piece_is_held_while_a_file_is_written(tmp_path):
    """A piece is in the file before the next one is made."""
    staged = tmp_path / STAGE / "csv/long.csv"
    sizes = []

    def pieces():
        for _ in range(40):
            yield "x" * 50_000
            sizes.append(staged.stat().st_size)

    write([Artefact("csv/long.csv", pieces)], tmp_path)
    assert all(size >= 50_000 * number for number, size in enumerate(sizes))


def test_the_list_is_what_sha256sum_reads(folder):
    """Anybody can check the files without us."""
    done = subprocess.run(["sha256sum", "-c", LIST], cwd=folder, capture_output=True, text=True, check=True)
    assert done.stdout.count(": OK") == len(FIRST)


def test_what_has_not_changed_is_not_written_again(folder):
    """A second run touches nothing."""
    assert write(FIRST, folder) == Outcome(3, 0, 0)


def test_a_file_that_is_no_longer_made_is_removed(folder):
    """A page of a withdrawn source does not stay behind."""
    assert write([*FIRST[:1], FIRST[2]], folder).removed == 1
    assert not (folder / "json/deep/b.json").exists()


def test_a_file_of_somebody_else_stays(folder):
    """Neither a file that we did not write nor one that somebody changed is ever removed."""
    (folder / "json/mine.txt").write_text("mine")
    (folder / "json/deep/b.json").write_text("changed")
    assert write([FIRST[0], FIRST[2]], folder).removed == 0
    assert {"json/mine.txt", "json/deep/b.json"} <= files(folder).keys()


def test_writing_one_format_leaves_the_others_alone(folder):
    """Each exporter has a folder of its own, and its lines of the list."""
    write([Artefact("csv/c.csv", "new")], folder)
    assert compare([*FIRST[:2], Artefact("csv/c.csv", "new")], folder) == ()


def test_a_list_that_somebody_forged_removes_nothing_outside(folder):
    """A path that leaves the folder is not followed."""
    victim = folder.parent / "victim"
    victim.write_bytes(b"a\n")
    digest = (folder / LIST).read_text().split()[0]
    (folder / LIST).write_text(f"{digest}  json/../../victim\n{digest}  ../victim\n")
    write(FIRST, folder)
    assert victim.exists()


def test_comparing_reports_missing_different_and_superfluous_files(folder):
    """Every way in which a folder can be wrong is told apart."""
    assert compare(FIRST, folder) == ()
    (folder / "json/a.json").unlink()
    (folder / "csv/c.csv").write_bytes(b"c\n")
    (folder / "json/extra").touch()
    assert compare(FIRST, folder) == (
        Difference("csv/c.csv", "different"),
        Difference("json/a.json", "missing"),
        Difference("json/extra", "superfluous"),
    )


@pytest.mark.parametrize("path", ["/etc/passwd", "../up", "json/../../up", "top", "json/a\0b"])
def test_a_path_that_leaves_the_folder_is_a_fault(path, tmp_path):
    """An exporter cannot write where it pleases."""
    with pytest.raises(ValueError, match="an exporter made the path"):
        write([Artefact(path, "")], tmp_path)


def test_a_folder_that_cannot_be_made_is_an_error_with_a_remedy(tmp_path):
    """A file stands where the folder should be."""
    (tmp_path / "exports").write_text("")
    with pytest.raises(InputError, match=r"cannot write .*exports.*--out"):
        write(FIRST, tmp_path / "exports")


def test_a_full_disk_changes_no_old_file(folder):
    """All new files are on the disk before the first old one goes."""
    before = files(folder)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limits[1]))
    try:
        with pytest.raises(InputError, match="File too large"):
            write([Artefact("json/a.json", "new"), Artefact("json/z.json", "z" * 5000)], folder)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert files(folder) == before


def test_a_killed_export_leaves_every_old_file_whole(folder):
    """After kill -9 at any moment, each file is the old one or the new one, never a piece."""
    script = (
        "import sys; from pathlib import Path; from operculum.artefacts import write\n"
        "from operculum.exporters import Artefact\n"
        "for turn in range(10**6):\n"
        "    made = [Artefact(f'json/{n}', str(turn).zfill(9) * 20_000) for n in range(20)]\n"
        "    write(made, Path(sys.argv[1]))\n"
    )
    for wait in (0.3, 0.5, 0.9):
        process = subprocess.Popen([sys.executable, "-c", script, str(folder)])
        time.sleep(wait)
        process.send_signal(signal.SIGKILL)
        process.wait()
        for path in (folder / "json").glob("[0-9]*"):
            content = path.read_text()
            assert len(content) == 180_000
            assert content == content[:9] * 20_000
    write(FIRST, folder)
    assert not (folder / STAGE).exists()


def test_the_command_line_says_what_cannot_be_written(operculum, tmp_path):
    """An unwritable folder is exit 3 and one clear sentence."""
    (tmp_path / "taken").write_text("")
    outcome = operculum("export", "csv", "--out", tmp_path / "taken")
    assert (outcome.status, outcome.output) == (3, "")
    assert "cannot write" in outcome.errors
    assert "Traceback" not in outcome.errors


def test_the_command_line_compares_and_names_the_command_that_mends(operculum, tmp_path):
    """--check is exit 1 with the list on standard output and the remedy beside it."""
    out = tmp_path / "exports"
    assert operculum("export", "sssom", "--out", out).status == 0
    assert operculum("export", "sssom", "--out", out, "--check").status == 0
    (out / "sssom/operculum.sssom.tsv").write_text("")
    outcome = operculum("export", "sssom", "--out", out, "--check")
    assert outcome.status == 1
    assert outcome.output == f"different: {out}/sssom/operculum.sssom.tsv\n"
    assert f"operculum export sssom --out={out}" in outcome.errors


def test_a_part_does_not_overwrite_the_whole(operculum, tmp_path, monkeypatch):
    """Without --out, a part is not written over exports that are there."""
    monkeypatch.chdir(tmp_path)
    Path("exports").mkdir()
    outcome = operculum("export", "--only", "cerclage")
    assert outcome.status == 2
    assert "--out" in outcome.errors
