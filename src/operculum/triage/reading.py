"""Answers as people send them: plain JSON keyed by concept, or a QuestionnaireResponse of R4 or R5."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Final

from operculum.errors import InputError, LimitError, Location
from operculum.fhir.structure import is_too_deep
from operculum.model import Form
from operculum.triage.answers import Answer, Answers
from operculum.triage.responses import from_response
from operculum.triage.values import Unusable, judge

TWICE: Final = Unusable("was answered twice")


@dataclass(frozen=True, slots=True)
class AnswerError:
    """What is wrong with one answer; `concept` is its key, or the linkId where no question has it."""

    concept: str
    message: str


@dataclass(frozen=True, slots=True)
class Reading:
    """The answers that are known, and what is wrong with the others."""

    answers: Answers
    errors: tuple[AnswerError, ...] = ()


def parse(text: str | bytes, name: str = "the answers") -> dict[str, Any]:
    """Return the JSON object that a text holds; a key that stands twice in an object has an unusable value.

    Raises `InputError` where the text holds no object, `LimitError` where it is nested too deep.
    """
    try:
        document = json.loads(text, object_pairs_hook=without_choosing)
    except json.JSONDecodeError as error:
        place = Location(name, error.lineno, error.colno)
        raise InputError(f"no JSON: {error.msg}", place, "Give one JSON object.") from None
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise InputError(
            f"no JSON that can be read: {error}", Location(name), "Give one JSON object."
        ) from None
    if not isinstance(document, dict):
        raise InputError("no JSON object", Location(name), 'Begin with "{": one member for each concept.')
    if is_too_deep(document):
        raise LimitError("nested deeper than any answers are", Location(name))
    return document


def without_choosing(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return the members of an object, choosing none where a key stands twice."""
    times = Counter(key for key, _ in pairs)
    return {key: TWICE if times[key] > 1 else value for key, value in pairs}


def read_answers(form: Form, document: Mapping[str, Any]) -> Reading:
    """Judge answers one by one; what is ill-formed or impossible is named, and the rest still counts.

    `document` is plain JSON, keyed by the slug of the concept asked: true, false, "notSure",
    {"weeks": 36, "days": 6}, the slug of an option, a number, a day or a text, and a list of these where
    the question repeats; or it is a FHIR QuestionnaireResponse.
    """
    errors: list[AnswerError] = []
    if "resourceType" in document:
        values, unknown = from_response(form, document)
        errors.extend(AnswerError(link, message) for link, message in unknown)
    else:
        values = {question.slug: document.get(question.asks.slug) for question in form.questions}
        errors.extend(unasked(form, document))
    answers: dict[str, Answer] = {}
    for question in form.questions:
        judged = judge(question, values.get(question.slug))
        concept = question.asks.slug
        errors.extend(AnswerError(concept, f"{concept} {error}") for error in judged.errors)
        if judged.answer is not None:
            answers[question.slug] = judged.answer
    return Reading(answers, tuple(errors))


def unasked(form: Form, document: Mapping[str, Any]) -> list[AnswerError]:
    """Name the keys that are no concept the form asks for."""
    concepts = [question.asks.slug for question in form.questions]
    return [
        AnswerError(key, f"{form.slug} asks nothing on {key!r}{suggestion(key, concepts)}")
        for key in document
        if key not in concepts
    ]


def suggestion(key: str, concepts: list[str]) -> str:
    """Return a hint at the key that was meant, or nothing."""
    near = get_close_matches(key, concepts, 1)
    return f"; did you mean {near[0]!r}?" if near else ""
