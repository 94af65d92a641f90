"""The items of a Questionnaire, one a question: its words, its codes, and what the sources say."""

from collections.abc import Iterator
from typing import Any, Final

from operculum.exporters.fhir.datatypes import (
    ANSWERS,
    DAY,
    EXTENSIONS,
    LOINC,
    SDC,
    answer_coding,
    concept_coding,
    extension,
    fhirpath,
    loinc_codings,
)
from operculum.exporters.fhir.fhirpath import age_in_days
from operculum.exporters.fhir.publication import Publication, Resource, identifier, markdown, string
from operculum.model import AnswerType, Claim, Question
from operculum.triage.answers import YES
from operculum.triage.evaluation import claims_of
from operculum.triage.guards import DAYS_A_WEEK, MOST_CHARACTERS, MOST_WEEKS
from operculum.triage.links import DAYS, IN_DAYS, WEEKS
from operculum.triage.parts import asked

ITEM_CONTROL: Final = "http://hl7.org/fhir/questionnaire-item-control"
DISPLAY_CATEGORY: Final = "http://hl7.org/fhir/questionnaire-display-category"

GESTATIONAL_AGE: Final = {"system": LOINC, "code": "18185-9", "display": "Gestational age"}
"""Extracted as an Observation in days."""

GESTATIONAL_WEEKS: Final = {"system": LOINC, "code": "49051-6", "display": "Gestational age in weeks"}

TYPES: Final = {
    AnswerType.yesNo: "choice",
    AnswerType.choice: "choice",
    AnswerType.date: "date",
    AnswerType.quantity: "decimal",
    AnswerType.text: "text",
}
"""The item type for each type of answer; weeks and days are a group. R5 says `coding` for `choice`."""


def question_items(
    question: Question, publication: Publication, *, topical: bool, repeats: bool
) -> Iterator[Resource]:
    """Yield the item of a question and, for a topic to talk over, what the sources say where it is a yes.

    `repeats` is whether the item itself repeats; the questions of a group that repeats do not.
    """
    item = age_item(question, publication) if is_age(question) else plain_item(question, publication)
    if repeats:
        item["repeats"] = True
    item["extension"].extend(laid_out(question, repeats=repeats))
    yield item
    if topical:
        yield from topic_item(question, publication)


def is_age(question: Question) -> bool:
    """Tell whether a question is answered with weeks and days."""
    return question.answer_type is AnswerType.weeksAndDays


def plain_item(question: Question, publication: Publication) -> Resource:
    """Return the item of a question that has one answer."""
    item = head(question, publication, coded(TYPES[question.answer_type], publication))
    if question.required:
        item["required"] = True
    match question.answer_type:
        case AnswerType.yesNo:
            item["answerValueSet"] = f"#{identifier(ANSWERS)}"
        case AnswerType.choice:
            item["answerValueSet"] = f"#{identifier(question.slug)}"
        case AnswerType.quantity:
            item["extension"].append(extension(f"{EXTENSIONS}minValue", "valueDecimal", 0))
        case AnswerType.text:
            item["maxLength"] = MOST_CHARACTERS
    return {**item, **helped(question)}


def age_item(question: Question, publication: Publication) -> Resource:
    """Return the group in which weeks and days are asked and, where both are there, counted in days."""
    group = head(question, publication, "group")
    return {
        **group,
        "item": [
            part(question.slug + WEEKS, "Completed weeks", MOST_WEEKS, [GESTATIONAL_WEEKS]),
            part(question.slug + DAYS, f"and days (0 to {DAYS_A_WEEK - 1})", DAYS_A_WEEK - 1, []),
            {
                "extension": [
                    extension(f"{EXTENSIONS}questionnaire-hidden", "valueBoolean", True),
                    extension(f"{EXTENSIONS}questionnaire-unit", "valueCoding", DAY),
                    extension(f"{SDC}sdc-questionnaire-observationExtract", "valueBoolean", True),
                    extension(
                        f"{SDC}sdc-questionnaire-calculatedExpression",
                        "valueExpression",
                        fhirpath(age_in_days(asked(question))),
                    ),
                ],
                "linkId": question.slug + IN_DAYS,
                "code": [GESTATIONAL_AGE],
                "text": "Gestational age in days",
                "type": "integer",
                "readOnly": True,
            },
            *helped(question).get("item", []),
        ],
    }


