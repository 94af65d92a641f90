"""The report: tables of times, ratios and memory in Markdown, and a plot for each contest."""

import os
import platform
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

from measuring.aims import AIMS, Run
from measuring.contests import CONTESTS, Contest
from measuring.figures import exponent, seconds, times
from measuring.plot import plot
from measuring.running import Result

PACKAGES: Final = ("operculum", "pyoxigraph", "numpy", "rdflib", "pyshacl", "pyrudof")
HEAD: Final = """\
# Benchmarks

Written by `python benchmarks/run.py`. Times are seconds of processor for whole processes, their own processes
included, of quick ones the median of five; they belong to one machine on one day, so look at the ratios (to
the first line of a table) and at the exponent n in "cost ~ claims ^ n", fitted by least squares from 10,000
claims on where there are two such sizes, else from 1,000. Peaks are those of the largest process; where
several together held more, that is told too.
"""


def write(results: Sequence[Result], folder: Path) -> Path:
    """Write the report and its plots into a folder in place of older ones, and return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.svg"):
        old.unlink()
    parts = [HEAD, machine(), "## Aims\n", _aims(results)]
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


def _aims(results: Sequence[Result]) -> str:
    run = Run(results)
    judged = ((aim.text, aim.judge(run) or ("not measured in this run", "–")) for aim in AIMS)
    return table(["aim", "measured", "reached"], ([text, *words] for text, words in judged))


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
    if result.late and first and not first.failed:
        return f"{result.failed}, **more than {times(result.usage.processor / first.usage.processor)}**"
    if result.failed:
        return result.failed
    parts = [seconds(result.usage.processor)]
    if first and first is not result and not first.failed:
        parts.append(f"**{times(result.usage.processor / first.usage.processor)}**")
    parts.append(f"{result.usage.peak:.0f} MiB")
    if result.usage.together > 1.2 * result.usage.peak:
        parts.append(f"together {result.usage.together:.0f} MiB")
    if result.usage.clock > 1.2 * result.usage.processor or result.usage.clock < 0.8 * result.usage.processor:
        parts.append(f"clock {seconds(result.usage.clock)}")
    return ", ".join(parts)


def _agreement(results: Iterable[Result]) -> Iterator[str]:
    """Tell what each contestant found, and how that differs from what must be found, or the first found."""
    for size in sorted({result.claims for result in results}):
        own = [each for each in results if each.claims == size and not each.failed]
        found = {each.contestant: each.outcome["found"] for each in own if "found" in each.outcome}
        expected = [each.outcome["expected"] for each in own if "expected" in each.outcome]
        if len(found) + len(expected) > 1:
            (name, most), *others = [*(("put in", every) for every in expected[:1]), *found.items()]
            told = [f"{name} {len(most)}", *(f"{other} {_against(most, all_)}" for other, all_ in others)]
            yield f"Results at {size:,} claims: {'; '.join(told)}.\n"
        statements = {each.outcome["statements"] for each in own if "statements" in each.outcome}
        if statements:
            counts = "; ".join(f"{count:,}" for count in sorted(statements))
            yield f"Statements at {size:,} claims: {counts}{' for all' if len(statements) == 1 else ''}.\n"
    notes = sorted({note for result in results for note in result.outcome.get("notes", ())})
    yield from (f"Note: {note}.\n" for note in notes)


def _against(expected: Sequence[str], found: Sequence[str]) -> str:
    """Tell how results differ from others."""
    more, fewer = (Counter(found) - Counter(expected)).total(), (Counter(expected) - Counter(found)).total()
    if not more and not fewer:
        return "the same"
    return f"{len(found)}, NOT the same: {more} more and {fewer} missing"


def _single_queries(results: Iterable[Result]) -> Iterator[str]:
    """Compare the queries one by one, where there are any."""
    asked = [result for result in results if "seconds" in result.outcome]
    for size in sorted({result.claims for result in asked}):
        own = [result for result in asked if result.claims == size]
        rows = [_single_query(name, own) for name in own[0].outcome["seconds"]]
        yield f"At {size:,} claims, the queries alone:\n"
        yield table(["", "rows", *(result.contestant for result in own), "ratio"], rows)


def _single_query(name: str, results: Sequence[Result]) -> list[str]:
    """Return the row of a query: its rows, what it cost each, and the ratio; answers must be the same."""
    costs = [result.outcome["seconds"][name] for result in results]
    answers = [result.outcome["answers"].get(name) for result in results]
    more = ["" if answer else "more than " for answer in answers]
    cells = [f"{word}{1000 * cost:,.2f} ms" for word, cost in zip(more, costs, strict=True)]
    ratio = f"{more[-1]}{times(costs[-1] / costs[0])}" if len(costs) > 1 else ""
    known = [answer for answer in answers if answer]
    same = all(answer == known[0] for answer in known)
    return [name, f"{known[0]['rows']:,}" if known else "", *cells, ratio if same else "DIFFERENT ANSWERS"]


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
