"""Claims and what follows from them, as the JSON documents hold them."""

from typing import Final

from operculum.exporters.documents import layout
from operculum.exporters.documents.things import named, perhaps, reference, references
from operculum.model import (
    Assessment,
    Bearing,
    Claim,
    Form,
    KnowledgeBase,
    Passage,
    Polarity,
    Proposition,
    Question,
    Rule,
)
from operculum.namespaces import OPC, slug
from operculum.wording import CERTAINTY, URGENCIES

SUPPORTING: Final = frozenset({Bearing.supports, Bearing.agrees})
OPPOSITE: Final[dict[layout.Direction, layout.Direction]] = {
    "supports": "disputes",
    "neutral": "neutral",
    "disputes": "supports",
}


def proposition(each: Proposition) -> layout.Proposition:
    """Return a proposition with the conditions that belong to its identity."""
    qualifiers: list[layout.Qualifier] = []
    if each.window is not None:
        qualifiers.append({"name": "window", "value": reference(each.window)})
    if each.compared_with is not None:
        qualifiers.append({"name": "comparedWith", "value": reference(each.compared_with)})
    if each.via is not None:
        qualifiers.append({"name": "via", "value": reference(each.via)})
    if each.population is not None:
        qualifiers.append({"name": "population", "value": reference(each.population)})
    return {
        "type": "Proposition",
        "id": each.iri,
        "name": each.label,
        "subject": reference(each.subject),
        "predicate": slug(each.predicate),
        "object": reference(each.object),
        "qualifiers": qualifiers,
    }


def claim(each: Claim, knowledge: KnowledgeBase) -> layout.Claim:
    """Return a claim with its source, its passages, and whatever speaks for and against it."""
    return {
        "type": "Statement",
        "id": each.iri,
        "description": each.statement,
        "proposition": proposition(each.proposition),
        "direction": direction(each),
        "strength": {
            "name": CERTAINTY[each.modality, each.polarity],
            "primaryCoding": {
                "id": f"opc:{each.modality}",
                "system": OPC,
                "code": each.modality,
                "name": each.modality,
            },
        },
        "polarity": each.polarity,
        "modality": each.modality,
        "frequency": each.frequency,
        "status": each.status,
        "reportedIn": reference(each.source),
        "passages": [passage(place) for place in each.passages],
        "thresholds": references(each.thresholds),
        "verbatim": list(each.verbatim),
        "denominator": perhaps(each.denominator),
        "jurisdiction": perhaps(each.jurisdiction),
        "conditions": references(each.conditions),
        "addressee": perhaps(each.addressee),
        "advisedUrgency": each.advised_urgency,
        "because": list(each.because),
        "hasEvidenceLines": [own_evidence(each), *(evidence(found, each) for found in bearing_on(each))],
        "disputes": [assessment(dispute, knowledge) for dispute in each.disputes],
        "assessments": [found.iri for found in each.assessments],
    }


def passage(each: Passage) -> layout.Passage:
    """Return the place of a passage."""
    return {
        "id": each.iri,
        "role": each.role,
        "hedgeCues": list(each.hedge_cues),
        "start": each.start,
        "end": each.end,
        "sha256": each.sha256,
        "locator": each.locator,
        "quote": each.quote,
    }


def direction(each: Claim) -> layout.Direction:
    """Return whether a claim speaks for or against its proposition."""
    return "supports" if each.polarity is Polarity.affirmed else "disputes"


def bearing_on(each: Claim) -> tuple[Assessment, ...]:
    """Return the assessments whose target the claim is."""
    return tuple(found for found in each.assessments if found.target == each.iri)


def own_evidence(each: Claim) -> layout.EvidenceLine:
    """Return what the source itself rests a claim on."""
    return {
        "type": "EvidenceLine",
        "directionOfEvidenceProvided": direction(each),
        "description": None,
        "evidenceType": each.evidence_basis,
        "hasEvidenceItems": [*(study.iri for study in each.reports), *each.because],
        "assessment": None,
    }


def evidence(found: Assessment, target: Claim) -> layout.EvidenceLine:
    """Return what another claim brings forward for or against a claim's proposition.

    What speaks against a claim that denies a proposition speaks for the proposition.
    """
    towards_claim: layout.Direction = (
        "disputes" if found.disputing else "supports" if found.bearing in SUPPORTING else "neutral"
    )
    affirmed = target.polarity is Polarity.affirmed
    return {
        "type": "EvidenceLine",
        "directionOfEvidenceProvided": towards_claim if affirmed else OPPOSITE[towards_claim],
        "description": found.reason,
        "evidenceType": None,
        "hasEvidenceItems": [found.of],
        "assessment": found.iri,
    }


def claim_reference(iri: str, knowledge: KnowledgeBase) -> layout.ClaimReference:
    """Return a claim by its IRI, with what it says and who says it where it is known."""
    known = knowledge.claims_by_iri.get(iri)
    return {
        "id": iri,
        "description": None if known is None else known.statement,
        "reportedIn": None if known is None else reference(known.source),
    }


def assessment(each: Assessment, knowledge: KnowledgeBase) -> layout.Assessment:
    """Return an assessment with both claims it speaks of."""
    return {
        "id": each.iri,
        "name": each.label,
        "of": claim_reference(each.of, knowledge),
        "bearing": each.bearing,
        "target": claim_reference(each.target, knowledge),
        "disputing": each.disputing,
        "reason": each.reason,
        "assessedOn": each.assessed_on,
        "assessedBy": named(each.assessed_by),
    }


def rule(each: Rule, knowledge: KnowledgeBase) -> layout.Rule:
    """Return a rule with the claims it is derived from."""
    return {
        "id": each.iri,
        "name": each.label,
        "urgency": each.urgency,
        "instruction": URGENCIES[each.urgency],
        "action": reference(each.action),
        "context": perhaps(each.context),
        "finding": perhaps(each.finding),
        "window": perhaps(each.window),
        "derivedFrom": [claim_reference(iri, knowledge) for iri in each.derived_from],
        "acknowledges": list(each.acknowledges),
    }


def question(each: Question) -> layout.Question:
    """Return one question of a form."""
    return {
        "id": each.iri,
        "order": each.order,
        "asks": reference(each.asks),
        "text": each.text,
        "help": each.help,
        "group": each.group,
        "answerType": each.answer_type,
        "options": references(each.options),
        "repeats": each.repeats,
        "required": each.required,
    }


def form(each: Form) -> layout.Form:
    """Return a form with its questions in order."""
    return {
        "id": each.iri,
        "title": each.title,
        "description": each.description,
        "about": references(each.about),
        "questions": [question(asked) for asked in each.questions],
        "rules": [applied.iri for applied in each.rules],
    }
