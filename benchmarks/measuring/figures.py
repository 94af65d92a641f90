"""Figures from measurements: ratios, and how a cost grows with the size."""

import math
from collections.abc import Sequence
from typing import Final

SETTLED: Final = (10_000, 1000)
"""From so many claims on, starting an interpreter hides little of the growth; where there are no two such
sizes, from the smaller of these on."""


def exponent(points: Sequence[tuple[float, float]]) -> float | None:
    """Return the slope of the line that fits sizes and costs best in logarithms, by least squares.

    Only sizes count that are large enough for it; None where there are no two of these.

    >>> round(exponent([(1000, 2.0), (10000, 20.0), (100000, 200.0)]), 3)
    1.0
    """
    least = next((size for size in SETTLED if sum(point[0] >= size for point in points) > 1), None)
    if least is None:
        return None
    logs = [(math.log(size), math.log(cost)) for size, cost in points if size >= least]
    sizes, costs = (sum(column) / len(logs) for column in zip(*logs, strict=True))
    spread = sum((size - sizes) ** 2 for size, _ in logs)
    return sum((size - sizes) * (cost - costs) for size, cost in logs) / spread


def seconds(value: float) -> str:
    """Return a time with three digits that count.

    >>> seconds(0.01234), seconds(1.234), seconds(123.4)
    ('0.012 s', '1.23 s', '123 s')
    """
    if value < 0.1:
        return f"{value:.3f} s"
    return f"{value:.2f} s" if value < 10 else f"{value:.1f} s" if value < 100 else f"{value:.0f} s"


def mean_ratio(ratios: Sequence[float]) -> float:
    """Return the geometric mean, which is the mean for ratios.

    >>> round(mean_ratio([10, 1000]))
    100
    """
    return math.exp(sum(map(math.log, ratios)) / len(ratios))


def times(value: float) -> str:
    """Return a ratio as people say it.

    >>> times(70.6), times(1.04)
    ('71×', '1.0×')
    """
    return f"{value:.1f}×" if value < 10 else f"{value:.0f}×"
