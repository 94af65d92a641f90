"""A dataset into the model: the one place where RDF becomes dataclasses."""

from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import TypeVar

from operculum.model import (
    Agent,
    AnswerType,
    Assessment,
    Bearing,
    Claim,
    Comparator,
    Concept,
    Form,
    Frequency,
    Interval,
    KnowledgeBase,
    Literal,
    Mapping,
    Modality,
    Passage,
    Polarity,
    Proposition,
    Question,
    Release,
    Role,
    Rule,
    Scheme,
    Source,
    SourceKind,
    Statement,
    Status,
    Term,
    Threshold,
    Urgency,
    Window,
)
from operculum.namespaces import (
    BASE,
    BIBO,
    DCTERMS,
    FOAF,
    OA,
    OPC,
    OWL,
    PROV,
    RDFS,
    SCHEMA,
    SKOS,
)
from operculum.store.dataset import Dataset
from operculum.store.index import Index
from operculum.store.lookup import Lookup

T = TypeVar("T")


def knowledge_base(dataset: Dataset, *, lenient: bool = False) -> KnowledgeBase:
    """Return what a dataset says as a `KnowledgeBase`.

    Raises `InputError` with the place where a node lacks what the model needs; if `lenient`, such a node is
    left out instead, and all that refers to it: validation reports it, and judges the rest.
    """
    index = Index(dataset)
    read = _Reader(index, lenient, dataset)
    return KnowledgeBase(
        release=read.release(),
        agents=_sorted(read.agents),
        schemes=_sorted(read.schemes),
        concepts=_sorted(read.concepts),
        sources=_sorted(read.sources),
        propositions=_sorted(read.propositions),
        passages=tuple(sorted(read.passages.values(), key=_place)),
        claims=tuple(
            sorted(read.claims.values(), key=lambda claim: (*_place(claim.passages[0])[:2], claim.iri))
        ),
        thresholds=_sorted(read.thresholds),
        intervals=_sorted(read.intervals),
        assessments=_sorted(read.assessments),
        rules=_sorted(read.rules),
        forms=_sorted(read.forms),
        mappings=read.mappings,
        statements=tuple(sorted(index.statements(), key=_iris_first)),
    )


def _iris_first(statement: Statement) -> tuple[str, str, bool, Term, str]:
    """Return what statements are sorted by; an IRI and a literal cannot be compared with each other."""
    literal = isinstance(statement.object, Literal)
    return statement.subject, statement.predicate, literal, statement.object, statement.graph


def _sorted(entities: dict[str, T]) -> tuple[T, ...]:
    return tuple(entities[iri] for iri in sorted(entities))


def _place(passage: Passage) -> tuple[str, int, str]:
    """Return the key of document order: the source, the position in it, the name."""
    return passage.source.iri, passage.start or 0, passage.iri


