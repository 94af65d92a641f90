"""Who judges makes no difference: processes, a cluster whose workers die, or a cache, even a damaged one."""

import multiprocessing
import os
import re
import signal
import subprocess
import sys
import time
from hashlib import sha256

import pytest
import weather

from operculum.cli import run
from operculum.partitions import Work, by_parts, remote, validate
from operculum.partitions.by_parts import judge_by_parts
from operculum.partitions.division import divide
from operculum.partitions.judging import one_by_one
from operculum.partitions.workers import Processes
from operculum.reporting import REPORTERS
from operculum.store import finding
from operculum.validation import validate as validate_at_once

MANY = 12


@pytest.fixture
def base(tmp_path):
    """Return a base of many sources."""
    copies = {
        name.replace("one", f"s{number}"): text.replace("one", f"s{number}")
        for number in range(MANY)
        for name, text in weather.FILES.items()
        if "one" in name
    }
    sources = "".join(weather.SOURCE.format(name=f"s{number}") for number in range(MANY))
    return weather.write(tmp_path / "weather", {**weather.FILES, **copies, "sources/more.ttl": sources})


def told(report):
    """Return a report as the bytes that a program reads."""
    assert report is not None
    return REPORTERS["json"](report)


@pytest.mark.parametrize("jobs", [2, 4])
def test_any_number_of_processes_gives_the_same_bytes(base, jobs):
    """Parts come back in any order, and are told in one."""
    report = judge_by_parts(base=[base], room=1, mapped=Work(jobs=jobs).mapped())
    assert told(report) == told(validate_at_once(base=[base]))


@pytest.mark.parametrize("jobs", [1, 2, 4])
def test_a_killed_process_changes_nothing(base, jobs):
    """What it was judging is judged by another."""
    killed = []

    def progress(_, done, of):
        if done in {3, 9} and len(killed) < done / 3 and of > 1:
            victim = multiprocessing.active_children()[0]
            victim.kill()
            victim.join()
            killed.append(victim)

    report = judge_by_parts(base=[base], room=1, mapped=Processes(jobs), progress=progress)
    assert killed
    assert told(report) == told(validate_at_once(base=[base]))


DEADLY = """
import os
import signal
from operculum.cli import main
from operculum.partitions import by_parts, workers
by_parts.LITTLE = 1
judge = workers.judge
def deadly(part, told):
    if any("s5" in name for name, _, _ in part.files):
        os.kill(os.getpid(), signal.SIGKILL)
    return judge(part, told)
workers.judge = deadly
main()
"""


def test_a_part_that_ends_every_process_is_named(base, tmp_path):
    """Processes are not started again for ever, and the status is that of a limit."""
    command = [sys.executable, "-c", DEADLY, "--kb", str(base), "validate", "--changed", "--jobs", "2"]
    ended = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
    assert ended.returncode == 4
    assert re.search(rb"claims/s5/1\.ttl: .* 4 times", ended.stderr), ended.stderr


def test_the_command_line_gives_the_same_bytes(operculum, base, tmp_path, monkeypatch):
    """Options say how to work, never what is found."""
    monkeypatch.chdir(tmp_path)
    plain = operculum("--kb", base, "validate")
    for options in (["--jobs", "2"], ["--changed"], ["--changed"]):
        assert operculum("--kb", base, "validate", *options) == plain
    assert plain.status == 1


class Counting:
    """Judges one by one, and counts."""

    def __init__(self):
        self.parts = 0

    def __call__(self, parts, told):
        self.parts += len(parts)
        return one_by_one(parts, told)


def cached(base, folder):
    """Judge with a cache; return the bytes, and how many parts were judged."""
    counting = Counting()
    return told(judge_by_parts(base=[base], room=1, mapped=counting, cache=folder)), counting.parts


def test_only_what_changed_is_judged_again(base, tmp_path):
    """A changed source is one part; a changed concept may bear on all."""
    folder = tmp_path / "cache"
    first, all_parts = cached(base, folder)
    assert cached(base, folder) == (first, 0)
    path = base / "claims" / "s3" / "1.ttl"
    path.write_text(
        path.read_text(encoding="utf-8").replace("opc:asserted", "opc:possible"), encoding="utf-8"
    )
    second, judged = cached(base, folder)
    assert judged == 1
    assert second == told(validate_at_once(base=[base])) != first
    shared = base / "shared" / "base.ttl"
    shared.write_text(shared.read_text(encoding="utf-8").replace("croaker", "jumper"), encoding="utf-8")
    assert cached(base, folder)[1] >= all_parts