def part(link: str, text: str, most: int, codes: list[Resource]) -> Resource:
    """Return the item of the weeks, or of the days."""
    item: Resource = {
        "extension": [
            extension(f"{EXTENSIONS}minValue", "valueInteger", 0),
            extension(f"{EXTENSIONS}maxValue", "valueInteger", most),
        ],
        "linkId": link,
    }
    if codes:
        item["code"] = codes
    return {**item, "text": text, "type": "integer"}


def head(question: Question, publication: Publication, kind: str) -> Resource:
    """Return what the items of all questions have: why it is asked, its claims, its codes and its words."""
    behind = claims_of(question.derived_from, publication.knowledge)
    said = " ".join(f"{claim.source.label}: {claim.statement}" for claim in behind)
    disputed = " ".join(each.reason for claim in behind for each in claim.disputes)
    note = f"Asked because of what the sources say. {said}" + (f" In dispute: {disputed}" if disputed else "")
    return {
        "extension": [
            extension(f"{EXTENSIONS}designNote", "valueMarkdown", markdown(note)),
            *(extension(f"{EXTENSIONS}questionnaire-supportLink", "valueUri", each.iri) for each in behind),
        ],
        "linkId": question.slug,
        "code": [concept_coding(question.asks), *loinc_codings(question.asks)],
        "text": string(question.text),
        "type": kind,
    }


def helped(question: Question) -> Resource:
    """Return the help for a question as an item below it; nothing where it has none.

    Some renderers know help by its control, others by its category, and pass over what they do not know.
    """
    if question.help is None:
        return {}
    category = classified("questionnaire-displayCategory", DISPLAY_CATEGORY, "instructions")
    return {"item": [display(f"{question.slug}-help", question.help, control("help"), category)]}


def laid_out(question: Question, *, repeats: bool) -> Iterator[Resource]:
    """Yield how a choice is laid out: all answers in sight, and yes, no and not sure in one line."""
    if question.answer_type is AnswerType.choice:
        yield control("check-box" if repeats else "radio-button")
    if question.answer_type is AnswerType.yesNo:
        yield control("radio-button")
        yield extension(f"{EXTENSIONS}questionnaire-choiceOrientation", "valueCode", "horizontal")


def control(code: str) -> Resource:
    """Return how an item is to be shown."""
    return classified("questionnaire-itemControl", ITEM_CONTROL, code)


def classified(name: str, system: str, code: str) -> Resource:
    """Return an extension whose value is a code of a system."""
    concept = {"coding": [{"system": system, "code": code}]}
    return extension(f"{EXTENSIONS}{name}", "valueCodeableConcept", concept)


def display(link: str, text: str, *extensions: Resource) -> Resource:
    """Return an item that only says something."""
    item: Resource = {"linkId": link, "text": string(text), "type": "display"}
    return {"extension": list(extensions), **item} if extensions else item


def topic_item(question: Question, publication: Publication) -> Iterator[Resource]:
    """Yield what the sources say on a topic, and what is disputed, shown where the answer is yes."""
    behind = claims_of(question.derived_from, publication.knowledge)
    link = f"{question.slug}-sources"
    if behind:
        yield {
            "linkId": link,
            "text": "To talk over: what the sources say, of people in general and not of you",
            "type": "group",
            "enableWhen": [{"question": question.slug, "operator": "=", "answerCoding": answer_coding(YES)}],
            "item": [display(f"{link}-{place}", said) for place, said in enumerate(sayings(behind), 1)],
        }


def sayings(behind: tuple[Claim, ...]) -> Iterator[str]:
    """Yield each source with its claims in words, then what is disputed."""
    for source in dict.fromkeys(claim.source for claim in behind):
        said = " ".join(claim.statement for claim in behind if claim.source is source)
        yield f"“{source.label}”: {said}"
    disputes = dict.fromkeys(each.reason for claim in behind for each in claim.disputes)
    yield from (f"In dispute: {reason}" for reason in disputes)


def coded(kind: str, publication: Publication) -> Any:
    """Return an item type in the words of the version."""
    return "coding" if kind == "choice" and publication.r5 else kind
