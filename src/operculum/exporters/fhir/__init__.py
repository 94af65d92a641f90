"""FHIR R4 and R5 from one source: forms that judge themselves, their rules, and what these rest on."""

from collections.abc import Iterator
from functools import partial
from itertools import chain
from typing import Final

from operculum.exporters.artefact import Artefact
from operculum.exporters.fhir.artifact_assessment import artifact_assessments
from operculum.exporters.fhir.bundle import bundle
from operculum.exporters.fhir.citation import citations
from operculum.exporters.fhir.code_system import code_systems
from operculum.exporters.fhir.concept_map import concept_maps
from operculum.exporters.fhir.evidence import evidence
from operculum.exporters.fhir.examples import examples
from operculum.exporters.fhir.guidance_response import guidance_response
from operculum.exporters.fhir.implementation_guide import implementation_guide
from operculum.exporters.fhir.library import libraries
from operculum.exporters.fhir.loss_report import loss_report
from operculum.exporters.fhir.package import files, package
from operculum.exporters.fhir.plan_definition import plan_definitions
from operculum.exporters.fhir.provenance import provenances
from operculum.exporters.fhir.publication import FhirVersion, Made, Maker, Publication, Resource
from operculum.exporters.fhir.questionnaire import questionnaires
from operculum.exporters.fhir.value_set import value_sets
from operculum.model import KnowledgeBase
from operculum.triage import Result

SHARED: Final = (
    code_systems,
    value_sets,
    concept_maps,
    questionnaires,
    plan_definitions,
    libraries,
    provenances,
)
"""What is made of that which all sources share."""

MANY: Final = (citations, evidence, artifact_assessments)
"""What there is of each source, claim and assessment."""


def export(knowledge: KnowledgeBase) -> Iterator[Artefact]:
    """Yield everything in every version of FHIR, each version in a folder of its own."""
    for version in FhirVersion:
        yield from published(Publication(knowledge, version))


def published(publication: Publication) -> Iterator[Artefact]:
    """Yield a file for each resource, the bundles, the package with its tarball, and the loss report."""
    shown = list(examples(publication))
    listed = resources(publication)
    guide = implementation_guide(publication, chain(listed, shown))
    made = Made((*listed.makers, partial(dict, guide)))
    folder = f"fhir/{publication.version.name}"
    yield from files(folder, made)
    for kind in ("collection", "transaction"):
        yield Artefact(f"{folder}/Bundle-operculum-{kind}.json", partial(bundle, kind, publication, made))
    yield from package(publication, made, shown)
    yield Artefact(f"{folder}/loss-report.md", loss_report(publication))


def resources(publication: Publication) -> Made:
    """Return every resource made from the knowledge, by type and id."""
    shared: list[Maker] = [partial(dict, resource) for part in SHARED for resource in part(publication)]
    made = Made((*shared, *(maker for part in MANY for maker in part(publication))))
    names = [(resource["resourceType"], resource["id"]) for resource in made]
    return Made([made.makers[place] for place in sorted(range(len(names)), key=names.__getitem__)])


def guidance(result: Result, knowledge: KnowledgeBase, version: str) -> Resource:
    """Return a result of triage as a GuidanceResponse of the version `r4` or `r5`."""
    return guidance_response(result, Publication(knowledge, FhirVersion[version]))
