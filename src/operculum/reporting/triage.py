"""Results of triage: in words for people, as JSON for programs, as a GuidanceResponse for FHIR servers."""

from collections.abc import Iterator

from operculum.exporters.pretty import pretty
from operculum.model import Claim, KnowledgeBase
from operculum.text import printable
from operculum.triage.advice import LIMITS
from operculum.triage.documents import advice, document
from operculum.triage.evaluation import Fired, Result, Topic


def render(result: Result, knowledge: KnowledgeBase, format: str, fhir_version: str) -> str:
    """Return a result as `text`, `json` or `fhir`, the last in the version `r4` or `r5`."""
    match format:
        case "json":
            return pretty(document(result, knowledge))
        case "fhir":
            from operculum.exporters.fhir import guidance

            return pretty(guidance(result, knowledge, fhir_version))
        case _:
            return printable("\n".join(lines(result, knowledge)) + "\n")


def lines(result: Result, knowledge: KnowledgeBase) -> Iterator[str]:
    """Yield the lines: the advice first, then its grounds, then the limits."""
    yield result.form.title
    yield ""
    yield advice(result)
    for error in result.errors:
        yield f"Could not be read: {error.message}."
    if result.missing:
        yield ""
        yield "Not answered:"
        raising = " (this could make it more urgent)"
        yield from (
            f"  - {each.text}{raising if each in result.could_raise else ''}" for each in result.missing
        )
    for fired in result.fired:
        yield ""
        yield from fired_lines(fired)
    for topic in result.topics:
        yield ""
        yield from topic_lines(topic)
    yield ""
    yield LIMITS
    yield knowledge.release.intended_use


def fired_lines(fired: Fired) -> Iterator[str]:
    """Yield a rule that fired and where it comes from.

    The claims are named and not quoted: what a source says of other weeks of pregnancy does not belong here.
    """
    yield f"Because of: {fired.rule.label} ({fired.rule.urgency})"
    yield from (f"  - {claim.source.label}, {place(claim)}" for claim in fired.claims)
    yield from (f"  ! In dispute: {each.slug}" for each in fired.disputes)


def topic_lines(topic: Topic) -> Iterator[str]:
    """Yield a topic to talk over, what the sources say of it, and what is disputed."""
    yield f"To talk over: {topic.question.asks.label}"
    for claim in topic.claims:
        yield f"  - {claim.source.label}: {claim.statement} [{place(claim)}]"
        yield from (f"  ! In dispute: {each.reason} [{each.slug}]" for each in claim.disputes)


def place(claim: Claim) -> str:
    """Return where a claim stands: its slug, and the place of each of its passages."""
    return f"{claim.slug}, {', '.join(passage.place for passage in claim.passages)}"
