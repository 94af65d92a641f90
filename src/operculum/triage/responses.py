"""QuestionnaireResponses of FHIR R4 and R5, brought into the shape of plain answers."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from operculum.errors import InputError
from operculum.fhir.objects import objects
from operculum.model import AnswerType, Form, Question
from operculum.triage.answers import NO, NOT_SURE, YES
from operculum.triage.links import DAYS, IN_DAYS, OUR_SYSTEMS, RESULT_ITEMS, WEEKS
from operculum.triage.values import Unusable

VALUES: Final = {
    AnswerType.yesNo: ("valueCoding",),
    AnswerType.choice: ("valueCoding",),
    AnswerType.weeksAndDays: ("valueInteger",),
    AnswerType.date: ("valueDate",),
    AnswerType.quantity: ("valueDecimal", "valueInteger"),
    AnswerType.text: ("valueString",),
}
"""In which element the answer to each type of question stands."""

YES_NO: Final = {YES: True, NO: False, NOT_SURE: NOT_SURE}


def from_response(form: Form, document: Mapping[str, Any]) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    """Return the values by question, and linkIds that have answers but no question, each with a message.

    Raises `InputError` where the document is no QuestionnaireResponse, or one marked as entered in error.
    """
    if document.get("resourceType") != "QuestionnaireResponse":
        raise InputError(
            f"a {document['resourceType']} holds no answers", remedy="Give a QuestionnaireResponse."
        )
    if document.get("status") == "entered-in-error":
        raise InputError("the response is marked entered-in-error", remedy="Give the one that replaces it.")
    collected: dict[str, list[Mapping[str, Any]]] = {}
    for link, answer in given(document):
        collected.setdefault(link, []).append(answer)
    values = {question.slug: value(question, collected) for question in form.questions}
    asked = {link for question in form.questions for link in links_of(question)}
    calculated = {*RESULT_ITEMS, *(question.slug + IN_DAYS for question in form.questions)}
    unknown = [
        (link, f"{form.slug} has no question with linkId {link!r}")
        for link in collected
        if link not in asked | calculated
    ]
    return values, [*other_form(form, document), *misshapen(document), *unknown]


def other_form(form: Form, document: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Say so where a response names another questionnaire than the form."""
    named = document.get("questionnaire")
    if named is not None and str(named).split("|")[0].rsplit("/", 1)[-1] != form.slug:
        yield "questionnaire", f"the response answers {named!r}, not {form.slug}"


def misshapen(node: Mapping[str, Any], link: str = "item") -> Iterator[tuple[str, str]]:
    """Name the items whose items or answers are no list of objects, for nothing can be read from them."""
    for key in ("item", "answer"):
        inner = objects(node.get(key))
        if key in node and inner != node[key]:
            yield link, f"the {key} of {link!r} is no list of objects"
        for each in inner:
            yield from misshapen(each, str(each.get("linkId", link)))


def given(node: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield every answer below a node with the linkId of its item, in document order."""
    for item in objects(node.get("item")):
        for answer in objects(item.get("answer")):
            yield str(item.get("linkId")), answer
            yield from given(answer)
        yield from given(item)


def links_of(question: Question) -> tuple[str, ...]:
    """Return the linkIds under which a question is answered."""
    if question.answer_type is AnswerType.weeksAndDays:
        return question.slug + WEEKS, question.slug + DAYS
    return (question.slug,)


def value(question: Question, collected: Mapping[str, list[Mapping[str, Any]]]) -> Any:
    """Return the answer to a question in the shape of plain JSON, or None where there is none."""
    given_ = [plain(question, collected.get(link, [])) for link in links_of(question)]
    if question.answer_type is not AnswerType.weeksAndDays:
        return given_[0]
    weeks, days = given_
    if weeks is None and days is None:
        return None
    return {"weeks": weeks} if days is None else {"weeks": weeks, "days": days}


def plain(question: Question, answers: list[Mapping[str, Any]]) -> Any:
    """Return the answers of one item: None, the one value, or a list where there are more."""
    values = [element(question, answer) for answer in answers]
    return values[0] if len(values) == 1 else (values or None)


def element(question: Question, answer: Mapping[str, Any]) -> Any:
    """Return the value of one answer, unusable where it is of another type, or one of two."""
    names = [name for name in answer if name.startswith("value")]
    expected = VALUES[question.answer_type]
    if len(names) != 1 or names[0] not in expected:
        return Unusable(f"stands in {' and '.join(names) or 'no value'}, not in {' or '.join(expected)}")
    return coded(question, answer[names[0]]) if names == ["valueCoding"] else answer[names[0]]


def coded(question: Question, coding: Any) -> Any:
    """Return a coding in the shape of plain JSON, unusable where its code is of a system that is not ours."""
    code = coding.get("code") if isinstance(coding, Mapping) else None
    if not isinstance(code, str):
        return Unusable("is a coding without a code")
    system = coding.get("system", OUR_SYSTEMS)
    if not str(system).startswith(OUR_SYSTEMS):
        return Unusable(f"is coded in {system!r}, whose codes the form does not offer")
    if question.answer_type is not AnswerType.yesNo:
        return code
    return YES_NO.get(code, Unusable(f"is answered with the code {', '.join(YES_NO)}, not {code!r}"))