def test_a_text_that_appears_is_looked_at(base, tmp_path):
    """A verdict without the text does not stand for one with it."""
    folder, texts = tmp_path / "cache", tmp_path / "texts"
    texts.mkdir()
    text = b"Frogs tell of rain."
    digest = sha256(text).hexdigest()
    path = base / "claims" / "four" / "1.ttl"
    weather.write(base, {"claims/four/1.ttl": weather.claim("four-1", "four")})
    more = (
        weather.SOURCE.format(name="four")
        + f'source:four opc:sha256 "{digest}" . passage:four-1 opc:sha256 "{digest}" ; '
        f"oa:hasSelector position:four-1 . position:four-1 a oa:TextPositionSelector ; "
        f"oa:start 0 ; oa:end {len(text)} ."
    )
    path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
    work = Work(cache=folder)
    before = validate(base=[base], sources=[texts], work=work)
    (texts / "four.txt").write_bytes(text)
    for _ in range(2):
        after = validate(base=[base], sources=[texts], work=work)
        assert told(after) == told(validate_at_once(base=[base], sources=[texts]))
    assert (before.passages.verified, after.passages.verified) == (0, 1)


@pytest.mark.parametrize("damage", [b"", b"not a verdict", None])
def test_a_damaged_cache_is_judged_anew(base, tmp_path, damage):
    """Whatever happened to a file in it, the verdict is right, and the file is mended."""
    folder = tmp_path / "cache"
    first, all_parts = cached(base, folder)
    for path in folder.iterdir():
        content = path.read_bytes()
        path.write_bytes(content[: len(content) // 2] if damage is None else damage)
    assert cached(base, folder) == (first, all_parts)
    assert cached(base, folder) == (first, 0)


def test_an_interrupted_run_is_taken_up_where_it_stopped(base, tmp_path):
    """What was judged before the interrupt is not judged again."""
    folder = tmp_path / "cache"

    def interrupted(parts, told):
        for done, each in enumerate(one_by_one(parts, told)):
            if done == 5:
                raise KeyboardInterrupt
            yield each

    with pytest.raises(KeyboardInterrupt):
        judge_by_parts(base=[base], room=1, mapped=interrupted, cache=folder)
    verdict, judged = cached(base, folder)
    assert verdict == told(validate_at_once(base=[base]))
    _, everything = cached(base, tmp_path / "another")
    assert judged == everything - 5


SCRIPT = """
import signal
from operculum.cli import main
from operculum.partitions import by_parts
by_parts.LITTLE = 1
signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored, if tests run in the background
main()
"""
HESITATING = f"""
import time
from operculum.partitions.memory import Memory
write = Memory.write
def slowly(self, key, content):
    write(self, key, content)
    time.sleep(1)
Memory.write = slowly
{SCRIPT}
"""


def test_an_interrupt_from_the_keyboard_ends_processes_and_leaves_the_cache_usable(base, tmp_path):
    """The status is that of an interrupt, what was judged is kept, and the next run gives the verdict."""
    files = {f"claims/m{each}/1.ttl": weather.claim(f"m{each}-1", f"s{each % MANY}") for each in range(300)}
    weather.write(base, files)
    options = ["--kb", str(base), "validate", "--changed", "--jobs", "2"]
    running = subprocess.Popen(
        [sys.executable, "-c", HESITATING, *options],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    cache = tmp_path / ".operculum-cache"
    while running.poll() is None and not kept(cache):
        time.sleep(0.01)
    os.killpg(running.pid, signal.SIGINT)
    _, errors = running.communicate(timeout=60)
    assert (running.returncode, errors.decode()) == (130, "\nInterrupted.\n")
    assert kept(cache)
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, *options], cwd=tmp_path, capture_output=True, check=False
    )
    expected = REPORTERS["text"](validate_at_once(base=[base]))
    assert done.stdout.decode() == expected


def kept(cache):
    """Return the names of the verdicts in a cache."""
    listed = [path.name for path in cache.iterdir()] if cache.is_dir() else []
    return [name for name in listed if not name.startswith(("large-", "new-"))]


def test_a_terminal_alone_is_told_how_many_parts_are_done(operculum, base, terminal, monkeypatch):
    """A line that each further one takes the place of; the report is not touched by it."""
    monkeypatch.setattr(by_parts, "ROOM", 1)
    monkeypatch.setattr(finding, "LARGE", 1)
    quiet = operculum("--kb", base, "validate")
    assert quiet.errors == ""
    monkeypatch.setattr(sys, "stderr", terminal)
    assert operculum("--kb", base, "validate").output == quiet.output
    shown = terminal.getvalue()
    count = int(shown.split(" of ")[1].split(" ")[0])
    lines = [f"\r{done} of {count} parts judged" for done in range(1, count + 1)]
    assert shown == "".join(lines) + f"\r{' ' * (len(lines[-1]) - 1)}\r"
    assert count > MANY


def test_without_dask_the_extra_is_named(monkeypatch, base, capsys):
    """Who asks for a cluster is told what to install."""
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert run(["--kb", str(base), "validate", "--cluster", "tcp://127.0.0.1:1"]) == 2
    assert "operculum[cluster]" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (["--changed", "--format", "turtle"], "the W3C report is one of all data"),
        (["--jobs", "2"], "a part describes anew what all share"),
    ],
)
def test_whoever_asks_for_parts_is_told_why_there_are_none(operculum, tmp_path, monkeypatch, options, reason):
    """On standard error, in one line; the report is the same."""
    monkeypatch.chdir(tmp_path)
    anew = weather.claim("two-1", "two") + 'concept:frog skos:altLabel "toad"@en .'
    base = weather.write(tmp_path / "weather", {**weather.FILES, "claims/two/1.ttl": anew})
    kept = [option for option in options if option not in {"--jobs", "2", "--changed"}]
    outcome = operculum("--kb", base, "validate", *options)
    assert outcome.output == operculum("--kb", base, "validate", *kept).output
    assert re.fullmatch(f"note: all is judged at once, by this process: {reason}.*\n", outcome.errors)
    assert operculum("--kb", base, "validate", *kept).errors == ""


