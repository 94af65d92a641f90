"""A result as JSON: every rule that fired leads to its claims, sources, passages and disputes."""

from collections.abc import Iterable
from typing import Any, TypeVar

from operculum.model import Assessment, Claim, KnowledgeBase, Passage, Source, Urgency
from operculum.triage.advice import ADVICE, INCOMPLETE
from operculum.triage.evaluation import Fired, Result, Topic
from operculum.triage.plan import ACTED_ON

Thing = TypeVar("Thing")


def document(result: Result, knowledge: KnowledgeBase) -> dict[str, Any]:
    """Return a result as JSON; concepts are named by their slugs, as in the answers."""
    return {
        "form": result.form.iri,
        "urgency": result.urgency.value,
        "atLeast": at_least(result),
        "advice": advice(result),
        "complete": result.complete,
        "missing": [question.asks.slug for question in result.missing],
        "errors": [{"concept": each.concept, "message": each.message} for each in result.errors],
        "couldRaise": [question.asks.slug for question in result.could_raise],
        "fired": [fired(each) for each in result.fired],
        "topics": [topic(each) for each in result.topics],
        "base": {"version": knowledge.release.version, "issued": knowledge.release.issued},
        "intendedUse": knowledge.release.intended_use,
    }


def at_least(result: Result) -> bool:
    """Tell whether a missing answer may hide something more urgent than the rules that fired."""
    return result.urgency in ACTED_ON and not result.complete


def advice(result: Result) -> str:
    """Return what to do, in whole sentences."""
    sentences = [ADVICE[result.urgency], result.stage]
    if at_least(result) and result.urgency is not Urgency.immediate:
        sentences.append(INCOMPLETE)
    return " ".join(filter(None, sentences))


def fired(each: Fired) -> dict[str, Any]:
    """Return a rule that fired with all it rests on."""
    passages = unique(passage for claim in each.claims for passage in claim.passages)
    return {
        "rule": each.rule.iri,
        "label": each.rule.label,
        "urgency": each.rule.urgency.value,
        "claims": [claim_document(claim) for claim in each.claims],
        "sources": [source_document(source) for source in unique(passage.source for passage in passages)],
        "passages": [passage_document(passage) for passage in passages],
        "disputes": [dispute(assessment) for assessment in each.disputes],
    }


def topic(each: Topic) -> dict[str, Any]:
    """Return a topic to talk over, with what the sources say and what is disputed."""
    disputes = unique(assessment for claim in each.claims for assessment in claim.disputes)
    return {
        "concept": each.question.asks.slug,
        "claims": [claim_document(claim) for claim in each.claims],
        "sources": [source_document(source) for source in unique(claim.source for claim in each.claims)],
        "disputes": [dispute(assessment) for assessment in disputes],
    }


def claim_document(claim: Claim) -> dict[str, Any]:
    """Return a claim with its statement and who makes it."""
    return {
        "iri": claim.iri,
        "statement": claim.statement,
        "source": claim.source.iri,
        "status": claim.status.value,
    }


def source_document(source: Source) -> dict[str, Any]:
    """Return a source with its name and address."""
    return {"iri": source.iri, "label": source.label, "url": source.url}


def passage_document(passage: Passage) -> dict[str, Any]:
    """Return a passage with its place."""
    return {"iri": passage.iri, "source": passage.source.iri, "place": passage.place}


def dispute(assessment: Assessment) -> dict[str, Any]:
    """Return an assessment that puts a claim in doubt, or that a rule acknowledges, with its reason."""
    return {
        "iri": assessment.iri,
        "bearing": assessment.bearing.value,
        "of": assessment.of,
        "target": assessment.target,
        "reason": assessment.reason,
    }


def unique(things: Iterable[Thing]) -> list[Thing]:
    """Return things in their order, each once."""
    return list(dict.fromkeys(things))