@dataclass(frozen=True)
class _Reader(Lookup):
    """Reads each kind once, in the order in which kinds refer to each other."""

    dataset: Dataset = field(repr=False)

    def release(self) -> Release:
        """Read what the base says of itself."""
        if self.lenient and not self.index.many(BASE, f"{DCTERMS}title"):
            return Release("", "", "", "", "", "")
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
        return tuple(sorted(rows, key=lambda row: (row.subject, row.object_curie, row.match, row.negated)))

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
    def passages(self) -> dict[str, Passage]:
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
            start=int(self.index.number(position, f"{OA}start")) if position else None,
            end=int(self.index.number(position, f"{OA}end")) if position else None,
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
    def windows(self) -> dict[str, Window]:
        """Whatever may be the condition of a proposition or a rule."""
        return {**self.concepts, **self.thresholds, **self.intervals}

    @cached_property
    def propositions(self) -> dict[str, Proposition]:
        """The possible facts."""
        return self._all(self._proposition, f"{OPC}Proposition")

    def _proposition(self, iri: str) -> Proposition:
        return Proposition(
            iri,
            label=self.index.one(iri, f"{RDFS}label"),
            subject=self._known(self.concepts, iri, f"{OPC}subject"),
            predicate=self.index.one(iri, f"{OPC}predicate"),
            object=self._known(self.concepts, iri, f"{OPC}object"),
            window=self._maybe(self.windows, iri, f"{OPC}window"),
            compared_with=self._maybe(self.concepts, iri, f"{OPC}comparedWith"),
            via=self._maybe(self.concepts, iri, f"{OPC}via"),
            population=self._maybe(self.concepts, iri, f"{OPC}population"),
        )

    @cached_property
    def assessments(self) -> dict[str, Assessment]:
        """The judgements of how claims bear on each other."""
        return self._all(self._assessment, f"{OPC}Assessment")

    def _assessment(self, iri: str) -> Assessment:
        return Assessment(
            iri,
            label=self._label(iri),
            of=self.index.one(iri, f"{OPC}of"),
            bearing=self.index.choice(iri, f"{OPC}bearing", Bearing),
            target=self.index.one(iri, f"{OPC}target"),
            reason=self.index.one(iri, f"{OPC}reason"),
            assessed_on=self.index.one(iri, f"{OPC}assessedOn"),
            assessed_by=self._known(self.agents, iri, f"{OPC}assessedBy"),
        )

    @cached_property
    def _assessments_by_claim(self) -> dict[str, list[Assessment]]:
        touching: dict[str, list[Assessment]] = {}
        for assessment in _sorted(self.assessments):
            for claim in dict.fromkeys((assessment.of, assessment.target)):
                touching.setdefault(claim, []).append(assessment)
        return touching

    @cached_property
    def claims(self) -> dict[str, Claim]:
        """The claims."""
        return self._all(self._claim, f"{OPC}Claim")

    def _claim(self, iri: str) -> Claim:
        choice, many = partial(self.index.choice, iri), partial(self.index.many, iri)
        urgent = self.index.maybe(iri, f"{OPC}advisedUrgency")
        passages = self._every(self.passages, iri, f"{OPC}statedIn")
        if not passages:
            raise self.index.fault(iri, "lacks opc:statedIn")
        return Claim(
            iri,
            proposition=self._known(self.propositions, iri, f"{OPC}asserts"),
            passages=passages,
            polarity=choice(f"{OPC}polarity", Polarity),
            modality=choice(f"{OPC}modality", Modality),
            frequency=choice(f"{OPC}frequency", Frequency) if many(f"{OPC}frequency") else Frequency.unstated,
            statement=self.index.one(iri, f"{OPC}statement"),
            evidence_basis=self.index.one(iri, f"{OPC}evidenceBasis"),
            status=choice(f"{OPC}status", Status),
            thresholds=self._every({**self.thresholds, **self.intervals}, iri, f"{OPC}threshold"),
            verbatim=many(f"{OPC}verbatim"),
            denominator=self._maybe(self.concepts, iri, f"{OPC}denominator"),
            jurisdiction=self._maybe(self.concepts, iri, f"{OPC}jurisdiction"),
            conditions=self._every(self.concepts, iri, f"{OPC}condition"),
            reports=self._every(self.sources, iri, f"{OPC}reports"),
            because=many(f"{OPC}because"),
            addressee=self._maybe(self.concepts, iri, f"{OPC}addressee"),
            advised_urgency=choice(f"{OPC}advisedUrgency", Urgency) if urgent else None,
            assessments=tuple(self._assessments_by_claim.get(iri, ())),
        )

    @cached_property
    def rules(self) -> dict[str, Rule]:
        """When which urgency follows."""
        return self._all(self._rule, f"{OPC}Rule")

    def _rule(self, iri: str) -> Rule:
        return Rule(
            iri,
            label=self._label(iri),
            urgency=self.index.choice(iri, f"{OPC}urgency", Urgency),
            action=self._known(self.concepts, iri, f"{OPC}action"),
            derived_from=self.index.many(iri, f"{PROV}wasDerivedFrom"),
            context=self._maybe(self.concepts, iri, f"{OPC}context"),
            finding=self._maybe(self.concepts, iri, f"{OPC}finding"),
            window=self._maybe(self.windows, iri, f"{OPC}window"),
            acknowledges=self.index.many(iri, f"{OPC}acknowledges"),
        )

    def _question(self, iri: str) -> Question:
        return Question(
            iri,
            order=int(self.index.number(iri, f"{OPC}order")),
            asks=self._known(self.concepts, iri, f"{OPC}asks"),
            text=self.index.one(iri, f"{OPC}text"),
            answer_type=self.index.choice(iri, f"{OPC}answerType", AnswerType),
            options=self._every(self.concepts, iri, f"{OPC}option"),
            repeats=bool(self.index.flag(iri, f"{OPC}repeats")),
            required=bool(self.index.flag(iri, f"{OPC}required")),
            group=self.index.maybe(iri, f"{OPC}group"),
            help=self.index.maybe(iri, f"{OPC}help"),
            derived_from=self.index.many(iri, f"{PROV}wasDerivedFrom"),
        )

    @cached_property
    def forms(self) -> dict[str, Form]:
        """The forms, their questions in their order."""
        return self._all(self._form, f"{OPC}Form")

    def _form(self, iri: str) -> Form:
        questions = (self._question(each) for each in self.index.many(iri, f"{OPC}question"))
        return Form(
            iri,
            title=self.index.one(iri, f"{DCTERMS}title"),
            about=self._every(self.concepts, iri, f"{OPC}about"),
            questions=tuple(sorted(questions, key=lambda question: question.order)),
            rules=self._every(self.rules, iri, f"{OPC}rule"),
            description=self.index.maybe(iri, f"{DCTERMS}description"),
        )
