"""A Dask cluster: whatever becomes of its workers, the same bytes, or an error that says what to do."""

import os
import signal
from contextlib import contextmanager

import pytest
import weather

from operculum.errors import LimitError
from operculum.partitions import by_parts, cluster, version
from operculum.partitions.by_parts import judge_by_parts
from operculum.partitions.cluster import Cluster
from operculum.reporting import REPORTERS
from operculum.validation import validate

pytestmark = pytest.mark.filterwarnings("ignore")

MANY = 40


@pytest.fixture
def base(tmp_path):
    """Return a base of many sources."""
    files = dict(weather.FILES)
    for number in range(MANY):
        files[f"claims/s{number}/1.ttl"] = weather.claim(f"s{number}-1", f"s{number}")
    files["sources/more.ttl"] = "".join(weather.SOURCE.format(name=f"s{number}") for number in range(MANY))
    return weather.write(tmp_path / "weather", files)


@contextmanager
def started(workers):
    """Start a cluster of so many workers, each of which is started again when it dies."""
    distributed = pytest.importorskip("distributed", reason="needs distributed: install operculum[cluster]")
    with distributed.LocalCluster(
        n_workers=workers, threads_per_worker=1, processes=True, dashboard_address=None
    ) as running:
        yield running


@pytest.fixture(scope="module")
def running():
    """Return a cluster of two workers."""
    with started(2) as two:
        yield two


def judged(base, running, at):
    """Judge on a cluster, and do something when so many parts are judged."""
    pending = dict(at)

    def progress(_, done, of):
        if of > 1 and done in pending:
            pending.pop(done)()

    mapped = Cluster(running.scheduler_address)
    report = judge_by_parts(base=[base], room=1, mapped=mapped, progress=progress)
    assert pending == {}
    return REPORTERS["json"](report)


def kill(running, *names):
    """Return what kills workers."""
    return lambda: [os.kill(running.workers[name].pid, signal.SIGKILL) for name in names]


@pytest.mark.parametrize("deaths", [{3: [0], 9: [1]}, {3: [0, 1]}], ids=["in turn", "at once"])
def test_killed_workers_change_nothing(base, deaths):
    """What one was judging is judged by another; what all held is told again."""
    with started(2) as mortal:
        at = {done: kill(mortal, *names) for done, names in deaths.items()}
        assert judged(base, mortal, at) == REPORTERS["json"](validate(base=[base]))


def test_a_part_that_workers_die_with_is_named(base, monkeypatch):
    """The limit is that of the scheduler, and no fault of ours."""
    with started(1) as mortal:
        monkeypatch.setattr(mortal.scheduler, "allowed_failures", 0)
        with pytest.raises(LimitError, match=r"\.ttl: workers died .* 1 in all, .* more memory"):
            judged(base, mortal, {3: kill(mortal, 0)})


def test_a_cluster_that_ends_is_told_as_a_limit(base, monkeypatch):
    """Neither a traceback nor waiting for ever."""
    monkeypatch.setattr(cluster, "PATIENCE", 2)
    with started(1) as one, pytest.raises(LimitError, match="was lost: its scheduler ended"):
        judged(base, one, {3: one.close})


def test_workers_with_other_code_are_refused(operculum, base, running, monkeypatch):
    """They could find something else."""
    monkeypatch.setattr(version, "__version__", "0.0.9")
    version.version.cache_clear()
    outcome = operculum("--kb", base, "validate", "--cluster", running.scheduler_address)
    version.version.cache_clear()
    assert outcome.status == 3
    assert "another operculum than this, 0.0.9+" in outcome.errors
    assert "Install the same version on all workers." in outcome.errors


def test_the_command_line_gives_the_same_bytes(operculum, base, running, monkeypatch):
    """Files in a folder, and the same by a URL."""
    monkeypatch.setattr(by_parts, "ROOM", 1)
    (empty := base.parent / "empty").mkdir()
    for kb, paths in ((base, []), (empty, [f"file://{base}"])):
        alone = operculum("--kb", kb, "validate", *paths)
        assert "Disagreement-assessed" in alone.output
        assert operculum("--kb", kb, "validate", *paths, "--cluster", running.scheduler_address) == alone
