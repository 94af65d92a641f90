"""The report: tables of times, ratios and memory in Markdown, and a plot for each contest."""

import os
import platform
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

from measuring.contests import CONTESTS, Contest
from measuring.figures import exponent, seconds, times
from measuring.plot import plot
from measuring.running import Result

PACKAGES: Final = ("operculum", "pyoxigraph", "numpy", "rdflib", "pyshacl", "pyrudof")
HEAD: Final = """\
# Benchmarks

Written by `python benchmarks/run.py`. Times are seconds of processor for whole processes, their own processes
included; they belong to one machine on one day, so look at the ratios (to the first line of a table) and at
the exponent n in "cost ~ claims ^ n", fitted by least squares from 1,000 claims on. Peaks are those of the
largest process.
"""


def write(results: Sequence[Result], folder: Path) -> Path:
    """Write the report and its plots into a folder, and return the path of the report."""
    folder.mkdir(parents=True, exist_ok=True)
    parts = [HEAD, machine()]
    for contest in CONTESTS:
        own = [result for result in results if result.contest == contest.name]
        if own:
            parts += [f"## {contest.title}\n", f"{contest.explanation}\n"]
            parts += list(_sized(contest, own, folder) if contest.sized else _starts(own))
    path = folder / "report.md"
    path.write_text("\n".join(parts), encoding="utf-8")
    return path


def machine() -> str:
    """Return what was measured with, and on what."""
    found = []
    for name in PACKAGES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            continue
    system = f"{platform.system()} on {platform.machine()}, {os.cpu_count()} processors"
    return f"Python {platform.python_version()}, {', '.join(found)}; {system}.\n"


def _sized(contest: Contest, results: list[Result], folder: Path) -> Iterator[str]:
    sizes = sorted({result.claims for result in results})
    names = list(dict.fromkeys(result.contestant for result in results))
    by_place = {(result.contestant, result.claims): result for result in results}
    rows = []
    for name in names:
        cells = [_cell(by_place.get((name, size)), by_place.get((names[0], size))) for size in sizes]
        growth = exponent(
            [(r.claims, r.usage.processor) for r in results if r.contestant == name and not r.failed]
        )
        rows.append([name, *cells, "" if growth is None else f"{growth:.2f}"])
    yield table(["", *(f"{size:,}" for size in sizes), "n"], rows)
    yield from _agreement(results)
    yield from _single_queries(results)
    for quantity, unit in (("processor", "seconds of processor"), ("peak", "MiB at the peak")):
        lines = {
            name: [
                (r.claims, getattr(r.usage, quantity))
                for r in results
                if r.contestant == name and not r.failed
            ]
            for name in names
        }
        if any(lines.values()):
            file = f"{contest.name}-{quantity}.svg"
            (folder / file).write_text(plot(f"{contest.title}: {unit}", unit, lines), encoding="utf-8")
            yield f"![{contest.title}: {unit}]({file})\n"


def _cell(result: Result | None, first: Result | None) -> str:
    if result is None:
        return "–"
    if result.failed:
        return result.failed
    parts = [seconds(result.usage.processor)]
    if first and first is not result and not first.failed:
        parts.append(f"**{times(result.usage.processor / first.usage.processor)}**")
    parts.append(f"{result.usage.peak:.0f} MiB")
    if result.usage.clock > 1.2 * result.usage.processor or result.usage.clock < 0.8 * result.usage.processor:
        parts.append(f"clock {seconds(result.usage.clock)}")
    return ", ".join(parts)


def _agreement(results: Iterable[Result]) -> Iterator[str]:
    """Tell how many results each contestant found, and whether those that tell which found the same."""
    for size in sorted({result.claims for result in results}):
        own = [r for r in results if r.claims == size and "results" in r.outcome and r.contest == "shacl"]
        if len(own) > 1:
            counts = ", ".join(f"{r.contestant} {r.outcome['results']}" for r in own)
            digests = {r.outcome["digest"] for r in own if "digest" in r.outcome}
            full = [r.contestant for r in own if "digest" in r.outcome]
            verdict = "the same" if len(digests) == 1 else "NOT the same"
            same = f"; {' and '.join(full)} found {verdict}" if len(full) > 1 else ""
            yield f"Results at {size:,} claims: {counts}{same}.\n"
    notes = sorted({note for result in results for note in result.outcome.get("notes", ())})
    yield from (f"Note: {note}.\n" for note in notes)


def _single_queries(results: Iterable[Result]) -> Iterator[str]:
    """Compare the queries one by one, where there are any."""
    asked = [result for result in results if "seconds" in result.outcome]
    for size in sorted({result.claims for result in asked}):
        own = [result for result in asked if result.claims == size]
        rows = []
        for name in own[0].outcome["seconds"]:
            costs = [result.outcome["seconds"][name] for result in own]
            counts = {result.outcome["rows"][name] for result in own}
            cells = [f"{1000 * cost:.2f} ms" for cost in costs]
            ratio = times(costs[1] / costs[0]) if len(costs) > 1 else ""
            rows.append([name, f"{max(counts):,}", *cells, ratio if len(counts) == 1 else "DIFFERENT ROWS"])
        yield f"At {size:,} claims, the queries alone:\n"
        yield table(["", "rows", *(result.contestant for result in own), "ratio"], rows)


def _starts(results: Iterable[Result]) -> Iterator[str]:
    rows = [
        [
            f"`{result.contestant}`",
            result.failed or seconds(result.usage.clock),
            seconds(result.usage.processor),
            f"{result.usage.peak:.0f} MiB",
        ]
        for result in results
    ]
    yield table(["", "clock", "processor", "peak"], rows)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table in Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
