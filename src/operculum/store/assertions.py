"""What is said and what follows from it, into the model: propositions, claims, assessments, rules, forms."""

from dataclasses import dataclass
from functools import cached_property, partial

from operculum.model import (
    AnswerType,
    Assessment,
    Bearing,
    Claim,
    Concept,
    Form,
    Frequency,
    Modality,
    Polarity,
    Proposition,
    Question,
    Rule,
    Status,
    Urgency,
)
from operculum.namespaces import DCTERMS, OPC, PROV, RDFS
from operculum.store.things import Things


@dataclass(frozen=True)
class Assertions(Things):
    """Reads each kind once, in the order in which kinds refer to each other."""

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
        for assessment in (self.assessments[iri] for iri in sorted(self.assessments)):
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
            thresholds=self._every(self.limits, iri, f"{OPC}threshold"),
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
            order=self.index.whole_number(iri, f"{OPC}order"),
            asks=self._known(self.concepts, iri, f"{OPC}asks"),
            text=self.index.one(iri, f"{OPC}text"),
            answer_type=self.index.choice(iri, f"{OPC}answerType", AnswerType),
            options=tuple(sorted(self._every(self.concepts, iri, f"{OPC}option"), key=_answer_place)),
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


def _answer_place(option: Concept) -> tuple[bool, int, str]:
    """Return where an option stands among others; those without a place come last."""
    return option.answer_order is None, option.answer_order or 0, option.iri
