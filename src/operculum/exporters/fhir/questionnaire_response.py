"""Answers as a QuestionnaireResponse, in the shape of the form's Questionnaire."""

from collections.abc import Mapping
from typing import Any, Final

from operculum.exporters.fhir.datatypes import answer_coding, option_coding
from operculum.exporters.fhir.publication import Publication, Resource
from operculum.model import AnswerType, Form, Question
from operculum.triage.answers import NO, NOT_SURE, YES
from operculum.triage.links import DAYS, WEEKS

CODES: Final = {True: YES, False: NO, NOT_SURE: NOT_SURE}


def questionnaire_response(
    form: Form, answers: Mapping[str, Any], questionnaire: Resource, publication: Publication
) -> Resource:
    """Return plain answers, keyed by concept, as a response with the groups of the Questionnaire."""
    given = {
        item["linkId"]: item["answer"]
        for question in form.questions
        if question.asks.slug in answers
        for item in answered(question, answers[question.asks.slug])
    }
    return {
        "resourceType": "QuestionnaireResponse",
        "questionnaire": publication.canonical("Questionnaire", form.slug),
        "status": "completed",
        "authored": publication.timestamp,
        "item": filled(questionnaire["item"], given),
    }


def filled(items: list[Resource], given: Mapping[str, list[Resource]]) -> list[Resource]:
    """Return the items that have answers, in the order of the Questionnaire and within their groups."""
    made = []
    for item in items:
        link = item["linkId"]
        if link in given:
            made.append({"linkId": link, "text": item["text"], "answer": given[link]})
        elif inner := filled(item.get("item", []), given):
            made.append({"linkId": link, "text": item["text"], "item": inner})
    return made


def answered(question: Question, value: Any) -> list[Resource]:
    """Return the answer to a question as items; nothing where there is none."""
    if value is None:
        return []
    match question.answer_type:
        case AnswerType.yesNo:
            return [answer(question.slug, {"valueCoding": answer_coding(CODES[value])})]
        case AnswerType.choice:
            options = {option.slug: option_coding(option) for option in question.options}
            return [answer(question.slug, {"valueCoding": options[value]})]
        case AnswerType.weeksAndDays:
            return [
                answer(question.slug + ending, {"valueInteger": value[name]})
                for name, ending in (("weeks", WEEKS), ("days", DAYS))
                if name in value
            ]
        case AnswerType.date:
            return [answer(question.slug, {"valueDate": value})]
        case AnswerType.quantity:
            return [answer(question.slug, {"valueDecimal": value})]
        case AnswerType.text:
            return [answer(question.slug, {"valueString": value})]


def answer(link: str, value: Resource) -> Resource:
    """Return the answer of one item."""
    return {"linkId": link, "answer": [value]}
