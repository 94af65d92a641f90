"""A form with its rules, made ready to be judged: what fires which rule, and which answers it needs."""

from dataclasses import dataclass
from typing import Final

from operculum.errors import InputError
from operculum.model import AnswerType, Form, KnowledgeBase, Question, Rule, Urgency
from operculum.namespaces import compact
from operculum.triage.answers import NO
from operculum.triage.conditions import AllOf, AnyOf, Condition, Is, Known, Not
from operculum.triage.parts import Asking, asked, demands

PREGNANCY: Final = "pregnancy"
"""The concept that is asked first: where it is answered "no", no rule of a form applies."""

ACTED_ON: Final = (Urgency.immediate, Urgency.prompt, Urgency.contact)
"""The urgencies a rule may have, most urgent first; `selfMonitor` results only from the lack of any sign."""


@dataclass(frozen=True, slots=True)
class PlannedRule:
    """A rule as conditions on the answers.

    `fires` holds when it applies; `excluded` when no answer to its missing questions could make it apply;
    `needs` are the questions it looks at; `raising` those of them whose answer may make it apply where
    without an answer it does not.
    """

    rule: Rule
    fires: Condition
    excluded: Condition
    needs: tuple[Question, ...]
    raising: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """How a form is judged: its rules, most urgent first, and when none of them applies."""

    form: Form
    rules: tuple[PlannedRule, ...]
    not_covered: Condition

    @property
    def needed(self) -> tuple[Question, ...]:
        """The questions some rule looks at, in the order of the form."""
        looked_at = {question.iri for rule in self.rules for question in rule.needs}
        return tuple(question for question in self.form.questions if question.iri in looked_at)

    @property
    def incomplete(self) -> Condition:
        """When the answer to some needed question is missing."""
        return AnyOf(tuple(Not(Known(asked(question))) for question in self.needed))

    @property
    def ladder(self) -> tuple[tuple[Urgency, Condition], ...]:
        """Every urgency with the condition that gives it where none before it held; the last always holds."""
        fired = tuple(
            (urgency, AnyOf(tuple(each.fires for each in self.rules if each.rule.urgency is urgency)))
            for urgency in ACTED_ON
        )
        return (
            (Urgency.notCovered, self.not_covered),
            *fired,
            (Urgency.undetermined, self.incomplete),
            (Urgency.selfMonitor, AllOf(())),
        )


def plan(form: Form, knowledge: KnowledgeBase) -> Plan:
    """Make a form ready to be judged.

    Raises `InputError` where a rule cannot be judged by what the form asks: nothing is asked about its
    finding, context or quantity, its window is unclear at the boundary, or its urgency is no rule's.
    """
    not_covered = (
        AnyOf(tuple(Is(asked(question), NO) for question in gates(form))) if form.rules else AllOf(())
    )
    asking = Asking(form, knowledge)
    rules = tuple(planned(rule, asking, not_covered) for rule in form.rules)
    order = {question.iri: place for place, question in enumerate(form.questions)}
    return Plan(
        form,
        tuple(
            sorted(
                rules,
                key=lambda each: (
                    ACTED_ON.index(each.rule.urgency),
                    max(order[question.iri] for question in each.needs),
                    each.rule.iri,
                ),
            )
        ),
        not_covered,
    )


def gates(form: Form) -> tuple[Question, ...]:
    """Return the questions whether pregnant."""
    return tuple(
        each
        for each in form.questions
        if each.asks.slug == PREGNANCY and each.answer_type is AnswerType.yesNo
    )


def planned(rule: Rule, asking: Asking, not_covered: Condition) -> PlannedRule:
    """Return a rule as conditions; raises `InputError` where it cannot be judged."""
    if rule.urgency not in ACTED_ON:
        raise InputError(f"{compact(rule.iri)} has the urgency {rule.urgency}, which no rule may have")
    parts = tuple(demands(rule, asking))
    if not parts:
        raise InputError(f"{compact(rule.iri)} has neither a finding nor a window nor a context")
    needs = (*gates(asking.form), *(question for part in parts for question in part.needs))
    # The context of most rules is pregnancy, which is the gate as well: dict.fromkeys says it once.
    return PlannedRule(
        rule,
        AllOf(tuple(dict.fromkeys((Not(not_covered), *(part.met for part in parts))))),
        AnyOf(tuple(dict.fromkeys((not_covered, *(part.excluded for part in parts))))),
        tuple(dict.fromkeys(needs)),
        tuple(question for part in parts for question in part.meeting),
    )
