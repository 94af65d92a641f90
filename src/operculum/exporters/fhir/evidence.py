"""Claims that compare, in a population, as Evidence with its variables."""

from collections.abc import Iterator
from functools import partial
from typing import Final

from operculum.exporters.fhir.datatypes import citation_of, concept_coding
from operculum.exporters.fhir.publication import Maker, Publication, Resource, identifier, markdown
from operculum.model import Claim, Concept

NO_NUMBERS: Final = "The claim states no numbers, so neither statistic nor certainty is given."


def evidence(publication: Publication) -> Iterator[Maker]:
    """Yield what makes the evidence of claims with a population and a comparison, and the variables named."""
    concepts: dict[str, Concept] = {}
    for place, claim in enumerate(publication.knowledge.claims):
        if named := variables(claim):
            yield partial(evidence_at, place, publication)
            concepts |= {concept.iri: concept for concept in named.values()}
    for iri in sorted(concepts):
        yield partial(evidence_variable, concepts[iri], publication)


def evidence_at(place: int, publication: Publication) -> Resource:
    """Return the evidence of the claim that stands in some place."""
    return claim_evidence(publication.knowledge.claims[place], publication)


def variables(claim: Claim) -> dict[str, Concept]:
    """Return what a claim compares, by role; nothing where it has no population or no comparison."""
    proposition = claim.proposition
    if proposition.population is None or proposition.compared_with is None:
        return {}
    return {
        "population": proposition.population,
        "exposure": proposition.subject,
        "referenceExposure": proposition.compared_with,
        "measuredVariable": proposition.object,
    }


def claim_evidence(claim: Claim, publication: Publication) -> Resource:
    """Return the evidence of one claim; R4 names its variables by exposure and outcome, R5 by roles."""
    title = claim.proposition.label
    resource: Resource = {
        **publication.head("Evidence", claim.slug, title, claim.statement, claim.iri),
        "relatedArtifact": [citation_of(claim, publication)],
        "note": [{"text": markdown(NO_NUMBERS)}],
    }
    named = variables(claim)
    if publication.r5:
        return {**resource, "variableDefinition": [role(name, named[name]) for name in named]}
    return {
        **resource,
        "exposureBackground": reference(named["population"]),
        "exposureVariant": [reference(named["exposure"]), reference(named["referenceExposure"])],
        "outcome": [reference(named["measuredVariable"])],
    }


def role(name: str, concept: Concept) -> Resource:
    """Return a variable in its role, as R5 has it."""
    system = "http://terminology.hl7.org/CodeSystem/variable-role"
    return {"variableRole": {"coding": [{"system": system, "code": name}]}, "observed": reference(concept)}


def reference(concept: Concept) -> Resource:
    """Return the reference to a variable."""
    return {"reference": f"EvidenceVariable/{identifier(concept.slug)}"}


def evidence_variable(concept: Concept, publication: Publication) -> Resource:
    """Return a concept as a variable: everyone or everything of which the concept is true."""
    return {
        **publication.head("EvidenceVariable", concept.slug, concept.label, concept.definition, concept.iri),
        "characteristic": [
            {"definitionCodeableConcept": {"coding": [concept_coding(concept)], "text": concept.label}}
        ],
    }
