"""One validation part by part: divide, judge each part, judge together what looks across, report."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from operculum.errors import BrokenInputsError, InputError
from operculum.namespaces import expanded
from operculum.partitions import together
from operculum.partitions.division import ROOM, Part, divide, groups, shared_parts
from operculum.partitions.judging import Judged, Mapped, Verdict, one_by_one
from operculum.partitions.links import linked
from operculum.partitions.places import Places
from operculum.partitions.remote import find
from operculum.partitions.shared import Shared, Whole
from operculum.partitions.together import Together
from operculum.partitions.work import Progress, silent
from operculum.shacl import ShapesError
from operculum.store import Dataset, read
from operculum.store.dataset import read_files
from operculum.store.finding import Found, find_files
from operculum.validation.findings import Finding, PassageCount, Report, in_order
from operculum.validation.run import without
from operculum.validation.shapes import met_nothing
from operculum.validation.texts import files_by_digest, folders


def judge_by_parts(
    paths: Sequence[Path | str] | None = None,
    *,
    sources: Iterable[Path] = (),
    base: Sequence[Path] | None = None,
    mapped: Mapped = one_by_one,
    progress: Progress = silent,
    room: int = ROOM,
) -> Report | None:
    """Judge files and folders as `operculum.validation.validate` does, but part by part.

    `paths` may be URLs too. The verdict is the same, whatever the parts and whoever judges them; None where
    the parts cannot be judged apart, so that all must be judged at once. Raises `InputError` as there.
    """
    common, parts = divide(_find(paths if paths is not None else base), room)
    try:
        data = read_files(common)
    except InputError:
        return None  # so that what is wrong with the other files is told as well
    context = Dataset() if paths is None else without(read(base), data)
    whole = Whole(data, context)
    if not whole.is_apart:
        return None
    files = (*common, *(() if paths is None else find_files(base)))
    told = whole.told(files, files_by_digest(folders(sources)))
    own = shared_parts(common, room)
    pairs = _judged([*own, *parts], told, mapped, progress)
    common_verdicts, pairs = [verdict for _, (verdict, _) in pairs[: len(own)]], pairs[len(own) :]
    while not_alone := _linked([verdict for _, (verdict, _) in pairs]):
        alone = [pairs[group[0]] for group in not_alone if len(group) == 1]
        joined = [_union([pairs[each][0] for each in group]) for group in not_alone if len(group) > 1]
        pairs = sorted([*alone, *_judged(joined, told, mapped, progress)], key=lambda pair: pair[0].places)
    verdicts = [*common_verdicts, *(verdict for _, (verdict, _) in pairs)]
    if not all(verdict.alone for verdict in verdicts):
        return None
    covered = [each for verdict in verdicts for each in verdict.coverage]
    with suppress(ShapesError):
        rest = together.judge(whole, (gathered for _, (_, gathered) in pairs), covered, told.texts)
        return _report(verdicts, rest, _located(rest.across, pairs))
    return None


def _find(paths: Sequence[Path | str] | None) -> Iterator[Found]:
    if paths is None:
        yield from find_files()
    for path in paths or ():
        yield from find(path) if isinstance(path, str) else find_files([path])


def _judged(
    parts: Sequence[Part], told: Shared, mapped: Mapped, progress: Progress
) -> list[tuple[Part, Judged]]:
    """Return parts with what was judged of them; raises all errors in their files, not only the first."""
    judged: dict[int, Judged] = {}
    for place, each in mapped(parts, told):
        judged[place] = each
        progress(len(judged), len(parts))
    faults = [fault for place in sorted(judged) for fault in judged[place][0].faults]
    if len(faults) == 1:
        raise faults[0]
    if faults:
        raise BrokenInputsError(tuple(faults))
    return [(part, judged[place]) for place, part in enumerate(parts)]


def _linked(verdicts: Sequence[Verdict]) -> list[list[int]]:
    """Return the parts in groups that must be judged together, if there is any such group."""
    found = list(groups(len(verdicts), linked([verdict.links for verdict in verdicts])))
    return found if len(found) < len(verdicts) else []


def _union(parts: Sequence[Part]) -> Part:
    whole = parts[0]
    for part in parts[1:]:
        whole |= part
    return whole


def _located(findings: Sequence[Finding], pairs: Sequence[tuple[Part, Judged]]) -> Iterator[Finding]:
    """Yield what was found across parts with its place; what no part describes is nobody's."""
    yield from (each for each in findings if each.location is not None)
    pending = [each for each in findings if each.location is None and each.focus is not None]
    for part, (verdict, _) in pairs:
        places = Places(part.files)
        for each in pending:
            if each.focus is not None and verdict.links.describes(f"<{each.focus}>"):
                place = places.locate(each.focus, expanded(each.path or ""))
                yield replace(each, location=place)


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