@pytest.mark.parametrize("format", ["text", "json", "sarif", "junit", "github", "turtle"])
def test_notes_are_told_in_every_format(operculum, tmp_path, format):
    """In the report or else on standard error, and never twice."""
    (tmp_path / "cups.ttl").write_text("<urn:cup> a <urn:Cup> .", encoding="utf-8")
    (tmp_path / "shapes.ttl").write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . "
        "<urn:Shape> a sh:NodeShape ; sh:targetClass <urn:Cup> ; sh:node <urn:Nothing> .",
        encoding="utf-8",
    )
    outcome = operculum(
        "validate", tmp_path / "cups.ttl", "--shapes", tmp_path / "shapes.ttl", "--format", format
    )
    assert (outcome.output + outcome.errors).count("urn:Nothing") == 1
    assert (outcome.errors == "") == (format in {"text", "json"})


def test_files_behind_a_url_are_judged_like_files_in_a_folder(base):
    """Partitions are read through fsspec, here from memory."""
    fsspec = pytest.importorskip("fsspec", reason="needs distributed: it brings fsspec")
    memory = fsspec.filesystem("memory")
    memory.put(str(base), "/weather", recursive=True)
    (empty := base.parent / "empty").mkdir()
    report = judge_by_parts(["memory://weather"], base=[empty], room=1)
    assert report is not None
    places = {finding.location.file for finding in report.findings if finding.location}
    expected = validate_at_once([base], base=[empty])
    assert [each.rule for each in report.findings] == [each.rule for each in expected.findings]
    assert all(place.startswith("memory://weather/") for place in places)


def test_files_behind_a_url_are_read_as_often_as_needed_and_hidden_ones_never(base, monkeypatch):
    """The director reads a file for what it holds, and not for its size; dot-files are passed over."""
    pytest.importorskip("fsspec", reason="needs distributed: it brings fsspec")
    (base / ".hidden").mkdir()
    (base / ".hidden" / "broken.ttl").write_text("hasSource", encoding="utf-8")
    (base / "claims" / ".broken.ttl").write_text("hasSource", encoding="utf-8")
    found = list(remote.find(f"file://{base}"))
    assert [below for _, below, _ in found] == [below for _, below, _ in finding.find_files([base])]
    read = []
    reading = remote.Remote.read_bytes
    monkeypatch.setattr(remote.Remote, "read_bytes", lambda file: read.append(file.url) or reading(file))
    shared, parts = divide(found, room=1)
    assert sorted(read) == sorted({file.url for _, _, file in found})
    assert len(shared) + sum(len(part.files) for part in parts) == len(found)
