"""Parts judged by the workers of a Dask cluster; one that dies is replaced by another."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from operculum.errors import InputError, UsageError
from operculum.partitions.division import Part
from operculum.partitions.judging import Judged, judge
from operculum.partitions.shared import Shared

RETRIES: Final = 3
"""How often a part is given to another worker."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """Judges parts on the cluster whose scheduler has an address, such as tcp://10.0.0.1:8786."""

    address: str

    def __call__(self, parts: Sequence[Part], told: Shared) -> Iterator[tuple[int, Judged]]:
        """Yield the verdicts on parts with their places, as they come."""
        try:
            from distributed import Client, as_completed
        except ImportError:
            raise UsageError(
                "--cluster takes Dask, which is not installed", remedy="Install operculum[cluster]."
            ) from None
        if not parts:
            return
        try:
            client = Client(self.address, timeout=10)  # type: ignore[no-untyped-call]
        except (OSError, ValueError) as error:
            raise InputError(f"the cluster {self.address} cannot be reached: {error}") from None
        with client:
            shared = client.scatter(told, broadcast=True, hash=False)  # type: ignore[no-untyped-call]
            futures = client.map(judge, parts, told=shared, retries=RETRIES, pure=False)
            places = {future.key: place for place, future in enumerate(futures)}
            for done in as_completed(futures):  # type: ignore[no-untyped-call]
                yield places[done.key], done.result()
                done.release()
