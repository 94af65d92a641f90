"""The aims, and what a run says of them: they are shown, never asserted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from measuring.figures import exponent, mean_ratio, seconds, times
from measuring.running import Result

Judged = tuple[str, str]
"""What was measured, and whether that reaches the aim."""


@dataclass(frozen=True)
class Run:
    """The results of a run, by what they are of."""

    results: Sequence[Result]

    def of(self, contest: str, contestant: str, claims: int) -> Result | None:
        """Return a result, also one that came too late; None where there is none, or where it failed."""
        return next(
            (
                result
                for result in self.results
                if (result.contest, result.contestant, result.claims) == (contest, contestant, claims)
                and (result.late or not result.failed)
            ),
            None,
        )


@dataclass(frozen=True, slots=True)
class Aim:
    """What is aimed at, and how a run is judged by it; None where it was not measured."""

    text: str
    judge: Callable[[Run], Judged | None]


def _word(reached: bool) -> str:
    return "yes" if reached else "no"


def by_pyshacl(run: Run) -> Judged | None:
    """Compare with pySHACL at 10,000 claims."""
    own, other = (run.of("shacl", name, 10_000) for name in ("Operculum", "pySHACL"))
    if own is None or own.late or other is None:
        return None
    ratio = other.usage.processor / own.usage.processor
    if other.late and ratio < 100:
        return f"more than {times(ratio)}, then it was ended", "not known"
    return f"{'more than ' if other.late else ''}{times(ratio)}", _word(ratio >= 100)


def cold_start(run: Run) -> Judged | None:
    """Look at the clock of a cold start."""
    result = run.of("start", "operculum validate, with passages", 0)
    return None if result is None else (seconds(result.usage.clock), _word(result.usage.clock < 0.5))


def changed_source(run: Run) -> Judged | None:
    """Look at the clock where one source of 100,000 claims was changed."""
    result = run.of("validate", "judged before, one source changed", 100_000)
    return None if result is None else (seconds(result.usage.clock), _word(result.usage.clock < 1))


def a_million(run: Run) -> Judged | None:
    """Look at clock and memory at a million claims."""
    result = run.of("validate", "sorted N-Quads, two jobs", 1_000_000)
    if result is None:
        return None
    clock, memory = result.usage.clock, result.usage.together
    if result.late:
        return f"more than {seconds(clock)}, then it was ended", "no" if clock > 120 else "not known"
    return f"{seconds(clock)}, {memory:,.0f} MiB together", _word(clock <= 120 and memory <= 4096)


def by_rdflib(run: Run) -> Judged | None:
    """Compare the single questions with rdflib's at 10,000 claims."""
    own, other = (run.of("queries", name, 10_000) for name in ("Operculum", "rdflib"))
    if own is None or other is None or own.late or other.late:
        return None
    theirs = other.outcome["seconds"]
    ratios = {name: theirs[name] / taken for name, taken in own.outcome["seconds"].items()}
    least = min(ratios, key=lambda name: ratios[name])
    reached = sum(ratio >= 50 for ratio in ratios.values())
    text = f"{times(mean_ratio(list(ratios.values())))} in the geometric mean, "
    text += f"{reached} of {len(ratios)} kinds 50 times or more, the least {times(ratios[least])} ({least})"
    return text, "yes" if reached == len(ratios) else "in part" if reached else "no"


def growth(run: Run) -> Judged | None:
    """Look at the exponents of our own validation."""
    found = {}
    for contest, contestant in (("shacl", "Operculum"), ("validate", "sorted N-Quads, one job")):
        own = [each for each in run.results if (each.contest, each.contestant) == (contest, contestant)]
        slope = exponent([(each.claims, each.usage.processor) for each in own if not each.failed])
        if slope is not None:
            found[contest] = slope
    if not found:
        return None
    text = ", ".join(f"{slope:.2f} ({contest})" for contest, slope in found.items())
    return text, _word(max(found.values()) <= 1.05)


AIMS: Final = (
    Aim("at 10,000 claims at least 100 times pySHACL, processor time of the whole process", by_pyshacl),
    Aim("the shipped base validated, passages included, in under 0.5 s from a cold start", cold_start),
    Aim("a changed source among 100,000 claims judged in under 1 s", changed_source),
    Aim("a million claims as sorted N-Quads, passages verified, in at most 120 s and 4 GB", a_million),
    Aim("each of eight kinds of question at 10,000 claims 50 times rdflib", by_rdflib),
    Aim("a growth exponent of at most 1.05", growth),
)
