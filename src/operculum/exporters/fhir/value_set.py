"""The value sets, published and, for the forms, contained; each with its expansion, for renderers need it."""

from collections.abc import Iterator, Sequence

from operculum.exporters.fhir.datatypes import (
    ANSWER_DISPLAYS,
    ANSWERS,
    CONCEPTS,
    URGENCY,
    answer_coding,
    option_coding,
    urgency_coding,
)
from operculum.exporters.fhir.publication import Publication, Resource, address, computable, identifier
from operculum.model import AnswerType, Form, Question, Urgency
from operculum.triage.answers import NOT_SURE


def value_sets(publication: Publication) -> Iterator[Resource]:
    """Yield every value set: all concepts, the urgencies, yes/no/not sure, and the options of each choice."""
    head = publication.head("ValueSet", CONCEPTS, "All concepts", "Every concept of the base.")
    everything = {"include": [{"system": address("CodeSystem", CONCEPTS)}]}
    yield {**head, "compose": everything}
    yield published(publication, URGENCY, "Urgency of care", urgencies())
    yield published(publication, ANSWERS, "Yes, no, not sure", yes_no())
    for question in choices(publication):
        yield published(publication, question.slug, f"Answers to: {question.text}", options(question))


def choices(publication: Publication) -> list[Question]:
    """Return the questions with options, each once, though several forms may ask it."""
    asked = [
        question
        for form in publication.knowledge.forms
        for question in form.questions
        if question.answer_type is AnswerType.choice
    ]
    return list({question.iri: question for question in asked}.values())


def published(publication: Publication, name: str, title: str, codings: Sequence[Resource]) -> Resource:
    """Return a value set of record."""
    description = "The answers that may be chosen."
    return {
        **publication.head("ValueSet", name, title, description),
        "immutable": False,
        **contents(publication, codings),
    }


def contained(publication: Publication, form: Form) -> Iterator[Resource]:
    """Yield the value sets that a form carries within itself, so that it works without a server."""
    sets = {ANSWERS: yes_no(), URGENCY: urgencies()}
    sets |= {each.slug: options(each) for each in form.questions if each.answer_type is AnswerType.choice}
    for name, codings in sets.items():
        yield {
            "resourceType": "ValueSet",
            "id": identifier(name),
            "url": address("ValueSet", name),
            "version": publication.knowledge.release.version,
            "name": computable(f"{name}-ValueSet"),
            "status": "draft",
            **contents(publication, codings),
        }


def contents(publication: Publication, codings: Sequence[Resource]) -> Resource:
    """Return the definition of a value set and its expansion."""
    systems = list(dict.fromkeys(each["system"] for each in codings))
    return {
        "compose": {
            "include": [
                {
                    "system": system,
                    "version": publication.knowledge.release.version,
                    "concept": [
                        {"code": each["code"], "display": each["display"]}
                        for each in codings
                        if each["system"] == system
                    ],
                }
                for system in systems
            ]
        },
        "expansion": {
            "timestamp": publication.timestamp,
            "total": len(codings),
            "contains": list(codings),
        },
    }


def yes_no() -> list[Resource]:
    """Return yes, no and not sure."""
    return [answer_coding(code) for code in ANSWER_DISPLAYS]


def urgencies() -> list[Resource]:
    """Return the urgencies."""
    return [urgency_coding(urgency) for urgency in Urgency]


def options(question: Question) -> list[Resource]:
    """Return the options of a choice, and not sure."""
    return [*(option_coding(option) for option in question.options), answer_coding(NOT_SURE)]
