"""Who judges makes no difference: processes, a cluster whose workers die, or a cache, even a damaged one."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress

import pytest
import weather

from operculum.cli import run
from operculum.partitions import Work, validate
from operculum.partitions.by_parts import judge_by_parts
from operculum.partitions.judging import one_by_one
from operculum.reporting import REPORTERS
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
    work = Work(cache=folder)
    before = validate(base=[base], sources=[texts], work=work)
    assert told(validate(base=[base], sources=[texts], work=work)) == told(before)


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


def test_an_interrupt_from_the_keyboard_ends_processes_and_leaves_the_cache_usable(base, tmp_path):
    """The status is that of an interrupt, nothing is left running, and the next run gives the verdict."""
    script = "import sys; from operculum.cli import main; main()"
    command = [sys.executable, "-c", script, "--kb", str(base), "validate", "--changed", "--jobs", "2"]
    running = subprocess.Popen(
        command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    )
    time.sleep(2.5)
    with suppress(ProcessLookupError):
        os.killpg(running.pid, signal.SIGINT)
    _, errors = running.communicate(timeout=60)
    assert b"Traceback" not in errors
    assert running.returncode in {1, 130, -signal.SIGINT}
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
    expected = REPORTERS["text"](validate_at_once(base=[base]))
    assert done.stdout.decode() == expected


def test_without_dask_the_extra_is_named(monkeypatch, base, capsys):
    """Who asks for a cluster is told what to install."""
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert run(["--kb", str(base), "validate", "--cluster", "tcp://127.0.0.1:1"]) == 2
    assert "operculum[cluster]" in capsys.readouterr().err


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
