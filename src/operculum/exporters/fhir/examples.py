"""Boundary cases that ship with the package: answers, and the guidance they must lead to."""

from collections.abc import Iterator
from typing import Any

from operculum.exporters.fhir.guidance_response import guidance_response
from operculum.exporters.fhir.publication import Publication, Resource, identifier
from operculum.exporters.fhir.questionnaire import questionnaire
from operculum.exporters.fhir.questionnaire_response import questionnaire_response
from operculum.model import AnswerType, Interval, KnowledgeBase, Rule, Threshold, Urgency
from operculum.triage import Plan, read_answers, triage
from operculum.triage.advice import stages
from operculum.triage.answers import NOT_SURE
from operculum.triage.conditions import boundary_of
from operculum.triage.guards import DAYS_A_WEEK
from operculum.triage.plan import ACTED_ON, PREGNANCY

Answers = dict[str, Any]
"""Plain answers, keyed by the slug of a concept."""


def examples(publication: Publication) -> Iterator[Resource]:
    """Yield, for each form, responses around every boundary and for every urgency, each with its guidance."""
    for planned in publication.plans:
        made = questionnaire(planned, publication)
        for name, answers in cases(planned, publication.knowledge):
            key = identifier(f"{planned.form.slug}-{name}")
            response = questionnaire_response(planned.form, answers, made, publication)
            result = triage(planned.form, read_answers(planned.form, response), publication.knowledge)
            guidance = guidance_response(result, publication)
            request = {"system": "urn:ietf:rfc:3986", "value": f"QuestionnaireResponse/{key}"}
            yield {"resourceType": "QuestionnaireResponse", "id": key, **response}
            yield {
                "resourceType": "GuidanceResponse",
                "id": key,
                "contained": guidance["contained"],
                "requestIdentifier": request,
                **guidance,
            }


def cases(planned: Plan, knowledge: KnowledgeBase) -> Iterator[tuple[str, Answers]]:
    """Yield the cases of a form by name, as plain answers keyed by concept."""
    days = boundary_days(planned, knowledge)
    for day in days:
        weeks, rest = divmod(day, DAYS_A_WEEK)
        yield f"{weeks}-weeks-{rest}-days", unremarkable(planned, day)
    quiet = next((day for day in days if not any(admits(each.rule, day) for each in planned.rules)), None)
    for urgency in ACTED_ON:
        for finding in first_findings(planned, urgency):
            yield f"{urgency}-{finding}", {**unremarkable(planned, quiet), finding: True}
    yield "not-pregnant", {PREGNANCY: False}
    yield "not-sure", dict.fromkeys(yes_no(planned), NOT_SURE)


def boundary_days(planned: Plan, knowledge: KnowledgeBase) -> list[int]:
    """Return the days at, and one before, every boundary of the rules and of the words."""
    conditions = [each.fires for each in planned.rules]
    conditions += [stage.holds for stage in stages(planned, knowledge)]
    boundaries = {day for condition in conditions for day in boundary_of(condition)}
    return sorted({day - before for day in boundaries for before in (0, 1)})


def unremarkable(planned: Plan, day: int | None) -> Answers:
    """Return answers that affirm every context and deny every finding, at an age in days."""
    contexts = {each.rule.context.slug for each in planned.rules if each.rule.context is not None}
    needed = {each.asks.slug for each in planned.needed}
    answers: Answers = {slug: slug in contexts for slug in yes_no(planned) if slug in needed}
    for question in planned.needed:
        if question.answer_type is AnswerType.weeksAndDays and day is not None:
            weeks, rest = divmod(day, DAYS_A_WEEK)
            answers[question.asks.slug] = {"weeks": weeks, "days": rest}
    return answers


def admits(rule: Rule, day: int) -> bool:
    """Tell whether a rule is bound to an age, and a day of pregnancy lies in it."""
    return isinstance(rule.window, Threshold | Interval) and rule.window.admits(day) is not False


def first_findings(planned: Plan, urgency: Urgency) -> list[str]:
    """Return the first finding asked by a yes/no question that leads to an urgency."""
    findings = [
        each.rule.finding.slug
        for each in planned.rules
        if each.rule.urgency is urgency and each.rule.finding is not None
    ]
    return [finding for finding in findings if finding in yes_no(planned)][:1]


def yes_no(planned: Plan) -> list[str]:
    """Return the concepts of the yes/no questions."""
    return [each.asks.slug for each in planned.form.questions if each.answer_type is AnswerType.yesNo]
