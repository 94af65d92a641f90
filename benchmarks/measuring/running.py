"""The contests held, one contestant after the other, each in an empty folder."""

import json
import statistics
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from measuring import children
from measuring.children import Usage
from measuring.contests import ENVIRONMENT, Contest, Contestant
from measuring.material import Material

STARTS: Final = 11
"""How often a cold start is measured."""
RUNS: Final = 5
"""How often a quick process is measured, and the seconds in all after which that is enough."""


@dataclass(frozen=True, slots=True)
class Result:
    """What one contestant needed for one base, and what came out; `failed` says why nothing did."""

    contest: str
    contestant: str
    claims: int
    usage: Usage
    outcome: dict
    failed: str | None = None

    @property
    def late(self) -> bool:
        """Whether it was ended because its time was up: then it would have cost more than it did."""
        return self.usage.status is None


@dataclass(frozen=True, slots=True)
class Request:
    """Which sizes to measure, up to which size the slow references, and how long anything may take.

    `named` are contests asked for by name, which no size is too large for.
    """

    sizes: tuple[int, ...]
    reference: int
    seconds: float
    folder: Path
    named: frozenset[str] = frozenset()


def hold(contests: Iterable[Contest], request: Request, tell: Callable[[str], None]) -> Iterator[Result]:
    """Yield the results of contests as they come in."""
    for contest in contests:
        for claims in _sizes(contest, request):
            material = Material(claims, request.folder)
            for contestant in contest.contestants:
                limit = min(contestant.most, request.reference if contestant.reference else contestant.most)
                if claims <= limit and contestant.available():
                    result = _measured(contest, contestant, material, request.seconds)
                    told = result.failed or f"{result.usage.processor:.2f} s"
                    tell(f"{contest.name}: {contestant.name}, {claims}: {told}")
                    yield result


def _sizes(contest: Contest, request: Request) -> Sequence[int]:
    if not contest.sized:
        return (0,)
    return [size for size in request.sizes if size <= contest.most or contest.name in request.named]


def _measured(contest: Contest, contestant: Contestant, material: Material, seconds: float) -> Result:
    command = contestant.command(material)
    usages: list[Usage] = []
    while len(usages) < (RUNS if contest.sized else STARTS):
        with TemporaryDirectory(dir=material.data) as name:
            if contestant.before:
                contestant.before(material, Path(name))
            usages.append(children.run(command, Path(name), ENVIRONMENT, seconds))
        if contest.sized and sum(each.clock for each in usages) > RUNS:
            break
    usage = median(usages)
    outcome = _outcome(usage.output) | ({"expected": material.expected} if contest.expects else {})
    failed = _failure(contestant, usage, seconds)
    return Result(contest.name, contestant.name, material.claims, usage, outcome, failed)


def median(usages: Sequence[Usage]) -> Usage:
    """Return the usage of the middle: its times are medians, all else is that of the last."""
    last = usages[-1]
    return Usage(
        statistics.median(each.processor for each in usages),
        statistics.median(each.clock for each in usages),
        last.peak,
        last.together,
        last.status,
        last.output,
        last.said,
    )


def _outcome(output: str) -> dict:
    """Return what came out: what a task printed, or what `operculum validate` found; else nothing."""
    try:
        printed = json.loads(output)
    except ValueError:
        return {}
    if "findings" in printed:
        return {"found": sorted(f"{each['rule']}\t{each['focus'] or ''}" for each in printed["findings"])}
    return printed


def _failure(contestant: Contestant, usage: Usage, seconds: float) -> str | None:
    if usage.status is None:
        return f"not done in {seconds:g} s"
    return None if usage.status in contestant.ok else f"ended with status {usage.status}: {usage.said[:100]}"
