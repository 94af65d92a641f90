"""Claims that compare, in a population, as Evidence with its variables."""

from collections.abc import Iterator
from typing import Final

from operculum.exporters.fhir.datatypes import citation_of, concept_coding
from operculum.exporters.fhir.publication import Publication, Resource, identifier, markdown
from operculum.model import Claim, Concept

NO_NUMBERS: Final = "The claim states no numbers, so neither statistic nor certainty is given."


def evidence(publication: Publication) -> Iterator[Resource]:
    """Yield the evidence of every claim with a population and a comparison, and the variables it names."""
    comparing = [claim for claim in publication.knowledge.claims if variables(claim)]
    for claim in comparing:
        yield claim_evidence(claim, publication)
    concepts = {concept.iri: concept for claim in comparing for concept in variables(claim).values()}
    for iri in sorted(concepts):
        yield evidence_variable(concepts[iri], publication)


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
