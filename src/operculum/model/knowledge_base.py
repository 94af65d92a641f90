"""The whole knowledge as one value, from which every export is made."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Mapping as ReadOnlyMapping
from dataclasses import dataclass, field
from functools import cached_property

from operculum.errors import UsageError
from operculum.model.entities import (
    Agent,
    Assessment,
    Claim,
    Concept,
    Entity,
    Form,
    Interval,
    Mapping,
    Passage,
    Proposition,
    Rule,
    Scheme,
    Source,
    Threshold,
)
from operculum.model.lazy import ByName, Chosen
from operculum.model.schemes import Status
from operculum.model.statements import NUMBER, Statements, Table


@dataclass(frozen=True)
class Release:
    """What the base says of itself: the only clock the exports know is its release date."""

    title: str
    version: str
    issued: str
    publisher: str
    license: str
    intended_use: str


@dataclass(frozen=True)
class KnowledgeBase:
    """Everything that is known, each kind sorted by IRI (claims and passages in document order).

    Of a large base, claims and passages are made when they are asked for, and let go of after; those of
    one source stand together.

    `statements` are all RDF statements of the data files, sorted; the derived ones (SKOS matches and mapping
    nodes made from SSSOM) are not among them. `ancestors` of concepts are found by `broader`.
    """

    release: Release
    agents: tuple[Agent, ...] = ()
    schemes: tuple[Scheme, ...] = ()
    concepts: tuple[Concept, ...] = ()
    sources: tuple[Source, ...] = ()
    propositions: tuple[Proposition, ...] = ()
    passages: Sequence[Passage] = ()
    claims: Sequence[Claim] = ()
    thresholds: tuple[Threshold, ...] = ()
    intervals: tuple[Interval, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    rules: tuple[Rule, ...] = ()
    forms: tuple[Form, ...] = ()
    mappings: tuple[Mapping, ...] = ()
    statements: Statements = field(default=Table(), repr=False)

    def entities(self) -> Iterator[Entity]:
        """Yield every entity that people may ask for by name."""
        yield from self.claims
        yield from self.concepts
        yield from self.sources
        yield from self.thresholds
        yield from self.intervals
        yield from self.rules
        yield from self.propositions
        yield from self.passages
        yield from self.assessments
        yield from self.forms
        yield from self.agents

    @cached_property
    def by_iri(self) -> ReadOnlyMapping[str, Entity]:
        """Every entity by its IRI."""
        return {entity.iri: entity for entity in self.entities()}

    @cached_property
    def reviewed(self) -> int:
        """The number of claims that have been reviewed clinically."""
        return sum(claim.status is Status.reviewed for claim in self.claims)

    @cached_property
    def claims_by_iri(self) -> ByName[Claim]:
        """Every claim by its IRI."""
        return ByName(self.claims)

    @cached_property
    def claims_by_source(self) -> ReadOnlyMapping[str, Sequence[Claim]]:
        """The claims of each source that makes any, by the source's IRI, in document order."""
        places: dict[str, array[int]] = {}
        for place, claim in enumerate(self.claims):
            places.setdefault(claim.source.iri, array(NUMBER)).append(place)
        return {source: Chosen(self.claims, found) for source, found in places.items()}

    @cached_property
    def assessments_by_iri(self) -> ReadOnlyMapping[str, Assessment]:
        """Every assessment by its IRI."""
        return {assessment.iri: assessment for assessment in self.assessments}

    @cached_property
    def rules_by_claim(self) -> ReadOnlyMapping[str, list[Rule]]:
        """The rules that are derived from each claim, by the claim's IRI."""
        found: dict[str, list[Rule]] = {}
        for rule in self.rules:
            for iri in rule.derived_from:
                found.setdefault(iri, []).append(rule)
        return found

    @cached_property
    def concepts_by_iri(self) -> ReadOnlyMapping[str, Concept]:
        """Every concept by its IRI."""
        return {concept.iri: concept for concept in self.concepts}

    @cached_property
    def sources_by_iri(self) -> ReadOnlyMapping[str, Source]:
        """Every source by its IRI."""
        return {source.iri: source for source in self.sources}

    @cached_property
    def concepts_by_slug(self) -> ReadOnlyMapping[str, Concept]:
        """Every concept by its slug."""
        return {concept.slug: concept for concept in self.concepts}

    def claim(self, name: str) -> Claim:
        """Return the claim of that slug or IRI; raises `UsageError` where there is none."""
        for claim in self.claims:
            if name in (claim.iri, claim.slug):
                return claim
        raise UsageError(f"no claim is called {name!r}")

    def claims_on(self, concept: Concept) -> tuple[Claim, ...]:
        """Return the claims whose proposition speaks of a concept in any place."""
        return tuple(claim for claim in self.claims if concept in claim.proposition.concepts)

    def claims_of(self, source: Source) -> Sequence[Claim]:
        """Return the claims a source makes, in document order."""
        return self.claims_by_source.get(source.iri, ())

    def claims_called(self, names: Iterable[str]) -> tuple[Claim, ...]:
        """Return the claims of some IRIs, in document order; an IRI that no claim has is passed over."""
        found = map(self.claims_by_iri.place, set(names))
        return tuple(self.claims[place] for place in sorted(each for each in found if each is not None))

    def claims_asserting(self, proposition: Proposition) -> tuple[Claim, ...]:
        """Return who affirms or denies a proposition."""
        return tuple(claim for claim in self.claims if claim.proposition.iri == proposition.iri)
