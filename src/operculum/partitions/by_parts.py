"""One validation part by part: divide, judge each part, judge together what looks across, report."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from operculum.errors import InputError
from operculum.partitions.background import Background
from operculum.partitions.division import LITTLE, ROOM, Part, divide, groups, shared_parts
from operculum.partitions.judges import Judges
from operculum.partitions.judging import Mapped, Verdict, one_by_one
from operculum.partitions.links import linked
from operculum.partitions.memory import Memory
from operculum.partitions.remote import find
from operculum.partitions.together import Together
from operculum.partitions.work import Remark
from operculum.progress import Progress, silent
from operculum.shacl import ShapesError
from operculum.store.finding import Found, find_files
from operculum.store.formats import is_mapping_set
from operculum.validation.findings import Finding, PassageCount, Report, in_order
from operculum.validation.shapes import met_nothing
from operculum.validation.texts import folders

ENTANGLED: Final = "there are claims in files without passages"
NOT_ALONE: Final = "a part describes anew what all share, or adds to its classes, or takes another engine"
OTHER_ENGINE: Final = "what looks across parts takes another engine"


def judge_by_parts(
    paths: Sequence[Path | str] | None = None,
    *,
    sources: Iterable[Path] = (),
    base: Sequence[Path] | None = None,
    mapped: Mapped = one_by_one,
    cache: Path | None = None,
    progress: Progress = silent,
    remark: Remark = silent,
    room: int | None = None,
) -> Report | None:
    """Judge files and folders as `operculum.validation.validate` does, but part by part.

    `paths` may be URLs too. The verdict is the same, whatever the parts and whoever judges them, and whether
    earlier verdicts are found in the `cache`, a folder; None where the parts cannot be judged apart, so that
    all must be judged at once, and then `remark` is told why. Raises `InputError` as there.
    """
    memory = None if cache is None else Memory(cache)
    room = room or (ROOM if memory is None else LITTLE)
    found = list(_find(paths if paths is not None else base))
    common, parts = divide(found, room, None if memory is None else memory.files)
    around = () if paths is None else tuple(find_files(base))
    background = Background(common, around, folders(sources), memory)
    try:
        if not background.is_apart:
            remark(ENTANGLED)
            return None
    except InputError:
        return None  # without a remark: what is wrong with the other files is told as well
    judges = Judges(mapped, background, memory, progress)
    own = shared_parts(common, room)
    pairs = judges.judge([*own, *parts])
    common_verdicts, pairs = [verdict for _, (verdict, _) in pairs[: len(own)]], pairs[len(own) :]
    while not_alone := _linked([verdict for _, (verdict, _) in pairs]):
        alone = [pairs[group[0]] for group in not_alone if len(group) == 1]
        joined = [_union([pairs[each][0] for each in group]) for group in not_alone if len(group) > 1]
        pairs = sorted([*alone, *judges.judge(joined)], key=lambda pair: pair[0].places)
    verdicts = [*common_verdicts, *(verdict for _, (verdict, _) in pairs)]
    if not all(verdict.alone for verdict in verdicts):
        remark(NOT_ALONE)
        return None
    with suppress(ShapesError):
        rest = judges.together(pairs)
        across = judges.located(rest.across, pairs)
        judges.close()
        return _report(verdicts, rest, across, [name for name, _, _ in found if not is_mapping_set(name)])
    remark(OTHER_ENGINE)
    return None


def _find(paths: Sequence[Path | str] | None) -> Iterator[Found]:
    if paths is None:
        yield from find_files()
    for path in paths or ():
        yield from find(path) if isinstance(path, str) else find_files([path])


def _linked(verdicts: Sequence[Verdict]) -> list[list[int]]:
    """Return the parts in groups that must be judged together, if there is any such group."""
    found = list(groups(len(verdicts), linked([verdict.links for verdict in verdicts])))
    return found if len(found) < len(verdicts) else []


def _union(parts: Sequence[Part]) -> Part:
    whole = parts[0]
    for part in parts[1:]:
        whole |= part
    return whole


def _report(
    verdicts: Sequence[Verdict], rest: Together, across: Iterable[Finding], files: Sequence[str]
) -> Report:
    met = Counter(dict(rest.focus_nodes))
    for verdict in verdicts:
        met.update(dict(verdict.focus_nodes))
    counted = tuple(sorted(met.items()))
    counts = [rest.passages, *(verdict.passages for verdict in verdicts)]
    coverage = [*rest.coverage, *(each for verdict in verdicts for each in verdict.coverage)]
    return Report(
        findings=in_order(
            (
                *met_nothing(counted, files),
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
