"""Parts judged by the workers of a Dask cluster; what is lost with some of them is given to others."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from operculum.errors import InputError, LimitError, Location, UsageError
from operculum.partitions.division import Part
from operculum.partitions.judging import Judged, judge
from operculum.partitions.shared import Shared
from operculum.partitions.version import version

if TYPE_CHECKING:
    from distributed import Client

PATIENCE: Final = 10
"""For so many seconds a scheduler, and a first worker, is waited for."""

UNLIMITED: Final = {"distributed.admin.large-graph-warning-threshold": "1TB"}
"""What all parts share is part of what is submitted, so that the scheduler can send it again."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """Judges parts on the cluster whose scheduler has an address, such as tcp://10.0.0.1:8786."""

    address: str

    def __call__(self, parts: Sequence[Part], told: Shared) -> Iterator[tuple[int, Judged]]:
        """Yield the verdicts on parts with their places, as they come.

        Raises `InputError` where the cluster cannot be reached or has other code, and `LimitError` where it
        has no worker, is lost, or too many workers die.
        """
        try:
            import distributed  # noqa: F401
        except ImportError:
            raise UsageError(
                "--cluster takes Dask, which is not installed", remedy="Install operculum[cluster]."
            ) from None
        if not parts:
            return
        with self._client() as client:
            self._compare_versions(client)
            yield from self._judged(client, parts, told)

    def _client(self) -> "Client":
        from distributed import Client

        try:
            return Client(self.address, timeout=PATIENCE)  # type: ignore[no-untyped-call]
        except (OSError, ValueError) as error:
            raise InputError(f"the cluster {self.address} cannot be reached: {error}") from None

    def _judged(self, client: "Client", parts: Sequence[Part], told: Shared) -> Iterator[tuple[int, Judged]]:
        """Submit parts, and yield the verdicts on them.

        The scheduler gives again what is lost with a worker, be it a part, a verdict, or what all share; its
        setting `allowed-failures` says how many may die with the same.
        """
        from dask import config
        from distributed import CancelledError, KilledWorker, as_completed
        from distributed.comm.core import CommClosedError

        with config.set(UNLIMITED):
            shared = client.submit(_same, told, pure=False)
            futures = client.map(judge, parts, told=shared, pure=False)
        places = {future.key: place for place, future in enumerate(futures)}
        for done in as_completed(futures):  # type: ignore[no-untyped-call]
            place = places[done.key]
            try:
                judged = done.result()
            except (CancelledError, CommClosedError):
                raise LimitError(
                    f"the cluster {self.address} was lost: its scheduler ended",
                    remedy="Start it again, and then this.",
                ) from None
            except KilledWorker as error:
                raise LimitError(
                    "workers died with the part that begins here, "
                    f"{error.allowed_failures + 1} in all, perhaps for want of memory",
                    Location(parts[place].files[0][0]),
                    "Give the workers of the cluster more memory.",
                ) from None
            yield place, judged
            done.release()

    def _compare_versions(self, client: "Client") -> None:
        """Raise `InputError` where a worker has other code than this process."""
        try:
            client.wait_for_workers(1, timeout=PATIENCE)
            found = client.run(version, on_error="return")
        except OSError:
            raise LimitError(
                f"the cluster {self.address} has no worker", remedy="Start some, and then this again."
            ) from None
        for worker, other in found.items():
            if other != version() and not isinstance(other, OSError):  # it has died meanwhile
                raise InputError(
                    f"the worker {worker} has another operculum than this, {version()}: {other}",
                    remedy="Install the same version on all workers.",
                )


def _same(told: Shared) -> Shared:
    """Return what workers are told: as a result, it goes from worker to worker."""
    return told
