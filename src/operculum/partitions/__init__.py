"""Validation of bases of any size: one part at a time, by any number of processes or machines."""

from operculum.partitions.run import validate
from operculum.partitions.work import Work

__all__ = ["Work", "validate"]
