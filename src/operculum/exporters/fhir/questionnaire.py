"""A form as a Questionnaire that judges itself: questions, calculated urgency, advice."""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Final

from operculum.exporters.fhir.datatypes import (
    EXTENSIONS,
    SDC,
    capabilities,
    concept_coding,
    extension,
    fhirpath,
    source_citation,
    use_context,
)
from operculum.exporters.fhir.fhirpath import expression
from operculum.exporters.fhir.item import display, question_items
from operculum.exporters.fhir.publication import Publication, Resource, markdown, string
from operculum.exporters.fhir.result_items import at_once, result_group, variables
from operculum.exporters.fhir.value_set import contained
from operculum.model import Question, Source, Urgency
from operculum.triage import Plan
from operculum.triage.advice import UNWELL
from operculum.triage.conditions import Not
from operculum.triage.evaluation import claims_of, topical
from operculum.triage.plan import gates

ARTIFACT: Final = f"{EXTENSIONS}artifact-relatedArtifact"

DESIGN: Final = (
    "The urgency is calculated from rules that derive from claims; each rule is a variable here and an "
    "action of the PlanDefinition with the same id. A missing answer never lowers the urgency."
)


def questionnaires(publication: Publication) -> Iterator[Resource]:
    """Yield a Questionnaire for each form."""
    for planned in publication.plans:
        yield questionnaire(planned, publication)


def questionnaire(planned: Plan, publication: Publication) -> Resource:
    """Return the Questionnaire of a form (FHIR Questionnaire, and SDC for what is calculated)."""
    form = planned.form
    head = publication.head("Questionnaire", form.slug, form.title, form.description or form.title, form.iri)
    return {
        **head,
        "contained": list(contained(publication, form)),
        "extension": [
            *head.get("extension", []),
            *capabilities(),
            extension(f"{EXTENSIONS}designNote", "valueMarkdown", markdown(DESIGN)),
            *(
                extension(ARTIFACT, "valueRelatedArtifact", source_citation(source, publication))
                for source in sources(planned, publication)
            ),
            *variables(planned),
        ],
        "useContext": use_context(form.about),
        "subjectType": ["Patient"],
        "code": [concept_coding(concept) for concept in form.about],
        "item": [
            display("unwell", UNWELL),
            *groups(planned, publication),
            result_group(planned, publication),
        ],
    }


def sources(planned: Plan, publication: Publication) -> list[Source]:
    """Return the sources behind the questions and the rules of a form, each once, by IRI."""
    iris = [iri for question in planned.form.questions for iri in question.derived_from]
    iris += [iri for each in planned.rules for iri in each.rule.derived_from]
    found = {claim.source.iri: claim.source for claim in claims_of(iris, publication.knowledge)}
    return [found[iri] for iri in sorted(found)]


def groups(planned: Plan, publication: Publication) -> Iterator[Resource]:
    """Yield the items of the questions in the order of the form, neighbours of one group together."""
    for label, members in groupby(planned.form.questions, lambda each: each.group):
        questions = tuple(members)
        if label is None:
            for question in questions:
                for item in items(planned, (question,), publication, repeats=True):
                    yield gated(item, planned) if is_gated(question, planned) else item
        else:
            made = group(label, questions, planned, publication)
            yield made
            if can_be_immediate(questions, planned):
                yield at_once(made["linkId"])


def can_be_immediate(questions: tuple[Question, ...], planned: Plan) -> bool:
    """Tell whether some of the questions may call for emergency care."""
    return any(
        question in each.needs
        for each in planned.rules
        if each.rule.urgency is Urgency.immediate
        for question in questions
    )


def group(label: str, questions: tuple[Question, ...], planned: Plan, publication: Publication) -> Resource:
    """Return a group; it repeats as a whole where each of its questions does.

    Where it is about pregnancy for one of its questions, it is so as a whole: no heading is left alone.
    """
    together = all(question.repeats for question in questions)
    made: Resource = {
        "linkId": group_link(label),
        "text": string(label),
        "type": "group",
        "item": list(items(planned, questions, publication, repeats=not together)),
    }
    if together:
        made["repeats"] = True
    return gated(made, planned) if any(is_gated(each, planned) for each in questions) else made


def group_link(label: str) -> str:
    """Return the linkId of a group.

    >>> group_link("Signs to look out for")
    'group-signs-to-look-out-for'
    """
    return "group-" + "-".join(re.findall("[a-z0-9]+", label.lower()))


def items(
    planned: Plan, questions: tuple[Question, ...], publication: Publication, *, repeats: bool
) -> Iterator[Resource]:
    """Yield the items of some questions."""
    for question in questions:
        yield from question_items(
            question,
            publication,
            topical=question in topical(planned),
            repeats=repeats and question.repeats,
        )


def is_gated(question: Question, planned: Plan) -> bool:
    """Tell whether a question is asked for the rules alone, which do not apply outside pregnancy."""
    return question in planned.needed and question not in gates(planned.form)


def gated(item: Resource, planned: Plan) -> Resource:
    """Return an item that is hidden where pregnancy is denied; while nothing is known, it is shown."""
    enabled = extension(
        f"{SDC}sdc-questionnaire-enableWhenExpression",
        "valueExpression",
        fhirpath(expression(Not(planned.not_covered))),
    )
    return {**item, "extension": [*item.get("extension", []), enabled]}
