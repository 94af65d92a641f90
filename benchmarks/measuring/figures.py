"""Figures from measurements: ratios, and how a cost grows with the size."""

import math
from collections.abc import Sequence
from typing import Final

SETTLED: Final = 1000
"""From so many claims on, starting an interpreter no longer hides the growth."""


def exponent(points: Sequence[tuple[float, float]]) -> float | None:
    """Return the slope of the line that fits sizes and costs best in logarithms, by least squares.

    None where fewer than two sizes are large enough.

    >>> round(exponent([(1000, 2.0), (10000, 20.0), (100000, 200.0)]), 3)
    1.0
    """
    logs = [(math.log(size), math.log(cost)) for size, cost in points if size >= SETTLED and cost > 0]
    if len(logs) < 2:
        return None
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


def times(value: float) -> str:
    """Return a ratio as people say it.

    >>> times(70.6), times(1.04)
    ('71×', '1.0×')
    """
    return f"{value:.1f}×" if value < 10 else f"{value:.0f}×"
