"""Truth tables of the forms: sets of answers, each with all that our evaluator makes of it.

The product of all answers to all questions is beyond counting out, but a table can be put together. A
condition reads few questions: it is tried with the full product of their answers (`conditions`). What a form
makes of its conditions reads nothing else: `%urgency` is tried with the full product of their truth
(`ladder`). And whole responses are tried with every pair of answers to any two questions, with every single
deviation from a response that affirms no sign, and at every boundary (`responses`).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from itertools import combinations, product
from typing import Any

from operculum.exporters.fhir.examples import boundary_days, unremarkable
from operculum.exporters.fhir.publication import Publication, Resource, identifier
from operculum.exporters.fhir.questionnaire import group_link, is_gated, questionnaire
from operculum.exporters.fhir.questionnaire_response import questionnaire_response
from operculum.exporters.fhir.result_items import rule_name
from operculum.model import AnswerType, Question, Urgency
from operculum.triage import Age, Plan, Result, read_answers, triage
from operculum.triage.advice import stages
from operculum.triage.answers import NOT_SURE
from operculum.triage.documents import at_least
from operculum.triage.guards import MOST_WEEKS
from operculum.triage.links import IN_DAYS, WEEKS
from operculum.triage.plan import ACTED_ON

Answers = Mapping[str, Any]
"""Plain answers by the slug of the concept asked; None stands for no answer."""


@dataclass(frozen=True, slots=True)
class Case:
    """A response, and what each expression must make of it: by variable, by linkId, by action, and in all."""

    response: Resource
    variables: Mapping[str, Any]
    items: Mapping[str, Any]
    actions: Mapping[str, bool]
    urgency: str


@dataclass(frozen=True)
class TruthTable:
    """The cases of one form in one version of FHIR."""

    planned: Plan
    publication: Publication

    @cached_property
    def questionnaire(self) -> Resource:
        """The form as it is exported."""
        return questionnaire(self.planned, self.publication)

    def document(self) -> Resource:
        """Return the whole table as JSON."""
        return {
            "form": self.planned.form.slug,
            "responses": [asdict(case) for case in self.responses()],
            "conditions": {
                name: [{"response": case.response, "holds": case.variables[name]} for case in cases]
                for name, cases in self.conditions()
            },
            "ladder": list(self.ladder()),
        }

    def responses(self) -> Iterator[Case]:
        """Yield whole responses: every pair of answers, every deviation from no sign, every boundary."""
        seen = []
        for answers in [*every_pair(self.values), *self.around_no_sign()]:
            if answers not in seen:
                seen.append(answers)
                yield self.case(answers)

    def conditions(self) -> Iterator[tuple[str, list[Case]]]:
        """Yield each condition by the name of its variable, with all answers to the questions it reads.

        `incomplete` reads every question, and is left to the whole responses.
        """
        for name, links in self.read_by.items():
            if links and name != "incomplete":
                values = {
                    question: self.values[question] for question in self.values if reads(links, question)
                }
                yield name, [self.case(answers) for answers in every_combination(values)]

    def ladder(self) -> Iterator[tuple[dict[str, bool], str]]:
        """Yield every truth the other variables can have, with the urgency that follows."""
        names = [*(rule_name(each.rule) for each in self.planned.rules), "notCovered", "incomplete"]
        for truths in product((False, True), repeat=len(names)):
            variables = dict(zip(names, truths, strict=True))
            fired = {each.rule.urgency for each in self.planned.rules if variables[rule_name(each.rule)]}
            yield variables, decided(fired, variables["notCovered"], variables["incomplete"])

    @cached_property
    def read_by(self) -> dict[str, frozenset[str]]:
        """The linkIds that the expression of each variable reads."""
        expressions = [
            each["valueExpression"] for each in self.questionnaire["extension"] if "valueExpression" in each
        ]
        return {
            each["name"]: frozenset(re.findall(r"linkId = '([^']+)'", each["expression"]))
            for each in expressions
        }

    @cached_property
    def values(self) -> dict[Question, list[Any]]:
        """What may be answered to each question that some expression reads; None is no answer."""
        links, ages = frozenset[str]().union(*self.read_by.values()), self.ages()
        return {
            question: answers_to(question, ages)
            for question in self.planned.form.questions
            if reads(links, question)
        }

    def ages(self) -> list[dict[str, int]]:
        """Return the ages around every boundary, in days and in whole weeks, and impossible ones."""
        days = [0, *boundary_days(self.planned, self.publication.knowledge), MOST_WEEKS * 7 + 6]
        weeks = sorted({day // 7 for day in days})
        return [
            *({"weeks": day // 7, "days": day % 7} for day in days),
            *({"weeks": week} for week in weeks),
            {"weeks": MOST_WEEKS + 1, "days": 0},
            {"weeks": 36, "days": 7},
            {"weeks": -1},
        ]

    def around_no_sign(self) -> Iterator[Answers]:
        """Yield, for every age, answers that affirm no sign, and these with each single other answer."""
        quiet = self.quiet_day()
        for age in self.ages():
            yield {**unremarkable(self.planned, quiet), "gestational-age": age}
        for question, values in self.values.items():
            for value in values:
                yield {**unremarkable(self.planned, quiet), question.asks.slug: value}

    def quiet_day(self) -> int:
        """Return a day of pregnancy on which nothing fires unless a sign is affirmed."""
        knowledge = self.publication.knowledge
        for day in boundary_days(self.planned, knowledge):
            reading = read_answers(self.planned.form, unremarkable(self.planned, day))
            if triage(self.planned.form, reading, knowledge).urgency is Urgency.selfMonitor:
                return day
        raise AssertionError(f"{self.planned.form.slug} never comes to {Urgency.selfMonitor}")

    def case(self, answers: Answers) -> Case:
        """Return answers as a response with what must be made of it."""
        form, knowledge = self.planned.form, self.publication.knowledge
        response = questionnaire_response(form, answers, self.questionnaire, self.publication)
        reading = read_answers(form, response)
        result = triage(form, reading, knowledge)
        fired = {each.rule.slug for each in result.fired}
        closing = {
            each.value: result.urgency is each
            for each in (Urgency.undetermined, Urgency.selfMonitor, Urgency.notCovered)
        }
        incomplete = any(question.slug not in reading.answers for question in self.planned.needed)
        return Case(
            response,
            {rule_name(each.rule): each.rule.slug in fired for each in self.planned.rules}
            | {"notCovered": result.urgency is Urgency.notCovered, "incomplete": incomplete}
            | {"urgency": result.urgency.value},
            self.items(result, reading.answers, incomplete=incomplete),
            {identifier(each.rule.slug): each.rule.slug in fired for each in self.planned.rules} | closing,
            result.urgency.value,
        )

    def items(self, result: Result, answers: Mapping[str, Any], *, incomplete: bool) -> dict[str, Any]:
        """Return what each item must calculate, or whether it must be shown, by linkId."""
        covered = result.urgency is not Urgency.notCovered
        expected: dict[str, Any] = {
            "triage-urgency": result.urgency.value,
            "triage-coded": result.urgency.value,
            "triage-complete": not incomplete,
            "triage-at-least": at_least(result) and result.urgency is not Urgency.immediate,
        }
        expected |= {f"triage-advice-{each.value}": result.urgency is each for each in Urgency}
        expected[f"{group_link('Signs to look out for')}-emergency"] = result.urgency is Urgency.immediate
        for stage in stages(self.planned, self.publication.knowledge):
            expected[f"triage-{stage.slug}"] = stage.words in result.stage
        for question in self.planned.needed:
            if is_gated(question, self.planned):
                expected[question.slug if question.group is None else group_link(question.group)] = covered
            if question.answer_type is AnswerType.weeksAndDays:
                age = answers.get(question.slug, Age(0, 1))
                stated = age.earliest == age.latest
                expected[question.slug + IN_DAYS] = age.earliest if stated else None
        return expected


def decided(fired: set[Urgency], not_covered: bool, incomplete: bool) -> str:
    """Return the urgency by the design's words, not by the ladder's code."""
    if not_covered:
        return Urgency.notCovered.value
    for urgency in ACTED_ON:
        if urgency in fired:
            return urgency.value
    return (Urgency.undetermined if incomplete else Urgency.selfMonitor).value


def reads(links: frozenset[str], question: Question) -> bool:
    """Tell whether the answer to a question is among the items that are read."""
    return not links.isdisjoint({question.slug, question.slug + WEEKS})


def answers_to(question: Question, ages: Sequence[Any]) -> list[Any]:
    """Return the answers to a question that may make a difference, no answer among them."""
    match question.answer_type:
        case AnswerType.yesNo:
            return [None, True, False, NOT_SURE]
        case AnswerType.weeksAndDays:
            return [None, *ages]
        case AnswerType.choice:
            return [None, *(option.slug for option in question.options)]
    raise AssertionError(f"no rule should look at {question.slug}")


def every_combination(values: Mapping[Question, Sequence[Any]]) -> Iterator[Answers]:
    """Yield the full product of the answers to some questions."""
    slugs = [question.asks.slug for question in values]
    for row in product(*values.values()):
        yield dict(zip(slugs, row, strict=True))


def every_pair(values: Mapping[Question, Sequence[Any]]) -> Iterator[Answers]:
    """Yield answers to all questions so that any two answers to any two questions occur together.

    Greedy and without chance: each row begins with the first pair that is still open, and takes for each
    further question the answer that closes the most open pairs.
    """
    slugs, columns = [question.asks.slug for question in values], list(values.values())
    open_ = {
        (first, here, second, there): None
        for first, second in combinations(range(len(columns)), 2)
        for here, there in product(range(len(columns[first])), range(len(columns[second])))
    }
    while open_:
        first, here, second, there = next(iter(open_))
        row = {first: here, second: there}
        for place in range(len(columns)):
            if place not in row:
                gains = [
                    sum(pair in open_ for pair in pairs({**row, place: choice}))
                    for choice in range(len(columns[place]))
                ]
                row[place] = gains.index(max(gains))
        for pair in pairs(row):
            open_.pop(pair, None)
        yield {slugs[place]: columns[place][row[place]] for place in sorted(row)}


def pairs(row: Mapping[int, int]) -> Iterator[tuple[int, int, int, int]]:
    """Yield the pairs of choices in a row."""
    for first, second in combinations(sorted(row), 2):
        yield first, row[first], second, row[second]
