"""What claims are made of, into the model: concepts and their codes, sources and passages, bounds."""

from collections.abc import Mapping as ReadOnlyMapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from operator import attrgetter

from operculum.errors import InputError
from operculum.model import (
    Agent,
    Comparator,
    Concept,
    Interval,
    Mapping,
    Passage,
    Release,
    Role,
    Scheme,
    Source,
    SourceKind,
    Threshold,
    Window,
)
from operculum.namespaces import BASE, BIBO, DCTERMS, FOAF, OA, OPC, OWL, PROV, RDFS, SCHEMA, SKOS, compact
from operculum.store.dataset import Dataset
from operculum.store.lookup import Lookup


@dataclass(frozen=True)
class Things(Lookup):
    """Reads each kind once, in the order in which kinds refer to each other."""

    dataset: Dataset = field(repr=False)

    def release(self) -> Release:
        """Read what the base says of itself; raises `InputError` where it says nothing."""
        if self.index.maybe(BASE, f"{DCTERMS}title") is None:
            remedy = (
                "Give the whole base, with its base.ttl; single files are judged by `operculum validate`."
            )
            raise InputError(
                f"this is no knowledge base: nothing gives {compact(BASE)} a title", remedy=remedy
            )
        one = partial(self.index.one, BASE)
        publisher = self._known(self.agents, BASE, f"{DCTERMS}publisher")
        return Release(
            title=one(f"{DCTERMS}title"),
            version=one(f"{OWL}versionInfo"),
            issued=one(f"{DCTERMS}issued"),
            publisher=publisher.name,
            license=one(f"{DCTERMS}license"),
            intended_use=one(f"{OPC}intendedUse"),
        )

    @cached_property
    def agents(self) -> dict[str, Agent]:
        """Publishers, journals and organisations: whatever has a foaf:name."""
        classes = (f"{FOAF}Organization", f"{FOAF}Agent", f"{FOAF}Group", f"{FOAF}Person", f"{PROV}Agent")
        return self._all(lambda iri: Agent(iri, self.index.one(iri, f"{FOAF}name")), *classes)

    @cached_property
    def schemes(self) -> dict[str, Scheme]:
        """The concept schemes."""
        named = partial(self.index.maybe, predicate=f"{SKOS}prefLabel")
        return {
            iri: Scheme(iri, named(iri) or self._label(iri))
            for iri in self.index.instances(f"{SKOS}ConceptScheme")
        }

    @cached_property
    def mappings(self) -> tuple[Mapping, ...]:
        """The rows of the mapping sets, sorted by concept, code and relation."""
        rows = [
            Mapping(
                iri=mappings.identifier(row),
                subject=mappings.expand(row.columns["subject_id"], row),
                match=row.columns["predicate_id"].partition(":")[2],
                negated=row.negated,
                object=mappings.expand(row.columns["object_id"], row),
                object_curie=row.columns["object_id"],
                object_label=row.columns.get("object_label"),
                justification=row.columns["mapping_justification"],
                set_slug=mappings.slug,
                columns=tuple(row.columns.items()),
            )
            for mappings in self.dataset.mapping_sets
            for row in mappings.rows
        ]
        return tuple(sorted(rows, key=attrgetter("sort_key")))

    @cached_property
    def _mappings_by_concept(self) -> dict[str, list[Mapping]]:
        by_concept: dict[str, list[Mapping]] = {}
        for mapping in self.mappings:
            by_concept.setdefault(mapping.subject, []).append(mapping)
        return by_concept

    @cached_property
    def concepts(self) -> dict[str, Concept]:
        """The concepts, with their mappings."""
        return self._all(self._concept, f"{SKOS}Concept")

    def _concept(self, iri: str) -> Concept:
        many = self.index.many
        placed = self.index.maybe(iri, f"{OPC}answerOrder") is not None
        return Concept(
            iri,
            label=self.index.one(iri, f"{SKOS}prefLabel"),
            definition=self.index.one(iri, f"{SKOS}definition"),
            scheme=self._known(self.schemes, iri, f"{SKOS}inScheme"),
            alternative_labels=many(iri, f"{SKOS}altLabel"),
            notations=many(iri, f"{SKOS}notation"),
            scope_notes=many(iri, f"{SKOS}scopeNote"),
            broader=many(iri, f"{SKOS}broader"),
            related=many(iri, f"{SKOS}related"),
            mappings=tuple(self._mappings_by_concept.get(iri, ())),
            answer_text=self.index.maybe(iri, f"{OPC}answerText"),
            answer_order=self.index.whole_number(iri, f"{OPC}answerOrder") if placed else None,
        )

    @cached_property
    def sources(self) -> dict[str, Source]:
        """Articles, guidelines, studies and reference works."""
        sources: dict[str, Source] = {}
        for kind in SourceKind:
            sources |= self._all(partial(self._source, kind=kind), f"{OPC}{kind}")
        return sources

    def _source(self, iri: str, *, kind: SourceKind) -> Source:
        maybe = partial(self.index.maybe, iri)
        return Source(
            iri,
            kind=kind,
            label=self.index.one(iri, f"{RDFS}label"),
            title=maybe(f"{DCTERMS}title"),
            publisher=self._maybe(self.agents, iri, f"{DCTERMS}publisher"),
            url=maybe(f"{SCHEMA}url"),
            issued=maybe(f"{DCTERMS}issued"),
            accessed=maybe(f"{OPC}accessed"),
            accessed_via=maybe(f"{OPC}accessedVia"),
            sha256=maybe(f"{OPC}sha256"),
            license=maybe(f"{DCTERMS}license"),
            located=self.index.flag(iri, f"{OPC}located"),
            searched_on=maybe(f"{OPC}searchedOn"),
            search_note=maybe(f"{OPC}searchNote"),
            copy_of=maybe(f"{OPC}copyOf"),
            doi=maybe(f"{BIBO}doi"),
            pmid=maybe(f"{BIBO}pmid"),
            comment=maybe(f"{RDFS}comment") or maybe(f"{SKOS}note"),
        )

    @cached_property
    def passages(self) -> ReadOnlyMapping[str, Passage]:
        """The passages."""
        return self._all(self._passage, f"{OPC}Passage")

    def _passage(self, iri: str) -> Passage:
        selectors = self.index.many(iri, f"{OA}hasSelector")
        position = next(
            (each for each in selectors if self.index.maybe(each, f"{OA}start") is not None), None
        )
        quotes = (self.index.maybe(each, f"{OA}exact") for each in selectors)
        return Passage(
            iri,
            source=self._known(self.sources, iri, f"{OA}hasSource"),
            role=self.index.choice(iri, f"{OPC}role", Role),
            hedge_cues=self.index.many(iri, f"{OPC}hedgeCue"),
            start=self.index.whole_number(position, f"{OA}start") if position else None,
            end=self.index.whole_number(position, f"{OA}end") if position else None,
            sha256=self.index.maybe(iri, f"{OPC}sha256"),
            locator=self.index.maybe(iri, f"{OPC}locator"),
            quote=next((quote for quote in quotes if quote), None),
        )

    @cached_property
    def thresholds(self) -> dict[str, Threshold]:
        """The boundaries on quantities."""
        return self._all(self._threshold, f"{OPC}Threshold")

    def _threshold(self, iri: str) -> Threshold:
        return Threshold(
            iri,
            label=self._label(iri),
            quantity=self._known(self.concepts, iri, f"{OPC}quantity"),
            comparator=self.index.choice(iri, f"{OPC}comparator", Comparator),
            value=self.index.number(iri, f"{OPC}value"),
            unit=self.index.one(iri, f"{OPC}unit"),
            boundary_unclear=bool(self.index.flag(iri, f"{OPC}boundaryUnclear")),
        )

    @cached_property
    def intervals(self) -> dict[str, Interval]:
        """The spans between two thresholds."""
        return self._all(self._interval, f"{OPC}Interval")

    def _interval(self, iri: str) -> Interval:
        return Interval(
            iri,
            label=self._label(iri),
            lower=self._known(self.thresholds, iri, f"{OPC}lowerBound"),
            upper=self._known(self.thresholds, iri, f"{OPC}upperBound"),
        )

    @cached_property
    def limits(self) -> dict[str, Threshold | Interval]:
        """Whatever a claim may state in numbers."""
        return {**self.thresholds, **self.intervals}

    @cached_property
    def windows(self) -> dict[str, Window]:
        """Whatever may be the condition of a proposition or a rule."""
        return {**self.concepts, **self.limits}
