"""How parts are judged: in this process, by others, or by other machines; and whether verdicts are kept."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from operculum.partitions.judging import Mapped

Remark: TypeAlias = Callable[[str], None]
"""Is told why parts cannot be judged apart."""


@dataclass(frozen=True, slots=True)
class Work:
    """By how many processes parts are judged, on which cluster, and in which folder verdicts are kept."""

    jobs: int = 1
    cluster: str | None = None
    cache: Path | None = None

    def __bool__(self) -> bool:
        return self.jobs > 1 or self.cluster is not None or self.cache is not None

    def mapped(self) -> "Mapped":
        """Return what judges parts in this way."""
        if self.cluster is not None:
            from operculum.partitions.cluster import Cluster

            return Cluster(self.cluster)
        if self.jobs > 1:
            from operculum.partitions.workers import Processes

            return Processes(self.jobs)
        from operculum.partitions.judging import one_by_one

        return one_by_one
