"""A Dask cluster of two workers, one of which is killed: the same bytes."""

import os
import signal
import threading
import time
import warnings

import pytest
import weather

from operculum.partitions.by_parts import judge_by_parts
from operculum.reporting import REPORTERS
from operculum.validation import validate

pytestmark = pytest.mark.filterwarnings("default")

MANY = 40


@pytest.fixture
def base(tmp_path):
    """Return a base of many sources."""
    files = dict(weather.FILES)
    for number in range(MANY):
        files[f"claims/s{number}/1.ttl"] = weather.claim(f"s{number}-1", f"s{number}")
    files["sources/more.ttl"] = "".join(weather.SOURCE.format(name=f"s{number}") for number in range(MANY))
    return weather.write(tmp_path / "weather", files)


def test_a_killed_worker_changes_nothing(base):
    """What it was judging is judged by another."""
    distributed = pytest.importorskip(
        "distributed", reason="needs distributed: pip install operculum[cluster]"
    )
    from operculum.partitions.cluster import Cluster

    with (
        warnings.catch_warnings(),
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
        ) as cluster,
    ):
        warnings.simplefilter("ignore")
        victim = next(iter(cluster.workers.values())).pid
        killed = threading.Event()

        def progress(done, _of):
            if done == 3 and not killed.is_set():
                killed.set()
                os.kill(victim, signal.SIGKILL)

        start = time.monotonic()
        report = judge_by_parts(
            base=[base], room=1, mapped=Cluster(cluster.scheduler_address), progress=progress
        )
        assert killed.is_set()
        assert time.monotonic() - start < 120
    assert REPORTERS["json"](report) == REPORTERS["json"](validate(base=[base]))
