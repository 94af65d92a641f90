"""One validation part by part: divide, judge each part, judge together what looks across, report."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

from operculum.namespaces import expanded
from operculum.partitions import together
from operculum.partitions.division import Part, divide, groups
from operculum.partitions.judging import Judged, Verdict, judge
from operculum.partitions.links import linked
from operculum.partitions.loaded import Loaded
from operculum.partitions.shared import Bench, Shared, Whole, bench
from operculum.partitions.together import Together
from operculum.shacl import ShapesError
from operculum.store import Dataset, read
from operculum.store.dataset import find_files, read_files
from operculum.validation import validate as validate_at_once
from operculum.validation.findings import Finding, PassageCount, Report, in_order
from operculum.validation.run import without
from operculum.validation.shapes import met_nothing
from operculum.validation.texts import files_by_digest, folders

Mapped: TypeAlias = Callable[[Sequence[Part], Shared], Iterator[Judged]]
"""Judges parts, in whatever order and wherever, and yields what came out in the order of the parts."""


def one_by_one(parts: Sequence[Part], told: Shared) -> Iterator[Judged]:
    """Judge parts in this process."""
    return (judge(part, told) for part in parts)


def validate(
    paths: Sequence[Path] | None = None,
    *,
    sources: Iterable[Path] = (),
    base: Sequence[Path] | None = None,
    mapped: Mapped = one_by_one,
    room: int | None = None,
) -> Report:
    """Judge files and folders as `operculum.validation.validate` does, but part by part.

    The verdict is the same, whatever the parts: where they cannot be judged apart, all is judged at once.
    """
    sources = folders(sources)
    report = _by_parts(paths, tuple(sources), base, mapped, room)
    return report or validate_at_once(paths, sources=sources, base=base)


def _by_parts(
    paths: Sequence[Path] | None,
    sources: tuple[Path, ...],
    base: Sequence[Path] | None,
    mapped: Mapped,
    room: int | None,
) -> Report | None:
    found = find_files(paths if paths is not None else base)
    common, parts = divide(found) if room is None else divide(found, room)
    data = read_files(common)
    context = Dataset() if paths is None else without(read(base), data)
    files = (*common, *(() if paths is None else find_files(base)))
    whole = Whole(data, context)
    if whole.holds_keys:
        return None
    told = whole.told(files, files_by_digest(sources))
    pairs = list(zip(parts, mapped(parts, told), strict=True))
    while not_alone := _linked([verdict for _, (verdict, _) in pairs]):
        pairs = _joined(pairs, not_alone, mapped, told)
    verdicts = [verdict for _, (verdict, _) in pairs]
    if not all(verdict.alone for verdict in verdicts):
        return None
    covered = [each for verdict in verdicts for each in verdict.coverage]
    with suppress(ShapesError):
        rest = together.judge(whole, (gathered for _, (_, gathered) in pairs), covered, told.texts)
        return _report(verdicts, rest, _located(rest.across, pairs, bench(told)))
    return None


def _linked(verdicts: Sequence[Verdict]) -> list[list[int]]:
    """Return the parts in groups that must be judged together, if there is any such group."""
    found = list(groups(len(verdicts), linked([verdict.links for verdict in verdicts])))
    return found if len(found) < len(verdicts) else []


def _joined(
    pairs: Sequence[tuple[Part, Judged]], linked_: Sequence[Sequence[int]], mapped: Mapped, told: Shared
) -> list[tuple[Part, Judged]]:
    """Return parts with what was judged, those of each group joined and judged anew."""
    alone = [pairs[group[0]] for group in linked_ if len(group) == 1]
    joined = [_union([pairs[each][0] for each in group]) for group in linked_ if len(group) > 1]
    return sorted([*alone, *zip(joined, mapped(joined, told), strict=True)], key=lambda pair: pair[0].places)


def _union(parts: Sequence[Part]) -> Part:
    whole = parts[0]
    for part in parts[1:]:
        whole |= part
    return whole


def _located(
    findings: Sequence[Finding], pairs: Sequence[tuple[Part, Judged]], at: Bench
) -> Iterator[Finding]:
    """Yield what was found across parts with its place; what no part describes is nobody's."""
    yield from (each for each in findings if each.location is not None)
    pending = [each for each in findings if each.location is None and each.focus is not None]
    for part, (verdict, _) in pairs:
        own = [each for each in pending if verdict.links.describes(f"<{each.focus}>")]
        if own:
            loaded = Loaded(part, at)
            for each in own:
                yield replace(each, location=loaded.locate(each.focus or "", expanded(each.path or "")))


def _report(verdicts: Sequence[Verdict], rest: Together, across: Iterable[Finding]) -> Report:
    met = Counter(dict(rest.focus_nodes))
    for verdict in verdicts:
        met.update(dict(verdict.focus_nodes))
    counted = tuple(sorted(met.items()))
    counts = [rest.passages, *(verdict.passages for verdict in verdicts)]
    coverage = [*rest.coverage, *(each for verdict in verdicts for each in verdict.coverage)]
    return Report(
        findings=in_order(
            (
                *met_nothing(counted),
                *rest.findings,
                *across,
                *(each for verdict in verdicts for each in verdict.findings),
            )
        ),
        focus_nodes=counted,
        passages=PassageCount(
            sum(each.verified for each in counts),
            sum(each.wrong for each in counts),
            sum(each.not_verifiable for each in counts),
        ),
        coverage=tuple(sorted(coverage, key=lambda each: each.source)),
        notes=rest.notes,
    )
