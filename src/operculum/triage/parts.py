"""What a rule demands, part by part (context, finding, window), as conditions on the answers of a form."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from operculum.errors import InputError
from operculum.model import (
    AnswerType,
    Concept,
    Form,
    Interval,
    KnowledgeBase,
    Question,
    Rule,
    Threshold,
)
from operculum.namespaces import compact
from operculum.triage.answers import NO, YES
from operculum.triage.conditions import OPPOSITE, AllOf, AnyOf, Asked, Condition, Is, Known, Lies, Not


@dataclass(frozen=True, slots=True)
class Part:
    """One demand of a rule: when it is met, when no further answer could meet it, and whom it asks.

    `meeting` are those of the questions whose answer may meet it where no answer does not.
    """

    met: Condition
    excluded: Condition
    needs: tuple[Question, ...]
    meeting: tuple[Question, ...]


@dataclass(frozen=True)
class Asking:
    """A form among the concepts it speaks of."""

    form: Form
    knowledge: KnowledgeBase

    @cached_property
    def broader(self) -> dict[str, tuple[str, ...]]:
        """The IRIs directly broader than each concept."""
        return {concept.iri: concept.broader for concept in self.knowledge.concepts}

    def questions(self, kind: AnswerType, concept: Concept) -> tuple[Question, ...]:
        """Return the questions of a kind that ask for this very concept."""
        return tuple(
            each for each in self.form.questions if each.answer_type is kind and each.asks.iri == concept.iri
        )

    def reports(self, concept: Concept) -> Iterator[tuple[Question, Is]]:
        """Yield the answers, with their questions, that report a concept or a narrower one."""
        for question in self.form.questions:
            if question.answer_type is AnswerType.yesNo:
                if self.is_kind(question.asks, concept):
                    yield question, Is(asked(question), YES)
            else:
                for option in question.options:
                    if self.is_kind(option, concept):
                        yield question, Is(asked(question), option.slug)

    def is_kind(self, concept: Concept, wanted: Concept) -> bool:
        """Tell whether a concept is another, or narrower than it by any number of steps."""
        seen: set[str] = set()
        open_ = [concept.iri]
        while open_:
            iri = open_.pop()
            if iri == wanted.iri:
                return True
            if iri not in seen:
                seen.add(iri)
                open_.extend(self.broader.get(iri, ()))
        return False


def asked(question: Question) -> Asked:
    """Return a question as conditions see it."""
    if question.answer_type is AnswerType.yesNo:
        return Asked(question.slug, (YES, NO), question.repeats)
    return Asked(question.slug, tuple(option.slug for option in question.options), question.repeats)


def demands(rule: Rule, asking: Asking) -> Iterator[Part]:
    """Yield what a rule demands; raises `InputError` where the form does not ask for it.

    A life stage as window counts as a context.
    """
    if rule.context is not None:
        yield context(rule, rule.context, asking)
    if rule.finding is not None:
        yield finding(rule, rule.finding, asking)
    match rule.window:
        case Threshold():
            yield bound(rule, rule.window, asking)
        case Interval(lower=lower, upper=upper):
            yield bound(rule, lower, asking)
            yield bound(rule, upper, asking)
        case Concept():
            yield context(rule, rule.window, asking)


def context(rule: Rule, concept: Concept, asking: Asking) -> Part:
    """Return the demand for a context: it holds unless denied, for not knowing it must not silence a rule.

    A denial counts for nothing where another answer of the form reports the context all the same.
    """
    questions = asking.questions(AnswerType.yesNo, concept) or unasked(rule, concept, asking)
    denied: Condition = AnyOf(tuple(Is(asked(question), NO) for question in questions))
    reported = tuple(report for question, report in asking.reports(concept) if question not in questions)
    if reported:
        denied = AllOf((denied, Not(AnyOf(reported))))
    return Part(Not(denied), denied, questions, ())


def finding(rule: Rule, concept: Concept, asking: Asking) -> Part:
    """Return the demand for a finding: it, or a narrower one, was affirmed or chosen anywhere in the form.

    Where a yes/no question asks for the finding itself, that question alone must be answered; what is
    chosen elsewhere can report the finding and never deny it.
    """
    reports = tuple(asking.reports(concept))
    direct = asking.questions(AnswerType.yesNo, concept)
    needs = direct or tuple(dict.fromkeys(question for question, _ in reports))
    if not needs:
        unasked(rule, concept, asking)
    reported = AnyOf(tuple(report for _, report in reports))
    settled = AllOf(tuple(Known(asked(question)) for question in needs))
    return Part(reported, AllOf((settled, Not(reported))), needs, needs)


def bound(rule: Rule, threshold: Threshold, asking: Asking) -> Part:
    """Return the demand that the whole age lie on one side of a boundary; raises `InputError` if unclear."""
    days = threshold.days
    if days is None or days.denominator != 1 or threshold.boundary_unclear:
        raise InputError(
            f"{compact(rule.iri)} uses {compact(threshold.iri)}, which is no clear boundary in whole days"
        )
    questions = asking.questions(AnswerType.weeksAndDays, threshold.quantity)
    questions = questions or unasked(rule, threshold.quantity, asking)
    age = asked(questions[0])
    return Part(
        Lies(age, threshold.comparator, days.numerator),
        AnyOf(tuple(Lies(age, opposite, days.numerator) for opposite in OPPOSITE[threshold.comparator])),
        questions[:1],
        questions[:1],
    )


def unasked(rule: Rule, concept: Concept, asking: Asking) -> tuple[Question, ...]:
    """Refuse a rule that the form cannot judge; raises `InputError`."""
    raise InputError(
        f"{compact(asking.form.iri)} names {compact(rule.iri)} but asks nothing on {compact(concept.iri)}",
        remedy="Add a question on it to the form, or take the rule out.",
    )
