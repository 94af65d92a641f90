"""The end of a Questionnaire: what it makes of the answers, calculated, and the advice that goes with it."""

from collections.abc import Iterator
from typing import Any, Final

from operculum.exporters.fhir.datatypes import EXTENSIONS, SDC, URGENCY, extension, fhirpath
from operculum.exporters.fhir.fhirpath import expression, ladder, quoted
from operculum.exporters.fhir.item import coded, display
from operculum.exporters.fhir.publication import Publication, Resource, address, identifier
from operculum.model import KnowledgeBase, Rule, Urgency
from operculum.triage import Plan
from operculum.triage.advice import ADVICE, AT_ONCE, CALLED_FOR, INCOMPLETE, LIMITS, stages
from operculum.triage.links import RESULT, RESULT_ITEMS

RAISABLE: Final = (Urgency.prompt, Urgency.contact)
"""The urgencies that more answers could still raise."""


def variables(planned: Plan) -> Iterator[Resource]:
    """Yield the expressions that the form evaluates, in order: one a rule, then what follows from them."""
    for each in planned.rules:
        yield variable(rule_name(each.rule), expression(each.fires), each.rule.label)
    yield variable("notCovered", expression(planned.not_covered), "the form does not apply")
    yield variable("incomplete", expression(planned.incomplete), "the answer to a needed question is missing")
    yield variable("urgency", urgency_by_name(planned), "the most urgent rule that fires wins")


def variable(name: str, text: str, description: str) -> Resource:
    """Return an expression that others refer to by its name."""
    return extension(f"{EXTENSIONS}variable", "valueExpression", fhirpath(text, name, description))


def rule_name(rule: Rule) -> str:
    """Return the name of a rule's variable.

    >>> from operculum.exporters.fhir.publication import computable
    >>> "rule" + computable("gush-of-fluid")
    'ruleGushOfFluid'
    """
    return "rule" + "".join(part.capitalize() for part in rule.slug.split("-"))


def urgency_by_name(planned: Plan) -> str:
    """Return the urgency, written with the variables."""
    rungs: list[tuple[Urgency, str]] = []
    for urgency, _ in planned.ladder:
        fires = [f"%{rule_name(each.rule)}" for each in planned.rules if each.rule.urgency is urgency]
        match urgency:
            case Urgency.notCovered:
                rungs.append((urgency, "%notCovered"))
            case Urgency.undetermined:
                rungs.append((urgency, "%incomplete"))
            case _:
                rungs.append((urgency, " or ".join(fires) or "false"))
    return ladder(tuple(rungs))


def result_group(planned: Plan, publication: Publication) -> Resource:
    """Return the group with the result and the advice."""
    return {
        "linkId": RESULT,
        "text": "What to do, going by the answers so far",
        "type": "group",
        "item": [
            *advice(),
            *stage_words(planned, publication.knowledge),
            *calculated(publication),
            display("limits", LIMITS),
        ],
    }


def calculated(publication: Publication) -> Iterator[Resource]:
    """Yield the calculated items: the urgency as a string, as a coding, and whether all needed is known.

    The coding is made by `%factory`, the only way that works in both renderers it was tried in.
    """
    urgency, twin, complete = RESULT_ITEMS
    system = quoted(address("CodeSystem", URGENCY))
    yield calculated_item(urgency, "Urgency, by its name", "string", "%urgency")
    yield {
        **calculated_item(
            twin, "Urgency", coded("choice", publication), f"%factory.Coding({system}, %urgency)"
        ),
        "answerValueSet": f"#{identifier(URGENCY)}",
    }
    yield calculated_item(
        complete, "Every question that is needed was answered", "boolean", "%incomplete.not()"
    )


def calculated_item(link: str, text: str, kind: Any, value: str) -> Resource:
    """Return an item whose answer is calculated, for software: to people the advice says it in words."""
    return {
        "extension": [
            extension(f"{SDC}sdc-questionnaire-calculatedExpression", "valueExpression", fhirpath(value)),
            extension(f"{EXTENSIONS}questionnaire-hidden", "valueBoolean", True),
        ],
        "linkId": link,
        "text": text,
        "type": kind,
        "readOnly": True,
    }


def at_once(link: str) -> Resource:
    """Return the advice to get emergency care, to be seen below the answers that call for it."""
    return shown(f"{link}-emergency", AT_ONCE, is_one_of((Urgency.immediate,)))


def advice() -> Iterator[Resource]:
    """Yield the advice for each urgency, and that it is the least where something is missing."""
    for urgency in Urgency:
        yield shown(f"{RESULT}-advice-{urgency.value}", ADVICE[urgency], is_one_of((urgency,)))
    yield shown(f"{RESULT}-at-least", INCOMPLETE, f"%incomplete and {is_one_of(RAISABLE)}")


def stage_words(planned: Plan, knowledge: KnowledgeBase) -> Iterator[Resource]:
    """Yield what the signs may mean at each stage of pregnancy."""
    for stage in stages(planned, knowledge):
        when = f"{expression(stage.holds)} and {is_one_of(CALLED_FOR)}"
        yield shown(f"{RESULT}-{stage.slug}", stage.words, when)


def is_one_of(urgencies: tuple[Urgency, ...]) -> str:
    """Return that the urgency is one of some."""
    return f"({' or '.join(f'%urgency = {quoted(urgency.value)}' for urgency in urgencies)})"


def shown(link: str, text: str, when: str) -> Resource:
    """Return an item that says something while an expression holds."""
    enabled = extension(f"{SDC}sdc-questionnaire-enableWhenExpression", "valueExpression", fhirpath(when))
    return display(link, text, enabled)
