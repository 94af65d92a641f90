"""Small plots as SVG: lines over two logarithmic axes, the names at their ends."""

import math
from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import Final

WIDTH, HEIGHT = 720, 400
LEFT, RIGHT, TOP, BOTTOM = 70, 190, 20, 45
COLOURS: Final = ("#1b6ca8", "#c8553d", "#588157", "#8e6c8a", "#c99a2e", "#4a4e69", "#2a9d8f", "#9d4edd")
NARROWEST: Final = 14
"""How many pixels lie between two names at the least."""

Point = tuple[float, float]
Points = Sequence[Point]
Axis = tuple[int, int]
Place = Callable[[Point], Point]


def plot(title: str, unit: str, lines: Mapping[str, Points]) -> str:
    """Return a plot of costs over sizes, each line with its name."""
    drawn = {name: sorted(points) for name, points in lines.items() if points}
    every = [point for points in drawn.values() for point in points]
    across, upward = _axis([x for x, _ in every]), _axis([y for _, y in every])

    def place(point: Point) -> Point:
        x, y = (
            (math.log10(value) - low) / (high - low)
            for value, (low, high) in zip(point, (across, upward), strict=True)
        )
        return LEFT + x * (WIDTH - LEFT - RIGHT), HEIGHT - BOTTOM - y * (HEIGHT - TOP - BOTTOM)

    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
    parts = [
        f'{head}font-family="sans-serif" font-size="12"><title>{escape(title)}</title>',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
        *_grid(across, upward, place, unit),
    ]
    ends = _apart({name: place(points[-1])[1] for name, points in drawn.items()})
    for (name, points), colour in zip(drawn.items(), COLOURS * 2, strict=False):
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in map(place, points))
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in map(place, points)]
        x = place(points[-1])[0] + 8
        parts.append(f'<text x="{x:.1f}" y="{ends[name] + 4:.1f}" fill="{colour}">{escape(name)}</text>')
    return "\n".join((*parts, "</svg>\n"))


def _axis(values: Sequence[float]) -> Axis:
    """Return the powers of ten between which values lie, at least one apart."""
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    return low, max(high, low + 1)


def _grid(across: Axis, upward: Axis, place: Place, unit: str) -> list[str]:
    parts = []
    for power in range(across[0], across[1] + 1):
        x, bottom = place((10**power, 10 ** upward[0]))
        parts.append(_line(x, TOP, x, bottom))
        parts.append(f'<text x="{x:.1f}" y="{bottom + 18:.1f}" text-anchor="middle">{10**power:,}</text>')
    for power in range(upward[0], upward[1] + 1):
        left, y = place((10 ** across[0], 10.0**power))
        parts.append(_line(left, y, WIDTH - RIGHT, y))
        label = f"{10.0**power:g}" if power < 0 else f"{10**power:,}"
        parts.append(f'<text x="{left - 8:.1f}" y="{y + 4:.1f}" text-anchor="end">{label}</text>')
    middle = (LEFT + WIDTH - RIGHT) / 2
    parts.append(f'<text x="{middle:.0f}" y="{HEIGHT - 6}" text-anchor="middle">claims</text>')
    parts.append(f'<text x="12" y="{TOP - 6}">{escape(unit)}</text>')
    return parts


def _line(x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="#ddd"/>'


def _apart(heights: Mapping[str, float]) -> dict[str, float]:
    """Move names that would lie on each other apart, downwards."""
    moved, above = {}, -math.inf
    for name, height in sorted(heights.items(), key=lambda pair: pair[1]):
        above = max(height, above + NARROWEST)
        moved[name] = above
    return moved
